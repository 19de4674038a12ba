"""Erases a person on their request."""

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from services.actions.accounts import erase
from services.models import User


class Command(BaseCommand):
    help = "Deletes an account and takes the person's name out of the history; changes stay."

    def add_arguments(self, parser):
        parser.add_argument("email")

    def handle(self, *, email, **options):
        try:
            erase(email=email)
        except User.DoesNotExist:
            raise CommandError(_("Er is geen account met dit adres.")) from None
        self.stdout.write(_("Account en naam zijn gewist; de wijzigingen blijven."))

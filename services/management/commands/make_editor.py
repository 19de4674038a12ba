"""Gives somebody the desk, from the command line."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import OperationalError

from services.actions.accounts import make_editor


class Command(BaseCommand):
    help = "Makes the person with this e-mail address an editor of the map."

    def add_arguments(self, parser):
        parser.add_argument("email")

    def handle(self, *, email, **options):
        try:
            validate_email(email)
        except ValidationError:
            raise CommandError(f"{email} is not an e-mail address.") from None
        try:
            is_new = make_editor(email=email)
        except OperationalError:
            raise CommandError("The database does not answer: start it first.") from None
        now = "now" if is_new else "already"
        self.stdout.write(f"{email} is an editor {now}: log in with it at /beheer/.")

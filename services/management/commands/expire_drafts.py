"""Deletes drafts that nobody took up again; to be run daily."""

from django.core.management.base import BaseCommand

from services.actions import drafts


class Command(BaseCommand):
    help = "Deletes what members typed into a listing a month ago and did not save."

    def handle(self, **options):
        drafts.expire()

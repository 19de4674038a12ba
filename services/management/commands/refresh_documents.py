"""Rebuilds what the public sees of every listing, as the day changes it; to be run daily."""

from django.core.management.base import BaseCommand

from services.actions import documents
from services.models import Service


class Command(BaseCommand):
    help = (
        "Works out anew when each listing can be reached in the coming weeks, and dates what the"
        " day changes: a closure that ends, a confirmation or an attested experience that lapses."
    )

    def handle(self, **options):
        documents.refresh(Service.objects.published().values_list("pk", flat=True))

"""Moves the window of "open now"; to be run daily."""

from django.core.management.base import BaseCommand

from services.actions import documents
from services.models import Service


class Command(BaseCommand):
    help = "Computes anew in which hours of the coming weeks each listing can be reached."

    def handle(self, **options):
        with_hours = Service.objects.filter(schedules__opening_hours__gt="")
        documents.refresh(with_hours.values_list("pk", flat=True))

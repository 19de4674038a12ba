"""Loads the provinces, municipalities, postal codes and place names."""

import json

from django.conf import settings
from django.core.management.base import BaseCommand

from services.actions.gazetteer import load_gazetteer

FIXTURE = settings.BASE_DIR / "fixtures" / "gazetteer.json"


class Command(BaseCommand):
    help = "Loads fixtures/gazetteer.json; running it again changes nothing."

    def handle(self, **options):
        counts = load_gazetteer(gazetteer=json.loads(FIXTURE.read_text(encoding="utf-8")))
        for model, count in counts.items():
            self.stdout.write(f"{model._meta.verbose_name_plural}: {count}")

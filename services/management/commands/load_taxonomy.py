"""Loads the topics and target groups."""

import json

from django.conf import settings
from django.core.management.base import BaseCommand

from services.actions.history import recorded
from services.actions.taxonomy import load_taxonomy
from services.enums import Channel

FIXTURE = settings.BASE_DIR / "fixtures" / "taxonomy.json"


class Command(BaseCommand):
    help = "Loads fixtures/taxonomy.json; running it again changes nothing."

    @recorded(channel=Channel.COMMAND)
    def handle(self, **options):
        counts = load_taxonomy(taxonomy=json.loads(FIXTURE.read_text(encoding="utf-8")))
        for model, count in counts.items():
            self.stdout.write(f"{model._meta.verbose_name_plural}: {count}")

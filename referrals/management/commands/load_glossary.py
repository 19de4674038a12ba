"""Loads the words of the scene, and what the search understands besides."""

import csv

from django.conf import settings
from django.core.management.base import BaseCommand

from referrals.actions.glossary import load_glossary, load_lexicon

FIXTURES = settings.BASE_DIR / "fixtures"


class Command(BaseCommand):
    help = (
        "Loads fixtures/glossary.csv, aliases.csv, lexicon.csv and lexicon_links.csv; "
        "running it again changes nothing."
    )

    def handle(self, **options):
        load_glossary(concepts=_rows("glossary.csv"), words=_rows("aliases.csv"))
        counts = load_lexicon(words=_rows("lexicon.csv"), links=_rows("lexicon_links.csv"))
        for model, count in counts.items():
            self.stdout.write(f"{model._meta.verbose_name_plural}: {count}")


def _rows(name):
    with (FIXTURES / name).open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))

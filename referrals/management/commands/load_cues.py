"""Loads the conversation cues."""

import json

from django.conf import settings
from django.core.management.base import BaseCommand

from referrals.actions.cues import load_cues
from referrals.models import ConversationCue

TABLE = settings.BASE_DIR / "fixtures" / "cues.json"


class Command(BaseCommand):
    help = (
        "Loads fixtures/cues.json, after load_taxonomy; running it again changes nothing, "
        "and what editors changed stays."
    )

    def handle(self, **options):
        edited = load_cues(rows=json.loads(TABLE.read_text(encoding="utf-8")))
        plural = ConversationCue._meta.verbose_name_plural
        self.stdout.write(f"{plural}: {ConversationCue.objects.count()}")
        if edited:
            self.stdout.write(f"Left as editors made them: {', '.join(edited)}")

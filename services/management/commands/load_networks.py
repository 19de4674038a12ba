"""Loads the networks; to be run after the listings, whose organisations are the members."""

import json

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from services.actions.history import recorded
from services.actions.taxonomy import load_networks
from services.enums import Channel

FIXTURE = settings.BASE_DIR / "fixtures" / "networks.json"


class Command(BaseCommand):
    help = "Loads fixtures/networks.json after the listings; running it again changes nothing."

    @recorded(channel=Channel.COMMAND)
    def handle(self, **options):
        unknown = load_networks(networks=json.loads(FIXTURE.read_text(encoding="utf-8")))
        for name in unknown:
            self.stdout.write(_("Onbekend als organisatie: %(name)s") % {"name": name})

"""The page of a hand-over card as its template reads it; a fixed number of queries."""

from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import cached_property

from referrals import card_pdf, cards, short_codes, shortlist
from referrals.card_form import CardForm
from referrals.giving_away import tells
from services.models import Service


class CardPage:
    """What the address asks, and the cards; `site` is the address of this site, without a path."""

    def __init__(self, query, *, site):
        self.form = CardForm(query)
        self._site = site.rstrip("/")

    @cached_property
    def services(self):
        """The listings that are public, in the order of the list."""
        keys = self.form.keys
        found = Service.objects.searchable().for_detail().in_bulk(keys)
        return [found[key] for key in keys if key in found]

    @property
    def gone(self):
        """How many listings are no longer there; unknown of a list that lost letters on its way."""
        missing = len(self.form.keys) - len(self.services)
        return missing if self.form.is_list_readable else 0

    @property
    def is_understood(self):
        return not self.form.errors and self.form.is_list_readable

    @cached_property
    def sheet(self):
        frame = cards.Frame(is_discreet=self.form.is_discreet, root=self._root, kept=self.form.kept)
        with translation.override(self.form.language):
            return cards.sheet(self.services, frame=frame, on=timezone.localdate())

    @cached_property
    def choices(self):
        """The form with the names that may be kept on a discreet card: those it leaves out."""
        kept = self.form.kept
        self.form.offer_names(
            [
                (card.key, service.name)
                for card, service in zip(self.sheet.cards, self.services, strict=True)
                if not card.is_named or card.key in kept
            ]
        )
        return self.form

    @property
    def out_of_reach(self):
        """Names of listings of which the card says no way to reach them but a town."""
        return [
            service.name
            for card, service in zip(self.sheet.cards, self.services, strict=True)
            if not card.ways and not any(place.route_url for place in card.places)
        ]

    @property
    def lacks_code(self):
        """Whether no code is on the card because the name of the site would tell."""
        return not self._root

    @property
    def pdf_url(self):
        """The same choices as a file."""
        chosen = {
            "fiches": shortlist.write(service.pk for service in self.services),
            "taal": self.form.language.partition("-")[0],
            "vorm": self.form.paper.value,
        }
        if self.form.is_discreet:
            shown = {short_codes.write(service.pk) for service in self.services}
            chosen |= {"discreet": "1", "namen": sorted(self.form.kept & shown)}
        return f"{reverse('referrals:card-pdf')}?{urlencode(chosen, doseq=True)}"

    def pdf(self):
        return card_pdf.render(self.sheet, paper=self.form.paper)

    @property
    def _root(self):
        if not self.form.is_discreet:
            return self._site
        root = settings.NEUTRAL_URL or self._site
        return "" if tells(urlsplit(root).netloc) else root

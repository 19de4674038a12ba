"""Hand-over cards in English and French: no Dutch of ours is left on them."""

import datetime
import json
import re

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.utils import translation
from django.utils.dates import MONTHS
from django.utils.translation import trans_real

from referrals import cards, shortlist
from services.actions import documents
from services.enums import (
    AccessMode,
    Focus,
    Language,
    TriState,
    VerificationMethod,
)
from services.models import Phone, Schedule, Service, TargetGroup, Topic
from tests import databases
from tests.listings import listing

OTHERS = ["en", "fr"]
DAY = datetime.date(2026, 11, 24)
FRAMES = [
    cards.Frame(is_discreet=is_discreet, root="https://kaart.example.org")
    for is_discreet in (False, True)
]


@pytest.fixture
def asked(monkeypatch):
    """Every text that gettext was asked for in another language, as (language, text)."""
    found = set()
    for name in ("gettext", "ngettext"):
        own = getattr(trans_real.DjangoTranslation, name)

        def spy(catalogue, message, *rest, own=own):
            found.add((catalogue.language(), message))
            return own(catalogue, message, *rest)

        monkeypatch.setattr(trans_real.DjangoTranslation, name, spy)
    return found


def untranslated(asked):
    """Of the texts that were asked for, those that the catalogue of the language does not have."""
    with translation.override("en"):
        months = {("en", str(month)) for month in MONTHS.values()}
    catalogues = {language: trans_real.translation(language)._catalog for language in OTHERS}
    return {
        (language, message)
        for language, message in asked - months
        if language in OTHERS
        and message not in catalogues[language]
        and (message, 0) not in catalogues[language]
    }


def all_said(service):
    """Cards of every facet of a listing are made in every other language."""
    for language in OTHERS:
        for frame in FRAMES:
            with translation.override(language):
                yield cards.sheet([service], frame=frame, on=DAY)


def loaded(service):
    documents.refresh([service.pk])
    return Service.objects.searchable().for_detail().get(pk=service.pk)


def rich(**fields):
    """A listing that says something everywhere."""
    service = listing(
        at="Gent",
        min_age=16,
        languages=Language.values,
        access_modes=AccessMode.values,
        first_contact="Een medewerker luistert.",
        email="onthaal@example.org",
        website="https://example.org/",
        cost_note="Enkel remgeld.",
        **{"waiting_weeks": 3, "has_waiting_time": TriState.YES, "waiting_checked_on": DAY}
        | fields,
    )
    Phone.objects.create(service=service, number="+3291234567", label="onthaal")
    Phone.objects.create(service=service, number="1712")
    return service


@pytest.mark.django_db
class TestEveryWordIsTranslated:
    def test_whatever_a_listing_says(self, asked):
        service = rich(closed_until=DAY + datetime.timedelta(days=9))
        for schedule in ("Mo-Fr 09:00-17:00; PH off", "24/7", "off", "Jan-Dec 10:00-12:00; SH off"):
            Schedule.objects.filter(service=service).delete()
            for channel in ("", *AccessMode.values):
                Schedule.objects.create(service=service, channel=channel, opening_hours=schedule)
            for state in TriState.values:
                for name in ("is_free", "is_anonymous", "needs_intake", "needs_referral_letter"):
                    setattr(service, name, state)
                service.focus = Focus.values[TriState.values.index(state)]
                service.min_age, service.max_age = {
                    "yes": (16, None),
                    "no": (None, 30),
                    "unknown": (16, 30),
                }[state]
                service.save()
                list(all_said(loaded(service)))
        assert asked and untranslated(asked) == set()

    @pytest.mark.parametrize("focus", Focus.values)
    @pytest.mark.parametrize("how", VerificationMethod.values)
    @pytest.mark.parametrize("ago", [10, 200, 400])
    def test_whatever_is_known_of_its_confirmation(self, asked, focus, how, ago):
        day = datetime.date.today() - datetime.timedelta(days=ago)
        service = rich(verified_on=day, verified_how=how, focus=focus)
        list(all_said(loaded(service)))
        assert untranslated(asked) == set()

    def test_when_it_waits_for_a_week_or_not_at_all(self, asked):
        for fields in ({"waiting_weeks": 1}, {"waiting_weeks": None, "has_waiting_time": "no"}):
            list(all_said(loaded(rich(**fields))))
        assert untranslated(asked) == set()

    def test_all_topics_and_groups(self):
        text = (settings.BASE_DIR / "fixtures" / "taxonomy.json").read_text(encoding="utf-8")
        names = {term["name"] for terms in json.loads(text).values() for term in terms}
        assert len(names) > 50
        assert untranslated({(language, name) for language in OTHERS for name in names}) == set()


@pytest.mark.parametrize("language", OTHERS)
def test_the_real_listings_have_no_dutch_of_ours(
    asked, listings_database, django_db_blocker, language
):
    with django_db_blocker.unblock(), databases.connected_to(listings_database):
        services = list(Service.objects.searchable().for_detail().order_by("pk"))
        with translation.override(language):
            for frame in FRAMES:
                cards.sheet(services, frame=frame, on=DAY)
    assert len(services) > 100
    assert untranslated(asked) == set()


@pytest.mark.django_db
class TestWhatOthersWrote:
    """Stays as it is, and says in which language that is."""

    @pytest.fixture
    def address(self):
        service = rich(name="Het Huis")
        Schedule.objects.create(service=service, opening_hours="Mo 09:00-17:00", text="bel even")
        return f"/doorverwijskaart/?fiches={shortlist.write([service.pk])}"

    @pytest.mark.parametrize(
        ("language", "note"), [("fr", "Texte en néerlandais"), ("en", "Text in Dutch")]
    )
    def test_is_marked_as_dutch(self, client, address, language, note):
        page = BeautifulSoup(client.get(f"{address}&taal={language}").content, "html.parser")
        sheet = page.select_one(".sheet")
        assert sheet["lang"] == language
        marked = {tag.get_text(strip=True) for tag in sheet.select("[lang=nl]")}
        assert {"Een medewerker luistert.", "bel even", "Enkel remgeld.", "onthaal"} <= marked
        assert note in sheet.get_text()

    def test_is_marked_by_nothing_on_a_dutch_card(self, client, address):
        sheet = BeautifulSoup(client.get(address).content, "html.parser").select_one(".sheet")
        assert not sheet.select("[lang]")
        assert "Nederlands" not in re.sub("Talen.*", "", sheet.get_text(" ", strip=True))

    def test_so_is_a_term_that_an_editor_added(self, client):
        service = rich()
        service.topics.add(Topic.objects.create(code="nieuw", slug="nieuw", name="Iets nieuws"))
        service.topics.add(Topic.objects.get(code="counselling"))
        group = TargetGroup.objects.create(code="buren", slug="buren", name="De buren")
        service.target_group_claims.create(target_group=group)
        with translation.override("fr"):
            [card] = cards.sheet([loaded(service)], frame=FRAMES[0], on=DAY).cards
        about = [words for row in card.about for words in row.said]
        assert cards.Words("iets nieuws", "nl") in about
        assert cards.Words("de buren", "nl") in about
        assert cards.Words("accompagnement") in about

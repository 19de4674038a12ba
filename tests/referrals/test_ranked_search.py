"""What is typed: found by words and by what they mean, ranked, explained, and shown as chips."""

from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction
from django.http import QueryDict
from django.utils import timezone

from referrals.models import Concept, ConceptLink, Word
from referrals.search_page import SearchPage
from services.actions import documents
from services.enums import Focus, ServiceAreaScope, ServiceKind, TriState
from services.models import Service, Topic
from tests.listings import listing

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def words_of_the_scene(django_db_setup, django_db_blocker):
    """The real lexicon, loaded once and taken away after the last test of this module."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_glossary", stdout=StringIO())
        yield
        transaction.set_rollback(True)


def page(address):
    return SearchPage(QueryDict(address))


def names(address):
    return [result.service.name for result in page(address).answer.ranked]


class TestText:
    @pytest.mark.parametrize(
        "typed", ["lumina", "LUMINA", "fietsers", "fietser", "overstekende", "luminah"]
    )
    def test_a_listing_without_topics_or_groups_is_found(self, typed):
        listing(name="Lumina", description="Voor overstekende fietsers", focus=Focus.UNKNOWN)
        listing(name="Iets anders", focus=Focus.UNKNOWN)
        assert names(f"q={typed}") == ["Lumina"]

    def test_accents_do_not_matter(self):
        listing(name="Ex Æquo", focus=Focus.UNKNOWN)
        assert names("q=ex+aequo") == ["Ex Æquo"]

    def test_nonsense_finds_nothing_and_says_so(self):
        listing(name="Lumina")
        answer = page("q=qwertz+asdfgh")
        assert answer.total.number == 0
        assert not answer.answer.ranked

    def test_what_is_not_published_is_not_found(self):
        listing(name="Lumina", status="draft")
        assert names("q=lumina") == []


class TestMeaning:
    def test_a_word_of_the_scene_finds_what_it_means(self):
        listing(name="Ontwenning", topics=["ghb", "detox"], focus=Focus.DRUGS)
        listing(name="Hivzorg", topics=["hiv_care"], focus=Focus.SEXUALITY)
        assert names("q=gammahydroxyboterzuur") == ["Ontwenning"]

    def test_an_edit_of_the_lexicon_takes_effect_at_once(self):
        listing(name="Ontwenning", topics=["detox"], focus=Focus.DRUGS)
        assert names("q=wegwerkzaamheden") == []
        concept = Concept.objects.create(
            slug="nieuw", term="nieuw begrip", kind="need", sources="eigen opgave"
        )
        Word.objects.create(concept=concept, text="wegwerkzaamheden")
        ConceptLink.objects.create(concept=concept, kind="topic", target="detox", weight=1)
        assert names("q=wegwerkzaamheden") == ["Ontwenning"]

    def test_a_change_of_a_listing_takes_effect_at_once(self):
        service = listing(name="Het huis", topics=["prep"], focus=Focus.SEXUALITY)
        assert names("q=afkicken") == []
        service.topics.set(Topic.objects.filter(code="detox"))
        documents.refresh([service.pk])
        assert names("q=afkicken") == ["Het huis"]

    def test_a_typed_place_ranks_and_a_chosen_one_excludes(self):
        listing(name="Ver", at="Hasselt", topics=["prep"], focus=Focus.SEXUALITY)
        listing(name="Dichtbij", at="Gent", topics=["prep"], focus=Focus.SEXUALITY)
        assert names("q=prep+gent") == ["Dichtbij", "Ver"]
        chosen = page("q=prep&plaats=gent").answer
        assert [result.service.name for result in chosen.local] == ["Dichtbij"]
        assert chosen.ranked == ()

    def test_a_typed_wish_ranks_and_a_chosen_one_excludes(self):
        common = {"topics": ["prep"], "focus": Focus.SEXUALITY}
        listing(name="Niet anoniem", is_anonymous=TriState.NO, **common)
        listing(name="Anoniem", is_anonymous=TriState.YES, **common)
        assert names("q=prep+anoniem") == ["Anoniem", "Niet anoniem"]
        assert names("q=prep&anoniem=1") == ["Anoniem"]

    def test_counts_and_map_are_those_of_what_was_found(self):
        listing(name="PrEP", at="Gent", topics=["prep"], focus=Focus.SEXUALITY)
        listing(name="Detox", at="Gent", topics=["detox"], focus=Focus.DRUGS)
        asked = page("q=prep")
        assert asked.total.number == 1
        assert [service.name for service in asked.search.local] == ["PrEP"]
        assert asked.search.choices["focus", "drugs"].certain.number == 0

    def test_pages_of_the_ranked_list(self):
        for number in range(25):
            listing(name=f"PrEP {number:02}", topics=["prep"], focus=Focus.SEXUALITY)
        first, second = names("q=prep"), names("q=prep&pagina=2")
        assert (len(first), len(second)) == (20, 5)
        assert not set(first) & set(second)


class TestClosed:
    """Who is closed for a while comes after who is open and worth the same, in each list."""

    @pytest.fixture(autouse=True)
    def one_of_three_is_closed(self, db):
        reopens = timezone.localdate() + timedelta(days=9)
        common = {"topics": ["prep"], "focus": Focus.SEXUALITY}
        for at in ("Gent", None):
            listing(name="A dicht", at=at, closed_until=reopens, **common)
            listing(name="B was dicht", at=at, closed_until=timezone.localdate(), **common)
            listing(name="C open", at=at, **common)

    def test_of_what_is_near_and_of_what_needs_no_journey(self):
        answer = page("plaats=gent").answer
        for group in (answer.local, answer.remote):
            found = [result.service.name for result in group]
            assert found == ["B was dicht", "C open", "A dicht"]

    def test_of_what_was_typed(self):
        assert names("q=prep")[-2:] == ["A dicht"] * 2
        found = page("q=prep&plaats=gent").answer.local
        assert [result.service.name for result in found][-1] == "A dicht"


class TestWhy:
    def test_the_line_says_focus_subject_distance_age_and_wishes(self):
        listing(
            name="Praatgroep",
            at="Gent",
            topics=["chemsex"],
            focus=Focus.BOTH,
            min_age=18,
            max_age=30,
            is_anonymous=TriState.UNKNOWN,
        )
        [result] = page("q=chemsex+gent+19+jaar+anoniem").answer.ranked
        assert result.why == (
            "werkt rond seks én drugs · chemseks · minder dan 1 km"
            " · geschikt voor 19 jaar · anoniem onbekend"
        )

    def test_what_is_reached_from_anywhere_says_so(self):
        listing(
            name="Lijn",
            kind=ServiceKind.HELPLINE,
            topics=["prep"],
            focus=Focus.SEXUALITY,
            service_area_scope=ServiceAreaScope.FLANDERS,
        )
        [result] = page("q=prep+gent").answer.ranked
        assert result.why == "werkt rond seksualiteit · PrEP · waar je ook bent"

    def test_a_place_that_is_avoided_is_shown_so_and_can_be_taken_away(self):
        listing(name="Daar", at="Antwerpen", topics=["prep"])
        listing(name="Elders", at="Hasselt", topics=["prep"])
        found = page("q=prep+niet+in+antwerpen")
        assert [one.service.name for one in found.answer.ranked] == ["Elders", "Daar"]
        [chip] = [chip for chip in found.chips if chip.text == "niet: Antwerpen"]
        assert "antwerpen" not in chip.url.lower()

    def test_of_what_nobody_knows_where_it_is_no_place_is_told(self):
        listing(name="Ergens", topics=["prep"], focus=Focus.SEXUALITY)
        [result] = page("q=prep+gent").answer.ranked
        assert result.why == "werkt rond seksualiteit · PrEP"

    def test_what_does_not_fit_is_said_too(self):
        listing(name="Volwassen", topics=["prep"], focus=Focus.SEXUALITY, min_age=18)
        [result] = page("q=prep+16+jaar").answer.ranked
        assert "niet voor 16 jaar" in result.why

    def test_a_closure_is_said_while_it_lasts(self, time_machine):
        time_machine.move_to(datetime(2026, 11, 24, 12, tzinfo=UTC))
        listing(name="Dicht", topics=["prep"], closed_until=date(2026, 12, 1))
        [result] = page("q=prep").answer.ranked
        assert result.why.endswith(" · tijdelijk gesloten tot 1 december 2026")
        time_machine.move_to(datetime(2026, 12, 1, 12, tzinfo=UTC))
        [result] = page("q=prep").answer.ranked
        assert "gesloten" not in result.why

    def test_without_words_there_is_none(self):
        listing(name="PrEP", at="Gent", topics=["prep"])
        assert [result.why for result in page("thema=prep").answer.local] == [""]


class TestChips:
    def chips(self, address):
        return {chip.text: chip for chip in page(address).chips}

    def test_each_thing_that_was_understood_can_be_taken_off_or_made_a_filter(self):
        chips = self.chips("q=jongere+19+gent+prep")
        assert chips["PrEP"].url == "?q=jongere+19+gent"
        assert chips["PrEP"].filter_url == "?q=jongere+19+gent&thema=prep"
        assert chips["Gent"].filter_url == "?q=jongere+19+prep&plaats=Gent"
        assert chips["19 jaar"].filter_url == "?q=jongere+gent+prep&leeftijd=19"

    def test_a_chip_says_what_a_word_was_read_as(self):
        assert "tina = methamfetamine" in self.chips("q=tina")

    def test_what_is_denied_says_so_and_is_no_filter(self):
        chip = self.chips("q=geen+detox")["niet: detox"]
        assert chip.filter_url == ""

    def test_the_words_that_are_left_over_go_together(self):
        chips = self.chips("q=prep+lumina+asdfgh")
        assert chips["“lumina asdfgh”"].url == "?q=prep"

    def test_a_filter_that_is_chosen_already_is_kept(self):
        chips = self.chips("q=prep+chat&thema=detox")
        assert chips["PrEP"].filter_url == "?q=chat&thema=detox&thema=prep"

    def test_the_words_as_a_whole_are_no_chip(self):
        assert "“prep gent”" not in self.chips("q=prep+gent")


class TestReadings:
    def test_a_correction_is_said_with_the_way_back(self):
        asked = page("q=mefedrron")
        [reading] = asked.readings
        assert reading.text == "Bedoelde je “mefedron”? Zo lezen we “mefedrron”."
        back = page(reading.choices[0].url.lstrip("?"))
        assert back.readings == []
        assert "mefedron" not in " ".join(chip.text for chip in back.chips)

    def test_a_word_of_two_meanings_offers_both(self):
        [reading] = page("q=miauw").readings
        assert [choice.text for choice in reading.choices] == ["mefedron", "3-MMC"]
        assert reading.choices[1].url == "?q=3-MMC"

    def test_a_shared_place_name_offers_the_others(self):
        readings = page("q=prep+in+berchem").readings
        assert any("Berchem" in choice.text for one in readings for choice in one.choices)

    def test_a_town_is_not_confused_with_its_province(self):
        assert page("q=prep+antwerpen").readings == []

    def test_a_long_question_is_cut_and_says_so(self):
        assert page("q=" + "+".join(["drugs"] * 100)).was_cut
        assert not page("q=drugs").was_cut

    def test_a_postal_code_of_two_towns_is_offered_as_the_place_field_offers_it(self):
        [reading] = page("q=prep+1804").readings
        assert reading.text == "Er zijn meer plaatsen die “1804” heten. Kies er een."
        assert [choice.text for choice in reading.choices] == ["1804 Vilvoorde", "1804 Zemst"]
        assert page(reading.choices[0].url.lstrip("?")).understanding.place.name == "Vilvoorde"


class TestUrgent:
    @pytest.fixture(autouse=True)
    def emergency(self, db):
        listing(slug="nood-112", name="112", kind=ServiceKind.HELPLINE, focus=Focus.GENERAL)

    @pytest.mark.parametrize(
        "typed", ["hij+ging+out+op+G", "overdosis", "ligt+bewusteloos", "ademt+niet+meer"]
    )
    def test_words_of_danger_put_the_number_above_the_results(self, typed):
        listing(name="GHB", topics=["ghb"], focus=Focus.DRUGS)
        asked = page(f"q={typed}")
        assert [one.name for one in asked.urgent_helplines] == ["112"]
        assert asked.answer.ranked

    def test_other_words_do_not(self):
        assert page("q=prep+gent").urgent_helplines == []

    def test_an_archived_number_is_not_shown(self):
        Service.objects.filter(slug="nood-112").update(status="archived")
        documents.refresh(Service.objects.values_list("pk", flat=True))
        assert page("q=overdosis").urgent_helplines == []

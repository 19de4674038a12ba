"""The guide among the real listings: whom it names, what it says of them, and bad input."""

import datetime
from collections import Counter

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from referrals import matching, offers, pairs
from referrals.guide_page import GuidePage
from referrals.matching import Need
from services import gazetteer
from services.models import Municipality, TargetGroup
from tests import databases
from tests.referrals.guide_cases import BOTH, CASES, NEITHER, PAIR


@pytest.fixture(scope="module", autouse=True)
def real_listings(listings_database, django_db_blocker):
    """The demo's listings, for reading only."""
    with django_db_blocker.unblock(), databases.connected_to(listings_database):
        yield


def slugs(cards):
    return [card.service.slug for card in cards]


def page(client, **asked):
    response = client.get(reverse("referrals:guide"), asked)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser").main


def monday_at(hour):
    """Next Monday at a full hour in Brussels; the read model knows that far when it is open."""
    today = timezone.localdate()
    monday = today + datetime.timedelta(days=7 - today.weekday())
    return datetime.datetime.combine(monday, datetime.time(hour), timezone.get_current_timezone())


def lines(client):
    return page(client, plaats="Gent", thema="prep").find(id="kop-altijd").parent.select(".card")


def text(element):
    return " ".join(element.get_text(" ").split())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_forty_people(case):
    found = GuidePage(QueryDict(case.asked or "deur=vraag"))
    choices, lines = slugs(found.choices), slugs(found.lines)
    assert choices[0] == case.first
    assert set(case.also) <= set(choices[1:])
    together = slugs([found.pair.drugs, found.pair.sexuality]) if found.pair else []
    assert set(case.never).isdisjoint([*choices, *lines, *together])
    assert set(case.lines) <= set(lines)
    assert (found.is_far, found.is_beside) == (case.is_far, case.is_beside)
    if case.pair:
        assert tuple(together) == case.pair
    if case.reach:
        reach = BOTH if found.has_integrated else PAIR if found.pair else NEITHER
        assert reach == case.reach


class TestEveryMunicipality:
    """Of Flanders and Brussel: a service for both sides, two together, or plainly neither."""

    def test_each_has_an_answer(self, client):
        kinds = dict(TargetGroup.objects.values_list("code", "kind"))
        reach, neither = Counter(), []
        towns = Municipality.objects.select_related("province").order_by("name", "pk")
        for town in towns:
            [place] = {
                one
                for text in (town.name, f"{town.name} ({town.province.name})")
                if (one := gazetteer.load().resolve(text, guess=False).place)
                and one.municipality_refnis == town.refnis
            }
            need = Need(place=place)
            judged = matching.judge(offers.read(need, kinds=kinds), need)
            both, pair = pairs.integrated(judged), pairs.best_pair(judged, need)
            found = BOTH if both else PAIR if pair else NEITHER
            reach[town.province.slug, found] += 1
            if found == NEITHER:
                neither.append(place)

        assert reach.total() == len(towns) > 300
        assert reach["brussel", BOTH] == 19
        assert reach["limburg", PAIR] and reach["west-vlaanderen", NEITHER]
        for place in neither[::12]:
            told = text(page(client, plaats=place.label))
            assert f"In de buurt van {place.name} is er op de kaart geen dienst" in told


class TestAnswer:
    def test_each_choice_says_what_fits_and_what_to_ask(self, client):
        main = page(client, plaats="Gent", leeftijdsgroep="18-25", wens="anoniem", deur="vraag")
        card = main.select_one(".card")
        assert text(card.h3) == "Medisch Sociaal Opvangcentrum Gent"
        tags = [text(tag) for tag in card.select(".tag")]
        assert tags == [
            "Leeftijd past",
            "In dezelfde provincie",
            "Vlakbij, bij benadering",
            "Anoniem: onbekend",
        ]
        asked = [text(one) for one in card.select(".guide__ask li")]
        assert "Kan iemand komen zonder naam te geven?" in asked
        assert "Kan het bij jullie ook over seks gaan, als dat samenhangt?" in asked
        assert text(main.select_one(".guide__asked")) == (
            "Gezocht: Ik heb een vraag · Gent · 18 tot en met 25 · Anoniem"
        )

    def test_two_together_say_how_to_introduce_them(self, client):
        section = page(client, plaats="Gent").find(id="kop-samen").parent
        assert "Of ze elkaar kennen, is niet bekend" in text(section)
        steps = [text(step) for step in section.select("ol li")]
        assert len(steps) == 4 and "Zonder akkoord" in steps[0]
        assert "Medisch Sociaal Opvangcentrum Gent" in steps[1]

    def test_the_same_address_is_the_same_answer(self, client):
        asked = {"plaats": "Brugge", "thema": ["prep", "soa-test"], "taal": "en"}
        first, again = (page(client, **asked) for _time in range(2))
        assert text(first) == text(again)

    def test_queries_do_not_grow_with_the_answer(self, django_assert_max_num_queries, client):
        page(client)
        with django_assert_max_num_queries(22):
            page(client, plaats="Antwerpen", thema="prep", wens=["anoniem", "gratis"])


class TestLines:
    def test_they_say_whether_they_answer_now_and_only_what_fits(self, client):
        section = page(client, plaats="Gent", thema="prep").find(id="kop-altijd").parent
        cards = section.select(".card")
        assert len(cards) == 3 and not section.select(".guide__ask")
        for card in cards:
            first, *rest = card.select(".tag")
            assert text(first).startswith(("Nu", "Telefoon: nu"))
            assert rest and all("tag--yes" in tag["class"] for tag in rest)

    def test_who_answers_comes_first_and_of_who_does_not_it_is_told_when(self, client):
        with time_machine.travel(monday_at(3)):
            at_night = [text(one) for one in lines(client)]
        assert "Tele-Onthaal" in at_night[0] and "Nu bereikbaar" in at_night[0]
        [druglijn] = [one for one in at_night if "De Druglijn" in one]
        assert "Telefoon: nu gesloten, weer vandaag om 10.00 u" in druglijn
        with time_machine.travel(monday_at(11)):
            by_day = [text(one) for one in lines(client)]
        [druglijn] = [one for one in by_day if "De Druglijn" in one]
        assert "Nu bereikbaar" in druglijn and "gesloten" not in druglijn


class TestUrgent:
    def test_it_leads_straight_to_numbers_and_centres(self, client):
        main = page(client, deur="dringend", plaats="Hasselt")
        assert main.select_one("a[href='tel:112']") is not None
        headings = [text(one) for one in main.select("h2")]
        assert headings == [
            "Bel nu",
            "Wat zeg je aan de telefoon?",
            "Na seks die iemand niet wilde",
        ]
        assert "Zorgcentrum na Seksueel Geweld Limburg" in text(main.select_one(".card h3"))

    def test_of_a_number_that_nobody_answers_now_it_is_told_when(self, client):
        with time_machine.travel(monday_at(3)):
            numbers = page(client, deur="dringend").select(".guide__numbers li")
        told = {text(one.a): text(one) for one in numbers}
        assert "nu gesloten" not in told["Noodnummer 112"].lower()
        [druglijn] = [one for name, one in told.items() if "Druglijn" in name]
        assert "Nu gesloten, weer vandaag om 10.00 u" in druglijn

    def test_where_all_centres_are_told_of_is_there_too(self, client):
        section = page(client, deur="dringend", plaats="Leuven").find(id="kop-zorgcentra").parent
        assert section.select_one("p a")["href"] == "/aanbod/zsg-algemeen/"

    def test_of_a_centre_elsewhere_it_is_told_how_far_it_is(self, client):
        cards = page(client, deur="dringend", plaats="Hasselt").select(".card")
        told = [text(card.select_one(".tags")) for card in cards]
        assert "niet in de buurt" not in told[0]
        assert all("km: niet in de buurt" in one for one in told[1:]) and len(told) == 3

    def test_without_a_place_all_centres_are_named(self, client):
        names = [text(one) for one in page(client, deur="dringend").select(".card h3")]
        assert len(names) == len(set(names)) > 5


class TestBadInput:
    def test_what_cannot_be_read_is_said_and_the_rest_is_answered(self, client):
        main = page(client, deur="raam", plaats="Xyzzy", thema=["prep", "x"], wens="gratis")
        assert "Niet alles wat je koos, konden we lezen" in text(main)
        assert "We kennen geen gemeente of postcode “Xyzzy”" in text(main)
        assert main.select_one("input[value=Xyzzy]") is not None
        assert main.select_one("input[value=prep]").has_attr("checked")
        assert "Werkt rond PrEP" in text(main)

    @pytest.mark.parametrize("plaats", ["Limburg", "Vlaanderen", "Xyzzy", "\x00", "9" * 5000])
    def test_a_place_that_is_no_town(self, client, plaats):
        assert page(client, plaats=plaats).select_one(".field__error") is not None

    def test_a_place_that_may_be_several_lets_one_choose(self, client):
        main = page(client, plaats="Berchem", wens="gratis")
        links = {text(one): one["href"] for one in main.select(".notice__choice")}
        assert len(links) > 1
        for label, address in links.items():
            asked = text(page(client, **QueryDict(address.removeprefix("?")).dict()))
            assert f"Gezocht: {label} · Gratis" in asked

    def test_nothing_asked_shows_the_questions_alone(self, client):
        main = page(client)
        assert not main.select(".card")
        assert len(main.select("[data-sk-step]")) == 4

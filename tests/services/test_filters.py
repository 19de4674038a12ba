"""Every filter in its three states: certainly fits, unknown, does not fit."""

import pytest
import time_machine
from django.http import QueryDict

from services.actions import documents
from services.enums import AccessMode, Approach, Focus, Language, ServiceAreaScope, TriState
from services.enums import YouthSuitability as Youth
from services.filters import ServiceFilter
from services.models import Municipality, Province, Schedule, Service
from services.vocabulary import Vocabulary
from tests.listings import listing

pytestmark = pytest.mark.django_db

CERTAIN, UNKNOWN, NOT = "certain", "unknown", "does not fit"


def asked(address):
    return ServiceFilter(QueryDict(address), vocabulary=Vocabulary.load())


def state(service, address):
    """How one listing stands to the only criterion of an address."""
    filterset = asked(address)
    [criterion] = filterset.criteria
    same = Service.objects.filter(pk=service.pk)
    if same.filter(criterion.certain).exists():
        return CERTAIN
    is_kept = filterset.qs.filter(pk=service.pk).exists()
    assert is_kept == same.filter(criterion.possible).exists()
    return UNKNOWN if is_kept else NOT


@pytest.mark.parametrize(
    ("focus", "address", "expected"),
    [
        (Focus.DRUGS, "focus=drugs", CERTAIN),
        (Focus.BOTH, "focus=drugs", CERTAIN),
        (Focus.BOTH, "focus=sexuality", CERTAIN),
        (Focus.BOTH, "focus=both", CERTAIN),
        (Focus.DRUGS, "focus=both", NOT),
        (Focus.DRUGS, "focus=sexuality", NOT),
        (Focus.GENERAL, "focus=drugs", NOT),
        (Focus.GENERAL, "focus=general", CERTAIN),
        (Focus.UNKNOWN, "focus=drugs", UNKNOWN),
    ],
)
def test_focus(focus, address, expected):
    assert state(listing(focus=focus), address) == expected


@pytest.mark.parametrize(
    ("fields", "age", "expected"),
    [
        ({"min_age": 16, "max_age": 25}, 19, CERTAIN),
        ({"min_age": 16, "max_age": 25}, 16, CERTAIN),
        ({"min_age": 16, "max_age": 25}, 25, CERTAIN),
        ({"min_age": 16, "max_age": 25}, 15, NOT),
        ({"min_age": 16, "max_age": 25}, 26, NOT),
        ({"min_age": 18}, 40, CERTAIN),
        ({"max_age": 25}, 19, UNKNOWN),
        ({"max_age": 25}, 30, NOT),
        ({}, 19, UNKNOWN),
        ({"youth_suitability": Youth.ADULTS_ONLY}, 17, NOT),
        ({"youth_suitability": Youth.ADULTS_ONLY}, 18, CERTAIN),
        ({"youth_suitability": Youth.MADE_FOR}, 19, UNKNOWN),
        ({"groups": ["everyone"]}, 19, CERTAIN),
        ({"groups": ["everyone"], "min_age": 18}, 17, NOT),
    ],
)
def test_age(fields, age, expected):
    assert state(listing(**fields), f"age={age}") == expected


@pytest.mark.parametrize(
    ("youth", "expected"),
    [
        (Youth.MADE_FOR, CERTAIN),
        (Youth.SUITED, CERTAIN),
        (Youth.UNKNOWN, UNKNOWN),
        (Youth.ADULTS_ONLY, NOT),
    ],
)
def test_youth(youth, expected):
    assert state(listing(youth_suitability=youth), "youth=1") == expected


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        (["trans_people"], CERTAIN),
        (["everyone"], CERTAIN),
        (["sex_workers", "trans_people"], CERTAIN),
        (["people_who_use_drugs"], UNKNOWN),
        ([], UNKNOWN),
        (["sex_workers"], NOT),
        (["professionals"], NOT),
    ],
)
def test_what_is_open_to_everyone_is_never_lost_by_a_target_group(groups, expected):
    assert state(listing(groups=groups), "target_group=trans_people") == expected


@pytest.mark.parametrize(
    ("fields", "address", "expected"),
    [
        ({"access_modes": [AccessMode.CHAT]}, "access_mode=chat&access_mode=phone", CERTAIN),
        ({"access_modes": [AccessMode.CHAT]}, "access_mode=phone", NOT),
        ({"access_modes": []}, "access_mode=phone", UNKNOWN),
        ({"languages": [Language.FRENCH]}, "language=fr", CERTAIN),
        ({"languages": [Language.FRENCH]}, "language=nl", NOT),
        ({"languages": []}, "language=nl", UNKNOWN),
        ({"approaches": [Approach.ABSTINENCE]}, "approach=harm_reduction", NOT),
        ({"approaches": []}, "approach=harm_reduction", UNKNOWN),
        ({"topics": ["prep", "sti_testing"]}, "topic=prep", CERTAIN),
        ({"topics": ["detox"]}, "topic=prep", NOT),
        ({"topics": []}, "topic=prep", UNKNOWN),
    ],
)
def test_lists(fields, address, expected):
    assert state(listing(**fields), address) == expected


@pytest.mark.parametrize(
    ("field", "address", "fits", "fails"),
    [
        ("is_anonymous", "anonymous=1", TriState.YES, TriState.NO),
        ("is_free", "free=true", TriState.YES, TriState.NO),
        ("needs_intake", "no_intake=1", TriState.NO, TriState.YES),
    ],
)
def test_yes_no_unknown(field, address, fits, fails):
    assert state(listing(**{field: fits}), address) == CERTAIN
    assert state(listing(**{field: fails}), address) == NOT
    assert state(listing(), address) == UNKNOWN


@pytest.mark.parametrize(
    ("moment", "expected"),
    [("2026-11-24 10:00+01:00", CERTAIN), ("2026-11-24 20:00+01:00", NOT)],
)
def test_open_now(moment, expected):
    with time_machine.travel("2026-11-23 08:00+01:00", tick=False):
        service = listing(hours="Mo-Fr 09:00-17:00")
        unstated = listing()
    with time_machine.travel(moment, tick=False):
        assert state(service, "open_now=1") == expected
        assert state(unstated, "open_now=1") == UNKNOWN


def test_a_channel_with_hours_in_words_may_be_open_outside_the_others_hours():
    with time_machine.travel("2026-11-23 08:00+01:00", tick=False):
        service = listing(hours="Mo-Fr 09:00-17:00")
        Schedule.objects.create(service=service, channel=AccessMode.CHAT, text="dagelijks")
        documents.refresh([service.pk])
    with time_machine.travel("2026-11-24 20:00+01:00", tick=False):
        assert state(service, "open_now=1") == UNKNOWN


def serving(scope, *, provinces=(), municipalities=(), at="Hasselt"):
    service = listing(at=at, service_area_scope=scope)
    service.provinces_served.set(Province.objects.filter(slug__in=provinces))
    service.municipalities_served.set(Municipality.objects.filter(name__in=municipalities))
    documents.refresh([service.pk])
    return service


@pytest.mark.parametrize(
    ("area", "in_limburg", "in_genk", "in_gent"),
    [
        ({"scope": ServiceAreaScope.UNKNOWN}, CERTAIN, CERTAIN, UNKNOWN),
        ({"scope": ServiceAreaScope.FLANDERS}, CERTAIN, CERTAIN, CERTAIN),
        ({"scope": ServiceAreaScope.PROVINCES, "provinces": ["limburg"]}, CERTAIN, CERTAIN, NOT),
        (
            {"scope": ServiceAreaScope.MUNICIPALITIES, "municipalities": ["Genk"]},
            CERTAIN,
            CERTAIN,
            NOT,
        ),
        (
            {"scope": ServiceAreaScope.MUNICIPALITIES, "municipalities": ["Hasselt"]},
            CERTAIN,
            NOT,
            NOT,
        ),
        ({"scope": ServiceAreaScope.UNKNOWN, "at": None}, UNKNOWN, UNKNOWN, UNKNOWN),
    ],
)
def test_region_means_whom_it_serves(area, in_limburg, in_genk, in_gent):
    service = serving(**area)
    assert state(service, "province=limburg") == in_limburg
    assert state(service, "place=genk") == in_genk
    assert state(service, "place=9000") == in_gent


def test_what_is_typed_excludes_nothing_by_itself():
    listing(name="Praatgroep", at="Gent")
    assert asked("q=iets+anders").qs.exists()
    assert "q" not in [criterion.name for criterion in asked("q=iets+anders").criteria]


def test_unpublished_listings_are_found_by_nothing():
    listing(name="Praatgroep", status="draft")
    listing(name="Praatgroep", status="archived")
    listing(name="Praatgroep", organisation__status="archived")
    assert not asked("q=praatgroep").qs.exists()
    assert not asked("").qs.exists()


@pytest.mark.parametrize(
    ("address", "wrong"),
    [
        ("age=abc", {"age"}),
        ("age=-1", {"age"}),
        ("age=19.5", {"age"}),
        ("focus=drank", {"focus"}),
        ("province=gent", {"province"}),
        ("language=xx", {"language"}),
        ("topic=onzin&language=nl", {"topic"}),
        ("anonymous=misschien", {"anonymous"}),
        ("radius=0", {"radius"}),
        ("place=xyzzy", {"place"}),
        ("place=berchem", {"place"}),
        ("age=9&focus=drank&radius=x", {"focus", "radius"}),
    ],
)
def test_what_cannot_be_read_is_named_and_the_rest_counts(address, wrong):
    filterset = asked(address)
    assert filterset.answers.keys().isdisjoint(wrong)
    assert set(filterset.form.errors) == wrong

"""A typed line beside the listings that there are: their names are nobody's mistake."""

from io import StringIO

import pytest
from django.core.management import call_command

from referrals import lexicon, typed_line
from services.enums import Status
from tests.factories import ServiceFactory
from tests.listings import listing

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def words():
    call_command("load_glossary", stdout=StringIO())


def read(text):
    return typed_line.read(text, lexicon=lexicon.load())


def corrected(text):
    return [(one.typed, one.meant) for one in read(text).corrections]


def test_a_word_that_no_name_holds_is_corrected():
    assert corrected("violett") == [("violett", "violent")]


@pytest.mark.parametrize("typed", ["Violett", "violett gent", "naar Violett"])
def test_the_name_of_a_listing_is_taken_as_it_is(typed):
    listing(name="Violett Gent", at="Gent")
    said = read(typed)
    assert not said.corrections and not said.helplines
    assert "violett" in said.text


def test_the_name_of_an_organisation_too():
    listing(name="Naam", organisation__name="SexnTina.be")
    assert "sexntina" in " ".join(read("sexntina.be").text)


def test_what_else_the_line_holds_is_corrected_still():
    listing(name="Violett Gent", at="Gent")
    assert corrected("violett mefedrn") == [("mefedrn", "mefedron")]


def test_a_name_that_is_not_public_is_none():
    ServiceFactory(name="Violett", status=Status.DRAFT)
    assert corrected("violett") == [("violett", "violent")]


def test_signs_of_a_pattern_are_signs():
    listing(name="Violett Gent", at="Gent")
    assert corrected("viol.*tt (violett") != [("violett", "violent")]

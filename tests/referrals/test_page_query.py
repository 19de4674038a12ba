"""The Dutch address of the search page, to and from the filters' English."""

import pytest
from django.http import QueryDict

from referrals.page_query import MAX_VALUE, PageQuery, page_parameters
from services.filters import ServiceFilter
from services.models import TargetGroup, Topic
from services.vocabulary import Vocabulary

VOCABULARY = Vocabulary(
    topics=(Topic(code="sti_testing", slug="soa-test", name="Soa-test"),),
    target_groups=(TargetGroup(code="sex_workers", slug="sekswerkers", name="Sekswerkers"),),
)


def page_query(address):
    return PageQuery(QueryDict(address), VOCABULARY)


def test_every_filter_has_a_parameter_and_every_parameter_a_filter():
    parameters = {parameter.filter_name for parameter in page_parameters(VOCABULARY)}
    # How a word of `q` has to be read is no filter of its own.
    assert parameters - {"exact"} == set(ServiceFilter.base_filters)


@pytest.mark.parametrize(
    ("address", "data"),
    [
        ("q=tina&plaats=gent", {"q": ["tina"], "place": ["gent"]}),
        ("focus=seksualiteit", {"focus": ["sexuality"]}),
        ("focus=beide", {"focus": ["both"]}),
        ("contact=inloop&contact=e-mail", {"access_mode": ["walk_in", "email"]}),
        ("thema=soa-test", {"topic": ["sti_testing"]}),
        ("doelgroep=sekswerkers", {"target_group": ["sex_workers"]}),
        ("aanpak=gecontroleerd-gebruik", {"approach": ["controlled_use"]}),
        ("zonder-intake=1&gratis=1", {"no_intake": ["1"], "free": ["1"]}),
        ("taal=fr&taal=nl", {"language": ["fr", "nl"]}),
        ("onbekend=1&utm_source=x", {}),
        ("q=&plaats=+", {}),
    ],
)
def test_an_address_becomes_filter_data(address, data):
    assert dict(page_query(address).data.lists()) == data


def test_of_a_repeated_single_value_the_last_counts():
    assert page_query("leeftijd=17&leeftijd=19").data.getlist("age") == ["19"]


def test_a_repeated_choice_counts_once():
    assert page_query("taal=fr&taal=fr").data.getlist("language") == ["fr"]


def test_control_characters_are_dropped_and_long_values_cut():
    query = page_query("q=ti%00na%1b&plaats=" + "x" * 10_000)
    assert query.data["q"] == "tina"
    assert len(query.data["place"]) == MAX_VALUE


def test_a_value_outside_the_table_goes_on_as_it_is():
    assert page_query("focus=drank").data["focus"] == "drank"


def test_the_address_without_one_filter_keeps_the_others():
    query = page_query("q=tina&focus=drugs&taal=fr&taal=nl")
    assert page_query("focus=drugs").url({"focus": []}) == "/"
    assert query.url({"focus": []}) == "?q=tina&taal=fr&taal=nl"
    assert query.url({"language": ["nl"]}) == "?q=tina&focus=drugs&taal=nl"
    assert query.url(pagina=2) == "?q=tina&focus=drugs&taal=fr&taal=nl&pagina=2"

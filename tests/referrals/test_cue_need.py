"""What a conversation is about, from what was typed and chosen."""

import pytest

from referrals.cue_need import need_of
from referrals.enums import Door


@pytest.fixture
def need(ask):
    """The need behind a line; `chosen` are answers of filters."""
    return lambda text, **chosen: need_of(ask(text), chosen=chosen)


@pytest.mark.parametrize(
    ("text", "topic", "door"),
    [
        ("hij slamt", "injecting", ""),
        ("prep in gent", "prep", ""),
        ("testen op soa", "sti_testing", ""),
        ("stoppen met ghb", "ghb", Door.CHANGE),
        ("ze wil minderen", None, Door.CHANGE),
        ("bewusteloos na G", "ghb", Door.URGENT),
        ("verkracht op een feest", "sexual_violence", Door.URGENT),
        ("denkt aan zelfdoding", "mental_health", Door.URGENT),
        ("mama van een zoon die gebruikt", "someone_close", ""),
        ("praatgroep", "peer_support", ""),
        ("xyzzy", None, ""),
        ("", None, ""),
    ],
)
def test_of_a_line(need, text, topic, door):
    found = need(text)
    assert found.topics[0] == topic if topic else not found.topics
    assert found.door == door


def test_what_is_chosen_goes_before_what_was_typed(need):
    found = need("hij slamt", topic=["prep"], target_group=["sex_workers"])
    assert found.topics[:2] == ("prep", "injecting")
    assert found.target_groups[0] == "sex_workers"


@pytest.mark.parametrize(
    ("text", "chosen", "is_young"),
    [
        ("ghb 17 jaar", {}, True),
        ("jongere en ghb", {}, True),
        ("ghb", {"youth": True}, True),
        ("ghb 40 jaar", {}, False),
        ("ghb", {}, False),
    ],
)
def test_with_somebody_young(need, text, chosen, is_young):
    assert ("young_people" in need(text, **chosen).target_groups) == is_young


def test_what_somebody_does_not_want_is_not_the_matter(need):
    assert "injecting" not in need("prep maar niet slammen").topics


@pytest.mark.parametrize("approach", ["controlled_use", "abstinence"])
def test_an_approach_that_is_chosen_is_a_wish_to_change(need, approach):
    assert need("", approach=[approach]).door == Door.CHANGE
    assert need("bewusteloos", approach=[approach]).door == Door.URGENT


def test_an_age_in_the_form_counts_too(ask):
    assert need_of(ask("ghb", age=19), chosen={}).target_groups == ("young_people",)

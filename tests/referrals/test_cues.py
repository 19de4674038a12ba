"""Which conversation cues are chosen, whatever there is to choose from."""

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referrals.cues import Cue, Need, about, choose, problems_of
from referrals.enums import Door
from tests.referrals.cue_table import CUES

#: Few enough codes that what is drawn often meets.
TOPICS, GROUPS, DOORS = ("ghb", "prep", "consent"), ("young_people", "parents"), ("", *Door.values)


def slugs(cues):
    return [cue.slug for cue in cues]


@pytest.mark.parametrize(
    ("need", "expected"),
    [
        (Need(), ["beginnen"]),
        (Need(door=Door.QUESTION), ["vraag"]),
        (Need(door=Door.SUPPORT), ["steun"]),
        (Need(door=Door.CHANGE), ["minderen-of-stoppen"]),
        (Need(door=Door.URGENT), ["dringend"]),
        (Need(topics=("prep",)), ["prep-en-hiv", "beginnen"]),
        (Need(topics=("hiv_care", "prep")), ["prep-en-hiv", "beginnen"]),
        (Need(topics=("sti_testing",), door=Door.QUESTION), ["soa-test", "vraag"]),
        (Need(topics=("injecting", "chemsex")), ["injecteren", "drugs-en-seks"]),
        (Need(topics=("chemsex", "injecting")), ["drugs-en-seks", "injecteren"]),
        (Need(topics=("ghb",)), ["ghb", "beginnen"]),
        (
            Need(topics=("ghb",), door=Door.CHANGE),
            ["ghb-minderen-of-stoppen", "minderen-of-stoppen"],
        ),
        (Need(topics=("ghb",), door=Door.URGENT), ["dringend", "ghb"]),
        (
            Need(topics=("ghb", "mental_health"), target_groups=("young_people",)),
            ["ghb", "jongere"],
        ),
        (Need(target_groups=("young_people",), door=Door.SUPPORT), ["jongere", "steun"]),
        (Need(topics=("sexual_violence",)), ["seksueel-geweld", "beginnen"]),
        (
            Need(topics=("sexual_violence",), door=Door.URGENT),
            ["seksueel-geweld-dringend", "dringend"],
        ),
        (Need(topics=("mental_health",), door=Door.URGENT), ["zelfdoding", "dringend"]),
        (Need(topics=("consent", "sex_work")), ["toestemming", "sekswerk"]),
        (Need(topics=("sexology",), door=Door.SUPPORT), ["seksuologie", "steun"]),
        (Need(topics=("peer_support",)), ["lotgenoten", "beginnen"]),
        (
            Need(topics=("someone_close",), target_groups=("parents",)),
            ["iemand-dichtbij", "beginnen"],
        ),
        (Need(topics=("information",), door=Door.QUESTION), ["vraag"]),
        (Need(topics=("no_such_topic",)), ["beginnen"]),
    ],
)
def test_the_table_answers(need, expected):
    assert slugs(choose(CUES, need=need)) == expected


@pytest.mark.parametrize(
    ("topics", "groups", "expected"),
    [
        (
            ("harm_reduction", "sti_testing", "sex_work"),
            ("trans_people",),
            ["sekswerk", "drugs-en-seks"],
        ),
        (("counselling", "mental_health"), ("young_people",), ["jongere", "hoe-het-gaat"]),
        (("sexual_violence",), (), ["seksueel-geweld"]),
        (("information", "training_for_professionals"), ("professionals",), []),
        ((), (), []),
    ],
)
def test_a_listing_has_cues_for_what_it_is_about_alone(topics, groups, expected):
    assert slugs(about(CUES, topics=topics, target_groups=groups)) == expected


def drawn_cues():
    one = st.builds(
        Cue,
        slug=st.uuids().map(str),
        title=st.just("Tip"),
        door=st.sampled_from(DOORS),
        topics=st.frozensets(st.sampled_from(TOPICS)),
        target_groups=st.frozensets(st.sampled_from(GROUPS)),
        position=st.integers(0, 3),
        **{name: st.just("…") for name in ("opening", "question", "avoid", "if_urgent", "source")},
    )
    return st.lists(one, max_size=8, unique_by=lambda cue: cue.slug)


def drawn_needs():
    return st.builds(
        Need,
        topics=st.lists(st.sampled_from(TOPICS), unique=True).map(tuple),
        target_groups=st.lists(st.sampled_from(GROUPS), unique=True).map(tuple),
        door=st.sampled_from(DOORS),
    )


def met(cue, need):
    return (cue.topics & {*need.topics}) | (cue.target_groups & {*need.target_groups})


def fits(cue, need):
    return cue.door in ("", need.door) and (cue.is_general or met(cue, need))


@given(drawn_cues(), drawn_needs())
def test_no_more_than_two_that_fit_and_something_where_anything_does(cues, need):
    chosen = choose(cues, need=need)
    fitting = [cue for cue in cues if fits(cue, need)]
    assert len(chosen) <= 2
    assert all(cue in fitting for cue in chosen)
    assert bool(chosen) == bool(fitting)


@given(drawn_cues(), drawn_needs(), st.randoms(use_true_random=False))
def test_in_whatever_order_they_come(cues, need, random):
    shuffled = [*cues]
    random.shuffle(shuffled)
    assert choose(shuffled, need=need) == choose(cues, need=need)
    everything = {"topics": need.topics, "target_groups": need.target_groups}
    assert about(shuffled, **everything) == about(cues, **everything)


@given(drawn_cues(), drawn_needs())
def test_the_first_is_about_the_matter_where_one_is(cues, need):
    chosen = choose(cues, need=need)
    rivals = [cue for cue in cues if fits(cue, need)]
    if need.door == Door.URGENT:
        urgent = [cue for cue in rivals if cue.door == Door.URGENT]
        assert not urgent or chosen[0].door == Door.URGENT
        rivals = urgent or rivals
    if any(cue.topics & {*need.topics} for cue in rivals):
        assert chosen[0].topics & {*need.topics}
    elif any(met(cue, need) for cue in rivals):
        assert met(chosen[0], need)


@given(drawn_cues(), drawn_needs())
def test_the_second_adds_to_the_first(cues, need):
    chosen = choose(cues, need=need)
    if len(chosen) == 2:
        first, second = chosen
        assert met(second, need) - met(first, need) or (met(first, need) and second.is_general)


@given(drawn_cues(), drawn_needs(), drawn_cues())
def test_what_does_not_fit_changes_nothing(cues, need, others):
    others = [replace(cue, slug=f"other {cue.slug}") for cue in others if not fits(cue, need)]
    assert choose([*cues, *others], need=need) == choose(cues, need=need)


@given(drawn_cues(), drawn_needs())
def test_a_listing_never_has_an_opening_for_everybody_nor_for_a_door(cues, need):
    chosen = about(cues, topics=need.topics, target_groups=need.target_groups)
    assert len(chosen) <= 2
    assert all(met(cue, need) and cue.door == "" for cue in chosen)


def test_which_topic_comes_first_decides_alone():
    topics = ("ghb", "prep", "sexology")
    for order in permutations(topics):
        first, second = choose(CUES, need=Need(topics=order))
        assert order[0] in first.topics
        assert order[1] in second.topics


@pytest.mark.parametrize(
    "text",
    [
        "Neem 2 ml.",
        "0,5 gram is genoeg",
        "hoogstens 1.5ml per uur",
        "80 mg",
        "3 dopjes",
        "twee? 2 pillen",
        "10 druppels",
        "een halve lijn? 2 lijntjes",
        "twee pillen",
        "een halve gram",
        "½ g",
        "1\u200bg",
        "2 tabletten of 2 capsules",
        "5 mgs",
    ],
)
def test_a_dose_is_found(text):
    assert "doseren" in " ".join(problems_of(text))


@pytest.mark.parametrize(
    ("text", "kinder"),
    [
        ("Een verslaafde komt niet terug.", "mensen met een verslaving"),
        ("Gebruikers weten dat.", "mensen die drugs gebruiken"),
        ("een druggebruiker", "mensen die drugs gebruiken"),
        ("de heroïnegebruiker", "mensen die drugs gebruiken"),
        ("drugsverslaafden", "mensen met een verslaving"),
        ("Hij is een junkie.", "mensen die drugs gebruiken"),
        ("de prostituee", "sekswerkers"),
    ],
)
def test_a_word_that_makes_a_person_a_thing_is_found(text, kinder):
    assert kinder in " ".join(problems_of(text))


@pytest.mark.parametrize(
    "text",
    [
        "Bel 112 of 070 245 245.",
        "PEP kan tot 72 uur erna.",
        "Wie veel gebruikt, mensen met een verslaving, medegebruik.",
        "Op 18 mei, met 2 mensen, 30 minuten.",
        "Er is 1 lijn om te bellen.",
    ],
)
def test_nothing_else_is(text):
    assert problems_of(text) == []

"""How candidates are ordered: what answers more, nearer and surer comes first."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referrals.ranking import rank
from referrals.suitability import Candidate, does_age_fit, fact
from services.enums import Focus, ServiceAreaScope, ServiceKind, TriState, YouthSuitability
from services.freshness import Deadlines

TODAY = date(2026, 11, 24)


def candidate(number=1, *facets, **changes):
    """A local listing with everything unknown, but for its facets and what is changed."""
    facets = frozenset(facets) | {f"focus:{changes.get('focus', Focus.UNKNOWN)}"}
    plain = Candidate(
        pk=UUID(int=number),
        name=f"Hulp {number}",
        kind=ServiceKind.SERVICE,
        focus=Focus.UNKNOWN,
        facets=facets,
        is_for_everyone=False,
        is_narrow=False,
        is_local=True,
        min_age=None,
        max_age=None,
        youth_suitability=YouthSuitability.UNKNOWN,
        is_anonymous=TriState.UNKNOWN,
        is_free=TriState.UNKNOWN,
        needs_intake=TriState.UNKNOWN,
        deadlines=None,
        service_area_scope=ServiceAreaScope.UNKNOWN,
        provinces_served=(),
        municipalities_served=(),
        distance_km=None,
        places=(),
        likeness=(),
    )
    return replace(plain, **changes)


def ordered(question, *candidates):
    """Numbers of the candidates that answer, best first; none of their texts fits anything."""
    blank = {"places": [0.0] * len(question.texts), "likeness": [0.0] * len(question.words)}
    given = [replace(one, **blank) if one.places == () else one for one in candidates]
    return [one.candidate.pk.int for one in rank(given, question)]


def test_a_word_is_answered_by_the_facts_it_means(ask):
    question = ask("ghb")
    assert ordered(question, candidate(1, "topic:ghb"), candidate(2, "topic:prep")) == [1]


def test_more_of_what_was_asked_comes_first(ask):
    both = candidate(2, "topic:ghb", "topic:detox")
    question = ask("ghb afkicken")
    assert ordered(question, candidate(1, "topic:ghb"), both)[0] == 2


def test_who_knows_both_sides_comes_first_for_chemsex(ask):
    drugs = candidate(1, "topic:harm_reduction", "focus:drugs", focus=Focus.DRUGS)
    both = candidate(2, "focus:drugs", "focus:sexuality", focus=Focus.BOTH)
    assert ordered(ask("chemsex"), drugs, both)[0] == 2


def test_attested_experience_comes_first_among_equals_until_it_expires(ask):
    question = ask("chemsex")
    facts = "topic:harm_reduction", "focus:drugs", "focus:sexuality"
    plain = candidate(1, *facts, focus=Focus.BOTH)
    attested = candidate(2, *facts, focus=Focus.BOTH, expertise_on=question.today)
    expired = replace(attested, expertise_on=question.today.replace(year=question.today.year - 2))
    assert ordered(question, plain, attested)[0] == 2
    assert ordered(question, plain, expired)[0] == 1


def test_who_is_closed_for_a_while_comes_after_who_is_open_until_it_opens_again(ask):
    question = ask("ghb")
    facts = "topic:ghb", "focus:drugs"
    closed = candidate(
        1, *facts, focus=Focus.DRUGS, closed_until=question.today + timedelta(days=1)
    )
    reopened = replace(closed, closed_until=question.today)
    plain = candidate(2, *facts, focus=Focus.DRUGS)
    assert ordered(question, closed, plain) == [2, 1]
    assert ordered(question, reopened, plain) == [1, 2]


def test_who_is_closed_for_a_while_still_goes_before_who_answers_much_less(ask):
    question = ask("ghb afkicken")
    closed = candidate(
        1, "topic:ghb", "topic:detox", closed_until=question.today + timedelta(days=30)
    )
    assert ordered(question, candidate(2, "topic:ghb"), closed)[0] == 1


def test_attested_experience_outweighs_no_answer_to_the_question(ask):
    question = ask("chemsex")
    both = candidate(1, "focus:drugs", "focus:sexuality", focus=Focus.BOTH)
    drugs = candidate(2, "focus:drugs", focus=Focus.DRUGS, expertise_on=question.today)
    assert ordered(question, drugs, both)[0] == 1


def test_who_knows_the_other_side_only_comes_last(ask):
    groups = "topic:counselling", "target_group:everyone"
    drugs = candidate(1, *groups, "focus:drugs", focus=Focus.DRUGS)
    sexuality = candidate(2, *groups, "focus:sexuality", focus=Focus.SEXUALITY)
    assert ordered(ask("begeleiding bij drugs"), sexuality, drugs)[0] == 1


def test_nearer_comes_first(ask):
    far, near = (candidate(km, "topic:sti_testing", distance_km=km) for km in (40, 2))
    assert ordered(ask("soa test gent"), far, near) == [2, 40]


def test_who_serves_another_province_only_is_not_reached_from_anywhere(ask):
    facts = {"is_local": False, "service_area_scope": ServiceAreaScope.UNKNOWN}
    elsewhere = candidate(1, "topic:sti_testing", **facts, provinces_served=["limburg"])
    anywhere = candidate(2, "topic:sti_testing", **facts)
    assert ordered(ask("soa test gent"), elsewhere, anywhere) == [2, 1]


def test_who_is_there_for_everybody_answers_what_is_of_its_side(ask):
    plain = {"focus": Focus.DRUGS, "is_local": False}
    first_line = plain | {"is_for_everyone": True, "service_area_scope": ServiceAreaScope.FLANDERS}
    candidates = candidate(1, "focus:drugs", **plain), candidate(2, "focus:drugs", **first_line)
    assert ordered(ask("tina"), *candidates)[0] == 2
    assert ordered(ask("soa test"), *candidates) == []


def test_general_help_for_the_young_answers_whatever_a_minor_asks(ask):
    young = candidate(1, focus=Focus.GENERAL, youth_suitability=YouthSuitability.MADE_FOR)
    assert ordered(ask("tina 16 jaar"), young) == [1]
    assert ordered(ask("tina 30 jaar"), young) == []


def test_a_specialty_beside_much_else_turns_nobody_away(ask):
    facts = "topic:prep", "topic:training_for_professionals"
    only, beside = candidate(1, *facts), candidate(2, *facts, is_for_everyone=True)
    assert ordered(ask("prep"), only, beside) == [2, 1]


def test_help_with_drugs_is_found_for_chemsex_where_nobody_knows_both(ask):
    drugs = candidate(1, "focus:drugs", "topic:harm_reduction", focus=Focus.DRUGS, distance_km=1)
    both = candidate(2, "focus:both", "topic:chemsex", focus=Focus.BOTH, distance_km=60)
    assert ordered(ask("chemsexfeestje kortrijk"), drugs, both) == [2, 1]


def test_what_is_made_for_the_young_comes_after_when_nobody_said_an_age(ask):
    young = candidate(1, "topic:counselling", youth_suitability=YouthSuitability.MADE_FOR)
    assert ordered(ask("begeleiding"), young, candidate(2, "topic:counselling")) == [2, 1]


def test_staying_somewhere_comes_after_when_nobody_spoke_of_it(ask):
    stay = candidate(1, "topic:counselling", "access_mode:residential")
    walk = candidate(2, "topic:counselling", "access_mode:walk_in")
    both = candidate(3, "topic:counselling", "access_mode:walk_in", "access_mode:residential")
    assert ordered(ask("begeleiding"), stay, walk, both) == [2, 3, 1]
    assert ordered(ask("begeleiding met opname"), walk, stay) == [1, 2]


def test_who_is_where_somebody_does_not_want_to_be_comes_after(ask):
    question = ask("begeleiding niet in Antwerpen")
    nowhere = [0.0] * len(question.sought)
    there = candidate(1, "topic:counselling", places=[*nowhere, 0.5])
    elsewhere = candidate(2, "topic:counselling", places=[*nowhere, 0.0])
    likeness = [0.0] * len(question.words)
    both = [replace(one, likeness=likeness) for one in (there, elsewhere)]
    assert ordered(question, *both) == [2, 1]
    assert not question.words and question.place is None


def test_whom_the_line_names_comes_first_and_is_never_left_out(ask):
    best = candidate(1, "topic:counselling", "focus:both", focus=Focus.BOTH)
    named = candidate(2, is_named=True)
    assert ordered(ask("begeleiding chemsex"), best, named) == [2, 1]


def test_where_a_substance_is_told_general_help_comes_after(ask):
    facts = "topic:mental_health", "topic:harm_reduction"
    general, other = candidate(1, *facts, focus=Focus.GENERAL), candidate(2, *facts)
    assert ordered(ask("hoort stemmen"), general, other) == [1, 2]
    assert ordered(ask("hoort stemmen op meph"), general, other) == [2, 1]
    assert ordered(ask("hoort stemmen op meph, 16 jaar"), general, other) == [1, 2]


def test_a_source_is_no_less_where_information_is_asked(ask):
    facts = "topic:information", "topic:chemsex", "focus:both"
    source = candidate(1, *facts, focus=Focus.BOTH, kind=ServiceKind.SOURCE)
    service = candidate(2, *facts, focus=Focus.BOTH)
    assert ordered(ask("chemseks"), source, service) == [2, 1]
    assert ordered(ask("info over chemseks"), source, service) == [1, 2]


def test_with_whom_it_is_counts_as_the_need_beside_a_kind_of_help_alone(ask):
    group = candidate(1, "format:group", "topic:peer_support")
    trans = candidate(2, "target_group:trans_people", "topic:coming_out")
    assert ordered(ask("groep voor transgenders"), group, trans)[0] == 2


def test_the_very_word_is_looked_for_in_text_too(ask):
    assert "methadon" in ask("methadon").texts[0]


def test_a_line_with_words_of_the_scene_in_french_is_french(ask):
    assert ask("agression sexuelle sous ghb").languages == {"language:fr"}
    assert ask("mijn vriend, dépistage").languages == {"language:nl"}


def test_where_few_do_it_distance_counts_less_than_the_answer(ask):
    exact = candidate(1, "topic:prep", "focus:sexuality", focus=Focus.SEXUALITY, distance_km=50)
    vague = [
        candidate(n, "focus:sexuality", focus=Focus.SEXUALITY, distance_km=1) for n in range(2, 5)
    ]
    assert ordered(ask("prep gent"), *vague, exact)[0] == 1


def test_a_minor_is_not_sent_to_adults(ask):
    facts = ("topic:counselling",)
    adults = candidate(1, *facts, youth_suitability=YouthSuitability.ADULTS_ONLY)
    young = candidate(2, *facts, "target_group:young_people", min_age=12, max_age=25)
    unknown = candidate(3, *facts)
    assert ordered(ask("begeleiding 16 jaar"), adults, unknown, young)[:2] == [2, 3]
    assert ordered(ask("begeleiding 30 jaar"), adults, unknown, young)[0] == 1


def test_what_was_denied_comes_last(ask):
    detox = candidate(1, "topic:detox", "topic:counselling", "focus:drugs", focus=Focus.DRUGS)
    other = candidate(2, "topic:counselling", "focus:drugs", focus=Focus.DRUGS)
    assert ordered(ask("drugs begeleiding geen detox"), detox, other)[0] == 2


def test_the_number_for_an_emergency_comes_first(ask):
    harm_reduction = candidate(1, "topic:harm_reduction", "topic:ghb", focus=Focus.DRUGS)
    emergency = candidate(2, "helpline:nood-112", kind=ServiceKind.HELPLINE, is_local=False)
    assert ordered(ask("ligt bewusteloos"), harm_reduction, emergency)[0] == 2


def test_a_group_that_was_not_mentioned_is_rarely_meant(ask):
    narrow = candidate(1, "topic:sti_testing", "target_group:sex_workers", is_narrow=True)
    broad = candidate(2, "topic:sti_testing")
    assert ordered(ask("soa test"), narrow, broad)[0] == 2
    assert ordered(ask("soa test escort"), narrow, broad)[0] == 1


def test_french_is_answered_in_french_first(ask):
    dutch = candidate(1, "topic:sti_testing", "language:nl")
    french = candidate(2, "topic:sti_testing", "language:fr")
    assert ordered(ask("où faire un test ist pour mon ami"), dutch, french)[0] == 2


def test_confirmed_comes_before_unconfirmed(ask):
    holds = candidate(2, "topic:ghb", deadlines=due(in_days=30))
    overdue = candidate(1, "topic:ghb", deadlines=due(in_days=-3))
    assert ordered(ask("ghb"), overdue, holds)[0] == 2


def test_a_confirmation_that_wears_out_sinks(ask):
    lapsed = candidate(1, "topic:ghb", deadlines=due(in_days=-200))
    late = candidate(2, "topic:ghb", deadlines=due(in_days=-31))
    overdue = candidate(3, "topic:ghb", deadlines=due(in_days=-30))
    assert ordered(ask("ghb"), lapsed, late, overdue) == [3, 2, 1]


def test_what_nobody_confirmed_is_not_late(ask):
    late = candidate(1, "topic:ghb", deadlines=due(in_days=-31))
    assert ordered(ask("ghb"), late, candidate(2, "topic:ghb"))[0] == 2


def due(*, in_days):
    """A confirmation that holds so many days more, and lapses half a year after it does not."""
    day = TODAY + timedelta(days=in_days)
    return Deadlines(due_on=day, lapses_on=day + timedelta(days=182))


def test_a_name_is_found_by_its_words_alone(ask):
    question = ask("lumi")
    named = candidate(1, places=[0.95], likeness=[1.0])
    resembling = candidate(2, places=[0.0], likeness=[0.5])
    nothing = candidate(3, places=[0.0], likeness=[0.2])
    assert ordered(question, nothing, resembling, named) == [1, 2]


def test_words_that_nobody_holds_leave_a_need_as_it_is_but_outweigh_a_mere_group(ask):
    assert ordered(ask("afkicken qwertz"), candidate(1, "topic:detox")) == [1]
    assert ordered(ask("ouderen qwertz asdfgh"), candidate(1, "target_group:older_people")) == []


def test_nonsense_finds_nothing(ask):
    assert ordered(ask("qwertz asdfgh"), candidate(1, "topic:ghb"), candidate(2)) == []


def test_a_place_alone_asks_for_all_that_is_there(ask):
    question = ask("gent")
    assert ordered(question, candidate(1, distance_km=30), candidate(2, distance_km=1)) == [2, 1]


facets = st.sets(
    st.sampled_from(
        ["topic:ghb", "topic:prep", "topic:detox", "target_group:young_people", "focus:both"]
    )
)
some = st.lists(
    st.builds(
        lambda number, facets, is_local, distance, anonymous: candidate(
            number, *facets, is_local=is_local, distance_km=distance, is_anonymous=anonymous
        ),
        st.integers(1, 50),
        facets,
        st.booleans(),
        st.none() | st.floats(0, 200),
        st.sampled_from(TriState),
    ),
    unique_by=lambda one: one.pk,
    max_size=12,
)


class TestWhateverIsAsked:
    LINES = ("ghb gent", "prep 19 jaar", "anoniem praten over tina", "geen detox", "gent", "")

    @given(found=some, seed=st.randoms(use_true_random=False))
    @pytest.mark.parametrize("line", LINES)
    def test_the_order_of_the_input_does_not_matter(self, ask, line, found, seed):
        question = ask(line)
        shuffled = list(found)
        seed.shuffle(shuffled)
        assert ordered(question, *found) == ordered(question, *shuffled)

    @given(found=some)
    @pytest.mark.parametrize("line", LINES)
    def test_a_wish_excludes_nothing(self, ask, line, found):
        """Typed wishes only rank: alone, each listing answers with the wish as without it."""
        for one in found:
            assert ordered(ask(f"{line} anoniem"), one) == ordered(ask(line), one)

    @given(found=some)
    def test_scores_never_rise_down_the_list(self, ask, found):
        question = ask("ghb gent")
        blank = {"places": [0.0] * len(question.texts), "likeness": []}
        scores = [one.score for one in rank([replace(one, **blank) for one in found], question)]
        assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize(
    ("changes", "years", "expected"),
    [
        ({}, 19, TriState.UNKNOWN),
        ({"min_age": 18}, 17, TriState.NO),
        ({"min_age": 18}, 18, TriState.YES),
        ({"max_age": 25}, 26, TriState.NO),
        ({"max_age": 25}, 25, TriState.UNKNOWN),
        ({"youth_suitability": YouthSuitability.ADULTS_ONLY}, 17, TriState.NO),
        ({"youth_suitability": YouthSuitability.ADULTS_ONLY}, 18, TriState.YES),
        ({"is_for_everyone": True}, 80, TriState.YES),
    ],
)
def test_age(changes, years, expected):
    assert does_age_fit(candidate(**changes), years) == expected


@pytest.mark.parametrize(
    ("changes", "wish", "expected"),
    [
        ({"is_anonymous": TriState.NO}, "anonymous", TriState.NO),
        ({"is_free": TriState.YES}, "free", TriState.YES),
        ({"needs_intake": TriState.YES}, "no_intake", TriState.NO),
        ({"needs_intake": TriState.NO}, "no_intake", TriState.YES),
        ({}, "no_intake", TriState.UNKNOWN),
        ({"youth_suitability": YouthSuitability.SUITED}, "youth", TriState.YES),
        ({"youth_suitability": YouthSuitability.ADULTS_ONLY}, "youth", TriState.NO),
        ({}, "open_now", TriState.UNKNOWN),
    ],
)
def test_facts(changes, wish, expected):
    assert fact(candidate(**changes), wish) == expected

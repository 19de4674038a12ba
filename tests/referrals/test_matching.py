"""Whom to try first: hard facts exclude, wishes rank, nobody is left out for what is unknown."""

import datetime
from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referrals.enums import AgeBand, Door, Wish
from referrals.matching import (
    MOST_CHOICES,
    MOST_LINES,
    Need,
    Offer,
    does_band_fit,
    does_serve,
    is_excluded,
    judge,
    match,
)
from services.distances import NEAR_KM
from services.enums import (
    AccessMode,
    Approach,
    Focus,
    Language,
    ServiceAreaScope,
    ServiceKind,
    TargetGroupKind,
    TriState,
    YouthSuitability,
)
from services.gazetteer import Place

TODAY = datetime.date(2026, 11, 28)
GENT = Place(
    kind="municipality",
    name="Gent",
    label="Gent",
    latitude=51.05,
    longitude=3.72,
    municipality_refnis="44021",
    province_slug="oost-vlaanderen",
)
TOPICS = ["prep", "counselling", "sexual_violence", "detox", "information"]
UNKNOWN = {
    "kind": ServiceKind.SERVICE,
    "focus": Focus.DRUGS,
    "facets": frozenset(),
    "is_for_everyone": False,
    "is_narrow": False,
    "is_local": True,
    "min_age": None,
    "max_age": None,
    "youth_suitability": YouthSuitability.UNKNOWN,
    "is_anonymous": TriState.UNKNOWN,
    "is_free": TriState.UNKNOWN,
    "needs_intake": TriState.UNKNOWN,
    "deadlines": None,
    "service_area_scope": ServiceAreaScope.UNKNOWN,
    "provinces_served": ("oost-vlaanderen",),
    "municipalities_served": (),
    "distance_km": 5.0,
}


def offer(number=1, **facts):
    """A listing in Gent of which nothing is known but its side, unless `facts` say so."""
    return Offer(**{"pk": UUID(int=number), "name": f"Aanbod {number}"} | UNKNOWN | facts)


def need(**asked):
    return Need(**{"place": GENT, "today": TODAY} | asked)


def facets_of():
    codes = [f"topic:{one}" for one in TOPICS]
    codes += [f"access_mode:{one}" for one in AccessMode]
    codes += [f"language:{one}" for one in ("nl", "fr", "en")]
    codes += [f"approach:{one}" for one in Approach]
    codes += ["target_group:msm", "target_group:women", "format:group"]
    return st.frozensets(st.sampled_from(codes), max_size=8)


tri_states = st.sampled_from(list(TriState))
offers = st.builds(
    offer,
    st.integers(min_value=1, max_value=10**6),
    kind=st.sampled_from(list(ServiceKind)),
    focus=st.sampled_from(list(Focus)),
    facets=facets_of(),
    is_for_everyone=st.booleans(),
    is_narrow=st.booleans(),
    is_local=st.booleans(),
    min_age=st.none() | st.integers(0, 40),
    max_age=st.none() | st.integers(15, 100),
    youth_suitability=st.sampled_from(list(YouthSuitability)),
    is_anonymous=tri_states,
    is_free=tri_states,
    needs_intake=tri_states,
    service_area_scope=st.sampled_from(list(ServiceAreaScope)),
    provinces_served=st.sampled_from([(), ("oost-vlaanderen",), ("limburg",)]),
    municipalities_served=st.sampled_from([(), ("44021",), ("11002",)]),
    distance_km=st.none() | st.floats(0, 120),
    closed_until=st.none() | st.dates(TODAY, TODAY + datetime.timedelta(days=90)),
    organisation=st.none() | st.sampled_from([UUID(int=one) for one in range(1, 4)]),
    audiences=st.frozensets(st.sampled_from(list(TargetGroupKind))),
)
many = st.lists(offers, max_size=12, unique_by=lambda one: one.pk)
needs = st.builds(
    need,
    door=st.sampled_from(list(Door)),
    place=st.sampled_from([None, GENT]),
    age=st.none() | st.sampled_from(list(AgeBand)),
    topics=st.frozensets(st.sampled_from(TOPICS), max_size=3),
    wishes=st.frozensets(st.sampled_from([Wish.ANONYMOUS, Wish.FREE, Wish.NO_INTAKE])),
    wanted=st.dictionaries(
        st.sampled_from(["access_mode", "language", "approach", "target_group"]),
        st.frozensets(st.sampled_from(["walk_in", "chat", "fr", "msm", "abstinence"]), min_size=1),
    ),
)


def keys(choices):
    return [one.offer.pk for one in choices]


class TestWhateverIsAsked:
    @given(many, needs)
    def test_the_order_of_the_listings_changes_nothing(self, found, need):
        assert match(found, need) == match(found[::-1], need)

    @given(many, needs, st.sampled_from([Wish.ANONYMOUS, Wish.FREE, Wish.NO_INTAKE]))
    def test_another_wish_excludes_nobody_and_lets_nobody_in(self, found, need, wish):
        wishing = replace(need, wishes=need.wishes | {wish})
        assert {*keys(judge(found, wishing))} == {*keys(judge(found, need))}

    @given(many, needs)
    def test_what_a_hard_fact_excludes_is_no_choice(self, found, need):
        excluded = {one.pk for one in found if is_excluded(one, need)}
        said = match(found, need)
        assert excluded.isdisjoint(keys([*said.choices, *said.lines]))

    @given(needs)
    def test_of_what_nothing_is_known_nothing_is_excluded(self, need):
        unknown = offer(provinces_served=(), distance_km=None)
        [choice] = judge([unknown], need)
        asked = [one for one in choice.verdicts if one.name != "near"]
        assert {one.outcome for one in asked} <= {TriState.UNKNOWN}

    @given(many, needs)
    def test_few_are_named_and_no_organisation_twice(self, found, need):
        said = match(found, need)
        assert len(said.choices) <= MOST_CHOICES and len(said.lines) <= MOST_LINES
        organisations = [one.offer.organisation for one in said.choices if one.offer.organisation]
        assert len(organisations) == len(set(organisations))

    @given(many, needs)
    def test_no_further_than_one_goes_where_somebody_near_does_it(self, found, need):
        choices = match(found, need).choices
        assert len({one.is_in_reach for one in choices}) <= 1

    @given(offers, needs, st.sampled_from([Wish.ANONYMOUS, Wish.FREE]))
    def test_a_granted_wish_is_worth_more_than_an_unknown_one_and_that_than_a_refusal(
        self, one, need, wish
    ):
        wishing = replace(need, wishes=frozenset({wish}))
        column = {Wish.ANONYMOUS: "is_anonymous", Wish.FREE: "is_free"}[wish]
        points = [
            choice.points
            for state in (TriState.YES, TriState.UNKNOWN, TriState.NO)
            for choice in judge([replace(one, **{column: state})], wishing)
        ]
        assert points == sorted(points, reverse=True)
        assert len(set(points)) == len(points)


class TestHardFacts:
    @pytest.mark.parametrize(
        ("facts", "band", "fits"),
        [
            ({}, AgeBand.FROM_18, TriState.UNKNOWN),
            ({"is_for_everyone": True}, AgeBand.UNDER_16, TriState.YES),
            ({"min_age": 12, "max_age": 25}, AgeBand.FROM_18, TriState.YES),
            ({"min_age": 12, "max_age": 25}, AgeBand.FROM_26, TriState.NO),
            ({"min_age": 14}, AgeBand.UNDER_16, TriState.UNKNOWN),
            ({"min_age": 18}, AgeBand.FROM_16, TriState.NO),
            ({"max_age": 20}, AgeBand.FROM_18, TriState.UNKNOWN),
            ({"youth_suitability": YouthSuitability.ADULTS_ONLY}, AgeBand.FROM_16, TriState.NO),
            ({"youth_suitability": YouthSuitability.ADULTS_ONLY}, AgeBand.OVER_30, TriState.YES),
        ],
    )
    def test_age(self, facts, band, fits):
        assert does_band_fit(offer(**facts), band) == fits
        assert is_excluded(offer(**facts), need(age=band)) == (fits == TriState.NO)

    @pytest.mark.parametrize(
        ("scope", "facts", "serves"),
        [
            (ServiceAreaScope.FLANDERS, {"provinces_served": ()}, TriState.YES),
            (ServiceAreaScope.UNKNOWN, {}, TriState.YES),
            (ServiceAreaScope.UNKNOWN, {"provinces_served": ("limburg",)}, TriState.UNKNOWN),
            (ServiceAreaScope.PROVINCES, {"provinces_served": ("limburg",)}, TriState.NO),
            (ServiceAreaScope.MUNICIPALITIES, {"municipalities_served": ("44021",)}, TriState.YES),
            # Another town of the same province.
            (ServiceAreaScope.MUNICIPALITIES, {"municipalities_served": ("44083",)}, TriState.NO),
        ],
    )
    def test_place(self, scope, facts, serves):
        one = offer(service_area_scope=scope, **facts)
        assert does_serve(one, GENT) == serves
        assert is_excluded(one, need()) == (serves == TriState.NO)

    @pytest.mark.parametrize(
        ("audiences", "topics", "is_out"),
        [
            ([], [], False),
            (["audience", "professionals"], [], False),
            (["professionals"], [], True),
            (["professionals"], ["training_for_professionals"], False),
            (["environment"], [], True),
            (["environment"], ["someone_close"], False),
        ],
    )
    def test_help_for_others_only(self, audiences, topics, is_out):
        one = offer(audiences=frozenset(audiences))
        assert is_excluded(one, need(topics=frozenset(topics))) is is_out

    def test_what_is_only_to_read_is_nobody_to_go_to(self):
        assert is_excluded(offer(kind=ServiceKind.SOURCE), need())


class TestOrder:
    def first(self, *found, **asked):
        return match(found, need(**asked)).choices[0].offer.pk.int

    def test_both_sides_first(self):
        assert self.first(offer(1), offer(2, focus=Focus.BOTH, distance_km=20.0)) == 2

    def test_a_topic_before_a_side(self):
        prep = offer(2, focus=Focus.SEXUALITY, facets=frozenset({"topic:prep"}))
        assert self.first(offer(1), prep, topics=frozenset({"prep"})) == 2

    def test_nearer_first(self):
        assert self.first(offer(1, distance_km=25.0), offer(2, distance_km=2.0)) == 2

    def test_made_for_the_young_when_somebody_is(self):
        young = offer(2, youth_suitability=YouthSuitability.MADE_FOR, max_age=25)
        assert self.first(offer(1), young, age=AgeBand.FROM_18) == 2
        assert self.first(offer(1), young) == 1

    def test_staying_somewhere_and_the_number_to_be_admitted_come_after(self):
        stay = {"access_mode:residential"}
        call = stay | {"access_mode:phone"}
        come = call | {"access_mode:walk_in"}
        for later in (stay, call):
            other = offer(2, facets=frozenset(come))
            assert self.first(offer(1, facets=frozenset(later)), other) == 2

    def test_the_number_to_be_admitted_is_no_help_from_home(self):
        flanders = {"service_area_scope": ServiceAreaScope.FLANDERS, "distance_km": None}
        modes = ["access_mode:phone", "access_mode:residential"]
        line = offer(1, facets=frozenset(modes[:1]), is_local=False, **flanders)
        admission = offer(2, facets=frozenset(modes), is_local=False, **flanders)
        judged = {one.offer.pk.int: one.verdict("near") for one in judge([line, admission], need())}
        assert (judged[1], judged[2]) == (TriState.YES, TriState.UNKNOWN)

    def test_open_before_closed_for_a_while(self):
        closed = offer(1, closed_until=TODAY + datetime.timedelta(days=20), distance_km=0.0)
        assert self.first(closed, offer(2, distance_km=10.0)) == 2

    def test_who_is_there_for_something_else_is_no_choice_unasked(self):
        centre = offer(
            1, focus=Focus.SEXUALITY, facets=frozenset({"topic:sexual_violence"}), distance_km=0.0
        )
        assert keys(match([centre, offer(2)], need()).choices) == [UUID(int=2)]
        asked = match([centre, offer(2)], need(topics=frozenset({"sexual_violence"})))
        assert keys(asked.choices) == [UUID(int=1)]

    def test_an_equal_comes_first_for_some_needs_and_second_for_others(self):
        twins = [offer(1, name="A"), offer(2, name="Z")]
        firsts = {
            self.first(*twins, age=band, wishes=frozenset(wishes))
            for band in AgeBand
            for wishes in ((), (Wish.FREE,), (Wish.ANONYMOUS,), (Wish.FREE, Wish.ANONYMOUS))
        }
        assert firsts == {1, 2}

    def test_further_away_only_where_nobody_near_does_it(self):
        far = offer(
            1, facets=frozenset({"topic:detox"}), distance_km=NEAR_KM + 10.0, provinces_served=()
        )
        near = offer(2, facets=frozenset({"topic:detox"}))
        asked = need(topics=frozenset({"detox"}))
        assert keys(match([far, near], asked).choices) == [near.pk]
        [choice] = match([far, offer(2)], asked).choices
        assert choice.offer == far and not choice.is_in_reach

    def test_somebody_near_where_nobody_at_all_does_it(self):
        [choice] = match([offer(1)], need(topics=frozenset({"detox"}))).choices
        assert choice.verdict("topic") == TriState.UNKNOWN


class TestLines:
    def line(self, number=1, **facts):
        facts = {"kind": ServiceKind.HELPLINE, "is_local": False, "distance_km": None} | facts
        facets = {f"access_mode:{AccessMode.PHONE}", "topic:counselling"}
        scope = ServiceAreaScope.FLANDERS
        return offer(number, **{"facets": frozenset(facets), "service_area_scope": scope} | facts)

    def test_a_line_for_all_of_flanders_always_answers(self):
        said = match([self.line()], need(topics=frozenset({"prep"}), age=AgeBand.UNDER_16))
        assert said.choices == () and keys(said.lines) == [UUID(int=1)]

    def test_a_line_of_another_province_does_not(self):
        unknown = {"service_area_scope": ServiceAreaScope.UNKNOWN, "provinces_served": ("limburg",)}
        assert match([self.line(**unknown)], need()).lines == ()

    def test_a_number_for_emergencies_is_not_for_talking(self):
        number = self.line(focus=Focus.GENERAL, facets=frozenset({"access_mode:phone"}))
        assert match([number], need()).lines == ()

    def test_french_only_where_it_is_asked(self):
        in_french = frozenset({"access_mode:phone", f"language:{Language.FRENCH}"})
        french = self.line(1, facets=in_french)
        both = [french, self.line(2)]
        assert keys(match(both, need()).lines)[0].int == 2
        asked = need(wanted={"language": frozenset({"fr"})})
        assert keys(match(both, asked).lines)[0].int == 1

"""Two services that do together what none in reach does alone."""

from uuid import UUID

import pytest
from hypothesis import given

from referrals.enums import Wish
from referrals.matching import is_excluded, judge
from referrals.pairs import Tie, best_pair, integrated, is_needed
from services.distances import NEAR_KM, great_circle_km
from services.enums import AccessMode, Focus, ServiceAreaScope, TriState
from tests.referrals.test_matching import many, need, needs, offer
from tests.sphere import distance_km

IN_GENT, IN_AALST, IN_ANTWERPEN = (51.05, 3.72), (50.94, 4.04), (51.22, 4.40)


def drugs(number=1, **facts):
    return offer(number, **{"points": (IN_GENT,), "organisation": UUID(int=number)} | facts)


def sexuality(number=2, **facts):
    return drugs(number, **{"focus": Focus.SEXUALITY} | facts)


def pair_of(*found, **asked):
    asked = need(**asked)
    return best_pair(judge(found, asked), asked)


def names(pair):
    return pair and (pair.drugs.offer.pk.int, pair.sexuality.offer.pk.int)


@given(many, needs)
def test_whatever_is_asked_both_are_in_reach_and_of_their_side(found, need):
    judged = judge(found, need)
    pair = best_pair(judged, need)
    assert pair == best_pair(judge(found[::-1], need), need)
    if pair is None:
        return
    assert (pair.drugs.offer.focus, pair.sexuality.offer.focus) == (Focus.DRUGS, Focus.SEXUALITY)
    for one in (pair.drugs, pair.sexuality):
        assert not is_excluded(one.offer, need)
        assert one.verdict("near") == TriState.YES


class TestWhoKnowsWhom:
    @pytest.mark.parametrize(
        ("facts", "tie"),
        [
            ({}, Tie.UNKNOWN),
            ({"networks": frozenset({7})}, Tie.NETWORK),
            ({"partners": frozenset({UUID(int=1)})}, Tie.COOPERATION),
            ({"organisation": UUID(int=1)}, Tie.ORGANISATION),
        ],
    )
    def test_known_before_unknown_though_further(self, facts, tie):
        one = drugs(networks=frozenset({7, 8}))
        known = sexuality(3, distance_km=20.0, points=(IN_AALST,), **facts)
        pair = pair_of(one, sexuality(2, networks=frozenset({9})), known)
        if tie == Tie.UNKNOWN:
            assert names(pair) == (1, 2)
        else:
            assert names(pair) == (1, 3)
        assert pair.tie == tie

    def test_a_cooperation_counts_whoever_named_it(self):
        pair = pair_of(drugs(partners=frozenset({UUID(int=2)})), sexuality())
        assert pair.tie == Tie.COOPERATION

    def test_two_without_an_organisation_are_not_of_one(self):
        assert pair_of(drugs(organisation=None), sexuality(organisation=None)).tie == Tie.UNKNOWN

    def test_who_suits_better_before_who_suits_less(self):
        asked = {"wishes": frozenset({Wish.ANONYMOUS})}
        anonymous = sexuality(3, is_anonymous=TriState.YES)
        assert names(pair_of(drugs(), sexuality(), anonymous, **asked)) == (1, 3)


class TestReach:
    def test_near_each_other(self):
        apart = sexuality(points=(IN_ANTWERPEN,), distance_km=NEAR_KM - 1.0)
        assert pair_of(drugs(), apart) is None
        pair = pair_of(drugs(), sexuality(points=(IN_ANTWERPEN, IN_AALST)))
        assert pair.distance_km == pytest.approx(great_circle_km(IN_GENT, IN_AALST))

    def test_one_of_them_may_help_from_home(self):
        online = sexuality(
            points=(),
            distance_km=None,
            is_local=False,
            service_area_scope=ServiceAreaScope.FLANDERS,
            facets=frozenset({f"access_mode:{AccessMode.CHAT}"}),
        )
        assert pair_of(drugs(), online).distance_km is None

    def test_too_far_to_go(self):
        assert pair_of(drugs(), sexuality(distance_km=NEAR_KM + 1.0)) is None

    def test_one_there_for_something_else_is_no_half(self):
        centre = sexuality(facets=frozenset({"topic:sexual_violence"}))
        assert pair_of(drugs(), centre) is None
        assert pair_of(drugs(), centre, topics=frozenset({"sexual_violence"})) is not None


class TestWhetherItIsNeeded:
    def judged(self, *found):
        return judge(found, need())

    def test_not_beside_an_integrated_service(self):
        judged = self.judged(drugs(), sexuality(), offer(3, focus=Focus.BOTH))
        assert integrated(judged).offer.pk.int == 3
        assert not is_needed(judged)

    def test_beside_one_that_is_for_a_group(self):
        assert is_needed(self.judged(offer(3, focus=Focus.BOTH, is_narrow=True)))

    def test_where_the_integrated_one_is_far(self):
        judged = self.judged(offer(3, focus=Focus.BOTH, distance_km=NEAR_KM + 1.0))
        assert integrated(judged) is None and is_needed(judged)


@pytest.mark.parametrize("there", [IN_GENT, IN_AALST, IN_ANTWERPEN, (-51.0, -176.0)])
def test_kilometres_are_those_of_the_sphere(there):
    assert great_circle_km(IN_GENT, there) == pytest.approx(
        distance_km(*IN_GENT, *there), rel=0.002
    )

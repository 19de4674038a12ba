"""A drug and a sexuality service that do together what none in reach does alone (N3). Pure.

Those who are known to work together go before those of whom nobody knows; then those that suit
best, then those that are nearest to each other.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from referrals.matching import Choice, Need, Offer, is_for_something_else, lot
from services.distances import NEAR_KM, great_circle_km
from services.enums import Focus, ServiceKind, TriState

#: Of each side as many are looked at, those that suit best.
MOST_OF_A_SIDE = 60


class Tie(IntEnum):
    """How well two services are known to know each other; more is better."""

    UNKNOWN = 0
    NETWORK = 1
    COOPERATION = 2
    ORGANISATION = 3


@dataclass(frozen=True)
class Pair:
    """Two services that each suit, how they know each other, and how many kilometres are between.

    `distance_km` is None where one of them need not be gone to. `networks` are the circles that
    both are in.
    """

    drugs: Choice
    sexuality: Choice
    tie: Tie
    distance_km: float | None
    networks: frozenset[int] = frozenset()


def integrated(judged: Iterable[Choice]) -> Choice | None:
    """The service that suits best of those in reach which know both sides, if there is any."""
    return next(_in_reach(judged, Focus.BOTH), None)


def is_needed(judged: Sequence[Choice]) -> bool:
    """Whether two may do better: no integrated one is in reach, or only one for a group."""
    return all(one.verdict("audience") == TriState.UNKNOWN for one in _in_reach(judged, Focus.BOTH))


def best_pair(judged: Sequence[Choice], need: Need) -> Pair | None:
    """The best two services in reach, one of each side; None where there are none.

    `judged` are the listings that no hard fact excludes, as `matching.judge` gives them.
    """
    drugs, sexuality = (
        [one for one in _in_reach(judged, side) if not is_for_something_else(one.offer, need)]
        for side in (Focus.DRUGS, Focus.SEXUALITY)
    )
    pairs = [
        pair
        for one in drugs[:MOST_OF_A_SIDE]
        for other in sexuality[:MOST_OF_A_SIDE]
        if (pair := _pair(one, other)) is not None
    ]
    return min(pairs, key=lambda pair: _order(pair, need), default=None)


def _in_reach(judged, focus):
    return (
        one
        for one in judged
        if one.offer.focus == focus
        and one.offer.kind == ServiceKind.SERVICE
        and one.verdict("near") == TriState.YES
    )


def _pair(drugs, sexuality):
    distance = _between(drugs.offer, sexuality.offer)
    if distance is not None and distance > NEAR_KM:
        return None
    networks = drugs.offer.networks & sexuality.offer.networks
    return Pair(drugs, sexuality, _tie(drugs.offer, sexuality.offer), distance, networks)


def _tie(one: Offer, other: Offer) -> Tie:
    if one.organisation is not None and one.organisation == other.organisation:
        return Tie.ORGANISATION
    if one.organisation in other.partners or other.organisation in one.partners:
        return Tie.COOPERATION
    return Tie.NETWORK if one.networks & other.networks else Tie.UNKNOWN


def _between(one, other):
    distances = (great_circle_km(here, there) for here in one.points for there in other.points)
    return min(distances, default=None)


def _order(pair, need):
    points = round(pair.drugs.points + pair.sexuality.points, 1)
    drawn = lot(need, pair.drugs.offer, pair.sexuality.offer)
    return (-pair.tie, -points, round(pair.distance_km or 0), drawn)

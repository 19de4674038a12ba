"""Ways on where nothing near fits but help from afar does: further away, or asking for less."""

from functools import cached_property

from referrals.counts import count_each
from referrals.search import NEAREST_SIZE, Search
from services.models import Service

#: Radii offered beside a place, in kilometres; and as far as anything in Flanders is.
RADII = (5, 10, 20, 30, 50, 100)
FARTHEST = 300


class Nearby:
    """What would be near with a wider radius, or without one of the criteria."""

    def __init__(self, search: Search):
        self._search = search

    @cached_property
    def _far(self):
        """The same question over the whole map: only what is in reach is ranked."""
        search = self._search
        if not search.has_radius:
            return search
        return Search(
            search.filterset,
            understanding=search.understanding,
            lexicon=search.question.lexicon,
            radius=FARTHEST,
        )

    def _within(self, km, *, without=None):
        services = self._far.matching(Service.objects.searchable(), without=without)
        return services.filter(self._far.near_within(km))

    @cached_property
    def _tallies(self):
        search = self._search
        radii = [km for km in (*RADII, FARTHEST) if km > search.radius] if search.has_radius else []
        # Without its place the question is about all of the map, where nothing is near.
        names = [one.name for one in self._far.criteria if one.name != "place"]
        return count_each(
            {("radius", km): self._within(km) for km in radii}
            | {("without", name): self._within(search.radius, without=name) for name in names}
        )

    @property
    def wider(self):
        """Tallies by radius, each that has more than the one before."""
        found, before = {}, 0
        for (kind, km), tally in self._tallies.items():
            if kind == "radius" and km in RADII and tally.number > before:
                found[km], before = tally, tally.number
        return found

    @property
    def without(self):
        """Tallies by the name of the criterion that is let go of, the most results first."""
        found = {
            name: tally
            for (kind, name), tally in self._tallies.items()
            if kind == "without" and tally.number
        }
        return dict(sorted(found.items(), key=lambda one: -one[1].number))

    @property
    def nearest(self):
        """The nearest listings that fit, None without any; looks no further than it has to."""
        found = {
            km: tally.number for (kind, km), tally in self._tallies.items() if kind == "radius"
        }
        enough = [km for km, number in found.items() if number >= NEAREST_SIZE]
        if not any(found.values()):
            return None
        return self._far.nearest_of(self._within(min(enough, default=FARTHEST)))

"""Where a row says that a listing is."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from services.gazetteer import normalise


@dataclass(frozen=True)
class Town:
    """A municipality, by a name that was written: degrees are those of the part that was named."""

    refnis: str
    province: str
    latitude: float
    longitude: float
    is_official: bool = True


class Places:
    """Municipalities by exact name and by postal code: nothing is guessed here.

    `names` are (text, Town) pairs; `postal_codes` maps (code, refnis) to the points of that code.
    """

    def __init__(self, *, names, postal_codes):
        self._towns = {}
        for text, town in names:
            self._towns.setdefault(normalise(text), []).append(town)
        self._postal_codes = postal_codes

    def town(self, name, *, province=""):
        """The municipality of that name, in a province if that is given (a slug).

        A municipality goes before parts of others that share its name. Raises ValueError when
        there is none, or more than one.
        """
        towns = self._towns.get(normalise(name), [])
        if not towns:
            raise ValueError(_("“%(name)s” is geen gemeente die we kennen") % {"name": name[:60]})
        towns = [town for town in towns if not province or town.province == province]
        if not towns:
            raise ValueError(_("“%(name)s” ligt niet in die provincie") % {"name": name})
        chosen = [town for town in towns if town.is_official] or towns
        if len({town.refnis for town in chosen}) > 1:
            raise ValueError(_("“%(name)s” bestaat meer dan eens") % {"name": name})
        return chosen[0]

    def point(self, code, town):
        """The middle, in degrees, of a postal code's points within a municipality.

        Raises ValueError when the municipality does not have that code.
        """
        points = self._postal_codes.get((code, town.refnis))
        if not points:
            raise ValueError(
                _("“%(code)s” is geen postcode van die gemeente") % {"code": code[:60]}
            )
        latitudes, longitudes = zip(*points, strict=True)
        return sum(latitudes) / len(points), sum(longitudes) / len(points)

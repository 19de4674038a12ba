"""The lists of listings, and of listings at their places, by the filters and order of the page."""

from django.utils.functional import cached_property

from referrals import lexicon, typed_line
from referrals.api.understood import understood
from referrals.search import Search
from referrals.understanding import Understanding
from services.api import kept
from services.api.filters import ListingFilter
from services.api.formats import Json, JsonLd
from services.api.paging import Paging
from services.api.parameters import PlacedListParameters, ServiceListParameters
from services.api.views import Endpoint, ListEndpoint, OfServices, OfServicesAtLocations
from services.hsds import flat, places, records, stated
from services.models import PublicPoint, Service
from services.vocabulary import Vocabulary


class FoundEndpoint(Endpoint):
    """What is found among the listings."""

    @classmethod
    def fields(cls):
        vocabulary = Vocabulary.load()
        filters = ListingFilter(None, vocabulary=vocabulary).form.fields
        return filters | super().fields()

    @cached_property
    def filterset(self):
        return ListingFilter(
            self.request.query_params,
            vocabulary=Vocabulary.load(),
            taxonomies=lambda: self.taxonomies,
        )

    @cached_property
    def answers(self):
        return self.parameters.read(self.request.query_params, filters=self.filterset)

    @property
    def is_private(self):
        return kept.has_question(self.request)

    @cached_property
    def search(self):
        """The search of the page, for what was asked here."""
        words = lexicon.load()
        understanding = Understanding()
        if text := self.filterset.answers.get("q"):
            understanding = typed_line.read(text, lexicon=words)
        return Search(self.filterset, understanding=understanding, lexicon=words)


class ServiceList(OfServices, FoundEndpoint, ListEndpoint):
    """Listings in the order of the page: near ones, then those that need no journey.

    With words and no region they are one list, the best first. `full=true` gives whole records,
    which all formats but JSON are made from anyhow.
    """

    answers_with = "services"
    columns = flat.FOUND
    parameters = ServiceListParameters

    def page(self):
        paging = Paging.of(self.answers)
        groups = self.search.groups
        sizes = {name: group.count() for name, group in groups.items()}
        found = self.search.read(_parts(groups, sizes, paging.part), listings=self._listings)
        made = self._node if self.format is JsonLd else self._item
        contents = [made(result) for results in found.values() for result in results]
        return paging.envelope(contents, total=sum(sizes.values())) | self._understood

    @property
    def _is_full(self):
        return self.answers["full"] or self.format is not Json

    @property
    def _listings(self):
        if not self._is_full:
            return Service.objects.for_items()
        listings = Service.objects.for_record()
        return listings.prefetch_related("topics") if self.format is JsonLd else listings

    def _node(self, result):
        return self.node(result.service)

    def _item(self, result):
        """The record of a listing, and in `match` why it is here."""
        if self._is_full:
            record = records.service(result.service, **self.context)
        else:
            record = records.service_summary(result.service, today=self.today)
        match = stated(
            {
                "explanation": result.why,
                "distance_km": result.distance_km and round(result.distance_km, 1),
                "facts": [{"text": one.text, "state": one.state} for one in result.facts],
            }
        )
        return record | ({"match": match} if match else {})

    @property
    def _understood(self):
        said = understood(self.search.understanding, place=self.search.place)
        return {"understood": said} if said else {}


class ServiceAtLocationList(OfServicesAtLocations, FoundEndpoint, ListEndpoint):
    """The places of the listings that fit, by name; `postcode` and `proximity` keep near ones."""

    answers_with = "service_at_locations"
    parameters = PlacedListParameters

    def found(self):
        listings = self.search.matching(Service.objects.searchable())
        points = PublicPoint.objects.for_records().filter(service__in=listings.values("pk"))
        if code := self.answers["postcode"]:
            metres = self.answers["proximity"]
            if metres is None:
                points = points.filter(postal_code=code.postal_code)
            else:
                points = points.near(code, km=metres / 1000)
        return points.select_related("service__organisation", "service__document").order_by(
            "service__name", "location"
        )

    def item(self, point):
        item = records.service_at_location_item(point, today=self.today)
        return item if self.format is Json else item | {"location": places.location(point)}


def _parts(groups, sizes, part):
    """Of groups that stand behind each other, what falls into a part of the whole."""
    start, stop = part.start, part.stop
    parts = {}
    for name, group in groups.items():
        if start < sizes[name] and stop > 0:
            parts[name] = group[max(start, 0) : stop]
        start, stop = start - sizes[name], stop - sizes[name]
    return parts

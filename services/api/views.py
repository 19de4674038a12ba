"""What all endpoints share, and the endpoints that need no search."""

from http import HTTPStatus

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from rest_framework.exceptions import Throttled
from rest_framework.permissions import SAFE_METHODS
from rest_framework.response import Response
from rest_framework.views import APIView

from services import history, structured_data
from services.api import headers, kept
from services.api.filters import with_facts
from services.api.formats import Csv, GeoJson, Json, JsonLd, Negotiation
from services.api.paging import Paging
from services.api.parameters import (
    OrganizationListParameters,
    OrganizationParameters,
    Parameters,
    TaxonomyListParameters,
    TermListParameters,
)
from services.api.problems import Ended
from services.api.throttling import Rate
from services.hsds import flat, geojson, records, stated
from services.hsds.metadata import MOST, metadata
from services.hsds.taxonomies import Taxonomies
from services.models import Organisation, PublicPoint, Service, TargetGroup, Topic
from services.text import fold

HSDS_VERSION = "3.1"


class Endpoint(APIView):
    """An address of the API that is read, by whoever likes, from whatever site."""

    content_negotiation_class = Negotiation
    renderer_classes = [Json]
    http_method_names = ["get", "head"]
    parameters = Parameters
    #: Name of the schema of what it answers, and whether that is a page of a list.
    answers_with = ""
    is_list = False
    #: The method by which software of an organisation changes what is answered, if any.
    writes = ""

    @classmethod
    def fields(cls):
        """Form fields of all that it can be asked, by name."""
        return cls.parameters.base_fields

    #: Whether the answer is to somebody's question, and when its record last became another one.
    is_private = False
    modified_at = None
    #: How much the caller asked, once it is counted.
    rate = None

    def initial(self, request, *args, **kwargs):
        self.rate = Rate.of(request, "api")
        if self.rate.is_exceeded:
            raise Throttled
        super().initial(request, *args, **kwargs)

    def finalize_response(self, request, response, *args, **kwargs):
        response = super().finalize_response(request, response, *args, **kwargs)
        if response.status_code == HTTPStatus.OK and request.method in SAFE_METHODS:
            if self.format is Csv:
                name = f"{self.answers_with}.csv"
                response["Content-Disposition"] = f'attachment; filename="{name}"'
            headers.describe(
                response,
                request=request,
                links=self.links(response.data),
                is_private=self.is_private,
                modified_at=self.modified_at,
            )
            response.add_post_render_callback(self._conditional)
        return self._counted(response)

    def links(self, _data):
        """Addresses of what belongs to an answer with these data, by their relation."""
        return headers.common_links(self.request)

    def _conditional(self, response):
        return self._counted(headers.conditional(self.request, response))

    def _counted(self, response):
        for name, value in self.rate.headers.items() if self.rate else ():
            response[name] = value
        return response

    @property
    def format(self):
        """The renderer by which the answer is written."""
        return type(self.request.accepted_renderer)

    @cached_property
    def answers(self):
        """What was asked, by the names of `parameters`. Raises `BadParameters`."""
        return self.parameters.read(self.request.query_params)

    @cached_property
    def taxonomies(self):
        """All vocabularies, in two queries."""
        order = ("position", "name", "pk")
        return Taxonomies(
            topics=Topic.objects.order_by(*order),
            target_groups=TargetGroup.objects.order_by(*order),
        )

    @cached_property
    def today(self):
        return timezone.localdate()

    def page_of(self, described):
        """The address of the page for people about a listing or an organisation."""
        return self.request.build_absolute_uri(described.get_absolute_url())

    def address(self, name, *args):
        """The address of another endpoint, by its name."""
        return self.request.build_absolute_uri(reverse(f"api:{name}", args=args))

    @property
    def context(self):
        """What records are made with, beside what they are of."""
        return {"terms": self.taxonomies.terms, "today": self.today, "page": self.page_of}


class DetailEndpoint(Endpoint):
    """One record, by its id."""

    def get(self, request, id):
        # Read before anything is looked up: a question that is wrong gets no answer.
        self.answers  # noqa: B018
        found = self.found(id)
        if found is None:
            raise Http404
        return Response(self.node(found) if self.format is JsonLd else self.record(found))


class ListEndpoint(Endpoint):
    """Records in pages."""

    is_list = True

    def links(self, data):
        return headers.page_links(self.request, data) | super().links(data)

    def get(self, request):
        if kept.has_question(request):
            return Response(self.page())
        return kept.page(request, make=self.page)

    def page(self):
        """The page that was asked for, in its envelope."""
        paging = Paging.of(self.answers)
        found = self.found()
        total = len(found) if isinstance(found, list) else found.count()
        made = self.node if self.format is JsonLd else self.item
        contents = [made(one) for one in found[paging.part]]
        return paging.envelope(contents, total=total)


class OfServices:
    """Answers with listings, in whatever format."""

    renderer_classes = [Json, GeoJson, Csv, JsonLd]
    columns = flat.SERVICE
    feature = staticmethod(geojson.of_service)

    def node(self, service):
        return structured_data.listing(service, url=self.page_of(service))


class OfServicesAtLocations:
    """Answers with listings at their places, in whatever format."""

    renderer_classes = [Json, GeoJson, Csv]
    columns = flat.SERVICE_AT_LOCATION
    feature = staticmethod(geojson.of_service_at_location)


class OfOrganizations:
    """Answers with organisations, in whatever format."""

    renderer_classes = [Json, Csv, JsonLd]
    columns = flat.ORGANIZATION

    def node(self, organisation):
        return structured_data.organisation(organisation, url=self.page_of(organisation))


class OfTaxonomies:
    """Answers with vocabularies, in whatever format; they are made as records."""

    renderer_classes = [Json, Csv, JsonLd]
    columns = flat.TAXONOMY

    def record(self, record):
        return record

    item = record

    def node(self, record):
        return structured_data.taxonomy(record, url=self.address("taxonomy", record["id"]))


class OfTerms:
    """Answers with terms, in whatever format; they are made as records."""

    renderer_classes = [Json, Csv, JsonLd]
    columns = flat.TAXONOMY_TERM

    def record(self, record):
        return record

    item = record

    def node(self, record):
        return structured_data.taxonomy_term(
            record,
            url=self.address("taxonomy-term", record["id"]),
            taxonomy_url=self.address("taxonomy", record["taxonomy_id"]),
        )


class Root(Endpoint):
    """What this API speaks, and where it says so."""

    answers_with = "root"

    def get(self, request):
        Parameters.read(request.query_params)
        return Response(
            {
                "version": HSDS_VERSION,
                "profile": self.address("profile"),
                "openapi_url": self.address("openapi"),
            }
        )


class ServiceDetail(OfServices, DetailEndpoint):
    """One listing with all that is known of it; what has ended is gone, and says so."""

    answers_with = "service"

    def found(self, id):
        services = Service.objects.searchable().for_record()
        if self.format is JsonLd:
            services = services.prefetch_related("topics")
        service = services.filter(pk=id).first()
        if service is None and Service.objects.ended().filter(pk=id).exists():
            raise Ended
        if service is not None:
            self.modified_at = service.document.modified_at
        return service

    def record(self, service):
        changes = history.changes(history.of_columns(service)[:MOST])
        return records.service(service, **self.context) | stated({"metadata": metadata(changes)})


class OrganizationList(OfOrganizations, ListEndpoint):
    """Published organisations, by name."""

    answers_with = "organizations"
    parameters = OrganizationListParameters

    def found(self):
        organisations = Organisation.objects.published().order_by("name", "pk")
        if words := self.answers["search"]:
            organisations = organisations.filter(name__icontains=words)
        asked = self.answers["taxonomy_term_id"], self.answers["taxonomy_id"]
        if any(asked):
            term, taxonomy = asked
            services = Service.objects.searchable()
            if term:
                services = services.filter(with_facts(self.taxonomies.facts_of_term(str(term))))
            if taxonomy:
                services = services.filter(with_facts(self.taxonomies.facts_of(str(taxonomy))))
            organisations = organisations.filter(pk__in=services.values("organisation"))
        return organisations

    def item(self, organisation):
        return records.organization_summary(organisation)


class OrganizationDetail(OfOrganizations, DetailEndpoint):
    """One organisation with its listings; `full_service=true` gives whole ones."""

    answers_with = "organization"
    parameters = OrganizationParameters

    def found(self, id):
        return Organisation.objects.published().filter(pk=id).first()

    def record(self, organisation):
        own = Service.objects.searchable().filter(organisation=organisation).order_by("name", "pk")
        if self.answers["full_service"]:
            services = [records.service(one, **self.context) for one in own.for_record()]
        else:
            services = [records.service_summary(one, today=self.today) for one in own.for_items()]
        return records.organization(organisation, services=services)


class ServiceAtLocationDetail(OfServicesAtLocations, DetailEndpoint):
    """A listing at one of its places, both with all that is known of them."""

    answers_with = "service_at_location"

    def found(self, id):
        point = PublicPoint.objects.for_records().filter(location=id).first()
        if point is not None:
            point.service = Service.objects.searchable().for_record().get(pk=point.service_id)
            self.modified_at = point.service.document.modified_at
        return point

    def record(self, point):
        return records.service_at_location(point, **self.context)


class TaxonomyList(OfTaxonomies, ListEndpoint):
    """The vocabularies."""

    answers_with = "taxonomies"
    parameters = TaxonomyListParameters

    def found(self):
        taxonomies = [taxonomy.record for taxonomy in self.taxonomies.all]
        return [one for one in taxonomies if _names(one, self.answers["search"])]


class TaxonomyDetail(OfTaxonomies, DetailEndpoint):
    """One vocabulary."""

    answers_with = "taxonomy"

    def found(self, id):
        taxonomy = self.taxonomies.by_id.get(str(id))
        return taxonomy and taxonomy.record


class TermList(OfTerms, ListEndpoint):
    """The terms of the vocabularies. They are flat: every term is at the top, none is a parent."""

    answers_with = "taxonomy_terms"
    parameters = TermListParameters

    def found(self):
        if self.answers["parent_id"]:
            return []
        taxonomy = self.answers["taxonomy_id"]
        return [
            record
            for record in self.taxonomies.terms.values()
            if taxonomy is None or record["taxonomy_id"] == str(taxonomy)
            if _names(record, self.answers["search"])
        ]


class TermDetail(OfTerms, DetailEndpoint):
    """One term."""

    answers_with = "taxonomy_term"

    def found(self, id):
        fact = self.taxonomies.facts.get(str(id))
        return fact and self.taxonomies.terms[fact]


def _names(record, words):
    """Whether the words, if any, stand in what a term or vocabulary is called."""
    return fold(words) in fold(f"{record.get('code', '')} {record['name']}")


class Nothing(Endpoint):
    """Any other address under the API's."""

    def get(self, request, rest):
        raise Http404

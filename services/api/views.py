"""What all endpoints share, and the endpoints that need no search."""

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from rest_framework.views import APIView

from services import history
from services.api.filters import with_facts
from services.api.paging import Paging
from services.api.parameters import (
    OrganizationListParameters,
    OrganizationParameters,
    Parameters,
    TaxonomyListParameters,
    TermListParameters,
)
from services.api.problems import Ended
from services.hsds import records, stated
from services.hsds.metadata import MOST, metadata
from services.hsds.taxonomies import Taxonomies
from services.models import Organisation, PublicPoint, Service, TargetGroup, Topic
from services.text import fold

HSDS_VERSION = "3.1"


class Endpoint(APIView):
    """An address of the API that is read, by whoever likes, from whatever site."""

    renderer_classes = [JSONRenderer]
    http_method_names = ["get", "head"]
    parameters = Parameters
    #: Name of the schema of what it answers.
    answers_with = ""

    @classmethod
    def fields(cls):
        """Form fields of all that it can be asked, by name."""
        return cls.parameters.base_fields

    def finalize_response(self, request, response, *args, **kwargs):
        response = super().finalize_response(request, response, *args, **kwargs)
        response["Access-Control-Allow-Origin"] = "*"
        return response

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

    def page_of(self, service):
        """The address of a listing's page for people."""
        return self.request.build_absolute_uri(service.get_absolute_url())

    @property
    def context(self):
        """What records are made with, beside what they are of."""
        return {"terms": self.taxonomies.terms, "today": self.today, "page": self.page_of}


class DetailEndpoint(Endpoint):
    """One record, by its id."""

    def get(self, request, id):
        # Read before anything is looked up: a question that is wrong gets no answer.
        answers = self.answers
        return Response(self.record(id, **answers))


class ListEndpoint(Endpoint):
    """Records in pages."""

    def get(self, request):
        paging = Paging.of(self.answers)
        found = self.found()
        total = len(found) if isinstance(found, list) else found.count()
        contents = [self.item(one) for one in found[paging.part]]
        return Response(paging.envelope(contents, total=total))


class Root(Endpoint):
    """What this API speaks, and where it says so."""

    answers_with = "root"

    def get(self, request):
        Parameters.read(request.query_params)
        return Response(
            {
                "version": HSDS_VERSION,
                "profile": request.build_absolute_uri(reverse("api:profile")),
                "openapi_url": request.build_absolute_uri(reverse("api:openapi")),
            }
        )


class ServiceDetail(DetailEndpoint):
    """One listing with all that is known of it; what has ended is gone, and says so."""

    answers_with = "service"

    def record(self, id):
        service = Service.objects.searchable().for_record().filter(pk=id).first()
        if service is None:
            if Service.objects.ended().filter(pk=id).exists():
                raise Ended
            raise Http404
        changes = history.changes(history.of_columns(service)[:MOST])
        return records.service(service, **self.context) | stated({"metadata": metadata(changes)})


class OrganizationList(ListEndpoint):
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


class OrganizationDetail(DetailEndpoint):
    """One organisation with its listings; `full_service=true` gives whole ones."""

    answers_with = "organization"
    parameters = OrganizationParameters

    def record(self, id, *, full_service):
        organisation = Organisation.objects.published().filter(pk=id).first()
        if organisation is None:
            raise Http404
        own = Service.objects.searchable().filter(organisation=organisation).order_by("name", "pk")
        if full_service:
            services = [records.service(one, **self.context) for one in own.for_record()]
        else:
            services = [records.service_summary(one, today=self.today) for one in own.for_items()]
        return records.organization(organisation, services=services)


class ServiceAtLocationDetail(DetailEndpoint):
    """A listing at one of its places, both with all that is known of them."""

    answers_with = "service_at_location"

    def record(self, id):
        point = PublicPoint.objects.for_records().filter(location=id).first()
        if point is None:
            raise Http404
        point.service = Service.objects.searchable().for_record().get(pk=point.service_id)
        return records.service_at_location(point, **self.context)


class TaxonomyList(ListEndpoint):
    """The vocabularies."""

    answers_with = "taxonomies"
    parameters = TaxonomyListParameters

    def found(self):
        taxonomies = [taxonomy.record for taxonomy in self.taxonomies.all]
        return [one for one in taxonomies if _names(one, self.answers["search"])]

    def item(self, record):
        return record


class TaxonomyDetail(DetailEndpoint):
    """One vocabulary."""

    answers_with = "taxonomy"

    def record(self, id):
        taxonomy = self.taxonomies.by_id.get(str(id))
        if taxonomy is None:
            raise Http404
        return taxonomy.record


class TermList(ListEndpoint):
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

    def item(self, record):
        return record


class TermDetail(DetailEndpoint):
    """One term."""

    answers_with = "taxonomy_term"

    def record(self, id):
        fact = self.taxonomies.facts.get(str(id))
        if fact is None:
            raise Http404
        return self.taxonomies.terms[fact]


def _names(record, words):
    """Whether the words, if any, stand in what a term or vocabulary is called."""
    return fold(words) in fold(f"{record.get('code', '')} {record['name']}")


class Nothing(Endpoint):
    """Any other address under the API's."""

    def get(self, request, rest):
        raise Http404

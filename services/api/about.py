"""What the API says of itself: its OpenAPI document, and our profile of the standard."""

import re

from django.http import Http404
from django.urls import get_resolver, reverse
from rest_framework.response import Response

from services.api.openapi import LICENCE, TITLE, VERSION, describe
from services.api.views import HSDS_VERSION, Endpoint, Nothing
from services.hsds.schemas import SCHEMAS

#: In what our records and lists differ from the standard, for who reads its specification.
DIFFERENCES = [
    "Every list takes page and per_page (at most 100); full=true on /services gives whole records."
    " minimal is not there: the standard's own schema of a list refuses what it gives.",
    "A parameter that does not exist, or a value that is not understood, is a 400 problem"
    " (RFC 9457) and never passed over.",
    "/services also takes the filters of the map: q (the same as search), place, municipality,"
    " near=latitude,longitude, radius (km), focus, age, youth, province, access_mode, topic,"
    " target_group, language, approach, anonymous, no_intake, free, open_now and open_at.",
    "A filter keeps what certainly fits and what may fit because the fact is unknown; match.facts"
    " tells which is which.",
    "Added to an item of /services: match; added to the page: understood.",
    "A service at a location has the id of its location, which is of one service only.",
    "Schedules are by the clocks of Brussels, without timezone; the end of the day is 23:59.",
    "A hidden address is left out; so are the coordinates of what only its municipality is known"
    " of. The municipality is the location's external identifier, its REFNIS code.",
    "The description of an organisation is empty where none is known.",
    "What has ended answers 410 and stands in no list.",
    "Software of an organisation changes its own listings: PATCH on /services/{id}, and PUT on"
    " /schedules, /capacity and /waiting_time under it. The standard knows no writing.",
]


class OpenApi(Endpoint):
    """This description."""

    answers_with = "openapi"

    def get(self, request):
        self.parameters.read(request.query_params)
        return Response(describe(list(endpoints()), server=self.address("root")[:-1]))


class Profile(Endpoint):
    """What our profile of HSDS adds and leaves out, with the schemas of all records."""

    answers_with = "profile"

    def get(self, request):
        self.parameters.read(request.query_params)
        return Response(
            {
                "name": TITLE,
                "version": VERSION,
                "hsds_version": HSDS_VERSION,
                "licence": LICENCE["identifier"],
                "differences": DIFFERENCES,
                "schemas": {name: self.address("schema", name) for name in SCHEMAS},
            }
        )


class Schema(Endpoint):
    """The JSON Schema of one kind of record, by its name, with those that it refers to."""

    answers_with = "schema"

    def get(self, request, name):
        self.parameters.read(request.query_params)
        if name not in SCHEMAS:
            raise Http404
        return Response(
            {
                "$schema": "https://json-schema.org/draft/2020-12/schema",
                "$id": request.build_absolute_uri(),
                "$ref": f"#/components/schemas/{name}",
                "components": {"schemas": SCHEMAS},
            }
        )


def endpoints(resolver=None, prefix=""):
    """Every path of the API as OpenAPI writes it, with the endpoint that answers there."""
    resolver = resolver or get_resolver()
    base = reverse("api:root")
    for pattern in resolver.url_patterns:
        path = prefix + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            if base.startswith(f"/{path}"):
                yield from endpoints(pattern, path)
            continue
        endpoint = getattr(pattern.callback, "view_class", None)
        if endpoint and issubclass(endpoint, Endpoint) and endpoint is not Nothing:
            own = f"/{path}".removeprefix(base)
            yield "/" + re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", own), endpoint

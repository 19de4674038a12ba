"""The description of the API as OpenAPI 3.1, out of its endpoints, their parameters and schemas."""

import inspect
import re

from django import forms

from services.api import problems
from services.api.bodies import ACCEPTED, BODIES
from services.api.formats import Json
from services.api.parameters import FORMAT
from services.filters import FlagField
from services.hsds.schemas import SCHEMAS, reference

OPENAPI_VERSION = "3.1.0"
#: The version of our API and profile, by semver: the first number changes when a client may break.
VERSION = "1.0.0"
TITLE = "Sociale kaart chemseks"
LICENCE = {"name": "CC BY 4.0", "identifier": "CC-BY-4.0"}
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"
#: Why something is not written, by status.
_REFUSALS = (400, 401, 403, 404, 410, 412, 413, 415, 422, 428)
_PROBLEM = {
    "description": "Problem",
    "content": {problems.CONTENT_TYPE: {"schema": reference("problem")}},
}
_IF_MATCH = {
    "name": "If-Match",
    "in": "header",
    "required": True,
    "description": "The ETag of the listing as it was read.",
    "schema": {"type": "string"},
}
#: What each kind of form field takes, the most particular first.
_TYPES = {
    forms.UUIDField: {"type": "string", "format": "uuid"},
    forms.IntegerField: {"type": "integer"},
    forms.DateTimeField: {"type": "string", "format": "date-time"},
    forms.CharField: {"type": "string"},
    # As the addresses of the page write it, too.
    FlagField: {"type": "string", "enum": ["true", "false", "1", "0"]},
}

#: What comes with every answer, see `services.api.headers` and `services.api.throttling`.
HEADERS = {
    name: {"description": description, "schema": {"type": "string"}}
    for name, description in {
        "ETag": "Of these very bytes, for If-None-Match.",
        "Link": "The description, the profile and the licence; of a list also its other pages.",
        "RateLimit": "r: requests left; t: seconds until counting begins anew.",
        "RateLimit-Policy": "q: requests that one network address may make in w seconds.",
    }.items()
}

_HEADERS_OF_WRITING = HEADERS | {
    "ETag": {"description": "Of the record as it is now.", "schema": {"type": "string"}}
}
del _HEADERS_OF_WRITING["Link"]

#: What stands in an address, by its name there.
_PATH_TYPES = {
    "id": {"type": "string", "format": "uuid"},
    "name": {"type": "string", "enum": sorted(SCHEMAS)},
}


def describe(endpoints, *, server):
    """The whole document; `endpoints` are pairs of a path under `server` and its endpoint."""
    return {
        "openapi": OPENAPI_VERSION,
        "info": {"title": TITLE, "version": VERSION, "license": LICENCE},
        "servers": [{"url": server}],
        "paths": {path: _path(path, endpoint) for path, endpoint in endpoints},
        "components": {
            "schemas": SCHEMAS | BODIES | {"accepted": ACCEPTED},
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _path(path, endpoint):
    operations = {}
    if "get" in endpoint.http_method_names:
        operations["get"] = _reading(path, endpoint)
    if endpoint.writes:
        operations[endpoint.writes] = _writing(path, endpoint)
    return operations


def _reading(path, endpoint):
    return {
        "operationId": endpoint.__name__,
        "summary": inspect.getdoc(endpoint),
        "parameters": [
            *(_in_path(name) for name in re.findall(r"{(\w+)}", path)),
            *(_parameter(name, field) for name, field in endpoint.fields().items()),
            _format(endpoint.renderer_classes),
        ],
        "responses": {
            "200": {
                "description": "OK",
                "headers": HEADERS,
                "content": {
                    renderer.media_type: {"schema": renderer.schema(endpoint)}
                    for renderer in endpoint.renderer_classes
                },
            },
            "304": {"description": "Not Modified"},
            "default": _PROBLEM,
        },
    }


def _writing(path, endpoint):
    sent = {"schema": reference(endpoint.takes)}
    return {
        "operationId": f"{endpoint.__name__}_{endpoint.writes}",
        "summary": inspect.getdoc(getattr(endpoint, endpoint.writes)),
        "security": [{"token": []}],
        "parameters": [*(_in_path(name) for name in re.findall(r"{(\w+)}", path)), _IF_MATCH],
        "requestBody": {
            "required": True,
            # One of those that are taken: with more, makers of clients lose their way.
            "content": {endpoint.parser_classes[0].media_type: sent},
        },
        "responses": {
            str(status): {
                "description": "OK",
                "headers": _HEADERS_OF_WRITING,
                "content": {Json.media_type: {"schema": reference(name)}},
            }
            for status, name in endpoint.written_as.items()
        }
        | {str(status): _PROBLEM for status in _REFUSALS}
        | {"default": _PROBLEM},
    }


def _in_path(name):
    return {"name": name, "in": "path", "required": True, "schema": _PATH_TYPES[name]}


def _parameter(name, field):
    return {
        "name": name,
        "in": "query",
        "required": False,
        **({"description": str(field.label or field.help_text)} if field.label else {}),
        # A field left blank, as a form on a page sends it, asks nothing.
        "allowEmptyValue": True,
        "schema": _schema(field),
        # One value a parameter: language=fr&language=en.
        "explode": True,
    }


def _schema(field):
    if isinstance(field, forms.ChoiceField):
        values = {"type": "string", "enum": [value for value, _label in field.choices if value]}
        is_many = isinstance(field, forms.MultipleChoiceField)
        return {"type": "array", "items": values} if is_many else values
    schema = next(
        (schema for kind, schema in _TYPES.items() if isinstance(field, kind)),
        {"type": "string", "enum": ["true", "false"]},
    )
    limits = {
        "minimum": getattr(field, "min_value", None),
        "maximum": getattr(field, "max_value", None),
        "maxLength": getattr(field, "max_length", None),
    }
    return schema | {name: limit for name, limit in limits.items() if limit is not None}


def _format(renderers):
    return {
        "name": FORMAT,
        "in": "query",
        "required": False,
        "description": "Weighs more than the Accept header.",
        "schema": {"type": "string", "enum": [renderer.format for renderer in renderers]},
    }

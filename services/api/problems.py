"""Errors of the API as problem details (RFC 9457): what is wrong, in words, and where."""

from http import HTTPStatus

from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.response import Response

CONTENT_TYPE = "application/problem+json"


class BadParameters(exceptions.APIException):
    """Values that were not understood: `errors` holds by parameter what is wrong with it."""

    status_code = 400

    def __init__(self, errors):
        super().__init__(_("De vraag is niet begrepen; er is niets beantwoord."))
        self.errors = {name: [str(message) for message in said] for name, said in errors.items()}


class Ended(exceptions.APIException):
    """What stood here has ended, as its organisation said."""

    status_code = 410

    def __init__(self):
        super().__init__(_("Dit aanbod is gestopt, zo zei de organisatie."))


def handle(exception, context):
    """A problem in the place of what went wrong; None leaves it to Django."""
    if isinstance(exception, Http404):
        exception = exceptions.NotFound(_("Hier staat niets, of niets openbaars."))
    if not isinstance(exception, exceptions.APIException):
        return None
    status = exception.status_code
    problem = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": str(exception.detail),
    }
    if isinstance(exception, BadParameters):
        problem["errors"] = exception.errors
    headers = {"Allow": ", ".join(context["view"].allowed_methods)} if status == 405 else None
    return Response(problem, status=status, headers=headers, content_type=CONTENT_TYPE)

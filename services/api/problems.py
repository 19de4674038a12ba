"""Errors of the API as problem details (RFC 9457): what is wrong, in words, and where."""

from http import HTTPStatus

from django import forms
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
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


class Unprocessable(exceptions.APIException):
    """What was sent cannot be written: `errors` holds by member what is wrong with it."""

    status_code = 422
    default_detail = gettext_lazy("Dit kan niet op de kaart; er is niets gewijzigd.")

    def __init__(self, errors):
        super().__init__()
        self.errors = errors


class PreconditionRequired(exceptions.APIException):
    """Whoever writes says by If-Match what they read before."""

    status_code = 428
    default_detail = gettext_lazy("Zeg in If-Match de ETag van de fiche zoals je ze las.")


class PreconditionFailed(exceptions.APIException):
    """Somebody else wrote meanwhile."""

    status_code = 412
    default_detail = gettext_lazy("Dit is niet meer wat je verwachtte: vraag het opnieuw.")


class TooLarge(exceptions.APIException):
    """More was sent than any listing holds."""

    status_code = 413
    default_detail = gettext_lazy("Dat is meer dan er op een fiche kan.")


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
    if errors := getattr(exception, "errors", None):
        problem["errors"] = {
            name: forms.ValidationError(list(said)).messages for name, said in errors.items()
        }
    headers = {"Allow": ", ".join(context["view"].allowed_methods)} if status == 405 else {}
    if header := getattr(exception, "auth_header", None):
        headers["WWW-Authenticate"] = header
    return Response(problem, status=status, headers=headers, content_type=CONTENT_TYPE)

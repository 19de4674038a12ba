"""Errors of the API as problem details (RFC 9457): what is wrong, in words, and where.

In Dutch, or in English for who likes that better; what the data say stays Dutch.
"""

from http import HTTPStatus

from django import forms
from django.http import Http404, JsonResponse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation.trans_real import parse_accept_lang_header
from rest_framework import exceptions

CONTENT_TYPE = "application/problem+json"
DUTCH, ENGLISH = "nl-be", "en"
#: By status what the problem is called, and what there is to say when nobody says more.
WORDS = {
    HTTPStatus.BAD_REQUEST: (
        _("Niet begrepen"),
        _("De vraag is niet begrepen; er is niets beantwoord."),
    ),
    HTTPStatus.UNAUTHORIZED: (
        _("Geen token dat werkt"),
        _("Toon een token dat niet vervallen of ingetrokken is: Authorization: Bearer skc_…"),
    ),
    HTTPStatus.FORBIDDEN: (
        _("Niet van jou"),
        _("Dit token is van een andere organisatie dan deze fiche."),
    ),
    HTTPStatus.NOT_FOUND: (_("Niet gevonden"), _("Hier staat niets, of niets openbaars.")),
    HTTPStatus.METHOD_NOT_ALLOWED: (
        _("Dat kan hier niet"),
        _("Wat hier wel kan, staat in Allow."),
    ),
    HTTPStatus.NOT_ACCEPTABLE: (
        _("Niet in dat formaat"),
        _("In geen van de formaten die je vraagt, bestaat dit antwoord."),
    ),
    HTTPStatus.GONE: (_("Gestopt"), _("Dit aanbod is gestopt, zo zei de organisatie.")),
    HTTPStatus.PRECONDITION_FAILED: (
        _("Intussen veranderd"),
        _("Dit is niet meer wat je verwachtte: vraag het opnieuw."),
    ),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: (
        _("Te groot"),
        _("Dat is meer dan er op een fiche kan."),
    ),
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: (
        _("Geen JSON"),
        _("Stuur JSON, en zeg in Content-Type dat het dat is."),
    ),
    HTTPStatus.UNPROCESSABLE_ENTITY: (
        _("Dat kan niet op de kaart"),
        _("Er is niets gewijzigd. Wat er niet kan, staat in errors."),
    ),
    HTTPStatus.PRECONDITION_REQUIRED: (
        _("Zeg wat je las"),
        _("Zet in If-Match de ETag van de fiche zoals je ze las."),
    ),
    HTTPStatus.TOO_MANY_REQUESTS: (
        _("Te veel vragen"),
        _("Wacht zo veel seconden als Retry-After zegt, of neem de hele kaart in één bestand mee."),
    ),
    HTTPStatus.INTERNAL_SERVER_ERROR: (
        _("Fout bij ons"),
        _("Er ging iets mis aan onze kant. Het ligt niet aan je vraag."),
    ),
    HTTPStatus.SERVICE_UNAVAILABLE: (
        _("Even niet bereikbaar"),
        _("De kaart is zo terug. Probeer het straks opnieuw."),
    ),
}


class BadParameters(exceptions.APIException):
    """Values that were not understood: `errors` holds by parameter what is wrong with it.

    That is what a form holds: messages, or `ValidationError`s, not yet in any language.
    """

    status_code = HTTPStatus.BAD_REQUEST

    def __init__(self, errors):
        super().__init__()
        self.errors = errors


class Ended(exceptions.APIException):
    """What stood here has ended, as its organisation said."""

    status_code = HTTPStatus.GONE


class Unprocessable(BadParameters):
    """What was sent cannot be written: `errors` holds by member what is wrong with it."""

    status_code = HTTPStatus.UNPROCESSABLE_ENTITY


class PreconditionFailed(exceptions.APIException):
    """Somebody else wrote meanwhile."""

    status_code = HTTPStatus.PRECONDITION_FAILED


class PreconditionRequired(exceptions.APIException):
    """Whoever writes says by If-Match what they read before."""

    status_code = HTTPStatus.PRECONDITION_REQUIRED


class TooLarge(exceptions.APIException):
    """More was sent than any listing holds."""

    status_code = HTTPStatus.REQUEST_ENTITY_TOO_LARGE


def handle(exception, context):
    """A problem in the place of what went wrong; None leaves it to Django."""
    if isinstance(exception, Http404):
        exception = exceptions.NotFound()
    if not isinstance(exception, exceptions.APIException):
        return None
    view = context["view"]
    problem = response(
        context["request"], exception.status_code, errors=getattr(exception, "errors", None)
    )
    if exception.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        problem["Allow"] = ", ".join(view.allowed_methods)
    if scheme := getattr(exception, "auth_header", None):
        problem["WWW-Authenticate"] = scheme
    return problem


def response(request, status, *, errors=None):
    """What is wrong, in the language of who asks; `errors` as of `BadParameters`."""
    language = _language(request)
    with translation.override(language):
        title, detail = WORDS[status]
        problem = {
            "type": "about:blank",
            "title": str(title),
            "status": int(status),
            "detail": str(detail),
        }
        if errors:
            problem["errors"] = {
                name: forms.ValidationError(list(said)).messages for name, said in errors.items()
            }
            if choices := _choices(errors):
                problem["choices"] = choices
    return JsonResponse(
        problem,
        status=status,
        content_type=CONTENT_TYPE,
        headers={"Content-Language": language, "Cache-Control": "no-store"},
        json_dumps_params={"ensure_ascii": False},
    )


def in_language_of(request):
    """While what was sent is read: some say at once, and not in the answer, what is wrong with it.

    Nothing may be written meanwhile: what is kept of a listing is Dutch.
    """
    return translation.override(_language(request))


def _choices(errors):
    """By parameter what its value may have meant, where it may be several things."""
    found = {
        name: getattr(error, "choices", ())
        for name, said in errors.items()
        for error in getattr(said, "data", said)
    }
    return {name: list(choices) for name, choices in found.items() if choices}


def _language(request):
    """Dutch, unless Accept-Language likes English better."""
    for tag, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        for known in (DUTCH, ENGLISH):
            if tag.partition("-")[0] == known.partition("-")[0]:
                return known
    return DUTCH

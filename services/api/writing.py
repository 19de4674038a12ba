"""What an organisation's software changes of its own listings, with a token (RFC 6750).

It says by If-Match (RFC 9110) what it read before; that is compared while the listing is locked, so
that of two who write at once the second one reads again. The record is answered as it is then.
"""

from http import HTTPStatus

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404
from rest_framework.exceptions import NotAuthenticated, ParseError, PermissionDenied, Throttled
from rest_framework.parsers import JSONParser
from rest_framework.permissions import SAFE_METHODS
from rest_framework.response import Response

from services.actions import availability, editing, history, proposals
from services.actions.editing import ChangedMeanwhile
from services.api import bodies, etags, filled_forms, patching, problems, views
from services.api.bearer import BearerAuthentication
from services.api.formats import Json
from services.api.patching import MEMBER_OF
from services.api.problems import (
    PreconditionFailed,
    PreconditionRequired,
    TooLarge,
    Unprocessable,
)
from services.api.throttling import Rate
from services.enums import Channel, ProposalField
from services.hsds import hours
from services.models import Service

#: Bytes of what is sent at most: many times the longest listing.
LARGEST = 256 * 1024
#: The taxonomies of which an organisation may only ask another term.
CLAIMED = {
    ProposalField.FOCUS: "focus",
    ProposalField.YOUTH: "youth",
    ProposalField.TARGET_GROUPS: "target_group",
}


class StrictJson(JSONParser):
    """JSON that the database can hold."""

    def parse(self, stream, media_type=None, parser_context=None):
        if int(parser_context["request"].META.get("CONTENT_LENGTH") or 0) > LARGEST:
            raise TooLarge
        try:
            data = super().parse(stream, media_type, parser_context)
            # Half of a surrogate pair is no letter, and 1e400 no number.
            Json().render(data)
        except (ValueError, RecursionError) as error:
            raise ParseError from error
        return data


class MergePatch(StrictJson):
    media_type = "application/merge-patch+json"


class Writing(views.ServiceDetail):
    """A way to change one listing; `write` does it and gives what waits for an editor."""

    authentication_classes = [BearerAuthentication]
    parser_classes = [StrictJson]
    http_method_names = ["put"]
    #: By which method, and the name of the schema of what is sent, see `bodies.BODIES`.
    writes = "put"
    takes = ""
    #: The names of the schemas of what is answered, by status.
    written_as = {HTTPStatus.OK.value: "service"}

    @property
    def is_writing(self):
        return self.request.method not in SAFE_METHODS

    def get_authenticators(self):
        """Reading is the same for all: nobody asks who it is."""
        return super().get_authenticators() if self.is_writing else []

    def get_renderers(self):
        return [Json()] if self.is_writing else super().get_renderers()

    def initial(self, request, *args, **kwargs):
        """What a token writes is counted too, from whatever address."""
        super().initial(request, *args, **kwargs)
        if request.auth:
            self.rate = Rate.of(request, "writes", caller=f"token {request.auth.pk}")
            if self.rate.is_exceeded:
                raise Throttled

    def check_permissions(self, request):
        if self.is_writing and request.auth is None and request.method.lower() == self.writes:
            raise NotAuthenticated

    def finalize_response(self, request, response, *args, **kwargs):
        response = super().finalize_response(request, response, *args, **kwargs)
        if response.status_code == HTTPStatus.UNSUPPORTED_MEDIA_TYPE:
            kinds = ", ".join(parser.media_type for parser in self.parser_classes)
            response["Accept-Patch" if self.writes == "patch" else "Accept"] = kinds
        return response

    def written(self, request, id):
        self.answers  # noqa: B018
        token, seen = request.auth, request.headers.get("If-Match")
        with transaction.atomic():
            service, record = self._own(id, token)
            data = self._sent(request)
            if seen is None:
                raise PreconditionRequired
            if not etags.is_meant(seen, record):
                raise PreconditionFailed
            try:
                with history.recorded(by=token.made_by, channel=Channel.API, token=token.name):
                    waiting = self.write(service, record, data)
            except ChangedMeanwhile as error:
                raise PreconditionFailed from error
            except ValidationError as error:
                raise Unprocessable(_by_member(error)) from error
            record = self.record(self.found(id))
        headers = {"ETag": etags.of(record)}
        if waiting:
            answer = {"service": record, "waiting": waiting}
            return Response(answer, status=HTTPStatus.ACCEPTED, headers=headers)
        return Response(record, headers=headers)

    def _own(self, id, token):
        """A published listing of the token's organisation, locked, and its record."""
        own = Service.objects.select_for_update().filter(organisation=token.organisation_id)
        locked = own.filter(pk=id).first()
        service = self.found(id)
        if service is None:
            raise Http404
        if locked is None:
            raise PermissionDenied
        return service, self.record(service)

    @staticmethod
    def _sent(request):
        if request.stream is None:
            raise ParseError
        return request.data


class ServiceDetail(Writing):
    """One listing with all that is known of it; what has ended is gone, and says so."""

    http_method_names = ["get", "head", "patch"]
    parser_classes = [MergePatch, StrictJson]
    writes = "patch"
    takes = "service_patch"
    written_as = Writing.written_as | {HTTPStatus.ACCEPTED.value: "accepted"}

    def patch(self, request, id):
        """Change parts of a listing, as its organisation does in its forms.

        What only an editor of the map decides waits for one: then the answer is 202.
        """
        return self.written(request, id)

    def write(self, service, record, data):
        asked = patching.read(data, record=record, taxonomies=self.taxonomies)
        if asked.errors:
            raise Unprocessable(asked.errors)
        by = self.request.auth.made_by
        with problems.in_language_of(self.request):
            claims = filled_forms.claims(service, asked)
            changes = filled_forms.changes(service, asked)
        editing.change(service=service, changes=changes, by=by)
        for field, value, evidence in claims:
            proposals.propose(service=service, field=field, value=value, evidence=evidence, by=by)
        return [
            {
                "field": f"attributes.{CLAIMED[field]}",
                "codes": value if isinstance(value, list) else [value],
            }
            for field, value, _evidence in claims
        ]


class ServiceSchedules(Writing):
    """The hours of a listing."""

    takes = "schedules_put"

    def put(self, request, id):
        """Give a listing these hours, and no others."""
        return self.written(request, id)

    def write(self, service, record, data):
        held = {one.channel: one.opening_hours for one in service.schedules.all()}
        with problems.in_language_of(self.request):
            try:
                found = hours.read(bodies.schedules(data), held=held)
            except ValueError as error:
                raise ValidationError({"schedules": error.args[0]}) from error
            changes = filled_forms.schedules(service, found)
        editing.change(service=service, changes=changes, by=self.request.auth.made_by)


class ServiceCapacity(Writing):
    """Whether a listing takes new people."""

    takes = "capacity_put"

    def put(self, request, id):
        """Say how many new people can be taken in today."""
        return self.written(request, id)

    def write(self, service, record, data):
        availability.state_capacity(
            service=service, has_capacity=bodies.capacity(data), by=self.request.auth.made_by
        )


class ServiceWaitingTime(Writing):
    """How long one waits for a listing."""

    takes = "waiting_time_put"

    def put(self, request, id):
        """Say how long one waits today."""
        return self.written(request, id)

    def write(self, service, record, data):
        answer, weeks = bodies.waiting_time(data)
        availability.state_waiting(
            service=service, answer=answer, weeks=weeks, by=self.request.auth.made_by
        )


def _by_member(error):
    """A ValidationError's problems by member of the record; those of all together by "service"."""
    if not hasattr(error, "error_dict"):
        return {"service": error.error_list}
    found = {}
    for column, said in error.error_dict.items():
        found.setdefault(MEMBER_OF.get(column, column), []).extend(said)
    return found

"""Publishing and archiving listings, and what an organisation says has ended."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from services.actions import documents, helplines, history
from services.actions.organisations import publish_drafts
from services.enums import Status
from services.models import Service
from services.permissions import require_editor, require_owner


@transaction.atomic
def publish(*, services, by):
    """Show these listings, and their draft organisations, to the public.

    Returns how many listings were not published before. Those of an archived organisation stay as
    they are: they could not be shown.
    """
    require_editor(by)
    shown = services.exclude(organisation__status=Status.ARCHIVED)
    ids = list(shown.values_list("pk", flat=True))
    with history.recorded(by=by, message=_("Gepubliceerd")):
        changed = _set_status(Service.objects.filter(pk__in=ids), Status.PUBLISHED)
        organisations = publish_drafts(services=ids)
    waited = Service.objects.filter(organisation__in=organisations)
    documents.refresh([*(service.pk for service in changed), *waited.values_list("pk", flat=True)])
    return len(changed)


@transaction.atomic
def confirm(*, services, how, by):
    """Remember that `by` checked today, `how` being a VerificationMethod, that all of it is right.

    Returns how many there are.
    """
    require_editor(by)
    ids = list(services.order_by("pk").select_for_update().values_list("pk", flat=True))
    with history.recorded(by=by, message=_("Nagekeken: alles klopt")):
        Service.objects.filter(pk__in=ids).update(
            verified_on=timezone.localdate(),
            verified_how=how,
            verified_by=by,
            updated_at=timezone.now(),
        )
    documents.refresh(ids)
    return len(ids)


@transaction.atomic
def archive(*, services, by, reason):
    """Take these listings off the map for good, but keep them; return how many were on it."""
    require_editor(by)
    with history.recorded(by=by, message=_("Gearchiveerd")):
        changed = _set_status(services, Status.ARCHIVED, status_reason=reason)
    documents.refresh(service.pk for service in changed)
    return len(changed)


@transaction.atomic
def end(*, service, reason, by):
    """Take a listing off the map because its organisation says it ended; its address says so.

    `reason` is for members and editors. Raises ValidationError for one that is not public, or that
    only an editor may take away.
    """
    require_owner(by, service.organisation)
    helplines.refuse(service=service, by=by)
    listing = Service.objects.published().filter(pk=service.pk)
    with history.recorded(by=by, message=_("Gearchiveerd door de organisatie")):
        is_done = listing.update(
            status=Status.ARCHIVED,
            status_reason=reason,
            ended_on=timezone.localdate(),
            updated_at=timezone.now(),
        )
    if not is_done:
        raise ValidationError(_("Deze fiche staat niet op de kaart."))
    documents.refresh([service.pk])


@transaction.atomic
def resume(*, service, by):
    """Put back on the map what its organisation said had ended.

    Raises ValidationError for anything else: what an editor archived is for an editor to put back.
    """
    require_owner(by, service.organisation)
    listing = Service.objects.ended().filter(pk=service.pk)
    with history.recorded(by=by, message=_("Teruggezet door de organisatie")):
        is_done = listing.update(
            status=Status.PUBLISHED, status_reason="", ended_on=None, updated_at=timezone.now()
        )
    if not is_done:
        raise ValidationError(_("Deze fiche kan enkel een beheerder terugzetten."))
    documents.refresh([service.pk])


def _set_status(services, status, **also):
    """Give listings a status; returns those that had another one."""
    changed = list(services.exclude(status=status).order_by("pk").select_for_update())
    Service.objects.filter(pk__in=[service.pk for service in changed]).update(
        status=status, ended_on=None, updated_at=timezone.now(), **also
    )
    return changed

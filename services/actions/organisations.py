"""Publishing and archiving organisations, and how often they are asked to look again.

Their listings are shown only while they are published.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from services.actions import documents, history
from services.enums import Status
from services.models import Organisation, Service
from services.permissions import require_editor, require_owner


@transaction.atomic
def set_rhythm(*, organisation, rhythm, by):
    """Choose after how long the organisation is asked again, a `Rhythm`.

    Confirmations of before hold as long as one of today would.
    """
    require_owner(by, organisation)
    with history.recorded(by=by, message=_("Ritme van nazicht gekozen")):
        Organisation.objects.filter(pk=organisation.pk).update(
            rhythm=rhythm, updated_at=timezone.now()
        )
    documents.refresh(organisation.services.values_list("pk", flat=True))


@transaction.atomic
def archive(*, organisations, by):
    """Archive these organisations; return how many were not archived before.

    Their listings keep their own status, and go off the map.
    """
    require_editor(by)
    changed = list(organisations.exclude(status=Status.ARCHIVED).order_by("pk").select_for_update())
    with history.recorded(by=by, message=_("Gearchiveerd")):
        _set_status([organisation.pk for organisation in changed], Status.ARCHIVED)
    documents.refresh(Service.objects.filter(organisation__in=changed).values_list("pk", flat=True))
    return len(changed)


def publish_drafts(*, services):
    """Publish the draft organisations of those of these listings (ids) that are published.

    Returns the ids of these organisations. Part of what publishes the listings: that refreshes the
    read model, for the organisations' other listings too.
    """
    published = Service.objects.filter(pk__in=services, status=Status.PUBLISHED)
    drafts = Organisation.objects.filter(
        pk__in=published.values("organisation"), status=Status.DRAFT
    )
    ids = list(drafts.order_by("pk").select_for_update().values_list("pk", flat=True))
    _set_status(ids, Status.PUBLISHED)
    return ids


def _set_status(ids, status):
    Organisation.objects.filter(pk__in=ids).update(status=status, updated_at=timezone.now())

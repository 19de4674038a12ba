"""Changes that an organisation makes to its own listings; they are public at once."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from services.actions import documents, history
from services.enums import TriState, VerificationMethod
from services.models import Service
from services.permissions import require_member

#: Facts that go out of date by themselves, and where the day is kept on which they were checked.
CHECKED = {
    "has_waiting_time": "waiting_checked_on",
    "waiting_weeks": "waiting_checked_on",
    "has_capacity": "capacity_checked_on",
}


class ChangedMeanwhile(Exception):
    """Somebody else changed the same facts since they were read; `current` is what they are now."""

    def __init__(self, current):
        super().__init__(current)
        self.current = current


@transaction.atomic
def change(*, service, changes, by):
    """Give a listing other values; `changes` is (value as it was seen, new value) by field.

    What somebody else changed meanwhile stays: elsewhere in the listing without a word, in the
    same field with ChangedMeanwhile and nothing written at all. Raises ValidationError when the
    facts do not go together.
    """
    require_member(by, service.organisation)
    listing = Service.objects.select_for_update().get(pk=service.pk)
    current = {name: getattr(listing, name) for name in changes}
    if lost := {name: one for name, one in current.items() if one not in changes[name]}:
        raise ChangedMeanwhile(lost)
    changed = [name for name, (_seen, new) in changes.items() if current[name] != new]
    if not changed:
        return
    for name in changed:
        setattr(listing, name, changes[name][1])
        if name in CHECKED:
            setattr(listing, CHECKED[name], timezone.localdate())
    if listing.has_waiting_time != TriState.YES:
        listing.waiting_weeks = None
    listing.full_clean()
    with history.recorded(by=by):
        listing.save()
    documents.refresh([listing.pk])


@transaction.atomic
def confirm(*, service, by):
    """Remember that the organisation says today that all of this listing is still right.

    Raises ValidationError for a listing that is not public: there is nothing to read over.
    """
    require_member(by, service.organisation)
    listing = Service.objects.published().filter(pk=service.pk)
    with history.recorded(by=by, message=_("Bevestigd: alles klopt nog")):
        is_done = listing.update(
            verified_on=timezone.localdate(),
            verified_how=VerificationMethod.ORGANISATION,
            verified_by=by,
            updated_at=timezone.now(),
        )
    if not is_done:
        raise ValidationError(_("Deze fiche staat niet op de kaart."))
    documents.refresh([service.pk])

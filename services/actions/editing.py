"""Changes that an organisation makes to its own listings; they are public at once."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from services import row_merge
from services.actions import documents, helplines, history, listing_rows
from services.enums import ServiceAreaScope, TriState, VerificationMethod
from services.models import Service
from services.models.proposal import CLAIMS
from services.permissions import require_editor, require_member

#: Facts that go out of date by themselves, and where the day is kept on which they were checked.
CHECKED = {
    "has_waiting_time": "waiting_checked_on",
    "waiting_weeks": "waiting_checked_on",
    "has_capacity": "capacity_checked_on",
}

#: Where it is kept whom a service serves, for the scopes that say that it is not everybody.
SERVED = {
    ServiceAreaScope.PROVINCES: "provinces_served",
    ServiceAreaScope.MUNICIPALITIES: "municipalities_served",
}


class ChangedMeanwhile(Exception):
    """Somebody else changed the same facts since they were read.

    `current` is what they are now, by field; of rows those that clash, by key, None for one that is
    gone. `order` are the keys of rows that somebody else sorted in another way, by field.
    """

    def __init__(self, current, *, order=None):
        super().__init__(current)
        self.current = current
        self.order = order or {}


@transaction.atomic
def change(*, service, changes, by):
    """Give a listing other values; `changes` is (value as it was seen, new value) by field.

    A field is a column, a set of records that the listing is linked to, or rows of another table as
    `listing_rows.read` gives them: as they were seen, and as (key, values) in order as they should
    become. What somebody else changed meanwhile stays: elsewhere in the listing without a word, in
    the same field, or in the same row, with ChangedMeanwhile and nothing written at all. Raises
    ValidationError when the facts do not go together, or when only an editor may make the change.
    """
    require_member(by, service.organisation)
    if CLAIMS & changes.keys():
        require_editor(by)
    listing = Service.objects.select_for_update().get(pk=service.pk)
    rows = {name: change for name, change in changes.items() if name in listing_rows.TABLES}
    fields = {name: change for name, change in changes.items() if name not in rows}
    current = {name: _held(listing, name) for name in fields}
    lost = {name: one for name, one in current.items() if one not in fields[name]}
    merged = {name: _merged(listing, name, *change) for name, change in rows.items()}
    lost |= {name: rows.conflicts for name, rows in merged.items() if rows.is_clash}
    if lost:
        order = {name: rows.order for name, rows in merged.items() if rows.order}
        raise ChangedMeanwhile(lost, order=order)
    new = {name: new for name, (_seen, new) in fields.items() if current[name] != new}
    if not new and not rows:
        return
    if new.get("closed_until") or ("phones" in merged and not merged["phones"].rows):
        helplines.refuse(service=listing, by=by)
    with history.recorded(by=by):
        _write(listing, new)
        for name, together in merged.items():
            listing_rows.write(listing, name, together.rows)
    documents.refresh([listing.pk])


def _held(listing, name):
    """The value of a field, or all that the listing is linked to."""
    is_linked = Service._meta.get_field(name).many_to_many
    return set(getattr(listing, name).all()) if is_linked else getattr(listing, name)


def _merged(listing, name, seen, wanted):
    table = listing_rows.TABLES[name]
    return row_merge.merge(
        seen=seen,
        current=listing_rows.read(listing, name),
        wanted=wanted,
        identity=table.identity,
        is_sorted=table.is_sorted,
    )


def _write(listing, values):
    links = {name: one for name, one in values.items() if isinstance(one, set)}
    for name in values.keys() - links.keys():
        setattr(listing, name, values[name])
        if name in CHECKED:
            setattr(listing, CHECKED[name], timezone.localdate())
    if listing.has_waiting_time != TriState.YES:
        listing.waiting_weeks = None
    if listing.closed_until is None:
        listing.closure_reason = ""
    if "service_area_scope" in values:
        for scope, name in SERVED.items():
            if scope != listing.service_area_scope:
                links[name] = set()
    if values:
        listing.full_clean()
    listing.save()
    for name, records in links.items():
        getattr(listing, name).set(records)


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

"""Putting back what was changed: one change, or all that one person made since a moment.

A change is undone only where the row still is as the change left it, so that nobody's later work is
lost. It is itself a change, and can be undone as well.
"""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.db.models.deletion import ProtectedError
from django.utils.translation import gettext as _

from services import history as past
from services import history_wording
from services.actions import documents, helplines, history
from services.enums import AddressVisibility
from services.models import (
    Location,
    Organisation,
    Phone,
    Schedule,
    Service,
    TargetGroup,
    Topic,
)
from services.models.history import (
    CLOCK_FIELDS,
    ServiceMunicipality,
    ServiceProvince,
    ServiceTopic,
)
from services.permissions import require_editor, require_member

#: What is archived when it ends, or whose code others know: never deleted, not by undoing either.
KEPT = (Service, Organisation, Topic, TargetGroup)
#: What an organisation changes by itself, and so may put back: rows, and columns of its listing.
OWN_ROWS = (Phone, Schedule, Location, ServiceTopic, ServiceProvince, ServiceMunicipality)
OWN_COLUMNS = frozenset(
    {
        "access_modes",
        "approaches",
        "capacity_checked_on",
        "chat_url",
        "closed_until",
        "closure_reason",
        "cost_note",
        "description",
        "email",
        "first_contact",
        "formats",
        "has_capacity",
        "has_waiting_time",
        "is_anonymous",
        "is_free",
        "languages",
        "max_age",
        "min_age",
        "name",
        "needs_intake",
        "needs_referral_letter",
        "service_area_scope",
        "waiting_checked_on",
        "waiting_weeks",
        "website",
    }
)


class Refusal(ValueError):
    """Why a change cannot be undone, in Dutch."""


@dataclass(frozen=True)
class Outcome:
    """What was undone, and what was not, with the reason."""

    undone: list
    refused: list


@transaction.atomic
def revert(*, change, by):
    """Put back what was before this change. Raises Refusal, and then nothing is changed."""
    require_editor(by)
    _revert_one(change, by=by)


def is_own(change):
    """Whether an organisation may put this back by itself: it may change it by itself as well."""
    if change.model is Service:
        return change.kind == "update" and change.after.keys() <= OWN_COLUMNS
    return change.model in OWN_ROWS


@transaction.atomic
def revert_own(*, service, change, by):
    """Put back what was before a change of one's own listing. Raises Refusal as `revert` does."""
    require_member(by, service.organisation)
    if not is_own(change) or change.parents.get(Service) != str(service.pk):
        raise PermissionDenied
    if helplines.is_refused(service=service, by=by) and _is_out_of_reach_before(change, service):
        raise Refusal(helplines.REFUSAL)
    _revert_one(change, by=by)


def _is_out_of_reach_before(change, service):
    """Whether the listing is closed, or without a number, once this change is undone."""
    is_only_number = change.model is Phone and not service.phones.exclude(pk=change.key).exists()
    return bool(change.before.get("closed_until")) or (is_only_number and change.kind == "insert")


@transaction.atomic
def revert_person(*, person, since, by):
    """Put back what was before all that a person changed from the aware moment `since` on.

    What cannot be put back stays. So does an address that would become more visible than it is: an
    editor decides that for each place.
    """
    require_editor(by)
    changes = past.changes(past.of_person(person, since=since))
    outcome = _revert([change for change in changes if not _shows_address(change)], by=by)
    reason = _("Een adres zou zichtbaarder worden: draai dit apart terug.")
    left = [(change, reason) for change in changes if _shows_address(change)]
    return Outcome(outcome.undone, [*outcome.refused, *left])


def _revert_one(change, *, by):
    outcome = _revert([change], by=by)
    if outcome.refused:
        raise Refusal(outcome.refused[0][1])


def _revert(changes, *, by):
    listings = _listings(changes)
    # As everything that changes a listing does, and in the same order: nobody waits for each other.
    list(Service.objects.filter(pk__in=listings).order_by("pk").select_for_update().values("pk"))
    undone, waiting = [], changes
    with history.recorded(by=by, message=_("Teruggedraaid")):
        while waiting:
            refused = []
            for change in waiting:
                try:
                    with transaction.atomic():
                        _undo(change)
                except Refusal as refusal:
                    refused.append((change, str(refusal)))
                else:
                    undone.append(change)
            if len(refused) == len(waiting):
                break
            # One may have stood in the way of another.
            waiting = [change for change, _reason in refused]
        else:
            refused = []
    documents.refresh(listings)
    return Outcome(undone, refused)


def _listings(changes):
    """Ids of the listings whose public face these changes are part of."""
    keys = {model: set() for model in KEPT}
    for change in changes:
        for model, key in change.parents.items():
            if model in keys:
                keys[model].add(key)
    return set(
        Service.objects.filter(
            Q(pk__in=keys[Service])
            | Q(organisation__in=keys[Organisation])
            | Q(topics__in=keys[Topic])
            | Q(target_groups__in=keys[TargetGroup])
        ).values_list("pk", flat=True)
    )


def _shows_address(change):
    """Whether undoing it would let the public know more of where a place is."""
    if change.model is not Location or change.kind == "insert":
        return False
    if change.kind == "delete":
        return change.row["visibility"] != AddressVisibility.HIDDEN
    order = [AddressVisibility.HIDDEN, AddressVisibility.MUNICIPALITY, AddressVisibility.PUBLIC]
    before, after = (
        order.index(values.get("visibility", AddressVisibility.HIDDEN))
        for values in (change.before, change.after)
    )
    return before > after


def _undo(change):
    try:
        {"insert": _remove, "update": _put_back, "delete": _add_again}[change.kind](change)
    except ValidationError as error:
        raise Refusal(" ".join(error.messages)) from error
    except ProtectedError as error:
        raise Refusal(_("Er hangt intussen iets anders aan vast.")) from error
    except IntegrityError as error:
        raise Refusal(_("Dat past niet meer bij wat er intussen staat.")) from error


def _remove(change):
    if issubclass(change.model, KEPT):
        raise Refusal(_("Dit wordt niet gewist: archiveer het."))
    record = _current(change)
    _refuse_if_changed(record, change, change.row)
    record.delete()


def _put_back(change):
    record = _current(change)
    _refuse_if_changed(record, change, change.after)
    names = _assign(record, change.before)
    _validate(record, names)
    clock = [one.name for one in record._meta.concrete_fields if one.name == "updated_at"]
    record.save(update_fields=[*names, *clock])


def _add_again(change):
    if change.model.objects.filter(pk=change.key).exists():
        raise Refusal(_("Dit staat er intussen weer."))
    record = change.model()
    names = _assign(record, change.row)
    _validate(record, names)
    record.save(force_insert=True)


def _current(change):
    record = change.model.objects.filter(pk=change.key).select_for_update().first()
    if record is None:
        raise Refusal(_("Dit is er intussen niet meer."))
    return record


def _refuse_if_changed(record, change, expected):
    """Raise Refusal, and say what it is now, unless the record has these values by column."""
    changed = []
    for field in record._meta.concrete_fields:
        if field.column not in expected or field.name in CLOCK_FIELDS:
            continue
        if getattr(record, field.attname) != field.to_python(expected[field.column]):
            changed.append(f"{history_wording.label(field)} “{_shown(record, field)}”")
    if changed:
        raise Refusal(_("Intussen is het anders: %(now)s.") % {"now": ", ".join(changed)})


def _shown(record, field):
    value = getattr(record, field.name)
    if isinstance(value, list):
        return ", ".join(map(str, value))
    display = getattr(record, f"get_{field.name}_display", None)
    return str(display() if display else "" if value is None else value)


def _assign(record, values):
    """Give a record values by column; returns the names of their fields."""
    fields = [field for field in record._meta.concrete_fields if field.column in values]
    for field in fields:
        setattr(record, field.attname, field.to_python(values[field.column]))
    return [field.name for field in fields]


def _validate(record, names):
    """What a form would check: the values put back, and that they go with the others."""
    others = []
    for field in record._meta.concrete_fields:
        if field.name not in names:
            others.append(field.name)
        elif field.remote_field:
            others.append(field.name)
            _refuse_if_gone(field, getattr(record, field.attname))
    record.clean_fields(exclude=others)
    record.clean()
    record.validate_unique()
    record.validate_constraints()


def _refuse_if_gone(field, key):
    if key is not None and not field.related_model.objects.filter(pk=key).exists():
        what = {"field": history_wording.label(field)}
        raise Refusal(_("Wat er toen stond, is er niet meer: %(field)s.") % what)

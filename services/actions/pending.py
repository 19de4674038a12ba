"""What an editor decides on values that nobody had confirmed."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from services.actions import documents, history
from services.enums import Focus, TriState, VerificationMethod
from services.importing import cells, rows
from services.importing.columns import column_label
from services.models import ListingSource, PendingValue, Phone, Service, Topic
from services.permissions import require_editor


def _set(field, parse):
    def apply(service, value):
        setattr(service, field, parse(value))

    return apply


def _add(field, meanings):
    def apply(service, value):
        meaning = cells.choice(value, meanings)
        setattr(service, field, list(dict.fromkeys([*getattr(service, field), meaning])))

    return apply


def _set_focus(service, value):
    """As in an imported row: what knows both sides is about chemsex by that alone."""
    service.focus = cells.choice(value, rows.FOCUSES)
    if service.focus == Focus.BOTH:
        service.topics.add(Topic.objects.get(code=rows.CHEMSEX))


def _add_topic(service, value):
    topics = {topic.code: topic for topic in Topic.objects.all()}
    service.topics.add(cells.choice(value, topics))


def _add_phone(service, value):
    last = service.phones.aggregate(last=Max("position", default=-1))["last"]
    for number in cells.phones([value]):
        Phone.objects.get_or_create(service=service, number=number, defaults={"position": last + 1})


def _answer(value):
    return cells.choice(value, rows.ANSWERS)


#: How the value of a column enters a listing; other columns are taken over by hand.
_APPLY = {
    "phone": _add_phone,
    "email": _set("email", cells.email),
    "website": _set("website", cells.website),
    "focus": _set_focus,
    "topics": _add_topic,
    "modalities": _add("access_modes", rows.MODALITIES),
    "languages": _add("languages", rows.LANGUAGES),
    "min_age": _set("min_age", cells.age),
    "max_age": _set("max_age", cells.age),
    "anonymous": _set("is_anonymous", _answer),
    "free": _set("is_free", _answer),
}


#: The columns of a listing of which a value takes the only place there is.
_SINGLE = {
    "email": "email",
    "website": "website",
    "focus": "focus",
    "min_age": "min_age",
    "max_age": "max_age",
    "anonymous": "is_anonymous",
    "free": "is_free",
}


def standing(pending):
    """What stands on the listing where a value would come, in words; empty where nothing does."""
    column = _SINGLE.get(pending.field)
    if column is None or getattr(pending.service, column) in (None, "", TriState.UNKNOWN):
        return ""
    display = getattr(pending.service, f"get_{column}_display", None)
    return str(display() if display else getattr(pending.service, column))


@transaction.atomic
def publish(*, pending, by, how):
    """Give the listing a value that `by` checked, `how` being a VerificationMethod.

    The check becomes a source of the listing. Raises ValueError, with a Dutch message, for a value
    that cannot be read, that has to be taken over by hand, or in whose place another one stands.
    """
    require_editor(by)
    apply = _APPLY.get(pending.field)
    if apply is None:
        raise ValueError(_("neem dit met de hand over in de fiche, en verwerp het daarna hier"))
    service = Service.objects.select_for_update().get(pk=pending.service_id)
    pending.service = service
    with history.recorded(by=by, message=_("Bevestigd en gepubliceerd")):
        # Only the focus was never empty: there a value waited beside another one.
        if pending.field != "focus" and (now := standing(pending)):
            words = _(
                "op de fiche staat intussen “%(now)s”. Klopt dat niet, pas het daar aan; verwerp"
                " dit dan hier"
            )
            raise ValueError(words % {"now": now})
        if not _resolve(pending):
            return
        apply(service, pending.value)
        try:
            service.validate_constraints()
        except ValidationError as error:
            raise ValueError(" ".join(error.messages)) from error
        service.save()
        today = timezone.localdate()
        last = service.sources.aggregate(last=Max("position", default=-1))["last"]
        ListingSource.objects.create(
            service=service,
            title=f"{column_label(pending.field)}: {VerificationMethod(how).label}",
            age=today.isoformat(),
            year=today.year,
            position=last + 1,
        )
    documents.refresh([service.pk])


@transaction.atomic
def reject(*, pending, by):
    """Close a value that is wrong, or that came into the listing in another way."""
    require_editor(by)
    with history.recorded(by=by, message=_("Verworpen")):
        _resolve(pending)


def _resolve(pending):
    """Close a value; returns whether it was still open, as it is for one of two editors at once."""
    still_open = PendingValue.objects.filter(pk=pending.pk, resolved_at=None)
    return bool(still_open.update(resolved_at=timezone.now()))

"""What changed of a listing's public facts, as HSDS metadata."""

from services.enums import Status
from services.hsds.identifiers import identifier

#: Columns of a listing that a record shows, by the HSDS property that holds them.
PUBLIC = {
    "name": "name",
    "description": "description",
    "website": "url",
    "email": "email",
    "first_contact": "application_process",
    "cost_note": "fees_description",
    "min_age": "minimum_age",
    "max_age": "maximum_age",
    "verified_on": "assured_date",
    "focus": "attributes.focus",
    "youth_suitability": "attributes.youth",
    "access_modes": "attributes.access_mode",
    "approaches": "attributes.approach",
    "formats": "attributes.format",
    "languages": "languages",
    "is_anonymous": "attributes.fact",
    "is_free": "attributes.fact",
    "needs_intake": "attributes.fact",
    "needs_referral_letter": "attributes.fact",
    "has_waiting_time": "attributes.fact",
    "waiting_weeks": "wait_time",
    "has_capacity": "attributes.fact",
    "closed_until": "status",
    "closure_reason": "alert",
}
#: Texts that people write, and addresses of their own: of these it is told only that they changed,
#: for what was taken off a listing is off it.
UNTOLD = frozenset({"description", "first_contact", "cost_note", "closure_reason", "email"})
#: Changes told of a listing, the newest.
MOST = 50


def metadata(changes):
    """Records of `history.Change`s of one listing, the newest first, of public facts alone.

    What was changed before it was published, or while it was not, is not told.

    `updated_by` is the way by which a change came in ("form", "import" …), never a person.
    """
    return [
        {
            "id": identifier("metadata", change.event, column),
            "resource_id": change.key,
            "resource_type": "service",
            "last_action_date": change.at.date().isoformat(),
            "last_action_type": "update",
            "field_name": PUBLIC[column],
            "previous_value": _told(column, change.before.get(column)),
            "replacement_value": _told(column, value),
            "updated_by": change.facts.get("channel", "unknown"),
        }
        for change in changes
        if change.kind == "update"
        and change.row["status"] == Status.PUBLISHED
        and "status" not in change.after
        for column, value in change.after.items()
        if column in PUBLIC
    ][:MOST]


def _told(column, value):
    if value is None or column in UNTOLD:
        return ""
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)

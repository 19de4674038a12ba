"""What is sent to be written: the schemas of it, and how the short ones are read."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from services.api.patching import MEMBERS, items
from services.enums import AccessMode, TriState
from services.hsds.schemas import CLOCK, SCHEMAS, TEXT, reference

#: Weeks of waiting at most, as in the form.
LONGEST_WAIT = 520

_SCHEDULE = {
    "type": "object",
    "properties": {
        "attending_type": {
            "type": "string",
            "enum": AccessMode.values,
            "description": "Which access mode these hours are of; none: the whole service.",
        },
        "freq": {"type": "string", "enum": ["WEEKLY"]},
        "byday": SCHEMAS["schedule"]["properties"]["byday"],
        "opens_at": CLOCK,
        "closes_at": CLOCK,
        "notes": TEXT | {"description": "OpenStreetMap's syntax, instead of freq and what follows"},
        "description": TEXT | {"maxLength": 300},
    },
}
#: By name, as the operations refer to them.
BODIES = {
    "service_patch": {
        "description": "Only what changes; null empties. What stays as it is may be there too.",
        "type": "object",
        "properties": {name: member.schema for name, member in MEMBERS.items()},
    },
    "schedules_put": {
        "description": "All hours of a listing, as `schedules` of its record.",
        "type": "array",
        "items": _SCHEDULE,
    },
    "capacity_put": {
        "description": "How many new people can be taken in; null: not known. All that is kept is"
        " whether there is room.",
        "type": "object",
        "required": ["available"],
        "properties": {"available": {"type": ["integer", "null"], "minimum": 0}},
        "additionalProperties": False,
    },
    "waiting_time_put": {
        "description": "Whether there is a waiting time, and of how many weeks if that is known.",
        "type": "object",
        "required": ["has_waiting_time"],
        "properties": {
            "has_waiting_time": {"type": "string", "enum": TriState.values},
            "weeks": {"type": ["integer", "null"], "minimum": 1, "maximum": LONGEST_WAIT},
        },
        "additionalProperties": False,
    },
}
#: What an answer says when something waits for an editor of the map.
ACCEPTED = {
    "description": "What could be changed at once is; the rest waits for an editor of the map.",
    "type": "object",
    "required": ["service", "waiting"],
    "properties": {
        "service": reference("service"),
        "waiting": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["field", "codes"],
                "properties": {
                    "field": TEXT,
                    "codes": {"type": "array", "items": TEXT},
                },
                "additionalProperties": False,
            },
        },
    },
    "additionalProperties": False,
}


def schedules(data):
    """The schedules in a list of them, of texts alone. Raises ValidationError."""
    if data is None:
        raise ValidationError(_("Hier hoort een lijst van objecten."))
    found = items(data, "schedule")
    for one in found:
        texts = {name: value for name, value in one.items() if name != "interval"}
        if not all(isinstance(value, str) for value in texts.values()):
            raise ValidationError(_("Hier hoort tekst."))
    return found


def capacity(data):
    """Whether new people are taken in, None when that is not known. Raises ValidationError."""
    available = _object(data, "capacity_put")["available"]
    if available is None:
        return None
    if not _is_number(available, least=0):
        raise ValidationError({"available": _("Hier hoort een getal vanaf 0, of null.")})
    return available > 0


def waiting_time(data):
    """A `TriState` and a number of weeks or None. Raises ValidationError."""
    said = _object(data, "waiting_time_put")
    answer, weeks = said["has_waiting_time"], said.get("weeks")
    if answer not in TriState.values:
        raise ValidationError({"has_waiting_time": _("Hier hoort yes, no of unknown.")})
    if weeks is not None and not _is_number(weeks, least=1, most=LONGEST_WAIT):
        raise ValidationError({"weeks": _("Hier hoort een getal van 1 tot 520, of null.")})
    if weeks is not None and answer != TriState.YES:
        raise ValidationError({"weeks": _("Een aantal weken hoort bij has_waiting_time: yes.")})
    return answer, weeks


def _object(data, name):
    """An object with what its schema requires, and nothing that it does not know."""
    if not isinstance(data, dict):
        raise ValidationError(_("Hier hoort een object met velden."))
    schema = BODIES[name]
    errors = {one: _("Dit ontbreekt.") for one in schema["required"] if one not in data}
    errors |= {one: _("Dit veld bestaat niet.") for one in data if one not in schema["properties"]}
    if errors:
        raise ValidationError(errors)
    return data


def _is_number(value, *, least, most=None):
    is_whole = isinstance(value, int) and not isinstance(value, bool)
    return is_whole and least <= value and (most is None or value <= most)

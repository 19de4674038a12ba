"""What a section of a listing says, in words, for those who keep it."""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from services import opening_hours
from services.enums import AccessMode
from services.facts import Fact


def facts(service, names):
    """The fields and rows of these names; what is not filled in is empty."""
    return [fact for name in names for fact in _facts(service, name)]


def _facts(service, name):
    if name in ROWS:
        label, in_words = ROWS[name]
        rows = getattr(service, name).order_by(*ORDER[name])
        return [in_words(row) for row in rows] or [Fact(label, "")]
    column = service._meta.get_field(name)
    return [Fact(capfirst(column.verbose_name), _shown(service, column))]


def _shown(service, column):
    """A value as it reads on the screen."""
    if column.many_to_many:
        return ", ".join(sorted(map(str, getattr(service, column.name).all())))
    if column.choices:
        return getattr(service, f"get_{column.name}_display")()
    if isinstance(column, ArrayField):
        return ", ".join(map(str, service.labels(column.name)))
    value = getattr(service, column.name)
    if isinstance(value, date):
        return date_format(value, "j F Y")
    return "" if value is None else str(value)


def _phone(phone):
    return Fact(capfirst(phone.label) or _("Telefoon"), phone.display)


def _schedule(schedule):
    lines = opening_hours.describe(schedule.opening_hours) if schedule.opening_hours else []
    channel = AccessMode(schedule.channel).label if schedule.channel else _("hele dienst")
    return Fact(capfirst(channel), "\n".join(filter(None, [*lines, schedule.text])))


def _location(location):
    town = " ".join(filter(None, [location.postal_code, location.municipality.name]))
    address = ", ".join(filter(None, [location.street, town]))
    return Fact(location.name or _("Plek"), f"{address}\n{location.get_visibility_display()}")


#: Rows of other tables: what it is called where there are none, and a row in words.
ROWS = {
    "phones": (gettext_lazy("Telefoon"), _phone),
    "schedules": (gettext_lazy("Openingsuren"), _schedule),
    "locations": (gettext_lazy("Plek"), _location),
}
ORDER = {"phones": ("position", "pk"), "schedules": ("channel", "pk"), "locations": ("pk",)}

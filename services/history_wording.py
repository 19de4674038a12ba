"""A change of a row in Dutch words.

Values are as PostgreSQL gives a row in JSON, by column. Rows are known here by the description of
their table (a model's `_meta`) and asked nothing; what a foreign key points to is called by
`names`: (label of the table, key as text) → name.
"""

from datetime import date, datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from services.importing.columns import column_label
from services.phones import format_phone

#: What a row is called by: the first of these whose columns say something.
SUBJECTS = {
    "services.Phone": [("label",), ("number",)],
    "services.Schedule": [("channel",)],
    "services.Location": [("name",), ("street",), ("municipality_id",)],
    "services.TargetGroupClaim": [("target_group_id",)],
    "services.ListingSource": [("title",)],
    "services.Cooperation": [("partner_name",)],
    "services.PendingValue": [("field", "value")],
    "services.Expertise": [("criterion",)],
    "services.ServiceTopic": [("topic_id",)],
    "services.ServiceProvince": [("province_id",)],
    "services.ServiceMunicipality": [("municipality_id",)],
    "services.NetworkMember": [("network_id", "organisation_id")],
}
#: How values are written whose column holds more than it shows.
FORMATS = {"services.Phone.number": format_phone, "services.PendingValue.field": column_label}
#: In which order things stand says nothing about a row that was added or removed.
POSITION = "position"

TITLES = {
    "insert": pgettext_lazy("geschiedenis", "%(what)s toegevoegd"),
    "update": pgettext_lazy("geschiedenis", "%(what)s gewijzigd"),
    "delete": pgettext_lazy("geschiedenis", "%(what)s verwijderd"),
}
GONE = gettext_lazy("iets dat er niet meer is")


def title(kind, table, row, names):
    """Which row was added, changed or removed: “Telefoonnummer ‘Onthaal’ gewijzigd”."""
    what = str(table.verbose_name)
    what = what[:1].upper() + what[1:]
    _columns, subject = _subject(table, row, names)
    return TITLES[kind] % {"what": f"{what} “{subject}”" if subject else what}


def _subject(table, row, names):
    """What a row is called within the record it is part of, and by which columns.

    Empty for a record itself.
    """
    for columns in SUBJECTS.get(table.label, []):
        words = [in_words(table, column, row.get(column), names) for column in columns]
        if all(words):
            return columns, ": ".join(words)
    return (), ""


def contents(table, row, names, *, without=()):
    """What a row that was added or removed says, one line a column, defaults left out.

    `without` names columns that say where the row belongs.
    """
    said, _subject_words = _subject(table, row, names)
    lines = []
    for field in fields(table):
        value = row.get(field.column)
        if field.column in {*said, *without} or field.name == POSITION:
            continue
        words = in_words(table, field.column, value, names)
        if words and value != field.get_default():
            lines.append(f"{label(field)}: {words}")
    return lines


def differences(table, before, after, names):
    """What of a row changed, one line a column: from what to what."""
    lines = []
    for field in fields(table):
        if field.column not in after:
            continue
        old, new = (
            in_words(table, field.column, row[field.column], names) for row in (before, after)
        )
        words = {"field": label(field), "old": old, "new": new}
        if not old:
            lines.append(_("%(field)s: ingevuld met “%(new)s”") % words)
        elif not new:
            lines.append(_("%(field)s: leeggemaakt, was “%(old)s”") % words)
        else:
            lines.append(_("%(field)s: van “%(old)s” naar “%(new)s”") % words)
    return lines


def fields(table):
    """The columns of a table that mean something to people: all but its own number."""
    return [field for field in table.concrete_fields if not field.primary_key]


def label(field):
    """What a column is called; one that Django made itself by what it points to."""
    is_made = field.model._meta.auto_created
    return str(field.related_model._meta.verbose_name if is_made else field.verbose_name)


def in_words(table, column, value, names):
    """A value as the screen shows it; empty when there is none."""
    if value in (None, "", []):
        return ""
    field = next(field for field in table.concrete_fields if field.column == column)
    write = FORMATS.get(f"{table.label}.{field.name}")
    return write(value) if write else _value(field, value, names)


def _value(field, value, names):
    if field.remote_field:
        return names.get((field.related_model._meta.label, str(value)), str(GONE))
    if isinstance(field, ArrayField):
        return ", ".join(_value(field.base_field, one, names) for one in value)
    if field.flatchoices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(field, models.BooleanField):
        return _("ja") if value else _("nee")
    if isinstance(field, models.DateTimeField):
        return moment(datetime.fromisoformat(value))
    if isinstance(field, models.DateField):
        return date_format(date.fromisoformat(value), "j F Y")
    return str(value)


def moment(at):
    """An aware moment, as in “3 november 2026, 14.05 u”."""
    return _("%(moment)s u") % {"moment": date_format(localtime(at), "j F Y, G.i")}

"""The rows of other tables that an organisation edits as a part of its listing."""

from dataclasses import dataclass

from services.models import Location, Phone, Schedule


@dataclass(frozen=True)
class Table:
    """Which columns of a listing's rows are edited.

    `identity` is the column that two rows of one listing never share. Where `order` begins with a
    position, the order is edited too.
    """

    model: type
    columns: tuple[str, ...]
    identity: str | None = None
    order: tuple[str, ...] = ("pk",)

    @property
    def is_sorted(self):
        return self.order[0] == "position"


TABLES = {
    "phones": Table(Phone, ("number", "label"), identity="number", order=("position", "pk")),
    "schedules": Table(
        Schedule, ("channel", "opening_hours", "text"), identity="channel", order=("channel", "pk")
    ),
    "locations": Table(
        Location,
        (
            "name",
            "street",
            "postal_code",
            "municipality_id",
            "precision",
            "visibility",
            "is_wheelchair_accessible",
            "latitude",
            "longitude",
        ),
    ),
}


def read(service, name):
    """A listing's rows in order: their values by primary key, which is text."""
    table = TABLES[name]
    rows = table.model.objects.filter(service=service).order_by(*table.order)
    return {str(row["pk"]): _values(table, row) for row in rows.values("pk", *table.columns)}


def _values(table, row):
    return {column: row[column] for column in table.columns}


def write(service, name, rows):
    """Make a listing's rows these (key, values), in this order; a new row has no key.

    Raises ValidationError when a row, or two together, cannot be.
    """
    table = TABLES[name]
    held = {str(row.pk): row for row in table.model.objects.filter(service=service)}
    kept = {key for key, _values in rows}
    gone = [row for key, row in held.items() if key not in kept]
    # Two rows that exchange what is theirs alone would be in each other's way.
    gone += [row for row in _in_the_way(table, held, rows) if row not in gone]
    for row in gone:
        pk = row.pk
        row.delete()
        row.pk = pk
    for position, (key, values) in enumerate(rows):
        if table.is_sorted:
            values = values | {"position": position}
        row = held.get(key) or table.model(service=service)
        is_new = key is None or row in gone
        if not is_new and all(getattr(row, column) == one for column, one in values.items()):
            continue
        for column, one in values.items():
            setattr(row, column, one)
        row._state.adding = is_new
        row.full_clean()
        row.save(force_insert=is_new)


def _in_the_way(table, held, rows):
    if table.identity is None:
        return []
    wanted = {key: values[table.identity] for key, values in rows if key in held}
    owners = {getattr(held[key], table.identity): key for key in wanted}
    return [held[owners[one]] for key, one in wanted.items() if owners.get(one, key) != key]

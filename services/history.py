"""Reading the history: what changed of a record, when, by whom and through what."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from itertools import groupby, takewhile

from django.db.models import F, TextField, Value
from django.db.models.functions import Cast, Coalesce, NullIf
from django.utils.translation import gettext as _
from pghistory.models import Context, Events

from services import history_wording
from services.enums import Channel
from services.models import TRACKED, PendingValue, User

#: Tracked tables by the name they have in an address.
TABLES = {model._meta.model_name: model for model in TRACKED}
_BY_LABEL = {model._meta.label: model for model in TRACKED}
#: Changes that are told at once.
MOST = 50
#: Rows that were there when the history began: no change, but what the first one is compared with.
SNAPSHOT = "snapshot"
#: What editors keep to themselves: the unconfirmed values, their notes, and which of them checked.
_OF_EDITORS = frozenset({"editor_notes", "verified_by_id", "attested_by_id"})


@dataclass(frozen=True)
class Change:
    """One row that was added, changed or removed.

    `row` is the whole row, after the change or before it was removed. Of a row that was changed,
    `before` and `after` hold the columns that differ. Names are for words only.
    """

    model: type
    event: int
    kind: str
    at: datetime
    key: str
    row: Mapping
    before: Mapping
    after: Mapping
    context: object
    facts: Mapping
    names: Mapping = field(default_factory=dict, compare=False)

    @property
    def table(self):
        """The name of its table in an address."""
        return self.model._meta.model_name

    @property
    def parents(self):
        """The records it is part of: their models, and their keys as text."""
        if not TRACKED[self.model]:
            return {self.model: self.key}
        keys = (self.model._meta.get_field(name) for name in TRACKED[self.model])
        return {key.related_model: str(self.row[key.column]) for key in keys}

    @cached_property
    def title(self):
        return history_wording.title(self.kind, self.model._meta, self.row, self.names)

    @cached_property
    def lines(self):
        table = self.model._meta
        if self.kind == "update":
            return history_wording.differences(table, self.before, self.after, self.names)
        without = {table.get_field(name).column for name in TRACKED[self.model]}
        return history_wording.contents(table, self.row, self.names, without=without)

    @property
    def where(self):
        """What the records are called that it is part of."""
        return ", ".join(
            self.names.get((model._meta.label, key), str(history_wording.GONE))
            for model, key in self.parents.items()
        )


@dataclass(frozen=True)
class Moment:
    """Changes that were made together."""

    at: str
    by: str
    through: str
    message: str
    changes: list


def of_record(record):
    """The events of a record and of what is part of it, the newest first: not yet evaluated."""
    model = type(record)
    own = [
        tracked.pgh_event_model
        for tracked, parents in TRACKED.items()
        if tracked is model
        or any(tracked._meta.get_field(name).related_model is model for name in parents)
    ]
    return _newest_first(Events.objects.across(*own).references(record))


def newest(record):
    """What tells the newest event of a record and its parts from all others; "" without any."""
    return next(map(_mark, of_record(record)[:1]), "")


def since(record, mark):
    """What changed of a record and its parts after the event that `newest` named, the newest first.

    At most the last changes that a page would show.
    """
    return changes(list(takewhile(lambda event: _mark(event) != mark, of_record(record)[:MOST])))


def _mark(event):
    return f"{event.pgh_model}:{event.pgh_id}"


def of_columns(record):
    """The events of a record's own row, the newest first: not yet evaluated."""
    return _newest_first(Events.objects.across(type(record).pgh_event_model).references(record))


def of_person(person, *, since):
    """The events that a person made from the aware moment `since` on, the newest first."""
    contexts = Context.objects.filter(metadata__user=person.pk, updated_at__gte=since)
    events = Events.objects.across(*(model.pgh_event_model for model in TRACKED)).filter(
        pgh_context_id__in=list(contexts.values_list("pk", flat=True)), pgh_created_at__gte=since
    )
    return _newest_first(events)


def _newest_first(events):
    return events.exclude(pgh_label=SNAPSHOT).order_by("-pgh_created_at", "-pgh_id", "pgh_model")


def changes(events):
    """These events as changes, with the names they need: one query, and one for all names.

    Events in which nothing changed that is known are left out.
    """
    found = [change for event in events if (change := _change(event))]
    names = _names(found)
    for change in found:
        change.names.update(names)
    return found


def for_members(changed, *, organisation):
    """These changes as members of an organisation may read them.

    Without what editors keep to themselves. Who is no member is not named: the editors are one
    voice, and who left is somebody who left.
    """
    members = _keys(User.objects.filter(memberships__organisation=organisation))
    editors = _keys(User.objects.filter(is_staff=True))

    def called(record, name):
        label, key = record
        if label != User._meta.label or key in members:
            return name
        return _("de redactie van de kaart") if key in editors else _("iemand die geen lid meer is")

    shown = []
    for change in changed:
        row, before, after = map(_without_notes, (change.row, change.before, change.after))
        if change.model is not PendingValue and (after or change.kind != "update"):
            names = {record: called(record, name) for record, name in change.names.items()}
            shown.append(replace(change, row=row, before=before, after=after, names=names))
    return shown


def _keys(people):
    return {str(key) for key in people.values_list("pk", flat=True)}


def _without_notes(values):
    return {column: value for column, value in values.items() if column not in _OF_EDITORS}


def _change(event):
    different = event.pgh_diff or {}
    if event.pgh_label == "update" and not different:
        return None
    return Change(
        model=_BY_LABEL[event.pgh_obj_model],
        event=event.pgh_id,
        kind=event.pgh_label,
        at=event.pgh_created_at,
        key=event.pgh_obj_id,
        row=event.pgh_data,
        before={column: old for column, (old, _new) in different.items()},
        after={column: new for column, (_old, new) in different.items()},
        context=event.pgh_context_id,
        facts=event.pgh_context or {},
    )


def moments(changed):
    """Changes, in their order, under what they have in common."""
    return [
        _moment(list(together))
        for _context, together in groupby(changed, lambda change: change.context)
    ]


def _moment(together):
    first = together[0]
    return Moment(
        at=history_wording.moment(first.at),
        by=_by(first),
        through=_through(first.facts),
        message=first.facts.get("message", ""),
        changes=together,
    )


def _by(change):
    facts = change.facts
    if "erased" in facts:
        return _("iemand wiens gegevens gewist zijn")
    if "user" not in facts:
        return ""
    return change.names.get((User._meta.label, str(facts["user"])), _("iemand zonder account"))


def _through(facts):
    if facts.get("channel") not in Channel.values:
        return ""
    label = str(Channel(facts["channel"]).label)
    which = facts.get("role") or facts.get("token")
    return f"{label} ({which})" if which else label


def _names(changed):
    """What the records are called that these changes name, in one query."""
    wanted = defaultdict(set)
    for change in changed:
        for model, key in change.parents.items():
            wanted[model].add(key)
        if change.facts.get("user"):
            wanted[User].add(str(change.facts["user"]))
        for one in change.model._meta.concrete_fields:
            if one.remote_field:
                values = {row.get(one.column) for row in (change.row, change.before)} - {None}
                wanted[one.related_model].update(map(str, values))
    named = [
        model.objects.filter(pk__in=keys)
        .order_by()
        .values_list(
            Value(model._meta.label, TextField()), Cast("pk", TextField()), _name_of(model)
        )
        for model, keys in wanted.items()
        if keys
    ]
    if not named:
        return {}
    return {(label, key): name for label, key, name in named[0].union(*named[1:], all=True)}


def _name_of(model):
    name = F("name")
    if model is User:
        name = Coalesce(NullIf(name, Value("")), F("email"))
    return Cast(name, TextField())

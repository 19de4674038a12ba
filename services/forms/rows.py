"""Rows of another table as a part of a listing: added, changed, sorted and removed in one form.

Every row has a number that stays its own on the page: `rij` lists them in order, `weg` those to be
removed, and `doe` is a button that arranges the form and saves nothing. Each row brings along
what was seen of it when the form was opened.
"""

import json

from django import forms
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _

from services.actions import listing_rows


class RowForm(forms.Form):
    """One row; a subclass names its fields, fills them from values and makes values of them."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    #: A new row in which none of these is filled in is no row.
    typed = ()

    def __init__(self, *args, token, is_removed=False, **options):
        super().__init__(*args, use_required_attribute=False, **options)
        self.token = token
        self.is_removed = is_removed

    @classmethod
    def filled(cls, values):
        """What the fields hold for a row with these values."""
        return values

    @property
    def known(self):
        """(key, values, place) of the row as it was found, None for a new one."""
        try:
            key, values, place = json.loads(self["seen"].value() or "")
        except (TypeError, ValueError):
            return None
        is_whole = isinstance(key, str) and isinstance(values, dict) and isinstance(place, int)
        return (key, values, place) if is_whole else None

    @property
    def is_blank(self):
        return not self.known and not any((self[name].value() or "").strip() for name in self.typed)

    def arrange(self, step):
        """Do what a button of this row asks, to what was sent (`self.data`)."""

    def in_words(self):
        """What the row is called, for buttons and for what is to be removed."""
        raise NotImplementedError


class RowsForm:
    """All rows of one kind. It answers to what the other sections of a listing answer to."""

    fields_template = "services/own/rows.html"
    closes = False
    name = ""
    row_form = RowForm
    most = 20
    add_label = ""

    def __init__(self, data=None, *, instance):
        self.instance = instance
        self.is_bound = data is not None
        self.data = data.copy() if self.is_bound else {}
        self.non_field_errors = []
        self.step = self.data.get("doe", "")
        self.rows = self._sent() if self.is_bound else self._held()
        if self.step:
            self._arrange(*self.step.partition("-")[::2])
            for row in self.rows:
                # Nothing is judged before it is saved.
                row._errors = ErrorDict()

    @classmethod
    def names(cls):
        return [cls.name]

    @property
    def next_token(self):
        """The number of the next row that is added."""
        return max((row.token for row in self.rows), default=-1) + 1

    def _held(self):
        held = listing_rows.read(self.instance, self.name).items()
        return [
            self._row(
                place,
                initial=self.row_form.filled(values) | {"seen": json.dumps([key, values, place])},
            )
            for place, (key, values) in enumerate(held)
        ]

    def _sent(self):
        tokens = [one for one in self.data.getlist("rij") if one.isdecimal() and len(one) < 4]
        removed = self.data.getlist("weg")
        return [
            self._row(int(token), data=self.data, is_removed=token in removed)
            for token in [*dict.fromkeys(tokens)][: self.most]
        ]

    def _row(self, token, **options):
        return self.row_form(token=token, prefix=f"{self.name}-{token}", **options)

    def _arrange(self, step, token):
        rows = self.rows
        if step == "erbij":
            if len(rows) < self.most:
                rows.append(self._row(self.next_token))
            return
        found = [place for place, row in enumerate(rows) if str(row.token) == token]
        if not found:
            return
        place, row = found[0], rows[found[0]]
        match step:
            case "weg" if row.known:
                row.is_removed = True
            case "weg":
                rows.remove(row)
            case "terug":
                row.is_removed = False
            case "omhoog" if place:
                rows.insert(place - 1, rows.pop(place))
            case "omlaag":
                rows.insert(place + 1, rows.pop(place))
            case _:
                row.arrange(step)

    def is_valid(self):
        """Whether it can be saved: not when a button only arranged it."""
        if not self.is_bound or self.step:
            return False
        kept = self._kept()
        # Each of them, so that each shows its errors.
        wrong = [row for row in kept if not row.is_valid()]
        return not wrong and self._are_different(kept)

    def _kept(self):
        return [row for row in self.rows if not row.is_removed and not row.is_blank]

    def _are_different(self, rows):
        identity = listing_rows.TABLES[self.name].identity
        found = set()
        for row in rows if identity else ():
            value = row.values[identity]
            if value in found:
                row.add_error(identity, _("Dit staat er al."))
            found.add(value)
        return all(row.is_valid() for row in rows)

    @property
    def errors(self):
        found = {} if self.step or not self.is_bound else self._row_errors()
        return found | ({"__all__": self.non_field_errors} if self.non_field_errors else {})

    def _row_errors(self):
        return {
            row.add_prefix(name): errors
            for row in self._kept()
            for name, errors in row.errors.items()
        }

    def add_error(self, _field, messages):
        self.non_field_errors += messages

    @property
    def changes(self):
        """The rows as they were seen and as they should become; nothing where these are equal."""
        known = sorted((row.known for row in self.rows if row.known), key=lambda one: one[2])
        seen = {key: values for key, values, _place in known}
        wanted = [(row.known[0] if row.known else None, row.values) for row in self._kept()]
        return {} if wanted == list(seen.items()) else {self.name: (seen, wanted)}

    def seeing(self, found):
        """The form as it was sent, knowing what somebody else made of these rows meanwhile.

        `found` is the `ChangedMeanwhile` that says so.
        """
        data = self.data.copy()
        order = found.order.get(self.name, ())
        for row in self.rows:
            if row.known and row.known[0] in order:
                key, values, _place = row.known
                data[row.add_prefix("seen")] = json.dumps([key, values, order.index(key)])
        identity = listing_rows.TABLES[self.name].identity
        for key, values in found.current[self.name].items():
            for row in self.rows:
                is_it = row.known and row.known[0] == key
                if not row.known and not row.is_blank and identity and values:
                    is_it = row.values[identity] == values[identity]
                if is_it:
                    place = row.known[2] if row.known else len(self.rows)
                    place = order.index(key) if key in order else place
                    seen = "" if values is None else json.dumps([key, values, place])
                    data[row.add_prefix("seen")] = seen
        return type(self)(data, instance=self.instance)

"""The opening hours of a listing: a week's grid for each way to get in touch."""

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from services import opening_hours, week_grid
from services.enums import AccessMode
from services.forms.rows import RowForm, RowsForm

WEEK, ALWAYS, WORDS, OSM = "week", "altijd", "woorden", "osm"
ALL_DAY = week_grid.WeekGrid(days=((("00:00", "24:00"),),) * 7)
EDGES = (("van", gettext_lazy("van")), ("tot", gettext_lazy("tot")))
#: The fields of each day, as (from, until) for each stretch.
DAYS = [
    [tuple(f"d{day}_{span}_{edge}" for edge, _label in EDGES) for span in range(week_grid.SPANS)]
    for day in range(7)
]


class ScheduleRow(RowForm):
    channel = forms.ChoiceField(
        label=gettext_lazy("Waarvoor gelden deze uren?"),
        choices=[("", gettext_lazy("de hele dienst")), *AccessMode.choices],
        required=False,
    )
    mode = forms.ChoiceField(
        label=gettext_lazy("Wanneer?"),
        choices=[
            (WEEK, gettext_lazy("elke week op vaste uren")),
            (ALWAYS, gettext_lazy("dag en nacht (24/7)")),
            (WORDS, gettext_lazy("op afspraak, of enkel in woorden")),
            (OSM, gettext_lazy("geavanceerd")),
        ],
        initial=WEEK,
        widget=forms.RadioSelect,
    )
    is_closed_on_holidays = forms.BooleanField(
        label=gettext_lazy("Gesloten op feestdagen"), required=False
    )
    osm = forms.CharField(
        label=gettext_lazy("Uren in OSM-notatie"),
        max_length=255,
        required=False,
        help_text=gettext_lazy(
            "Voor wat niet in een week past, zoals “Mar-Oct: Mo-Fr 09:00-17:00; PH off”."
        ),
    )
    text = forms.CharField(
        label=gettext_lazy("Uitleg in woorden (mag leeg blijven)"),
        max_length=300,
        required=False,
    )
    typed = ("osm", "text", *(name for day in DAYS for span in day for name in span))

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        for day, spans in enumerate(DAYS):
            for place, span in enumerate(spans, start=1):
                for name, (_edge, edge) in zip(span, EDGES, strict=True):
                    self.fields[name] = forms.CharField(
                        label=f"{WEEKDAYS[day]}, {edge} ({place})",
                        max_length=10,
                        required=False,
                        widget=forms.TextInput({"autocomplete": "off"}),
                    )
                    label = {"aria-label": self.fields[name].label}
                    self.fields[name].widget.attrs |= label

    @classmethod
    def filled(cls, values):
        held = values["opening_hours"]
        filled = {"channel": values["channel"], "text": values["text"], "osm": held}
        grid = _grid(held)
        if not held:
            return filled | {"mode": WORDS}
        if grid is None or grid.is_empty:
            return filled | {"mode": OSM}
        if grid == ALL_DAY:
            return filled | {"mode": ALWAYS}
        times = {
            name: time
            for names, spans in zip(DAYS, grid.days, strict=True)
            for span_names, span in zip(names, spans, strict=False)
            for name, time in zip(span_names, span, strict=True)
        }
        closed = {"is_closed_on_holidays": grid.is_closed_on_holidays}
        return filled | times | closed | {"mode": WEEK}

    @property
    def is_blank(self):
        return self["mode"].value() == WEEK and super().is_blank

    @property
    def days(self):
        """The days of the grid: name, fields by stretch, errors."""
        return [
            {
                "name": WEEKDAYS[day],
                "spans": [[self[name] for name in span] for span in spans],
                "errors": [one for span in spans for name in span for one in self[name].errors],
            }
            for day, spans in enumerate(DAYS)
        ]

    def clean(self):
        cleaned = super().clean()
        match cleaned.get("mode"):
            case "week":
                cleaned["opening_hours"] = self._of_week(cleaned)
            case "altijd":
                cleaned["opening_hours"] = self._unless_held(ALL_DAY)
            case "woorden":
                cleaned["opening_hours"] = ""
                cleaned["text"] = cleaned.get("text") or _("op afspraak")
            case "osm":
                cleaned["opening_hours"] = self._as_typed(cleaned.get("osm", ""))
        return cleaned

    def _of_week(self, cleaned):
        days = []
        for names in DAYS:
            try:
                days.append(
                    week_grid.parse_day(
                        [[cleaned.get(name, "") for name in span] for span in names]
                    )
                )
            except ValueError as error:
                self.add_error(names[0][0], str(error))
        if len(days) < 7:
            return ""
        grid = week_grid.WeekGrid(tuple(days), cleaned.get("is_closed_on_holidays", False))
        if grid.is_empty:
            self.add_error("mode", _("Vul minstens één dag in, of verwijder deze uren."))
        try:
            week_grid.check_nights(grid.days)
        except ValueError as error:
            self.add_error("mode", str(error))
        return self._unless_held(grid)

    def _unless_held(self, grid):
        """The grid's hours, in the words that they already had where they mean the same."""
        held = self.known[1].get("opening_hours") if self.known else None
        return held if held and _grid(str(held)) == grid else week_grid.to_osm(grid)

    def _as_typed(self, text):
        if not text:
            self.add_error("osm", _("Vul de uren in, of kies iets anders."))
            return ""
        try:
            opening_hours.validate(text)
        except ValueError as error:
            self.add_error("osm", str(error))
        return text

    @property
    def values(self):
        return {name: self.cleaned_data[name] for name in ("channel", "opening_hours", "text")}

    def arrange(self, step):
        if step == "kopieer":
            for names in DAYS[1:5]:
                for own, monday in zip(names, DAYS[0], strict=True):
                    for name, of_monday in zip(own, monday, strict=True):
                        value = self.data.get(self.add_prefix(of_monday), "")
                        self.data[self.add_prefix(name)] = value

    def in_words(self):
        return dict(self.fields["channel"].choices).get(self["channel"].value() or "", "")


def _grid(text):
    try:
        return week_grid.to_grid(text)
    except ValueError:
        return None


class SchedulesForm(RowsForm):
    """When one can be reached or come by."""

    name = "schedules"
    row_form = ScheduleRow
    row_template = "services/own/rows/_schedule.html"
    add_label = gettext_lazy("Nog andere uren")

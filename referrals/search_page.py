"""The search page as its template reads it: the form with counts, chips, results, ways on."""

from dataclasses import dataclass
from math import ceil

from django.utils.functional import cached_property
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from referrals import lexicon
from referrals.counts import COUNT_LIMIT, ChoiceTally, Tally
from referrals.page_query import PageQuery
from referrals.query import understand
from referrals.search import DEFAULT_RADIUS, PAGE_SIZE, Search, helplines_named, open_helplines
from referrals.understanding import Understanding
from referrals.understood import Chip, Reading, ambiguities, corrections, understood_chips
from services import gazetteer
from services.filters import FlagFilter, ServiceFilter
from services.places import AmbiguousPlace
from services.vocabulary import Vocabulary

#: Radii offered beside a place, in kilometres.
RADII = (5, 10, 20, 30, 50, 100)


@dataclass(frozen=True)
class Option:
    """A choice of a filter and how many results it would leave, certain and unknown."""

    name: str
    value: str
    label: str
    tally: ChoiceTally
    is_chosen: bool

    @property
    def count_id(self):
        """The id of the element that holds the counts, which a swap replaces."""
        return f"aantal-{self.name}-{self.value}"


@dataclass(frozen=True)
class OptionGroup:
    """A filter with a fixed list of choices. `name` is the page's parameter."""

    name: str
    label: str
    options: tuple[Option, ...]
    is_many: bool


@dataclass(frozen=True)
class Problem:
    """A value that could not be read, said plainly, with the readings to choose from, if any."""

    text: str
    choices: tuple[Chip, ...] = ()


@dataclass(frozen=True)
class Loosening:
    """A criterion to let go of, and how many results that would give."""

    text: str
    count: str
    url: str


class SearchPage:
    """One answer to one address. Every property is computed at most once."""

    def __init__(self, parameters):
        vocabulary = Vocabulary.load()
        self.query = PageQuery(parameters, vocabulary)
        self.filterset = ServiceFilter(self.query.data, vocabulary=vocabulary)
        words = lexicon.load()
        self.understanding = Understanding()
        if text := self.filterset.answers.get("q"):
            self.understanding = understand(
                text,
                lexicon=words,
                gazetteer=gazetteer.load(),
                exact=self.query.values.get("exact", ()),
            )
        self.search = Search(self.filterset, understanding=self.understanding, lexicon=words)
        self.group = "local"
        if self.search.is_ranked:
            self.group = "ranked"
        elif parameters.get("bereik") == "overal":
            self.group = "remote"
        self._asked_page = parameters.get("pagina", "")

    # The form.

    @property
    def typed(self):
        """The text boxes as they were filled in, by the page's names, right or wrong."""
        return {
            self.query.parameters[name].name.replace("-", "_"): texts[-1]
            for name, texts in self.query.values.items()
            if not self.query.parameters[name].is_many
        }

    @property
    def radii(self):
        chosen = self.filterset.answers.get("radius", DEFAULT_RADIUS)
        return [(radius, radius == chosen) for radius in sorted({*RADII, chosen})]

    @cached_property
    def focus_group(self):
        return self._group("focus")

    @cached_property
    def option_groups(self):
        """The filters under "more filters" that hold a list."""
        names = (
            "province",
            "access_mode",
            "topic",
            "target_group",
            "language",
            "approach",
        )
        return [self._group(name) for name in names]

    @cached_property
    def flags(self):
        """The filters that are simply asked for or not."""
        return [
            self._option(name, one, True, "1", one.label)
            for name, one in self.filterset.filters.items()
            if isinstance(one, FlagFilter)
        ]

    @property
    def all_options(self):
        groups = [self.focus_group, *self.option_groups]
        return [*(option for group in groups for option in group.options), *self.flags]

    @property
    def more_filters_used(self):
        """How many filters inside the closed panel are in use."""
        return len(self.filterset.answers.keys() - {"q", "place", "radius", "age", "focus"})

    def _group(self, name):
        one = self.filterset.filters[name]
        parameter = self.query.parameters[name]
        page_values = {value: page_value for page_value, value in parameter.values.items()}
        return OptionGroup(
            name=parameter.name,
            label=str(one.label),
            is_many=parameter.is_many,
            options=tuple(
                self._option(name, one, value, page_values.get(value, value), label)
                for value, label in one.extra["choices"]
            ),
        )

    def _option(self, name, one, value, page_value, label):
        answer = self.filterset.answers.get(name)
        parameter = self.query.parameters[name]
        return Option(
            name=parameter.name,
            value=page_value,
            label=str(label),
            tally=self.search.choices[name, value],
            is_chosen=value in answer if parameter.is_many and answer else answer == value,
        )

    # What was asked, and what could not be read.

    @cached_property
    def chips(self):
        """What was understood of the words, then one chip a value in the order of the form."""
        chips = understood_chips(self.understanding, self.query)
        for name, answer in self.filterset.answers.items():
            if name not in ("q", "radius"):
                chips += self._chips_of(name, answer)
        return chips

    @property
    def has_chip_to_filter(self):
        """Whether some chip can be made a filter."""
        return any(chip.filter_url for chip in self.chips)

    @cached_property
    def readings(self):
        """Words that were corrected or that mean more than one thing, with the other readings."""
        readings = [
            *corrections(self.understanding, self.query),
            *ambiguities(self.understanding, self.query),
        ]
        return [*readings, self.place_reading] if self.place_reading else readings

    @property
    def was_cut(self):
        """Whether more was typed than is read."""
        return self.query.was_cut or self.understanding.was_cut

    @cached_property
    def urgent_helplines(self):
        """Helplines that belong above the results, because a word in the question is alarming."""
        return helplines_named(self.understanding.helplines)

    def _chips_of(self, name, answer):
        one = self.filterset.filters[name]
        if self.query.parameters[name].is_many:
            labels = dict(one.extra["choices"])
            texts = self.query.values[name]
            values = self.query.parameters[name].values
            return [
                Chip(
                    text=str(labels[values.get(text, text)]),
                    url=self.query.url({name: [other for other in texts if other != text]}),
                )
                for text in texts
            ]
        gone = {name: [], "radius": []} if name == "place" else {name: []}
        return [Chip(text=self._chip_text(name, one, answer), url=self.query.url(gone))]

    def _chip_text(self, name, one, answer):
        if name == "q":
            return f"“{Truncator(answer).chars(60)}”"
        if name == "age":
            return _("%(age)s jaar") % {"age": answer}
        if name == "place" and self.search.has_radius:
            words = _("%(radius)s km rond %(place)s")
            return words % {"radius": self.search.radius, "place": answer.label}
        if isinstance(one, FlagFilter):
            return str(one.label)
        return one.value_text(answer)

    @cached_property
    def problems(self):
        """Values that were not understood; the rest of the question still counts."""
        return [
            self._problem(name, errors.as_data()[0])
            for name, errors in self.filterset.form.errors.items()
        ]

    def _problem(self, name, error):
        if isinstance(error, AmbiguousPlace):
            choices = [Chip(label, self.query.url({"place": [label]})) for label in error.choices]
            return Problem(error.messages[0], tuple(choices))
        if name == "place":
            return Problem(error.messages[0])
        value = Truncator(", ".join(self.query.values.get(name, []))).chars(60)
        words = _("%(label)s: “%(value)s” begrijpen we niet, dus dat telt nu niet mee.")
        return Problem(words % {"label": self.filterset.filters[name].label, "value": value})

    @cached_property
    def place_reading(self):
        """How a guessed or shared place name was read, with the other readings."""
        if not self.search.region:
            return None
        resolution = gazetteer.load().resolve(self.query.values["place"][0])
        if not (resolution.corrected or resolution.choices):
            return None
        words = _("We zoeken rond %(place)s.") % {"place": resolution.place.label}
        others = [
            Chip(choice.label, self.query.url({"place": [choice.label]}))
            for choice in resolution.choices
        ]
        return Reading(words, tuple(others))

    # The results.

    @property
    def local_total(self):
        return self.search.totals["local"]

    @property
    def remote_total(self):
        return self.search.totals["remote"]

    @property
    def total(self):
        local, remote = self.local_total, self.remote_total
        return Tally(local.number + remote.number, local.is_floor or remote.is_floor)

    @property
    def pages(self):
        total = {"local": self.local_total, "remote": self.remote_total}.get(self.group, self.total)
        return max(1, ceil(min(total.number, COUNT_LIMIT) / PAGE_SIZE))

    @cached_property
    def number(self):
        """The page asked for, 1 when it is no number and the last one when it is past that."""
        asked = self._asked_page
        is_number = asked.isascii() and asked.isdigit() and len(asked) < 6
        return min(max(int(asked), 1), self.pages) if is_number else 1

    @property
    def previous_url(self):
        return self._page_url(self.number - 1) if self.number > 1 else None

    @property
    def next_url(self):
        return self._page_url(self.number + 1) if self.number < self.pages else None

    def _page_url(self, number):
        extra = {"bereik": "overal"} if self.group == "remote" else {}
        return self.query.url(**extra, **({"pagina": number} if number > 1 else {}))

    @property
    def all_remote_url(self):
        return self.query.url(bereik="overal")

    @property
    def local_url(self):
        return self.query.url()

    @cached_property
    def answer(self):
        return self.search.answer(group=self.group, number=self.number)

    # Ways on from an empty page.

    @cached_property
    def loosenings(self):
        """Every criterion whose loss would give results, the most results first."""
        tallies = self.search.loosened()
        names = sorted(tallies, key=lambda name: -tallies[name].number)
        return [
            Loosening(
                text=", ".join(
                    chip.text for chip in self._chips_of(name, self.filterset.answers[name])
                ),
                count=str(tallies[name]),
                url=self.query.url({name: []}),
            )
            for name in names
            if tallies[name].number
        ]

    @cached_property
    def helplines(self):
        return list(open_helplines())

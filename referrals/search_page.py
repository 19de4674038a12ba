"""The search page as its template reads it: the form with counts, chips, results, ways on."""

from dataclasses import dataclass
from math import ceil

from django.utils.functional import cached_property
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

from referrals import lexicon, typed_line
from referrals.counts import ANY, COUNT_LIMIT, ChoiceTally, Tally
from referrals.cue_need import need_of
from referrals.helplines import helplines_named, open_helplines
from referrals.nearby import RADII, Nearby
from referrals.page_query import PageQuery
from referrals.parts import Section, parts_of
from referrals.search import PAGE_SIZE, Search
from referrals.understanding import Understanding
from referrals.understood import Chip, Reading, ambiguities, corrections, understood_chips
from services import gazetteer
from services.distances import NEAR_KM
from services.filters import FlagFilter, IntegerFilter, ServiceFilter
from services.models import Service
from services.places import AmbiguousPlace
from services.vocabulary import Vocabulary


@dataclass(frozen=True)
class Option:
    """A choice of a filter and how many results it would leave, certain and unknown."""

    name: str
    value: str
    label: str
    tally: ChoiceTally
    is_chosen: bool

    @cached_property
    def unknown_words(self):
        """Of how many it is unknown, in words that go on after the certain ones; empty for none."""
        unknown = self.tally.unknown
        return _(", en %(number)s onbekend") % {"number": unknown} if unknown.number else ""

    @property
    def count_id(self):
        """The id of the element that holds the counts, which a swap replaces."""
        return f"aantal-{self.name}-{self.value}"


@dataclass(frozen=True)
class OptionGroup:
    """A filter with a fixed list of choices. `name` is the page's parameter.

    Where one choice goes out the other, `any_option` is the one of none.
    """

    name: str
    label: str
    options: tuple[Option, ...]
    any_option: Option | None = None

    @property
    def chosen(self):
        """How many of its choices are in use."""
        return sum(option.is_chosen for option in self.options)

    @property
    def has_unknown(self):
        """Whether of some choice it is unknown whether listings fit."""
        return any(option.tally.unknown.number for option in self.options)

    @property
    def useful_first(self):
        """The options in order, that of none first and those that nothing surely answers last."""
        useful = sorted(
            self.options, key=lambda one: not (one.is_chosen or one.tally.certain.number)
        )
        return [self.any_option, *useful] if self.any_option else useful


@dataclass(frozen=True)
class Problem:
    """A value that could not be read, said plainly, with the readings to choose from, if any."""

    text: str
    choices: tuple[Chip, ...] = ()


@dataclass(frozen=True)
class Loosening:
    """A criterion to let go of or to widen, and how many results that would give."""

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
            exact = self.query.values.get("exact", ())
            self.understanding = typed_line.read(text, lexicon=words, exact=exact)
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
        chosen = self.filterset.answers.get("radius", NEAR_KM)
        return [(radius, radius == chosen) for radius in sorted({*RADII, chosen})]

    @cached_property
    def focus_group(self):
        return self._group("focus", any_label=_("Alles"))

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
        """The filters that are simply asked for or not, as one group."""
        return OptionGroup(
            name="telt",
            label=_("Wat telt"),
            options=tuple(
                self._option(name, one, True, "1", one.label)
                for name, one in self.filterset.filters.items()
                if isinstance(one, FlagFilter)
            ),
        )

    @property
    def all_options(self):
        groups = [self.focus_group, self.flags, *self.option_groups]
        return [
            option
            for group in groups
            for option in (*filter(None, [group.any_option]), *group.options)
        ]

    @property
    def has_unknown(self):
        """Whether of some choice it is unknown whether listings fit."""
        return any(option.tally.unknown.number for option in self.all_options)

    @property
    def more_filters_used(self):
        """How many filters inside the closed panel are in use."""
        return len(self.filterset.answers.keys() - {"q", "place", "radius", "age", "focus"})

    def _group(self, name, *, any_label=None):
        one = self.filterset.filters[name]
        parameter = self.query.parameters[name]
        page_values = {value: page_value for page_value, value in parameter.values.items()}
        return OptionGroup(
            name=parameter.name,
            label=str(one.label),
            any_option=None
            if parameter.is_many
            else self._option(name, one, ANY, ANY, any_label or _("Alle")),
            options=tuple(
                self._option(name, one, value, page_values.get(value, value), label)
                for value, label in one.extra["choices"]
            ),
        )

    def _option(self, name, one, value, page_value, label):
        answer = self.filterset.answers.get(name, ANY)
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
            values = self.query.parameters[name].values
            texts = [text for text in self.query.values[name] if values.get(text, text) in answer]
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
        return capfirst(str(one.value_text(answer)))

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
        one = self.filterset.filters[name]
        said = {
            "label": one.label,
            "value": Truncator(", ".join(self._misread(name))).chars(60),
            "low": one.extra.get("min_value"),
            "high": one.extra.get("max_value"),
        }
        if name == "place" and error.code == "max_length":
            words = _("%(label)s: dat is te lang voor een plaats, dus dat telt nu niet mee.")
        elif name == "place":
            return Problem(error.messages[0])
        elif isinstance(one, IntegerFilter):
            words = _(
                "%(label)s: kies een heel getal van %(low)s tot %(high)s. "
                "“%(value)s” telt nu niet mee."
            )
        else:
            words = _("%(label)s: “%(value)s” begrijpen we niet, dus dat telt nu niet mee.")
        return Problem(words % said)

    def _misread(self, name):
        """What stands in the address for a filter and was not understood."""
        values = self.query.parameters[name].values
        good = self.filterset.answers.get(name, ())
        return [
            text
            for text in self.query.values[name]
            if not (self.query.parameters[name].is_many and values.get(text, text) in good)
        ]

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

    @cached_property
    def cue_need(self):
        """What the conversation behind the question is about."""
        return need_of(self.search.question, chosen=self.filterset.answers)

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
        return self.search.answer(
            group=self.group, number=self.number, fitting=self.nearest_fitting
        )

    @property
    def ranked_parts(self):
        is_broken = self.search.totals["certain"].number > 0
        return parts_of(self.answer.ranked, is_broken=is_broken)

    @property
    def remote_parts(self):
        return parts_of(self.answer.remote, is_broken=False)

    @property
    def local_sections(self):
        """Near results, those that surely serve the province apart from those that may."""
        results, totals = self.answer.local, self.search.totals
        is_broken = totals["local_certain"].number > 0
        if "province" not in self.filterset.answers:
            title = _("Met een plek op de kaart")
            if self.search.place:
                title = _("In de buurt van %(place)s") % {"place": self.search.place.name}
            parts = parts_of(results, is_broken=is_broken)
            return [Section("dichtbij", title, str(self.local_total), parts)]
        sure = [result for result in results if result.is_in_province]
        maybe = [result for result in results if not result.is_in_province]
        number, sure_total = self.local_total.number, totals["local_in_province"]
        asked = self.filterset.answers["province"]
        province = self.filterset.filters["province"].value_text(asked)
        sections = [
            Section(
                "zeker",
                _("Zeker voor %(province)s") % {"province": province},
                str(sure_total),
                parts_of(sure, is_broken=is_broken),
            ),
            Section(
                "misschien",
                _("Misschien ook: werkingsgebied niet bekend"),
                str(Tally(number - sure_total.number, self.local_total.is_floor)),
                parts_of(maybe, is_broken=False),
            ),
        ]
        return [section for section in sections if section.parts]

    # The map.

    @cached_property
    def has_near(self):
        """Whether anything near fits, found without the counts, which a map does not need."""
        return self.search.local.exists()

    @property
    def on_the_map(self):
        """The near listings that fit, or else the few nearest that are named instead."""
        if self.has_near:
            return self.search.local
        if self.nearest_fitting is None:
            return Service.objects.none()
        return Service.objects.filter(pk__in=self.nearest_fitting.values("pk"))

    # Ways on from a page with nothing near, and from an empty one.

    @cached_property
    def nearby(self):
        """Ways to something near; None where something is, or nothing helps from afar either."""
        has_only_remote = not self.local_total.number and self.remote_total.number
        return Nearby(self.search) if self.group == "local" and has_only_remote else None

    @cached_property
    def nearest_fitting(self):
        """The few nearest listings that fit, where nothing near does; None where there are none."""
        return self.nearby.nearest if self.nearby else None

    @property
    def wider(self):
        """Larger radii, and how many near results each gives."""
        return [
            Loosening(
                text=_("Binnen %(radius)s km") % {"radius": radius},
                count=str(tally),
                url=self.query.url({"radius": [str(radius)]}),
            )
            for radius, tally in self.nearby.wider.items()
        ]

    @property
    def near_loosenings(self):
        """Every criterion whose loss would give near results."""
        return [self._loosening(name, tally) for name, tally in self.nearby.without.items()]

    @cached_property
    def loosenings(self):
        """Every criterion whose loss would give results, the most results first."""
        tallies = self.search.loosened()
        names = sorted(tallies, key=lambda name: -tallies[name].number)
        return [self._loosening(name, tallies[name]) for name in names if tallies[name].number]

    def _loosening(self, name, tally):
        chips = self._chips_of(name, self.filterset.answers[name])
        text = ", ".join(chip.text for chip in chips)
        return Loosening(
            # Quoted, as “zonder drugs” would say something else; words are quoted already.
            text=text if name == "q" else f"“{text}”",
            count=str(tally),
            url=self.query.url({name: []}),
        )

    @cached_property
    def helplines(self):
        return open_helplines()

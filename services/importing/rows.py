"""A row of a listings file into what the database holds of it. Pure.

A value that the row marks as unverified never becomes part of a published listing: it is kept
apart, as pending. A wording or an hour that is not understood is kept as it was written.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from services.enums import (
    AccessMode,
    AddressVisibility,
    Confidence,
    Focus,
    Format,
    Language,
    Precision,
    ServiceAreaScope,
    ServiceKind,
    Status,
    TargetGroupKind,
    TriState,
)
from services.importing import cells, groups, hours, sources
from services.importing.files import COLUMNS, RowError, RowRejected
from services.importing.groups import Phrase
from services.importing.places import Places

#: Columns that hold several values.
LISTS = (
    "organisation_other_names",
    "partners",
    "phone",
    "target_groups",
    "modalities",
    "languages",
    "topics",
)
#: What a source can leave unconfirmed.
CONFIRMABLE = (
    *LISTS,
    "organisation",
    "service_name",
    "focus",
    "street",
    "postcode",
    "municipality",
    "province",
    "email",
    "website",
    "min_age",
    "max_age",
    "youth_explicit",
    "anonymous",
    "free",
    "opening_hours",
)
#: A draft keeps these though unverified, or an editor could not tell what it is about.
KEPT_ON_DRAFT = ("organisation", "service_name", "municipality", "province")

_STATUSES = {"yes": Status.PUBLISHED, "no": Status.DRAFT}
_KINDS = {
    "organisation service": ServiceKind.SERVICE,
    "helpline": ServiceKind.HELPLINE,
    "information source": ServiceKind.SOURCE,
}
FOCUSES = {"": Focus.UNKNOWN} | {
    focus.value: focus for focus in (Focus.DRUGS, Focus.SEXUALITY, Focus.BOTH, Focus.GENERAL)
}
ANSWERS = {"yes": TriState.YES, "no": TriState.NO, "": TriState.UNKNOWN}
_EXPLICIT = {"yes": True, "no": False, "": None}
MODALITIES = {mode.value.replace("_", "-"): mode for mode in AccessMode}
#: A group is a format: neither a topic nor a way to get in touch, though files say so.
_GROUP = {"group": Format.GROUP}
LANGUAGES = {language.value: language for language in Language}
_CONFIDENCES = {confidence.value: confidence for confidence in Confidence}
_VISIBILITIES = {visibility.value: visibility for visibility in AddressVisibility}
_FLANDERS = "vlaanderen"
#: The topic of what knows both sides.
CHEMSEX = "chemsex"


@dataclass(frozen=True)
class Vocabulary:
    """What rows are read against: the places, the taxonomy, and the table of wordings."""

    places: Places
    provinces: frozenset[str]
    topics: frozenset[str]
    group_kinds: dict[str, str]
    phrases: dict[str, Phrase]


@dataclass(frozen=True)
class Listing:
    """A row that was understood.

    `values` is what a listing gets: fields of Service by name, and its collections as lists of
    dicts; references are codes (slug, REFNIS), so it is the same in every database. Organisation
    and partners are names here, to be matched with those known; `unmapped` are the wordings of
    target groups that the table does not hold.
    """

    key: str
    organisation: str
    other_names: list[str]
    partners: list[str]
    unmapped: list[str]
    values: dict


def parse_row(*, number, row, vocabulary):
    """The listing that a row describes; raises RowRejected with all that is wrong with it."""
    reader = _RowReader(number=number, row=row, vocabulary=vocabulary)
    listing = reader.listing()
    if reader.errors:
        raise RowRejected(reader.errors)
    return listing


class _RowReader:
    """Reads one row cell by cell, gathering errors instead of stopping at the first."""

    def __init__(self, *, number, row, vocabulary):
        self.number, self.vocabulary, self.errors = number, vocabulary, []
        self.cells = {column: row[column].strip() for column in COLUMNS}
        if row.get(""):
            self.reject("id", _("de rij heeft meer cellen dan er kolommen zijn"))
        for column, cell in self.cells.items():
            if any(ord(letter) < 32 and letter not in "\n\r\t" for letter in cell):
                self.reject(column, _("bevat een teken dat niet kan"))
        self.pending, self.withheld = [], set()
        self.status = self.read("publish", cells.choice, _STATUSES)
        self.withheld = self._withheld_fields()
        self.withheld_values = self._withheld_values()

    def reject(self, column, message):
        self.errors.append(RowError(self.number, self.cells["id"], column, str(message)))

    def read(self, column, parse, *arguments, **options):
        """What `parse` makes of a confirmed cell; None, with an error noted, when it refuses."""
        return self.attempt(column, parse, self.cell(column), *arguments, **options)

    def attempt(self, column, parse, *arguments, **options):
        try:
            return parse(*arguments, **options)
        except ValueError as error:
            self.reject(column, error)
            return None

    def choices(self, column, meanings):
        """The meanings of a cell's words; none, with an error noted, when one is unknown."""
        return self.attempt(column, cells.choices, self.items(column), meanings) or []

    def cell(self, column):
        """A cell's text, empty when the row marks it as unverified."""
        return "" if column in self.withheld else self.cells[column]

    def items(self, column):
        """The confirmed values of a cell that holds several."""
        return [
            value
            for value in cells.split(self.cell(column))
            if (column, value) not in self.withheld_values
        ]

    def _withheld_fields(self):
        """The columns to leave out; their values are noted as pending."""
        withheld = set()
        for column in cells.split(self.cells["unverified_fields"]):
            if column not in CONFIRMABLE:
                self.reject("unverified_fields", _("“%s” is hier geen kolom") % column[:60])
                continue
            cell = self.cells[column]
            for value in cells.split(cell) if column in LISTS else filter(None, [cell]):
                self.note_pending(column, value)
            if self.status == Status.PUBLISHED or column not in KEPT_ON_DRAFT:
                withheld.add(column)
        return withheld

    def _withheld_values(self):
        withheld = set()
        for pair in cells.split(self.cells["unverified_values"]):
            column, _colon, value = pair.partition(":")
            if column not in LISTS or value not in cells.split(self.cells[column]):
                self.reject("unverified_values", _("“%s” staat niet in de rij") % pair[:60])
                continue
            self.note_pending(column, value)
            withheld.add((column, value))
        return withheld

    def note_pending(self, column, value):
        entry = {"field": column, "value": value}
        if entry not in self.pending:
            self.pending.append(entry)

    def listing(self):
        wordings = list(dict.fromkeys(self.items("target_groups")))
        phrases = {
            wording: self.vocabulary.phrases.get(groups.phrase_key(wording)) for wording in wordings
        }
        unmapped = [wording for wording, phrase in phrases.items() if phrase is None]
        for wording in unmapped:
            self.note_pending("target_groups", wording)
        key = self.read("id", cells.slug)
        read_in = self.attempt(
            "source_urls",
            sources.parse_sources,
            sources=self.cell("source_urls"),
            ages=self.cell("source_age"),
        )
        values = {
            "slug": key,
            "name": self.read("service_name", cells.required, longest=160),
            "kind": self.read("type", cells.choice, _KINDS),
            "status": self.status,
            "status_reason": self.read("publish_reason", cells.text, longest=300),
            "confidence": self.read("confidence", cells.choice, _CONFIDENCES),
            "editor_notes": self._editor_notes(),
            **self._substance(),
            **self._contact(),
            **self._people(phrases),
            **self._place(phrases),
            "sources": read_in and read_in.listed,
            "source_ages": read_in and read_in.shared_ages,
            "pending_values": self.pending,
        }
        organisation = self.read("organisation", cells.text, longest=160)
        if organisation == "" and values["kind"] not in (None, ServiceKind.SOURCE):
            self.reject("organisation", _("ontbreekt"))
        return Listing(
            key=key,
            organisation=organisation,
            other_names=self._names("organisation_other_names"),
            partners=self._names("partners"),
            unmapped=unmapped,
            values=values,
        )

    def _names(self, column):
        names = dict.fromkeys(self.items(column))
        return [self.attempt(column, cells.text, name, longest=160) for name in names]

    def _editor_notes(self):
        notes = {
            _("Focus"): self.cell("focus_reason"),
            _("Samenwerking"): self.cell("cooperation"),
            _("Nota"): self.cell("notes"),
        }
        return "\n".join(f"{label}: {text}" for label, text in notes.items() if text)

    def _substance(self):
        """What it is about. A listing that knows both sides is about chemsex by that alone."""
        focus = self.read("focus", cells.choice, FOCUSES)
        topics = self.choices("topics", {code: code for code in self.vocabulary.topics} | _GROUP)
        modes = self.choices("modalities", MODALITIES | _GROUP)
        about = set(topics) - {Format.GROUP}
        if focus == Focus.BOTH:
            about.add(CHEMSEX)
        return {
            "focus": focus,
            "topics": [{"topic": code} for code in sorted(about)],
            "access_modes": [mode for mode in AccessMode if mode in modes],
            "formats": [Format.GROUP] if Format.GROUP in topics + modes else [],
        }

    def _contact(self):
        numbers = self.attempt("phone", cells.phones, self.items("phone")) or []
        return {
            "email": self.read("email", cells.email),
            "website": self.read("website", cells.website),
            "languages": self.choices("languages", LANGUAGES),
            "is_anonymous": self.read("anonymous", cells.choice, ANSWERS),
            "is_free": self.read("free", cells.choice, ANSWERS),
            "phones": [
                {"number": number, "label": "", "position": position}
                for position, number in enumerate(numbers)
            ],
            "schedules": [
                {
                    "channel": hours_of.channel,
                    "opening_hours": self.attempt(
                        "opening_hours", cells.text, hours_of.opening_hours, longest=255
                    ),
                    "text": self.attempt("opening_hours", cells.text, hours_of.text, longest=300),
                }
                for hours_of in hours.parse(self.cell("opening_hours"))
            ],
        }

    def _people(self, phrases):
        """For whom it is. Unconfirmed ages are not let in again by the wording of a group."""
        audience = [phrase or Phrase() for phrase in phrases.values() if self._is_audience(phrase)]
        min_age, max_age = self.read("min_age", cells.age), self.read("max_age", cells.age)
        if min_age is not None and max_age is not None and min_age > max_age:
            self.reject("max_age", _("ligt onder de minimumleeftijd"))
        if not (self.cells["min_age"] or self.cells["max_age"]):
            min_age, max_age = groups.stated_ages(audience)
        return {
            "min_age": min_age,
            "max_age": max_age,
            "youth_suitability": groups.youth_suitability(
                explicit=self.read("youth_explicit", cells.choice, _EXPLICIT),
                min_age=min_age,
                max_age=max_age,
                phrases=audience,
            ),
            "target_group_claims": self._claims(phrases),
        }

    def _is_audience(self, phrase):
        """Whether a phrase is, or may be, about people who are helped themselves."""
        kinds = self.vocabulary.group_kinds
        return phrase is None or any(
            kinds[code] == TargetGroupKind.AUDIENCE for code in phrase.groups
        )

    def _claims(self, phrases):
        is_age_withheld = not self.withheld.isdisjoint(("min_age", "max_age"))
        wordings = {}
        for wording, phrase in phrases.items():
            for code in phrase.groups if phrase else ():
                told = wordings.setdefault(code, [])
                if not (is_age_withheld and phrase.tells_age):
                    told.append(wording)
        return [
            {
                "target_group": code,
                "wording": self.attempt("target_groups", cells.text, "; ".join(told), longest=200),
                "evidence": "",
            }
            for code, told in sorted(wordings.items())
        ]

    def _place(self, phrases):
        """Where it is, and which area it serves as far as the row says so."""
        known = {slug: slug for slug in self.vocabulary.provinces}
        province = self.read("province", cells.choice, {"": "", _FLANDERS: _FLANDERS} | known)
        own_province = None if province == _FLANDERS else province
        locations = self._locations(own_province)
        served = {
            town.refnis
            for phrase in phrases.values()
            if phrase
            and phrase.municipality
            and (town := self.attempt("target_groups", self.town, phrase.municipality))
        }
        if served:
            scope = ServiceAreaScope.MUNICIPALITIES
        elif province == _FLANDERS:
            scope = ServiceAreaScope.FLANDERS
        else:
            scope = ServiceAreaScope.UNKNOWN
        return {
            "locations": locations,
            "home_province": None if locations else own_province or None,
            "service_area_scope": scope,
            "municipalities_served": [{"municipality": refnis} for refnis in sorted(served)],
        }

    def town(self, name, province=None):
        return self.vocabulary.places.town(name, province=province)

    def _locations(self, province):
        """A location at the middle of its postal code or municipality: no source gives a point."""
        visibility = self.read("address_visibility", cells.choice, _VISIBILITIES)
        street = self.read("street", cells.text, longest=160)
        name, code = self.cell("municipality"), self.cell("postcode")
        if not name:
            for column in ("street", "postcode"):
                if self.cell(column):
                    self.reject(column, _("staat er zonder (bevestigde) gemeente"))
            return []
        town = self.attempt("municipality", self.town, name, province)
        if town is None:
            return []
        point = town.latitude, town.longitude
        if code:
            point = self.attempt("postcode", self.vocabulary.places.point, code, town) or point
        return [
            {
                "name": "",
                "street": street,
                "postal_code": code,
                "municipality": town.refnis,
                "latitude": point[0],
                "longitude": point[1],
                "precision": Precision.MUNICIPALITY,
                "visibility": visibility,
                "is_wheelchair_accessible": TriState.UNKNOWN,
            }
        ]

"""For whom a listing is: free wording mapped onto the taxonomy, and what it says of age."""

import csv
from dataclasses import dataclass

from services.enums import YouthSuitability

#: Somebody counts as young up to this age (N6).
YOUNG_UNTIL = 30


@dataclass(frozen=True)
class Phrase:
    """What a wording of the sources means.

    `groups` are codes of the taxonomy. `youth`, `min_age` and `max_age` hold only what the words
    themselves say. `municipality` is the name of the place whose inhabitants are meant.
    """

    groups: tuple[str, ...] = ()
    youth: str = ""
    min_age: int | None = None
    max_age: int | None = None
    municipality: str = ""

    @property
    def tells_age(self):
        return self.min_age is not None or self.max_age is not None


def read_phrases(lines):
    """The committed table of wordings, by their key."""

    def number(cell):
        return int(cell) if cell else None

    return {
        phrase_key(row["phrase"]): Phrase(
            groups=tuple(row["groups"].split(";")) if row["groups"] else (),
            youth=row["youth"],
            min_age=number(row["min_age"]),
            max_age=number(row["max_age"]),
            municipality=row["municipality"],
        )
        for row in csv.DictReader(lines)
    }


def phrase_key(wording):
    """The form in which two spellings of a wording are the same."""
    return " ".join(wording.casefold().split())


def stated_ages(phrases):
    """The (min, max) age that every one of the phrases states; (None, None) when they differ.

    The age of one group among several says nothing about the others.
    """
    ages = {(phrase.min_age, phrase.max_age) for phrase in phrases}
    return ages.pop() if len(ages) == 1 else (None, None)


def youth_suitability(*, explicit, min_age, max_age, phrases):
    """How a listing stands to young people, as far as its source says so.

    `explicit` is True where the source speaks of young people, False where it speaks of adults,
    None where it does neither; `phrases` are those about the people helped, not those about their
    surroundings or about professionals.

    - from 18 on, and not meant for the young in particular: adults only;
    - up to an age of at most 30, or only young groups named: made for young people;
    - young people named beside others, or spoken of in any other way: also for young people;
    - only adult groups named: adults only;
    - anything else is unknown. That a source is silent about the young, or names adults beside
      others, tells nothing.
    """
    said = {phrase.youth for phrase in phrases}
    if min_age is not None and min_age >= 18 and not explicit:
        return YouthSuitability.ADULTS_ONLY
    if explicit is not False:
        if max_age is not None and max_age <= YOUNG_UNTIL:
            return YouthSuitability.MADE_FOR
        if said == {YouthSuitability.MADE_FOR}:
            return YouthSuitability.MADE_FOR
        if explicit or said & {YouthSuitability.MADE_FOR, YouthSuitability.SUITED}:
            return YouthSuitability.SUITED
    if said == {YouthSuitability.ADULTS_ONLY} and not explicit and min_age is None:
        return YouthSuitability.ADULTS_ONLY
    return YouthSuitability.UNKNOWN

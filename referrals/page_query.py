"""The Dutch names and values in the page's address, and their English ones in the filters.

`docs/url-parameters.md` has the table for people. A single-valued parameter that is repeated counts
once, by its last value; a value that is not in its table goes on as it is, so that the filter
names it as wrong.
"""

from dataclasses import dataclass, field

from django.http import QueryDict
from django.urls import reverse

from services.enums import AccessMode, Approach, Focus
from services.vocabulary import Vocabulary

FOCUS = {
    "drugs": Focus.DRUGS,
    "seksualiteit": Focus.SEXUALITY,
    "beide": Focus.BOTH,
    "algemeen": Focus.GENERAL,
}
ACCESS_MODES = {
    "inloop": AccessMode.WALK_IN,
    "afspraak": AccessMode.APPOINTMENT,
    "telefoon": AccessMode.PHONE,
    "e-mail": AccessMode.EMAIL,
    "chat": AccessMode.CHAT,
    "online": AccessMode.ONLINE,
    "outreach": AccessMode.OUTREACH,
    "residentieel": AccessMode.RESIDENTIAL,
}
APPROACHES = {
    "schadebeperking": Approach.HARM_REDUCTION,
    "gecontroleerd-gebruik": Approach.CONTROLLED_USE,
    "abstinentie": Approach.ABSTINENCE,
}
#: Longest value that is read; more is rubbish, and it is not repeated on the page either.
MAX_VALUE = 500
#: Most values read of one parameter; there are no more choices than this.
MAX_VALUES = 40


@dataclass(frozen=True)
class Parameter:
    """One parameter of the page's address: its name, its filter, and its values if these differ."""

    name: str
    filter_name: str
    values: dict = field(default_factory=dict)
    is_many: bool = False


def page_parameters(vocabulary: Vocabulary):
    """Every parameter that the search page knows, in the order of the form."""
    topics = {term.slug: term.code for term in vocabulary.topics}
    groups = {term.slug: term.code for term in vocabulary.target_groups}
    return (
        Parameter("q", "q"),
        Parameter("plaats", "place"),
        Parameter("straal", "radius"),
        Parameter("leeftijd", "age"),
        Parameter("focus", "focus", FOCUS),
        Parameter("jongeren", "youth"),
        Parameter("provincie", "province"),
        Parameter("contact", "access_mode", ACCESS_MODES, is_many=True),
        Parameter("thema", "topic", topics, is_many=True),
        Parameter("doelgroep", "target_group", groups, is_many=True),
        Parameter("taal", "language", is_many=True),
        Parameter("aanpak", "approach", APPROACHES, is_many=True),
        Parameter("anoniem", "anonymous"),
        Parameter("zonder-intake", "no_intake"),
        Parameter("gratis", "free"),
        Parameter("open", "open_now"),
        Parameter("letterlijk", "exact", is_many=True),
    )


class PageQuery:
    """The page's address, read: `data` feeds the filters, `url()` makes the addresses beside it.

    `was_cut` says that some value was longer than is read.
    """

    def __init__(self, query: QueryDict, vocabulary: Vocabulary):
        self.parameters = {one.filter_name: one for one in page_parameters(vocabulary)}
        self.values = {}
        self.was_cut = False
        for parameter in self.parameters.values():
            given = query.getlist(parameter.name)[-MAX_VALUES:]
            self.was_cut |= any(len(text) > MAX_VALUE for text in given)
            texts = [_clean(text) for text in given]
            texts = list(dict.fromkeys(text for text in texts if text))
            if texts:
                self.values[parameter.filter_name] = texts if parameter.is_many else texts[-1:]

    @property
    def data(self):
        """English names and values, as a QueryDict for the FilterSet."""
        data = QueryDict(mutable=True)
        for name, texts in self.values.items():
            values = self.parameters[name].values
            data.setlist(name, [values.get(text, text) for text in texts])
        return data

    def url(self, changed=None, **extra):
        """The address with changed filters ({filter name: page values}; none takes it off).

        `extra` are parameters that are no filters, such as the page number.
        """
        query = QueryDict(mutable=True)
        for name, texts in (self.values | (changed or {})).items():
            query.setlist(self.parameters[name].name, texts)
        for name, value in extra.items():
            query[name] = value
        encoded = query.urlencode()
        return f"?{encoded}" if encoded else reverse("referrals:search")


def _clean(text):
    """Without control characters and outer space, and no longer than anyone types."""
    return "".join(letter for letter in text if letter.isprintable())[:MAX_VALUE].strip()

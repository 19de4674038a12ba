"""What somebody may be typing in the search box: words of the scene, places, and names.

Pure but for `suggest` and `names_with`, which read the database.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from itertools import islice, takewhile, zip_longest

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from referrals import lexicon as lexicons
from referrals.dutch import COMMON_WORDS, PLACE_PREPOSITIONS
from referrals.enums import ConceptKind
from referrals.lexicon import Lexicon
from referrals.query import understand
from referrals.tokens import LONGEST_TOKEN, key, read_tokens
from services import gazetteer as gazetteers
from services.enums import ServiceKind
from services.gazetteer import Gazetteer

#: Most suggestions at a time.
LIMIT = 8
#: Letters from which there is something to suggest.
SHORTEST = 2
#: Letters that are looked for in names, and digits of a postal code.
SHORTEST_NAME = SHORTEST_CODE = 3
#: Letters from which they may stand inside a word, or in one that is not suggested itself.
SHORTEST_PART = 4
#: Longest text that the box takes, in letters, and most words at its end that are completed.
LONGEST, MAX_WORDS = 500, 4
#: Most listings whose names are looked at: who types what more of them hold has to type on.
MAX_NAMES = 100
#: How well a text fits: it is all that was typed, starts so, has a word that does, or a part; or
#: a word that is not suggested itself does.
_WHOLE, _START, _WORD, _INSIDE, _BEHIND = range(5)
#: The kinds of places, in the order in which they are offered.
_PLACE_KINDS = {
    "municipality": gettext_lazy("gemeente"),
    "province": gettext_lazy("provincie"),
    "region": gettext_lazy("gewest"),
    "submunicipality": gettext_lazy("plaats"),
    "postal_code": gettext_lazy("postcode"),
}


class SuggestionKind(TextChoices):
    """What a suggestion is about."""

    CONCEPT = "concept", gettext_lazy("begrip")
    PLACE = "place", gettext_lazy("plaats")
    ORGANISATION = "organisation", gettext_lazy("organisatie")
    SERVICE = "service", gettext_lazy("aanbod")


@dataclass(frozen=True)
class Suggestion:
    """A text to choose, a note on what it is, and all that the box holds once it is chosen."""

    kind: SuggestionKind
    text: str
    note: str
    value: str


@dataclass(frozen=True)
class Ending:
    """The last words of a line, folded; `before` is what stands before them, as it was typed."""

    words: tuple[str, ...]
    before: str

    @property
    def letters(self):
        return sum(map(len, self.words))

    def fit(self, tokens):
        """How well a text, given as `tokens.key`, fits at its best; None when it does not."""
        if tokens == self.words:
            return _WHOLE
        length, last = len(self.words), self.words[-1]
        for start in range(len(tokens) - length + 1):
            *whole, final = tokens[start : start + length]
            if final.startswith(last) and tuple(whole) == self.words[:-1]:
                return _WORD if start else _START
        return None


def endings(typed):
    """What of a line may still be completed, the longest first: nothing in rubbish."""
    if len(typed) > LONGEST or not typed.isprintable():
        return []
    last = read_tokens(typed, limit=LONGEST)[0][-MAX_WORDS:]
    found = [
        Ending(tuple(token.text for token in last[at:]), typed[: token.start])
        for at, token in enumerate(last)
        # Not from the middle of a word: "tele-onthaal", "3-MMC", "d'Anvers".
        if not re.search(r"[\w'’-]$", typed[: token.start])
    ]
    return [
        ending
        for ending in found
        if ending.letters >= SHORTEST and max(map(len, ending.words)) <= LONGEST_TOKEN
    ]


class Completions:
    """An index of the words of the scene by all their parts, and of the places by their start.

    `words` are rows with term, text, is_choosable and is_printable. A word that is not to be chosen
    leads to its concept's term, and is named beside it only when it may be printed.
    """

    def __init__(self, *, words, lexicon: Lexicon, gazetteer: Gazetteer):
        self._lexicon, self._gazetteer = lexicon, gazetteer
        rows = [part for term in lexicon.meanings for part in _parts(term, term)]
        for word in words:
            text, term = word["text"], word["term"]
            if word["is_choosable"]:
                rows += _parts(text, term)
            elif whole := " ".join(key(text)):
                rows.append((whole, _BEHIND, term, text if word["is_printable"] else "", term))
        self._rows = sorted(rows)
        self._starts = [part for part, *_ in self._rows]
        self._names = {}

    def concepts(self, ending):
        """(fit, suggestion) of each concept that a word leads to, the best first."""
        typed = " ".join(ending.words)
        best = {}
        for part, fit, text, behind, term in self._starting_with(typed):
            if part == typed:
                fit = {_START: _WHOLE, _BEHIND: _WORD}.get(fit, fit)
            if fit <= _WORD or ending.letters >= SHORTEST_PART:
                own = (fit, text != term, len(text), text, behind)
                best[term] = min(own, best.get(term, own))
        return [
            (
                fit,
                Suggestion(
                    SuggestionKind.CONCEPT,
                    text,
                    self._note(text, behind, term),
                    ending.before + text,
                ),
            )
            for (fit, _, _, text, behind), term in sorted((own, term) for term, own in best.items())
        ]

    def _starting_with(self, typed):
        first = bisect_left(self._starts, typed)
        return takewhile(lambda row: row[0].startswith(typed), islice(self._rows, first, None))

    def _note(self, text, behind, term):
        if text != term:
            return _("woord voor %(term)s") % {"term": term}
        if behind:
            return _("ook: %(word)s") % {"word": behind}
        return str(ConceptKind(self._lexicon.meanings[term].kind).label)

    def places(self, ending):
        """(fit, suggestion) of places with a name that starts so, the best first."""
        typed = " ".join(ending.words)
        if typed.isdigit() and len(typed) < SHORTEST_CODE:
            return []
        found = self._gazetteer.starting_with(typed)
        kinds = list(_PLACE_KINDS)
        ordered = sorted(
            found, key=lambda place: (found[place], kinds.index(place.kind), place.label)
        )
        is_announced = bool(set(key(ending.before)[-1:]) & PLACE_PREPOSITIONS)
        named = (
            (place, name.removeprefix("in ") if is_announced else name)
            for place in ordered
            if (name := self._named(place))
        )
        return [
            (
                _START if found[place][0] else _WHOLE,
                Suggestion(
                    SuggestionKind.PLACE,
                    place.label,
                    str(_PLACE_KINDS[place.kind]),
                    ending.before + name,
                ),
            )
            for place, name in islice(named, LIMIT)
        ]

    def _named(self, place):
        """How to name a place in a line so that it, and nothing else, is understood; or None."""
        if place not in self._names:
            name = self._shortest_name(place)
            mention = understand(
                name, lexicon=self._lexicon, gazetteer=self._gazetteer
            ).place_mention
            is_understood = mention is not None and mention.resolution.place == place
            self._names[place] = name if is_understood else None
        return self._names[place]

    def _shortest_name(self, place):
        """Its name, with its municipality where it shares that, and "in" where it says more."""
        name, is_shared = place.label, False
        if place.kind == "submunicipality":
            is_shared = self._gazetteer.resolve(place.name).place != place
            name = place.label if is_shared else place.name
        words = key(name)
        says_more = len(words) == 1 and (words[0] in COMMON_WORDS or self._lexicon.holds(words[0]))
        return f"in {name}" if is_shared or says_more else name


def _parts(text, term):
    """Rows (part, fit, text, behind, term) of each part with which a text ends.

    Those that start inside a word are among them: of "partydrugs" somebody may know the "drugs".
    """
    whole = " ".join(key(text))
    for at, letter in enumerate(whole):
        if letter != " ":
            fit = _START if at == 0 else _WORD if whole[at - 1] == " " else _INSIDE
            yield whole[at:], fit, text, "", term


class Names:
    """Organisations and services by name.

    Made of rows with name and kind of a listing, and organisation (None without one) and
    other_names of who offers it.
    """

    def __init__(self, rows):
        organisations, services = {}, defaultdict(set)
        for row in rows:
            if row["organisation"]:
                organisations[row["organisation"]] = row["other_names"]
            services[row["name"]].add(row["organisation"] or ServiceKind(row["kind"]).label)
        label = str(SuggestionKind.ORGANISATION.label)
        self._called = [
            (SuggestionKind.ORGANISATION, name, label, self._tokens(name, *others))
            for name, others in organisations.items()
        ]
        self._called += [
            (SuggestionKind.SERVICE, name, ", ".join(sorted(map(str, of))), self._tokens(name))
            for name, of in services.items()
        ]

    @staticmethod
    def _tokens(*names):
        return [(name, key(name)) for name in names]

    def called(self, ending):
        """(fit, suggestion) of each that is called so, the best first."""
        found = []
        for kind, text, note, names in self._called:
            fits = [
                (fit, name) for name, tokens in names if (fit := ending.fit(tokens)) is not None
            ]
            if fits:
                fit, name = min(fits, key=lambda one: one[0])
                own = note if name == text else _("ook: %(word)s") % {"word": name}
                found.append((fit, Suggestion(kind, text, own, ending.before + text)))
        return sorted(found, key=lambda one: (one[0], one[1].kind, len(one[1].text), one[1].text))


def mixed(typed, *, completions: Completions, find_names):
    """At most `LIMIT` suggestions: concepts, places and names, what fits best first.

    Kinds stay together and take turns in filling the room. Where several words are the start of
    something, fewer of them count only when they are all of something else. `find_names` gives the
    rows of `Names` for the words of an ending.
    """
    ends = endings(typed)
    # Beside single letters ("3-mm") every name would have to be read.
    asked = next(
        (one for one in reversed(ends) if sum(len(w) for w in one.words if w[1:]) >= SHORTEST_NAME),
        None,
    )
    names = Names(find_names(asked.words) if asked else [])
    groups = [[], [], []]
    worst = _BEHIND
    for ending in ends:
        found = (completions.concepts(ending), completions.places(ending), names.called(ending))
        for group, own in zip(groups, found, strict=True):
            group += [(-len(ending.words), *one) for one in own if one[0] <= worst]
        if any(fit <= _WORD for own in found for fit, _suggestion in own):
            worst = _WHOLE
    groups = [group for group in map(_once, groups) if group]
    groups.sort(key=lambda group: group[0][:2])
    in_turn = [one for turn in zip_longest(*groups) for one in turn if one]
    chosen = set(in_turn[:LIMIT])
    return [one[-1] for group in groups for one in group if one in chosen]


def _once(group):
    """Without what is called the same as something before it, or does not fit the box."""
    first = {}
    for one in group:
        if len(one[-1].value) <= LONGEST:
            first.setdefault(key(one[-1].text), one)
    return list(first.values())


#: The index that was made last, by the lexicon and the gazetteer that it was made of.
_made = {}


def suggest(typed):
    """Suggestions for what stands in the box so far, the best first; none for rubbish.

    Costs two queries, and one more after a change of the lexicon.
    """
    if not endings(typed):
        return []
    return mixed(typed, completions=load(), find_names=names_with)


def load():
    """The index of the lexicon and the gazetteer in the database, made again when they change."""
    from referrals.models import Word

    lexicon, gazetteer = lexicons.load(), gazetteers.load()
    completions = _made.get((lexicon, gazetteer))
    if completions is None:
        words = Word.objects.order_by("pk").values_list(
            "concept__term", "text", "is_seen", "is_everyday", "source"
        )
        completions = Completions(
            words=[
                {
                    "term": term,
                    "text": text,
                    # An everyday word means nothing by itself, its concept's term does.
                    "is_choosable": is_seen and not is_everyday,
                    "is_printable": is_seen or source != "",
                }
                for term, text, is_seen, is_everyday, source in words
                if term in lexicon.meanings
            ],
            lexicon=lexicon,
            gazetteer=gazetteer,
        )
        _made.clear()
        _made[lexicon, gazetteer] = completions
    return completions


def names_with(words):
    """Rows for `Names` of published listings where these words follow one another.

    The last word may go on. Found by the trigrams of the public read model.
    """
    from services.models import Service

    services = Service.objects.searchable().filter(document__text__regex=expression(words))
    return [
        {
            "name": name,
            "kind": kind,
            "organisation": organisation,
            "other_names": other_names or (),
        }
        for name, kind, organisation, other_names in services.values_list(
            "name", "kind", "organisation__name", "organisation__other_names"
        )[:MAX_NAMES]
    ]


def expression(words):
    """A regular expression for a folded text where these words follow one another.

    Words are letters and digits only, so none of them means anything else in it.
    """
    return rf"(^|[^a-z0-9]){'[^a-z0-9]*'.join(words)}"

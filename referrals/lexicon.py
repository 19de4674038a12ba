"""The words of the scene and of help, and what each of them says about listings.

Pure apart from `load`, which fills the lexicon from the database.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from referrals.dutch import COMMON_WORDS, COMPOUND_ENDS, RESEMBLING_WORDS
from referrals.enums import LinkKind
from referrals.tokens import LONGEST_TOKEN, key
from services.spelling import Spelling

#: Links that a concept lends to those that belong to it; what it denies or warns of is its own.
_LENT = frozenset(
    {
        LinkKind.TOPIC,
        LinkKind.TARGET_GROUP,
        LinkKind.FOCUS,
        LinkKind.APPROACH,
        LinkKind.ACCESS_MODE,
        LinkKind.FORMAT,
    }
)
#: How far a concept lends: to what belongs to it, and to what belongs to that.
_DEPTH = 2
#: Weight of the terms in `maps_to`, and the least that is worth searching for.
_MAPPED, _LEAST = 0.8, 0.2
#: Words of one concept that are looked for in text.
MAX_WORDS_OF_CONCEPT = 24
_ENDINGS = (
    "tjes",
    "jes",
    "tje",
    "je",
    "skes",
    "kes",
    "ske",
    "ken",
    "ke",
    "en",
    "es",
    "s",
    "e",
    "n",
    "t",
)


@dataclass(frozen=True)
class Meaning:
    """What a concept says about listings.

    `targets` are (kind, target, weight) triples, strongest first, those of related concepts among
    them at a lower weight; kinds are those of `LinkKind`. `texts` are (text, weight) pairs to look
    for in the text of listings: its own term and those of related concepts. `senses` are terms of
    the concepts that it may stand for, `excludes` of those that it denies.
    """

    slug: str
    term: str
    kind: str
    targets: tuple[tuple[str, str, float], ...] = ()
    texts: tuple[tuple[str, float], ...] = ()
    senses: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()

    def weights(self, kind):
        """Weight by target for one kind of link."""
        return {target: weight for own, target, weight in self.targets if own == kind}


@dataclass(frozen=True)
class Phrase:
    """A word or group of words, and what it may mean, the likeliest first.

    An everyday one means this only in company of other words of the scene. `language` is the one
    that alone has it, where that is known.
    """

    text: str
    meanings: tuple[Meaning, ...]
    is_everyday: bool
    language: str | None = None


class Lexicon:
    """An index of concepts by all their words.

    `meanings` are the concepts by their term, `words` what to look for in text on behalf of each:
    the term first, then its other words but for those of everyday language.

    Built of plain rows: `concepts` with slug, term, kind, maps_to and explanation; `words` with
    term, text, is_everyday and language; `links` with term, kind, target and weight.
    """

    def __init__(self, *, concepts, words, links):
        concepts = {row["term"]: row for row in concepts}
        texts = [(term, term, False) for term in concepts]
        texts += [(row["term"], row["text"], row["is_everyday"]) for row in words]
        own_links = defaultdict(list)
        for row in links:
            own_links[row["term"]].append((row["kind"], row["target"], row["weight"]))
        related = _related(concepts, texts, own_links)
        self.meanings: Mapping[str, Meaning] = {
            term: _meaning(row, own_links, related) for term, row in concepts.items()
        }
        self.words: Mapping[str, tuple[str, ...]] = _words_to_look_for(concepts, texts)
        self._phrases = _phrases(texts, self.meanings, _languages(concepts, words))
        self._longest = defaultdict(int)
        for tokens in self._phrases:
            self._longest[tokens[0]] = max(self._longest[tokens[0]], len(tokens))
        self._tokens = frozenset(token for tokens in self._phrases for token in tokens)
        explained = (key(row["explanation"]) for row in concepts.values())
        self._known = self._tokens.union(COMMON_WORDS, RESEMBLING_WORDS, *explained)
        everyday = {
            token
            for tokens, phrase in self._phrases.items()
            if phrase.is_everyday
            for token in tokens
        }
        by_letter = defaultdict(list)
        for token in sorted(self._tokens - everyday - COMMON_WORDS):
            if len(token) > 3 and token.isalpha():
                by_letter[token[0]].append(token)
        self._spelling = {letter: Spelling(words) for letter, words in by_letter.items()}

    def phrase_at(self, tokens, start):
        """The longest phrase that begins at `start`, with its number of tokens; or None, 0."""
        longest = min(self._longest.get(tokens[start], 0), len(tokens) - start)
        for length in range(longest, 0, -1):
            if phrase := self._phrases.get(tuple(tokens[start : start + length])):
                return phrase, length
        return None, 0

    def holds(self, token):
        """Whether a token is part of some word of the lexicon."""
        return token in self._tokens

    def knows(self, token):
        """Whether a token is a word of the lexicon or of everyday language."""
        return token in self._known or token.isdigit() or len(token) < 3

    def parts(self, token):
        """The known words that an unknown one is made of: its stem, or both halves of a compound.

        Empty when there are none. "slammers" gives ("slammer",), "ghbverslaving" both its parts.
        """
        for ending in _ENDINGS:
            stem = token.removesuffix(ending)
            if stem != token and len(stem) > 3 and self._is_word(stem):
                return (stem,)
        for cut in range(3, len(token) - 2):
            head, tail = token[:cut], token[cut:]
            if tail in COMPOUND_ENDS or (len(tail) > 3 and self._is_word(tail)):
                for stem in (head, head.removesuffix("s")):
                    if len(stem) > 2 and self._is_word(stem):
                        return (head if stem == head else stem, tail)
        return ()

    def corrected(self, token):
        """The word that a misspelt one was meant to be, or None: never for a known word.

        The first letter has to be right. Four letters may only have changed places, up to seven
        may hold one mistake, longer words two.
        """
        spelling = self._spelling.get(token[:1])
        if (
            spelling is None
            or self.knows(token)
            or not 4 <= len(token) <= LONGEST_TOKEN
            or not token.isalpha()
        ):
            return None
        near = spelling.nearest(token, limit=1 if len(token) < 8 else 2)
        if len(token) == 4:
            near = [word for word in near if sorted(word) == sorted(token)]
        return min(near, key=lambda word: (not self._is_word(word), word), default=None)

    def _is_word(self, token):
        phrase = self._phrases.get((token,))
        return phrase is not None and not phrase.is_everyday and token not in COMMON_WORDS


def _related(concepts, texts, own_links):
    """By term, the (term, weight) pairs of the concepts that it belongs to."""
    by_key = {}
    for term, text, _ in sorted(texts, key=lambda row: row[0] != row[1]):
        by_key.setdefault(key(text), term)
    related = {}
    for term, row in concepts.items():
        weights = {}
        for mapped in filter(None, row["maps_to"].split(";")):
            weights[by_key.get(key(mapped))] = _MAPPED
        weights |= {
            target: weight
            for kind, target, weight in own_links[term]
            if kind == LinkKind.CONCEPT and target in concepts
        }
        related[term] = {
            other: weight for other, weight in weights.items() if other not in (None, term)
        }
    return related


def _meaning(row, own_links, related):
    """A concept with the links and terms of what it belongs to."""
    term = row["term"]
    lenders, ring = {term: 1.0}, {term: 1.0}
    for _ in range(_DEPTH):
        further = defaultdict(float)
        for lender, lent in ring.items():
            for other, weight in related[lender].items():
                if lent * weight > lenders.get(other, 0):
                    further[other] = max(further[other], lent * weight)
        lenders |= further
        ring = further
    targets = defaultdict(float)
    for lender, lent in lenders.items():
        for kind, target, weight in own_links[lender]:
            if (lender == term or kind in _LENT) and kind != LinkKind.CONCEPT:
                targets[kind, target] = max(targets[kind, target], round(lent * weight, 3))
    ranked = sorted(
        ((kind, target, weight) for (kind, target), weight in targets.items() if weight >= _LEAST),
        key=lambda link: (-link[2], link[0], link[1]),
    )
    return Meaning(
        slug=row["slug"],
        term=term,
        kind=row["kind"],
        targets=tuple(
            link for link in ranked if link[0] not in (LinkKind.MEANS, LinkKind.EXCLUDES)
        ),
        texts=tuple(
            (other, round(weight, 3))
            for other, weight in sorted(lenders.items(), key=lambda pair: (-pair[1], pair[0]))
            if weight >= _LEAST
        ),
        senses=tuple(target for kind, target, _ in ranked if kind == LinkKind.MEANS),
        excludes=tuple(target for kind, target, _ in ranked if kind == LinkKind.EXCLUDES),
    )


def _words_to_look_for(concepts, texts):
    words = {term: {" ".join(key(term)): None} for term in concepts}
    for term, text, is_everyday in texts:
        tokens = key(text)
        if tokens and not is_everyday and len("".join(tokens)) > 2:
            words[term][" ".join(tokens)] = None
    return {term: tuple(own)[:MAX_WORDS_OF_CONCEPT] for term, own in words.items()}


def _languages(concepts, words):
    """By key the languages that have it; a term itself is of any."""
    languages = defaultdict(set)
    for term in concepts:
        languages[key(term)].add("")
    for row in words:
        languages[key(row["text"])].add(row["language"])
    return languages


def _phrases(texts, meanings, languages):
    """Phrases by key. A concept of that very name is the likeliest meaning, then the surest one."""
    rows = defaultdict(dict)
    for term, text, is_everyday in texts:
        if tokens := key(text):
            is_letter = len(tokens) == 1 and len(tokens[0]) == 1
            flagged = is_everyday or is_letter
            rows[tokens][term] = (text, flagged and rows[tokens].get(term, ("", True))[1])
    phrases = {}
    for tokens, found in rows.items():
        terms = sorted(found, key=lambda term: (key(term) != tokens, found[term][1], term))
        phrases[tokens] = Phrase(
            text=found[terms[0]][0],
            meanings=tuple(meanings[term] for term in terms),
            is_everyday=all(is_everyday for _, is_everyday in found.values()),
            language=next(iter(languages[tokens])) or None if len(languages[tokens]) == 1 else None,
        )
    return phrases


#: The lexicon of the version that was read last, by that version.
_loaded = {}


def load():
    """The lexicon in the database, read again as soon as anything in it has changed.

    Costs one query of one row when nothing has. The version is read before the rows: rows that
    change in between are at worst read once more.
    """
    from django.db.models import F

    from referrals.models import Concept, ConceptLink, LexiconVersion, Word

    version = LexiconVersion.objects.values_list("value", flat=True).first()
    lexicon = _loaded.get(version)
    if lexicon is None:
        lexicon = Lexicon(
            concepts=Concept.objects.order_by("pk").values(
                "slug", "term", "kind", "maps_to", "explanation"
            ),
            words=Word.objects.order_by("pk").values(
                "text", "is_everyday", "language", term=F("concept__term")
            ),
            links=ConceptLink.objects.order_by("pk").values(
                "kind", "target", "weight", term=F("concept__term")
            ),
        )
        _loaded.clear()
        _loaded[version] = lexicon
    return lexicon

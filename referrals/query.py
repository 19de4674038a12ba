"""What a worker typed, understood: concepts, place, age, wishes, danger, and the rest as text.

Pure: the words come from the lexicon, the places from the gazetteer. Nothing is decided here about
listings; see `Understanding` for what a search can make of it.
"""

import re
from collections.abc import Collection

from referrals.dutch import (
    AGED_PERSONS,
    COMMON_WORDS,
    DURATION_AFTER,
    DURATION_BEFORE,
    DUTCH_MARKERS,
    ENGLISH_MARKERS,
    FRENCH_MARKERS,
    NAMING_WORDS,
    NEGATIONS,
    PLACE_BEGINNINGS,
    PLACE_PREPOSITIONS,
    PROVINCE_WORDS,
    STOP_WORDS,
    UNITS,
    USE_WORDS,
    WITHOUT,
    YEARS,
)
from referrals.enums import ConceptKind
from referrals.lexicon import Lexicon
from referrals.tokens import LONGEST_TOKEN, Token, folded, read_tokens
from referrals.understanding import (
    AgeMention,
    Correction,
    Mention,
    PlaceMention,
    Understanding,
)
from services.gazetteer import Gazetteer, normalise
from services.text import fold

#: Words of a line that are read; whoever typed more is told so.
MAX_WORDS = 60
#: How near another word of the scene makes an everyday word one of them, in words.
_NEAR = 3
#: How far a negation reaches over words that say nothing, in words.
_REACH = 4
#: Longest place name, in words, and how many names a line may ask the gazetteer.
_PLACE_WORDS, _MAX_PLACES_TRIED = 5, 40
#: What stands between the words of a name in one piece: "Erpe-Mere", "O.-L.-V.-Lombeek".
_WITHIN_NAMES = ("-", ".-", ".")
#: What stands before words that are no part of what was denied.
_ENDS_CLAUSE = (":", ";", ",", ".", "!", "?")
#: What carries a negation on to the next place.
_ALSO = frozenset({"of", "noch", "or", "ou"})
#: Words that have done their work when the line is read.
_SILENT = STOP_WORDS | NEGATIONS | PLACE_PREPOSITIONS | YEARS | UNITS
_SCENE = {ConceptKind.SUBSTANCE, ConceptKind.PRACTICE}


def understand(
    text: str, *, lexicon: Lexicon, gazetteer: Gazetteer, exact: Collection[str] = ()
) -> Understanding:
    """What a line says; words in `exact` are taken as they are typed. Never raises."""
    return _Line(text, lexicon, gazetteer, frozenset(map(fold, exact))).understanding()


class _Line:
    """A line being read: each step claims words for what they mean, and leaves the rest."""

    def __init__(self, text, lexicon, gazetteer, exact):
        self.line, self.lexicon, self.gazetteer, self.exact = text, lexicon, gazetteer, exact
        self.tokens, self.was_cut = read_tokens(text, limit=MAX_WORDS)
        self.found = []
        self.doubtful = []
        self.corrections = []
        self.place = self.age = None
        self.avoided = []
        self.tried = {}

    def understanding(self):
        self._find_joined_place()
        self._find_concepts()
        self._find_place()
        self._find_age()
        if self._read_unknown_words():
            self._find_concepts()
        self._find_place(misspelt=True)
        self._decide_everyday_words()
        mentions = self._with_negations(sorted(self.found, key=lambda found: found[0]))
        return Understanding(
            line=self.line,
            mentions=mentions,
            place_mention=self.place,
            avoided=tuple(self.avoided),
            age_mention=self.age,
            text=tuple(
                text
                for token in self.tokens
                if token.owner is None and (text := folded(token.raw)) not in _SILENT
                if len(text) > (2 if text.isdigit() else 1)
                if not self._is_mere_place(text)
            ),
            corrections=self._used_corrections(),
            language=self._language(),
            was_cut=self.was_cut,
        )

    def _is_mere_place(self, text):
        """Whether a word names a second place on a line of which nothing but places is known."""
        if self.found or self.place is None:
            return False
        return self.gazetteer.resolve(text, guess=False).place is not None

    def _language(self):
        """The language that small words give away, or words of the scene in French; or None."""
        words = {folded(token.raw) for token in self.tokens}
        french, english = len(words & FRENCH_MARKERS), len(words & ENGLISH_MARKERS)
        if not words & DUTCH_MARKERS:
            french += sum(phrase.language == "fr" for _, _, phrase in self.found)
        if french == english:
            return None
        return "fr" if french > english else "en"

    def _used_corrections(self):
        """Corrections that led to something; the others stay as they were typed."""
        claimed = {token.start for token in self.tokens if token.owner}
        used = (one for one in self.corrections if one.start in claimed)
        return tuple(sorted(used, key=lambda one: one.start))

    # Concepts

    def _find_concepts(self):
        """Claim the longest phrases from left to right; everyday words wait for company."""
        texts = [None if token.owner else token.text for token in self.tokens]
        self.doubtful = []
        at = 0
        while at < len(texts):
            phrase, length = self.lexicon.phrase_at(texts, at)
            if phrase is None:
                at += 1
                continue
            if phrase.is_everyday:
                self.doubtful.append((at, length, phrase))
            else:
                self._claim(at, length, phrase)
            at += length

    def _claim(self, at, length, phrase):
        for token in self.tokens[at : at + length]:
            token.owner = phrase
        self.found.append((at, length, phrase))

    def _decide_everyday_words(self):
        """Take an everyday word for one of the scene when what stands around it says so."""
        firm = {
            at
            for start, length, phrase in self.found
            if phrase.meanings[0].kind in _SCENE
            for at in range(start, start + length)
        } | {at for at, token in enumerate(self.tokens) if token.text in USE_WORDS}
        capitals = {at for at, length, _ in self.doubtful if self._is_capital(at, length)}
        firm |= capitals
        for at, length, phrase in self.doubtful:
            if self._is_name(at) or any(token.owner for token in self.tokens[at : at + length]):
                continue
            near = range(at - _NEAR, at + length + _NEAR)
            own = range(at, at + length)
            company = any(other in firm for other in near if other not in own)
            is_word = len(self.tokens[at].text) > 1
            alone = is_word and self._says_nothing_else(at, at + length)
            if at in capitals or company or alone:
                self._claim(at, length, phrase)

    def _is_capital(self, at, length):
        """A letter in upper case on a line that is not all upper case, and no initial."""
        token = self.tokens[at]
        return (
            length == 1
            and len(token.text) == 1
            and token.raw.isupper()
            and (len(self.tokens) == 1 or not self.line.isupper())
            and not self._is_name(at)
        )

    def _is_name(self, at):
        """Whether a letter is cut off ("'t", "don't"), an initial or part of a name."""
        token = self.tokens[at]
        if len(token.text) > 1:
            return False
        before, after = self.line[token.start - 1 : token.start], self.line[token.end :][:1]
        follows = self.tokens[at - 1] if at else None
        leads = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        is_initial = (
            leads is not None
            and leads.owner is None
            and leads.raw[:1].isupper()
            and leads.text not in COMMON_WORDS
            and not self.line.isupper()
        )
        return (
            before in ("'", "’", "`", "-")
            or after in (".", "'", "’")
            # "X-team", and not "G-verslaving".
            or (after == "-" and (leads is None or leads.owner is None))
            or (follows is not None and follows.text in NAMING_WORDS)
            or is_initial
        )

    # Places

    def _find_joined_place(self):
        """Claim a name in one piece that means nothing else: "Erpe-Mere", "provincie Antwerpen"."""
        for at, token in enumerate(self.tokens):
            first = at + (token.text in PROVINCE_WORDS)
            end = first + 1
            while end < len(self.tokens) and self._gap_before(end) in _WITHIN_NAMES:
                end += 1
            is_name = first < len(self.tokens) and 1 < end - at <= _PLACE_WORDS
            if is_name and self._resolve(at, end - at, announced=False, misspelt=False):
                return

    def _gap_before(self, at):
        return self.line[self.tokens[at - 1].end : self.tokens[at].start]

    def _find_place(self, *, misspelt=False):
        """Claim the first place: after a preposition any name, else one that is no other word."""
        for at, token in enumerate(self.tokens):
            if self.place is not None and not self._is_denied(at):
                continue
            if token.owner is None and len(token.text) <= LONGEST_TOKEN:
                announced = at > 0 and self.tokens[at - 1].text in PLACE_PREPOSITIONS
                self._try_place(at, announced=announced, misspelt=misspelt)

    def _try_place(self, at, *, announced, misspelt):
        """Look one word up, and a longer name only where the word begins one: that is dear."""
        word = self.tokens[at].text
        begins_name = not misspelt and (word in PLACE_BEGINNINGS or self._is_joined(at))
        is_place = self._may_be_place(at, announced) and self._resolve(at, 1, announced, misspelt)
        if begins_name or (is_place and not misspelt):
            for length in range(self._free_from(at), 1, -1):
                if self._resolve(at, length, announced, misspelt):
                    return

    def _may_be_place(self, at, announced):
        word = self.tokens[at].text
        if word.isdigit():
            return len(word) == 4
        if word in STOP_WORDS or len(word) < 2:
            return False
        return announced or word not in COMMON_WORDS or self._is_all_else_owned(at, at + 1)

    def _is_joined(self, at):
        """Whether a hyphen or a small word of place names follows."""
        if at + 1 == len(self.tokens):
            return False
        return self._gap_before(at + 1) in _WITHIN_NAMES or self.tokens[at + 1].text in (
            "de",
            "op",
            "ten",
        )

    def _free_from(self, at):
        """How many words from here could form a name; one may be taken for a place already."""
        free = at
        for token in self.tokens[at : at + _PLACE_WORDS]:
            if token.owner not in (None, self.place, *self.avoided):
                break
            free += 1
        return free - at

    def _resolve(self, at, length, announced, misspelt):
        """Claim these words when they are a place; say whether they are."""
        tokens = self.tokens[at : at + length]
        start, end = tokens[0].start, tokens[-1].end
        typed = self.line[start:end]
        asked = typed, misspelt
        if tokens[-1].text in STOP_WORDS or (
            asked not in self.tried and len(self.tried) == _MAX_PLACES_TRIED
        ):
            return False
        if asked not in self.tried:
            self.tried[asked] = self.gazetteer.resolve(typed, guess=misspelt)
        resolution = self.tried[asked]
        if not self._is_meant(resolution, at, length, announced=announced, misspelt=misspelt):
            return False
        mention = PlaceMention(resolution, typed, start, end)
        if self._is_denied(at):
            # A longer name takes the place of its beginning.
            self.avoided = [one for one in self.avoided if one.start != start] + [mention]
        else:
            self.place = mention
        for token in tokens:
            token.owner = mention
        if resolution.corrected:
            self.corrections.append(Correction(typed, resolution.place.name, start, end))
        return True

    def _is_denied(self, at):
        """Whether nobody wants to be there: "niet in Antwerpen", "niet in Gent of Antwerpen"."""
        before = at - 1
        while before >= 0 and self.tokens[before].text in PLACE_PREPOSITIONS | _ALSO:
            before -= 1
        if before < 0:
            return False
        owner = self.tokens[before].owner
        return owner in self.avoided or (owner is None and self._negates(before))

    def _is_meant(self, resolution, at, length, *, announced, misspelt):
        place, word = resolution.place, self.tokens[at].text
        if place is None:
            is_named = announced or word.isdigit()
            return is_named and bool(resolution.choices) and not resolution.corrected
        if misspelt:
            # Where a place stands mostly, a short name may be misspelt too.
            is_last = at + length == len(self.tokens)
            return (
                resolution.corrected
                and len(word) > (3 if is_last or announced else 4)
                and word not in self.exact
                and not self.lexicon.knows(word)
                and normalise(place.name)[:1] == word[0]
            )
        if announced or length > 1 or word.isdigit():
            return True
        if word in COMMON_WORDS or self.lexicon.phrase_at([word], 0)[0]:
            return place.kind == "municipality" and self._is_all_else_owned(at, at + 1)
        return True

    def _is_all_else_owned(self, start, end):
        return all(token.owner for at, token in enumerate(self.tokens) if not start <= at < end)

    def _says_nothing_else(self, start, end):
        """Whether all around these words is understood, or says nothing: "hulp bij speed"."""
        return all(
            token.owner or token.text in STOP_WORDS
            for at, token in enumerate(self.tokens)
            if not start <= at < end
        )

    # Ages

    def _find_age(self):
        """Claim the first number that is an age: "19", "19j", "-jarige", "man van 34"."""
        for at, token in enumerate(self.tokens):
            is_number = token.text.isdecimal() and len(token.text) <= 3
            if self.age is None and token.owner is None and is_number:
                self._try_age(at, int(token.text))

    def _try_age(self, at, years):
        token = self.tokens[at]
        before = self.tokens[at - 1].text if at else ""
        after = self.tokens[at + 1].text if at + 1 < len(self.tokens) else ""
        said = after in YEARS
        last = at + 1 if said else at
        beyond = self.tokens[last + 1].text if last + 1 < len(self.tokens) else ""
        is_duration = said and (before in DURATION_BEFORE or beyond in DURATION_AFTER)
        is_part = (
            before.isdigit()
            or after.isdigit()
            or re.match(r"\s*[/%€]|[.,:]\d", self.line[token.end :])
            or self.line[: token.start].endswith(("€", "/", "+", "#"))
        )
        is_bare = 10 <= years < 100 and (after not in UNITS or before in AGED_PERSONS)
        if not is_duration and not is_part and (is_bare or (said and 3 <= years <= 110)):
            end = self.tokens[last].end
            self.age = AgeMention(years, self.line[token.start : end], token.start, end)
            for part in self.tokens[at : last + 1]:
                part.owner = self.age

    # Misspelt words and compounds

    def _read_unknown_words(self):
        """Read unknown words as what they are made of, or were meant to be; say whether any was."""
        tokens = []
        for token in self.tokens:
            if token.owner or token.text in self.exact or self.lexicon.knows(token.text):
                tokens.append(token)
            elif len(token.text) <= LONGEST_TOKEN and (parts := self.lexicon.parts(token.text)):
                tokens += self._split(token, parts)
            elif meant := self.lexicon.corrected(token.text):
                self.corrections.append(Correction(token.raw, meant, token.start, token.end))
                tokens.append(Token(meant, token.raw, token.start, token.end))
            else:
                tokens.append(token)
        is_other = [one.text for one in tokens] != [one.text for one in self.tokens]
        # What was found keeps its words, which may have moved.
        moved = {id(token): at for at, token in enumerate(tokens)}
        self.found = [
            (moved[id(self.tokens[at])], length, phrase) for at, length, phrase in self.found
        ]
        self.tokens = tokens
        return is_other

    def _split(self, token, parts):
        cut = token.end - len(parts[1]) if len(parts) > 1 else token.end
        ends = (token.start, cut, token.end)
        return [
            Token(part, self.line[start:end], start, end)
            for part, start, end in zip(parts, ends, ends[1:], strict=False)
        ]

    # Negations

    def _with_negations(self, found):
        """The mentions; what follows a negation, with nothing but small words between, is negated.

        "geen detox of opname" denies both, and "geen hulp: wat is 3-MMC" nothing.
        """
        starts = {at: index for index, (at, _, _) in enumerate(found)}
        negated = set()
        for at, token in enumerate(self.tokens):
            if token.owner is None and self._negates(at):
                negated |= self._negated_from(at + 1, starts, found)
        return tuple(
            self._mention(*one, is_negated=index in negated) for index, one in enumerate(found)
        )

    def _negates(self, at):
        after = self.tokens[at + 1].text if at + 1 < len(self.tokens) else ""
        text = self.tokens[at].text
        if text in WITHOUT and any(
            token.text in NEGATIONS for token in self.tokens[max(0, at - _NEAR) : at]
        ):
            # "Lukt niet zonder tina": it is about tina.
            return False
        return text in NEGATIONS or (text == "pas" and after in ("de", "d"))

    def _negated_from(self, at, starts, found):
        negated = set()
        for _ in range(_REACH):
            if at < len(self.tokens) and self._gap_before(at).strip() in _ENDS_CLAUSE:
                break
            if at in starts:
                negated.add(starts[at])
                at += found[starts[at]][1]
                if at >= len(self.tokens) or self.tokens[at].text not in _ALSO:
                    break
            elif at >= len(self.tokens) or not self.tokens[at].is_small:
                break
            at += 1
        return negated

    def _mention(self, at, length, phrase, *, is_negated):
        start, end = self.tokens[at].start, self.tokens[at + length - 1].end
        first, *others = phrase.meanings
        senses = (self.lexicon.meanings[term] for term in first.senses)
        return Mention(
            meaning=first,
            word=phrase.text,
            typed=self.line[start:end],
            start=start,
            end=end,
            alternatives=tuple(dict.fromkeys((*senses, *others))),
            is_negated=is_negated,
        )

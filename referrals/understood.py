"""What was understood of the words, as the page shows it: chips, and other readings to choose."""

from dataclasses import dataclass

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from referrals.enums import LinkKind
from referrals.page_query import PageQuery
from referrals.understanding import Understanding

#: Kinds of links that are filters on the page, the most telling first.
_FILTERS = (
    LinkKind.TOPIC,
    LinkKind.ACCESS_MODE,
    LinkKind.APPROACH,
    LinkKind.LANGUAGE,
    LinkKind.TARGET_GROUP,
    LinkKind.FOCUS,
)
#: A concept becomes a filter only where it surely means that.
_SURE = 0.8


@dataclass(frozen=True)
class Chip:
    """Something that was asked, and the address of the same page without it.

    `filter_url` is the page on which it excludes what does not fit, where it now only ranks.
    """

    text: str
    url: str
    filter_url: str = ""


@dataclass(frozen=True)
class Reading:
    """How something was read, and the other ways to read it."""

    text: str
    choices: tuple[Chip, ...] = ()


def understood_chips(understanding: Understanding, query: PageQuery) -> list[Chip]:
    """A chip for each concept, place and age in the words, and one for the rest of them."""
    said = understanding
    chips = [_concept_chip(mention, query) for mention in said.mentions]
    if said.place_mention:
        mention = said.place_mention
        place = mention.resolution.place
        label = place.label if place else mention.typed
        url = _without(query, mention)
        chips.append(Chip(label, url, _without(query, mention, {"place": [label]})))
    for mention in said.avoided:
        place = mention.resolution.place
        words = _("niet: %(term)s") % {"term": place.label if place else mention.typed}
        chips.append(Chip(words, _without(query, mention)))
    if said.age_mention:
        mention, years = said.age_mention, str(said.age)
        chips.append(
            Chip(
                _("%(age)s jaar") % {"age": years},
                _without(query, mention),
                _without(query, mention, {"age": [years]}),
            )
        )
    if said.text:
        rest = Truncator(" ".join(said.text)).chars(60)
        kept = " ".join(one.typed for one in _pieces(said))
        chips.append(Chip(f"“{rest}”", query.url({"q": [kept] if kept else []})))
    return chips


def corrections(understanding: Understanding, query: PageQuery) -> list[Reading]:
    """For each misspelt word how it was read, with the way back to what was typed."""
    exact = query.values.get("exact", [])
    return [
        Reading(
            _("Bedoelde je “%(meant)s”? Zo lezen we “%(typed)s”.")
            % {"meant": one.meant, "typed": one.typed},
            (
                Chip(
                    _("Zoek toch “%(typed)s”") % {"typed": one.typed},
                    query.url({"exact": [*exact, one.typed]}),
                ),
            ),
        )
        for one in understanding.corrections
    ]


def ambiguities(understanding: Understanding, query: PageQuery) -> list[Reading]:
    """For each word with more than one meaning all of them, to choose from."""
    readings = []
    for mention in understanding.mentions:
        if mention.alternatives:
            words = _("“%(typed)s” kan meer dan een ding zijn; vraag na wat iemand bedoelt.")
            choices = tuple(
                Chip(meaning.term, _replaced(query, mention, meaning.term))
                for meaning in mention.alternatives
            )
            readings.append(Reading(words % {"typed": mention.typed}, choices))
    place = understanding.place_mention
    # A town and its province are near enough to each other to rank alike.
    others = [one for one in place.resolution.choices if one.kind != "province"] if place else []
    if others:
        words = _("“%(typed)s” kan ook een andere plaats zijn.")
        if place.resolution.place is None:
            words = _("Er zijn meer plaatsen die “%(typed)s” heten. Kies er een.")
        choices = tuple(Chip(one.label, _replaced(query, place, one.label)) for one in others)
        readings.append(Reading(words % {"typed": place.typed}, choices))
    return readings


def _pieces(said):
    pieces = [*said.mentions, said.place_mention, *said.avoided, said.age_mention]
    return sorted((one for one in pieces if one), key=lambda one: one.start)


def _concept_chip(mention, query):
    term = mention.meaning.term
    text = term if term.lower() == mention.typed.lower() else f"{mention.typed} = {term}"
    if mention.is_negated:
        text = _("niet: %(term)s") % {"term": term}
    chosen = None if mention.is_negated else _as_filter(mention.meaning, query)
    return Chip(text, _without(query, mention), _without(query, mention, chosen) if chosen else "")


def _as_filter(meaning, query):
    """The filter that says the same as a concept, as {filter name: page values}; or None."""
    for kind in _FILTERS:
        for target, weight in meaning.weights(kind).items():
            if weight >= _SURE:
                parameter = query.parameters[kind]
                page_values = {value: name for name, value in parameter.values.items()}
                chosen = query.values.get(kind, []) if parameter.is_many else []
                return {kind.value: [*chosen, page_values.get(target, target)]}
    for wish, weight in meaning.weights(LinkKind.WISH).items():
        if weight >= _SURE:
            return {wish: ["1"]}
    return None


def _without(query, mention, changed=None):
    return query.url({"q": _line(query, mention, "")} | (changed or {}))


def _replaced(query, mention, text):
    return query.url({"q": _line(query, mention, text)})


def _line(query, mention, text):
    """The typed line with other words in the place of a mention; none when nothing is left."""
    line = query.values["q"][0]
    line = " ".join(f"{line[: mention.start]} {text} {line[mention.end :]}".split())
    return [line] if line else []

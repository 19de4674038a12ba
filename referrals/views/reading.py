"""What there is to read: sources of information, and the words of the scene."""

import csv
from dataclasses import dataclass

from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from referrals.enums import ConceptKind
from referrals.models import Concept, ConceptLink, Word
from services.enums import Focus, ServiceKind
from services.models import Service
from services.text import fold

LEXICON_COLUMNS = (
    "concept",
    "kind",
    "word",
    "language",
    "everyday_word",
    "source",
    "link",
    "target",
    "weight",
)
#: Longest filter on the glossary; a longer one is cut, since no word is that long.
LONGEST_WORD = 80


@dataclass(frozen=True)
class Section:
    """A heading of a page with what stands under it; `slug` is its anchor."""

    slug: str
    label: str
    items: list


@dataclass(frozen=True)
class Entry:
    """A concept, and the terms it leads to: each with the slug of its own entry, or None."""

    concept: Concept
    related: list


@require_safe
def sources(request):
    """Published sources of information; those that know both sides of chemsex come first."""
    listed = (
        Service.objects.published()
        .filter(kind=ServiceKind.SOURCE)
        .for_card()
        .with_claims()
        .order_by("name", "pk")
    )
    order = [Focus.BOTH, Focus.DRUGS, Focus.SEXUALITY, Focus.GENERAL, Focus.UNKNOWN]
    sections = _sections(
        [(focus, focus.label) for focus in order], listed, key=lambda service: service.focus
    )
    return render(request, "referrals/sources.html", {"sections": sections})


@require_safe
@never_cache
def glossary(request):
    """The words of the scene and of help by kind; `q` keeps those that a word leads to."""
    word = fold(request.GET.get("q", "")).strip()[:LONGEST_WORD]
    concepts = Concept.objects.for_glossary()
    if word:
        concepts = concepts.led_to_by(word)
    slugs = dict(Concept.objects.explained().values_list("term", "slug"))
    entries = [Entry(concept, _related(concept, slugs)) for concept in concepts]
    sections = _sections(ConceptKind.choices, entries, key=lambda entry: entry.concept.kind)
    context = {"word": word, "sections": sections}
    return render(request, "referrals/glossary.html", context)


@require_safe
def lexicon(request):
    """Every concept, word and link of the lexicon as one table, open data for whoever builds on it.

    A row is a concept with its sources, a word (without a source of its own it has its concept's)
    or a link. Words that no source has and that are not marked as our own are left out.
    """
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="lexicon.csv"'
    table = csv.DictWriter(response, LEXICON_COLUMNS)
    table.writeheader()
    for concept in Concept.objects.order_by("slug").prefetch_related(
        Prefetch("words", Word.objects.attributed().order_by("text", "pk")),
        Prefetch("links", ConceptLink.objects.order_by("kind", "target", "pk")),
    ):
        own = {"concept": concept.term, "kind": concept.kind}
        table.writerow(own | {"source": "; ".join(concept.source_list)})
        for word in concept.words.all():
            table.writerow(
                own
                | {
                    "word": word.text,
                    "language": word.language,
                    "everyday_word": "yes" if word.is_everyday else "no",
                    "source": word.source,
                }
            )
        for link in concept.links.all():
            table.writerow(own | {"link": link.kind, "target": link.target, "weight": link.weight})
    return response


def _related(concept, slugs):
    """Terms that a concept leads to, with their slug; without one, not what is printed already."""
    printed = {word.text for word in concept.printed_words}
    return [
        (term, slugs.get(term))
        for term in concept.related_terms
        if term in slugs or term not in printed
    ]


def _sections(kinds, items, *, key):
    """The items under their kind, in the order of the kinds; empty kinds are left out."""
    items = list(items)
    return [
        Section(slug=kind, label=label, items=own)
        for kind, label in kinds
        if (own := [item for item in items if key(item) == kind])
    ]

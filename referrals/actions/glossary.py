"""Filling the glossary and the lexicon from their tables."""

from django.db import transaction
from django.utils.text import slugify

from referrals.models import Concept, ConceptLink, Word

#: Concepts of the lexicon have no source but ourselves.
_OWN = "own"


@transaction.atomic
def load_glossary(*, concepts, words):
    """Make the database hold these rows of glossary.csv and aliases.csv; count rows by model.

    Concepts are recognised by their slug, words by concept and text; what editors added stays.
    Raises ValueError for a word of a concept that is in neither the table nor the database.
    """
    Concept.objects.bulk_create(
        [
            Concept(
                slug=slugify(row["term"]),
                term=row["term"],
                kind=row["kind"],
                maps_to=row["maps_to"],
                explanation=row["explanation_nl"],
                sources=row["source"],
                confidence=row["confidence"],
            )
            for row in concepts
        ],
        update_conflicts=True,
        unique_fields=["slug"],
        update_fields=["term", "kind", "maps_to", "explanation", "sources", "confidence"],
    )
    by_term = _concepts_of(words)
    Word.objects.bulk_create(
        [
            Word(
                concept_id=by_term[row["term"]],
                text=row["alias"],
                language=row["language"],
                is_seen=row["seen"] == "yes",
                is_everyday=row["everyday_word"] == "yes",
                remark=row["remark"],
            )
            for row in words
        ],
        update_conflicts=True,
        unique_fields=["concept", "text"],
        update_fields=["language", "is_seen", "is_everyday", "remark"],
    )
    return {model: model.objects.count() for model in (Concept, Word)}


@transaction.atomic
def load_lexicon(*, words, links):
    """Add the rows of lexicon.csv and lexicon_links.csv to the glossary; count rows by model.

    A row of words holds all those of one concept in one language; rows with a kind make a concept
    that the glossary lacks and does not print. Raises ValueError for a concept that does not exist.
    """
    Concept.objects.bulk_create(
        [
            Concept(slug=slugify(term), term=term, kind=kind, sources=source, confidence=_OWN)
            for term, kind, source in dict.fromkeys(
                (row["term"], row["kind"], row["source"]) for row in words if row["kind"]
            )
        ],
        update_conflicts=True,
        unique_fields=["slug"],
        update_fields=["term", "kind", "sources", "confidence"],
    )
    by_term = _concepts_of([*words, *links])
    Word.objects.bulk_create(
        [
            Word(
                concept_id=by_term[row["term"]],
                text=text,
                language=row["language"],
                is_seen=False,
                is_everyday=is_everyday,
                source=row["source"],
            )
            for row in words
            for column, is_everyday in (("words", False), ("everyday_words", True))
            for text in filter(None, row[column].split(";"))
        ],
        update_conflicts=True,
        unique_fields=["concept", "text"],
        update_fields=["language", "is_seen", "is_everyday", "source"],
    )
    ConceptLink.objects.bulk_create(
        [
            ConceptLink(
                concept_id=by_term[row["term"]],
                kind=row["kind"],
                target=row["target"],
                weight=float(row["weight"]),
            )
            for row in links
        ],
        update_conflicts=True,
        unique_fields=["concept", "kind", "target"],
        update_fields=["weight"],
    )
    return {model: model.objects.count() for model in (Concept, Word, ConceptLink)}


def _concepts_of(rows):
    """Primary keys of all concepts by term, those of the rows among them."""
    by_term = dict(Concept.objects.values_list("term", "pk"))
    if orphans := sorted({row["term"] for row in rows} - by_term.keys()):
        raise ValueError(f"Words of concepts that do not exist: {', '.join(orphans)}")
    return by_term

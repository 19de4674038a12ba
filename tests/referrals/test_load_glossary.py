"""Loading the glossary from its two tables."""

import csv

import pytest
from django.conf import settings
from django.core.management import call_command

from referrals.actions.glossary import load_glossary
from referrals.models import Concept, Word
from tests.factories import ConceptFactory, WordFactory

FIXTURES = settings.BASE_DIR / "fixtures"

pytestmark = pytest.mark.django_db


def rows(name):
    with (FIXTURES / name).open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def test_every_row_of_both_tables_is_there(capsys):
    call_command("load_glossary")
    lexicon, links = rows("lexicon.csv"), rows("lexicon_links.csv")
    terms = {row["term"] for row in (*rows("glossary.csv"), *lexicon)}
    words = {(row["term"], row["alias"]) for row in rows("aliases.csv")} | {
        (row["term"], word)
        for row in lexicon
        for column in ("words", "everyday_words")
        for word in filter(None, row[column].split(";"))
    }
    assert capsys.readouterr().out.splitlines() == [
        f"woordenlijst: {len(terms)}",
        f"woorden: {len(words)}",
        f"verbanden: {len(links)}",
    ]
    for row in rows("glossary.csv"):
        concept = Concept.objects.get(term=row["term"])
        assert (concept.kind, concept.maps_to) == (row["kind"], row["maps_to"])
        assert (concept.explanation, concept.sources) == (row["explanation_nl"], row["source"])
        assert concept.confidence == row["confidence"]
    for row in rows("aliases.csv"):
        word = Word.objects.get(concept__term=row["term"], text=row["alias"])
        assert (word.language, word.remark) == (row["language"], row["remark"])
        assert word.is_seen == (row["seen"] == "yes")
        assert word.is_everyday == (row["everyday_word"] == "yes")


def test_loading_again_changes_nothing():
    call_command("load_glossary")
    before = [list(model.objects.order_by("pk").values()) for model in (Concept, Word)]
    call_command("load_glossary")
    assert [list(model.objects.order_by("pk").values()) for model in (Concept, Word)] == before


def test_nothing_is_deleted():
    word = WordFactory(concept=ConceptFactory(term="eigen", slug="eigen"), text="van ons")
    call_command("load_glossary")
    assert Word.objects.get(pk=word.pk).concept.term == "eigen"


def test_the_tables_win_over_what_is_there():
    call_command("load_glossary")
    Concept.objects.filter(term="GHB").update(explanation="Iets anders.")
    Word.objects.filter(text="tina").update(is_everyday=True)
    call_command("load_glossary")
    assert Concept.objects.get(term="GHB").explanation.startswith("Dempend middel")
    assert not Word.objects.get(text="tina").is_everyday


def test_a_word_without_a_concept_is_refused():
    words = [{"term": "nergens", "alias": "niets"}]
    with pytest.raises(ValueError, match="nergens"):
        load_glossary(concepts=[], words=words)

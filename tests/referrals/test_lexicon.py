"""The lexicon: its fixtures, its look-ups, and that an edit takes effect at once."""

import csv
from collections import Counter

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection, transaction
from django.urls import reverse

from referrals import lexicon as lexicon_module
from referrals.actions.glossary import load_lexicon
from referrals.enums import LinkKind
from referrals.lexicon import Lexicon
from referrals.models import Concept, ConceptLink, Word, link_targets
from referrals.tokens import key
from tests.factories import ConceptFactory, WordFactory

FIXTURES = settings.BASE_DIR / "fixtures"


def rows(name):
    with (FIXTURES / name).open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def concept(term, **values):
    return {
        "slug": term,
        "term": term,
        "kind": "substance",
        "maps_to": "",
        "explanation": "",
    } | values


class TestFixtures:
    def test_there_is_enough_to_understand_a_first_line_worker(self, lexicon):
        words = sum(len(row["words"].split(";")) for row in rows("lexicon.csv"))
        assert len(lexicon.meanings) >= 120
        assert words >= 700

    def test_own_words_are_marked_and_no_word_stands_twice(self):
        assert {row["source"] for row in rows("lexicon.csv")} == {"eigen opgave"}
        seen = [(row["term"], key(row["alias"])) for row in rows("aliases.csv")]
        own = [
            (row["term"], key(word))
            for row in rows("lexicon.csv")
            for word in f"{row['words']};{row['everyday_words']}".split(";")
            if word
        ]
        twice = [pair for pair, count in Counter(own).items() if count > 1]
        assert not twice and not set(own) & set(seen)

    def test_every_concept_says_something(self, lexicon):
        silent = [m.term for m in lexicon.meanings.values() if not (m.targets or m.senses)]
        assert silent == []

    @pytest.mark.django_db
    def test_every_link_leads_somewhere(self):
        call_command("load_glossary")
        slugs = {row["id"] for row in rows("listings.csv") if row["publish"] == "yes"}
        for kind in LinkKind:
            targets = slugs if kind == LinkKind.HELPLINE else link_targets(kind)
            links = ConceptLink.objects.filter(kind=kind).values_list("target", flat=True)
            assert set(links) <= targets, kind


class TestLookUp:
    def test_spelling_of_a_key(self):
        assert key("3MMC") == key("3-mmc") == key("3 MMC") == ("3", "mmc")
        assert key("M$M") == ("msm",)
        assert key("Cocaïne") == ("cocaine",)

    def test_the_longest_phrase_wins(self):
        lexicon = Lexicon(
            concepts=[concept("drugs"), concept("chemseks")],
            words=[
                {
                    "term": "chemseks",
                    "text": "drugs bij seks",
                    "is_everyday": False,
                    "language": "nl",
                }
            ],
            links=[],
        )
        phrase, length = lexicon.phrase_at(["drugs", "bij", "seks"], 0)
        assert (phrase.meanings[0].term, length) == ("chemseks", 3)
        assert lexicon.phrase_at(["bij"], 0) == (None, 0)

    def test_links_are_lent_at_a_lower_weight(self):
        lexicon = Lexicon(
            concepts=[concept("a", maps_to="b"), concept("b"), concept("c"), concept("d")],
            words=[],
            links=[
                {"term": "b", "kind": "concept", "target": "c", "weight": 0.5},
                {"term": "c", "kind": "topic", "target": "ghb", "weight": 1},
                {"term": "c", "kind": "helpline", "target": "nood-112", "weight": 1},
                {"term": "c", "kind": "concept", "target": "d", "weight": 1},
                {"term": "d", "kind": "topic", "target": "prep", "weight": 1},
            ],
        )
        assert lexicon.meanings["a"].targets == (("topic", "ghb", 0.4),)
        assert lexicon.meanings["a"].texts == (("a", 1.0), ("b", 0.8), ("c", 0.4))

    def test_a_circle_of_concepts_ends(self):
        lexicon = Lexicon(
            concepts=[concept("a", maps_to="b"), concept("b", maps_to="a")], words=[], links=[]
        )
        assert lexicon.meanings["a"].texts == (("a", 1.0), ("b", 0.8))

    def test_an_empty_one_knows_nothing_and_raises_nothing(self):
        lexicon = Lexicon(concepts=[], words=[], links=[])
        assert lexicon.phrase_at(["tina"], 0) == (None, 0)
        assert lexicon.corrected("tinaa") is None
        assert lexicon.parts("ghbverslaving") == ()

    def test_parts(self, lexicon):
        assert lexicon.parts("ghbverslaving") == ("ghb", "verslaving")
        assert lexicon.parts("slampartys") == ("slamparty",)
        assert lexicon.parts("bibliotheek") == ()

    @pytest.mark.parametrize(
        ("typed", "meant"),
        [
            ("mefdron", "mefedron"),
            ("ketmaine", "ketamine"),
            ("tian", "tina"),
            ("tinx", None),
            ("xefedron", None),
            ("stappen", None),
            ("xyz", None),
            ("q" * 400, None),
        ],
    )
    def test_corrections(self, lexicon, typed, meant):
        assert lexicon.corrected(typed) == meant


@pytest.mark.django_db
class TestLoad:
    @pytest.fixture(autouse=True)
    def glossary(self):
        call_command("load_glossary")

    def test_it_is_read_once(self, django_assert_num_queries):
        first = lexicon_module.load()
        with django_assert_num_queries(1):
            assert lexicon_module.load() is first

    @pytest.mark.parametrize(
        "edit",
        [
            lambda: WordFactory(concept=Concept.objects.get(term="GHB"), text="nieuwwoord"),
            lambda: Word.objects.filter(text="tina").update(text="nieuwwoord"),
            lambda: Word.objects.get(text="tina").delete(),
            lambda: ConceptLink.objects.filter(concept__term="GHB").delete(),
            lambda: ConceptFactory(slug="nieuw", term="nieuw"),
            lambda: connection.cursor().execute(
                "UPDATE referrals_concept SET maps_to = 'chems' WHERE term = 'GHB'"
            ),
        ],
        ids=["add", "bulk update", "delete", "bulk delete", "concept", "sql"],
    )
    def test_every_edit_takes_effect_and_its_undoing_too(self, edit):
        before = lexicon_module.load()
        with transaction.atomic():
            edit()
            edited = lexicon_module.load()
            assert edited is not before
            transaction.set_rollback(True)
        assert lexicon_module.load() is not edited

    def test_an_edited_word_is_found(self):
        Word.objects.filter(text="tina").update(text="nieuwwoord")
        phrase, _ = lexicon_module.load().phrase_at(["nieuwwoord"], 0)
        assert phrase.meanings[0].term == "methamfetamine"

    def test_loading_again_changes_nothing(self):
        models = (Concept, Word, ConceptLink)
        before = [list(model.objects.order_by("pk").values()) for model in models]
        call_command("load_glossary")
        assert [list(model.objects.order_by("pk").values()) for model in models] == before

    def test_a_link_to_nothing_is_refused(self):
        ghb = Concept.objects.get(term="GHB")
        for kind, target in (("topic", "nergens"), ("concept", "niets"), ("focus", "soms")):
            with pytest.raises(ValidationError):
                ConceptLink(concept=ghb, kind=kind, target=target).full_clean()
        ConceptLink(concept=ghb, kind="topic", target="detox").full_clean()

    def test_what_only_the_search_knows_is_not_printed(self, client):
        page = client.get(reverse("referrals:glossary")).content.decode()
        assert "jongerenadviescentrum" not in page and 'id="jac"' not in page
        assert 'id="ghb"' in page

    def test_open_data(self, client):
        response = client.get(reverse("referrals:lexicon"))
        assert response["Content-Type"] == "text/csv; charset=utf-8"
        table = list(csv.DictReader(response.content.decode().splitlines()))
        words = {(row["concept"], row["word"]): row["source"] for row in table if row["word"]}
        links = {(row["concept"], row["link"], row["target"]): row["weight"] for row in table}
        assert ("methamfetamine", "tina") in words
        assert words["slammen", "slamt"] == "eigen opgave"
        assert links["GHB", "topic", "ghb"] == "1.0"
        assert ("mefedron", "meph") not in words, "no source has it, and it is not our own either"


@pytest.mark.django_db
def test_words_of_a_concept_that_does_not_exist_are_refused():
    with pytest.raises(ValueError, match="nergens"):
        load_lexicon(words=[], links=[{"term": "nergens"}])

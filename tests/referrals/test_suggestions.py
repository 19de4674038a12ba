"""What the box suggests: what kinds, in what order, in which words; never what is not public."""

import json
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bench.listings import generate
from referrals.lexicon import Lexicon
from referrals.query import understand
from referrals.suggestions import LIMIT, Completions, endings, expression, load, mixed
from services import gazetteer as gazetteers
from services.actions import documents
from services.enums import AddressVisibility, ServiceKind, Status
from services.gazetteer import Gazetteer, Place
from services.models import Service, ServiceDocument
from tests import factories
from tests.listings import listing

ADDRESS = reverse("referrals:suggestions")


@pytest.fixture(scope="module")
def completions(lexicon, gazetteer):
    """The real places and concepts, with a few words of each sort."""
    return Completions(
        words=[
            word("crystal meth", "methamfetamine"),
            word("crystal", "methamfetamine", is_choosable=False),
            word("tina", "methamfetamine"),
            word("fentanyl", "heroïne en andere opiaten", is_choosable=False),
            word("poes", "3-MMC", is_choosable=False, is_printable=False),
            word("condoomloos", "onbeschermde seks", is_choosable=False, is_printable=False),
        ],
        lexicon=lexicon,
        gazetteer=gazetteer,
    )


def word(text, term, *, is_choosable=True, is_printable=True):
    return {
        "text": text,
        "term": term,
        "is_choosable": is_choosable,
        "is_printable": is_printable,
    }


def named(name, organisation, *others, kind=ServiceKind.SERVICE):
    return {"name": name, "kind": kind, "organisation": organisation, "other_names": others}


@pytest.fixture
def suggested(completions):
    """Suggestions for a line beside these rows of names, as (kind, text, note, value)."""

    def suggested(typed, *rows):
        return [
            (one.kind.value, one.text, one.note, one.value)
            for one in mixed(typed, completions=completions, find_names=lambda words: rows)
        ]

    return suggested


def texts(found):
    return [text for _kind, text, _note, _value in found]


class TestConcepts:
    def test_a_term_says_of_what_kind_it_is(self, suggested):
        assert suggested("metham")[0] == (
            "concept",
            "methamfetamine",
            "middelen",
            "methamfetamine",
        )

    def test_a_word_of_the_scene_says_what_it_is_a_word_for(self, suggested):
        found = suggested("cryst")
        assert found[0] == (
            "concept",
            "crystal meth",
            "woord voor methamfetamine",
            "crystal meth",
        )

    def test_each_concept_is_there_once(self, suggested):
        assert texts(suggested("meth")).count("methamfetamine") == 1
        assert "crystal meth" not in texts(suggested("meth"))

    def test_a_word_in_the_middle_leads_to_it_and_so_does_a_part_of_one(self, suggested):
        assert texts(suggested("reduct"))[0] == "harm reduction"
        assert "combigebruik" in texts(suggested("gebruik"))
        assert "combigebruik" not in texts(suggested("geb"))

    @pytest.mark.parametrize("typed", ["COCAI", "cocaï", "cocai"])
    def test_accents_and_case_do_not_matter(self, suggested, typed):
        assert texts(suggested(typed))[0] == "cocaïne"

    @pytest.mark.parametrize("typed", ["3mm", "3-mm", "3-MMC", "3 mmc"])
    def test_digits_with_or_without_a_hyphen(self, suggested, typed):
        assert texts(suggested(typed))[0] == "3-MMC"

    def test_other_words_lead_to_the_term_and_are_named_beside_it(self, suggested):
        [found] = [one for one in suggested("fent") if one[0] == "concept"]
        assert found == (
            "concept",
            "heroïne en andere opiaten",
            "ook: fentanyl",
            "heroïne en andere opiaten",
        )

    @pytest.mark.parametrize(
        ("typed", "term"), [("poes", "3-MMC"), ("condooml", "onbeschermde seks")]
    )
    def test_a_word_that_may_not_be_printed_leads_to_the_term_in_silence(
        self, suggested, typed, term
    ):
        found = suggested(typed)
        assert term in texts(found)
        assert "condoomloos" not in json.dumps(found)
        assert "poes" not in [value for *_others, value in found]
        assert "ook: poes" not in json.dumps(found)

    def test_what_is_suggested_is_understood(self, completions, lexicon, gazetteer):
        for term in lexicon.meanings:
            for ending in endings(term):
                for _fit, suggestion in completions.concepts(ending)[:1]:
                    understood = understand(suggestion.value, lexicon=lexicon, gazetteer=gazetteer)
                    assert understood.mentions, suggestion


class TestPlaces:
    def test_the_place_comes_first_when_it_is_all_that_was_typed(self, suggested):
        found = suggested("gent")
        assert found[0] == ("place", "Gent", "gemeente", "Gent")
        assert found[1] == ("place", "Gentbrugge (Gent)", "plaats", "Gentbrugge")

    @pytest.mark.parametrize(
        ("typed", "label"),
        [
            ("sint-nik", "Sint-Niklaas"),
            ("st nik", "Sint-Niklaas"),
            ("kessel-l", "Kessel-Lo (Leuven)"),
            ("louv", "Leuven"),
            ("9000", "9000 Gent"),
            ("vlaand", "Vlaanderen"),
        ],
    )
    def test_any_of_its_names_leads_to_it(self, suggested, typed, label):
        assert label in texts(suggested(typed))

    def test_two_digits_are_an_age(self, suggested):
        assert suggested("28") == []
        assert suggested("praatgroep 19") == []

    def test_places_of_one_name_are_told_apart(self, suggested):
        assert [(text, value) for _kind, text, _note, value in suggested("berch")][:2] == [
            ("Berchem (Antwerpen)", "in Berchem (Antwerpen)"),
            ("Berchem (Kluisbergen)", "in Berchem (Kluisbergen)"),
        ]
        assert suggested("prep in berch")[0][-1] == "prep in Berchem (Antwerpen)"

    @pytest.mark.parametrize("before", ["", "prep ", "vragen over prep in "])
    def test_what_is_suggested_is_understood(self, completions, lexicon, gazetteer, before):
        places = {
            suggestion.value: suggestion.text
            for letters in {text[:3] for text in gazetteer._keys}
            for ending in endings(before + letters)[-1:]
            for _fit, suggestion in completions.places(ending)
        }
        assert len(places) > 500
        wrong = [
            value
            for value, label in places.items()
            if understand(
                value, lexicon=lexicon, gazetteer=gazetteer
            ).place_mention.resolution.place.label
            != label
        ]
        assert wrong == []

    def test_a_place_that_is_taken_for_another_in_a_line_is_left_out(self):
        town = Place("municipality", "Gent", "Gent", 51, 3.7, "44021", "oost-vlaanderen")
        lost = Place("submunicipality", "Hoe", "Hoe (Gent)", 51, 3.7, "44021", "oost-vlaanderen")
        completions = Completions(
            words=[],
            lexicon=Lexicon(concepts=[], words=[], links=[]),
            gazetteer=Gazetteer(names=[("Gent", town, 0), ("Hoe", lost, 2)]),
        )
        assert texts_of(completions, "ge") == ["Gent"]
        assert texts_of(completions, "ho") == []


def texts_of(completions, typed):
    found = mixed(typed, completions=completions, find_names=lambda words: [])
    return [one.text for one in found]


class TestNames:
    def test_an_organisation_comes_before_what_it_offers(self, suggested):
        found = suggested("free cl", named("Free Clinic - MSOC", "Free Clinic vzw"))
        assert found == [
            ("organisation", "Free Clinic vzw", "organisatie", "Free Clinic vzw"),
            ("service", "Free Clinic - MSOC", "Free Clinic vzw", "Free Clinic - MSOC"),
        ]

    def test_another_name_leads_to_an_organisation_and_is_said(self, suggested):
        found = suggested("cad l", named("Verslavingszorg", "Zorggroep Zin", "CAD Limburg"))
        assert found == [("organisation", "Zorggroep Zin", "ook: CAD Limburg", "Zorggroep Zin")]

    def test_a_listing_without_organisation_says_its_kind(self, suggested):
        found = suggested("budd", named("Budd", None, kind=ServiceKind.SOURCE))
        assert found == [("service", "Budd", "informatiebron", "Budd")]

    def test_services_of_one_name_are_one_suggestion(self, suggested):
        rows = [named("Ambulant xylo", "De Sleutel"), named("Ambulant xylo", "De Kiem")]
        assert suggested("xylo", *rows) == [
            ("service", "Ambulant xylo", "De Kiem, De Sleutel", "Ambulant xylo")
        ]

    def test_rows_that_are_called_otherwise_give_nothing(self, suggested):
        assert suggested("xylo", named("Inloop", "Elders")) == []


class TestCompletion:
    @pytest.mark.parametrize(
        ("typed", "value"),
        [
            ("prep genk", "prep Genk"),
            ("PrEP, en dan  genk", "PrEP, en dan  Genk"),
            ("tina in genk", "tina in Genk"),
            ("prep sint-nik", "prep Sint-Niklaas"),
            ("gent crystal me", "gent crystal meth"),
        ],
    )
    def test_what_stands_before_is_kept(self, suggested, typed, value):
        assert suggested(typed)[0][-1] == value

    def test_words_that_go_together_are_completed_together(self, suggested):
        assert texts(suggested("crystal me")) == ["crystal meth"]
        assert texts(suggested("sint nik")) == ["Sint-Niklaas"]

    def test_fewer_words_count_when_they_are_all_of_something(self, suggested):
        found = suggested("prep gent", named("PrEP Gent centrum", "UZ Gent"))
        assert texts(found)[:2] == ["PrEP Gent centrum", "Gent"]

    def test_no_word_is_completed_from_its_middle(self, suggested):
        assert suggested("tele-gen") == []
        assert suggested("l'amfet") == []

    def test_a_value_that_does_not_fit_the_box_is_left_out(self, suggested):
        assert suggested(f"{'x ' * 247}gentb") == []
        assert suggested(f"{'x ' * 240}gentb")


class TestMix:
    def test_never_more_than_eight_and_something_of_each_kind(self, suggested):
        rows = [named(f"Ander {number}", f"Andere {number}") for number in range(20)]
        found = suggested("an", *rows)
        assert len(found) <= LIMIT
        found = suggested("and", *rows)
        assert len(found) == LIMIT
        kinds = [kind for kind, *_others in found]
        assert {"concept", "place"} < set(kinds)
        assert len(set(kinds) - {"concept", "place"}) >= 1

    def test_kinds_stand_together(self, suggested):
        rows = [named(f"Met {number}", f"Mets {number}") for number in range(3)]
        kinds = [
            {"organisation": "name", "service": "name"}.get(kind, kind)
            for kind, *_others in suggested("met", *rows)
        ]
        assert sum(one != other for one, other in pairwise(kinds)) == 2

    @pytest.mark.parametrize(
        "typed",
        [
            "",
            "g",
            " ",
            "  g ",
            "?!",
            "\x00",
            "ge\x00nt",
            "gent\n",
            "\ud800gent",
            "x" * 31,
            "gent" * 130,
            "x" * 10_240,
            "%",
            "'; --",
            "(((",
            "😀😀",
        ],
    )
    def test_rubbish_and_less_than_two_letters_give_nothing(self, suggested, typed):
        assert suggested(typed) == []

    @given(st.text(max_size=60))
    @settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_no_line_is_an_error(self, suggested, typed):
        found = suggested(typed, named("Chemsex: praatgroep", "Ex Æquo"))
        assert len(found) <= LIMIT
        assert all(value.isprintable() for *_others, value in found)


def options(response):
    page = BeautifulSoup(response.content, "html.parser")
    return [
        (
            one.select_one(".suggestion__text").get_text(),
            one.select_one(".suggestion__note").get_text(),
            one["data-sk-value"],
        )
        for one in page.select("li[role=option]")
    ]


@pytest.mark.django_db
class TestView:
    def ask(self, client, typed):
        return options(client.get(ADDRESS, {"q": typed}))

    def test_an_option_is_what_the_list_needs(self, client):
        response = client.get(ADDRESS, {"q": "prep genk"})
        [option] = BeautifulSoup(response.content, "html.parser").select("li")
        assert option["id"] == "suggestie-1"
        assert option["aria-selected"] == "false"
        assert options(response) == [("Genk", "gemeente", "prep Genk")]
        assert response.headers["Content-Type"] == "text/html; charset=utf-8"

    def test_nothing_is_kept_of_what_was_typed(self, client):
        response = client.get(ADDRESS, {"q": "genk"})
        assert not response.cookies
        assert "no-store" in response.headers["Cache-Control"]

    def test_it_is_only_there_to_be_read(self, client):
        assert client.post(ADDRESS, {"q": "genk"}).status_code == 405

    def test_names_come_from_published_listings(self, client):
        listing(name="Xylofoon groep", organisation__name="Xylo huis", at="Gent")
        assert self.ask(client, "xylo") == [
            ("Xylo huis", "organisatie", "Xylo huis"),
            ("Xylofoon groep", "Xylo huis", "Xylofoon groep"),
        ]

    def test_names_are_found_by_any_word_without_accents(self, client):
        listing(name="Onthaal", organisation__name="Ex Æquo asbl")
        assert self.ask(client, "aequ") == [("Ex Æquo asbl", "organisatie", "Ex Æquo asbl")]
        assert self.ask(client, "ex ae") == [("Ex Æquo asbl", "organisatie", "Ex Æquo asbl")]

    def test_a_place_in_the_text_of_a_listing_is_no_name(self, client):
        listing(name="Onthaal", organisation__name="Huis", at="Genk")
        assert self.ask(client, "genk") == [("Genk", "gemeente", "Genk")]

    def test_drafts_archived_and_hidden_things_are_never_suggested(self, client):
        listing(name="Xylodraft", status=Status.DRAFT)
        listing(name="Xyloarchief", status=Status.ARCHIVED)
        listing(name="Xylodienst", organisation__name="Xylohuis", organisation__status=Status.DRAFT)
        factories.OrganisationFactory(name="Xyloleeg", status=Status.DRAFT)
        hidden = listing(
            name="Onthaal",
            at="Gent",
            street="Xylostraat 1",
            visibility=AddressVisibility.HIDDEN,
        )
        hidden.locations.update(name="Xyloplek")
        documents.refresh(Service.objects.values_list("pk", flat=True))
        assert self.ask(client, "xylo") == []

    def test_what_is_no_longer_published_is_no_longer_suggested(self, client):
        service = listing(name="Xylofoon groep")
        assert self.ask(client, "xylo")
        Service.objects.update(status=Status.ARCHIVED)
        documents.refresh([service.pk])
        assert self.ask(client, "xylo") == []

    def test_an_unseen_word_leads_to_its_term_and_stays_unprinted(self, client):
        concept = factories.ConceptFactory(term="bekend begrip")
        factories.WordFactory(concept=concept, text="xylowoord", is_seen=False)
        factories.WordFactory(concept=concept, text="vibrawoord", is_seen=False, source="eigen")
        factories.WordFactory(concept=concept, text="alledaagse", is_everyday=True)
        factories.WordFactory(concept=concept, text="gezien woord")
        term = "bekend begrip"
        assert self.ask(client, "xylow") == [(term, "middelen", term)]
        assert self.ask(client, "xylowoord") == [(term, "middelen", term)]
        assert self.ask(client, "vibra") == [(term, "ook: vibrawoord", term)]
        assert self.ask(client, "alledaag") == [(term, "ook: alledaagse", term)]
        assert self.ask(client, "gezien") == [
            ("gezien woord", "woord voor bekend begrip", "gezien woord")
        ]

    def test_a_change_of_the_lexicon_counts_at_once(self, client):
        concept = factories.ConceptFactory(term="vibrafoon")
        assert self.ask(client, "vibra") == [("vibrafoon", "middelen", "vibrafoon")]
        concept.delete()
        assert self.ask(client, "vibra") == []

    def test_text_of_listings_is_no_markup(self, client):
        listing(name='Xylo "><script>alert(1)</script>')
        response = client.get(ADDRESS, {"q": "xylo"})
        assert b"<script" not in response.content
        assert options(response)[0][0] == 'Xylo "><script>alert(1)</script>'

    @pytest.mark.parametrize(
        "query",
        ["", "q=", "q=%00", "q=ge%00nt", "q=" + "x" * 10_240, "q=%FF%FE", "q=gent&q=", "x=gent"],
    )
    def test_rubbish_gives_an_empty_list(self, client, query):
        response = client.get(f"{ADDRESS}?{query}")
        assert response.status_code == 200
        assert response.content.strip() == b""

    def test_of_a_repeated_parameter_the_last_counts(self, client):
        assert options(client.get(f"{ADDRESS}?q=gent&q=genk"))[0][0] == "Genk"

    def test_the_work_does_not_grow_with_the_listings(self, client, django_assert_num_queries):
        gazetteers.load()
        load()
        for count in (30, 400):
            generate(count, seed=count, start=1000 * count)
            with django_assert_num_queries(2):
                assert self.ask(client, "praatgroep")

    def test_an_index_can_answer_what_names_are_asked(self):
        listing(name="Xylofoon groep")
        asked = ServiceDocument.objects.filter(text__regex=expression(("xylofoon", "gr")))
        with connection.cursor() as cursor:
            # Few rows are read faster one by one.
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_indexscan = off")
        assert asked.count() == 1
        assert "document_text_trigram" in asked.explain()

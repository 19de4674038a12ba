"""The pages to read: sources of information, and the words of the scene."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from referrals.enums import ConceptKind
from services.actions import documents
from services.enums import Focus, ServiceKind, Status
from services.models import TargetGroup, Topic
from tests.factories import (
    ConceptFactory,
    ServiceFactory,
    TargetGroupClaimFactory,
    WordFactory,
)


def words_of(element):
    return " ".join(element.get_text(" ").split())


def source(**fields):
    service = ServiceFactory(kind=ServiceKind.SOURCE, **fields)
    documents.refresh([service.pk])
    return service


@pytest.mark.django_db
class TestSources:
    @pytest.fixture
    def read(self, client):
        def load():
            response = client.get(reverse("referrals:sources"))
            assert response.status_code == 200
            assert not response.cookies
            return BeautifulSoup(response.content, "html.parser")

        return load

    def test_only_published_sources_by_focus(self, read):
        source(name="Over drugs", focus=Focus.DRUGS)
        source(name="Over beide", focus=Focus.BOTH)
        source(name="Niet nagekeken", focus=Focus.UNKNOWN)
        source(name="Nog niet", status=Status.DRAFT)
        ServiceFactory(name="Hulp")
        shown = read()
        assert [words_of(heading) for heading in shown.select("main h2")] == [
            "Drugs én seksualiteit 1",
            "Drugs 1",
            "Focus onbekend 1",
        ]
        assert [words_of(title) for title in shown.select(".card h3")] == [
            "Over beide",
            "Over drugs",
            "Niet nagekeken",
        ]

    def test_source_says_what_it_is_good_for(self, read):
        service = source(name="Budd", website="https://www.budd.example.org/", languages=["en"])
        service.topics.set(Topic.objects.filter(code="prep"))
        TargetGroupClaimFactory(
            service=service, target_group=TargetGroup.objects.get(code="professionals")
        )
        card = read().select_one(".card")
        assert "Goed voor PrEP Voor wie professionals Taal Engels" in words_of(card)
        hrefs = [link["href"] for link in card.select("a")]
        assert hrefs == [service.get_absolute_url(), "https://www.budd.example.org/"]

    def test_unknown_is_said(self, read):
        source(organisation=None)
        card = words_of(read().select_one(".card"))
        assert "uitgever onbekend" in card
        assert "Goed voor onbekend Voor wie onbekend Taal onbekend" in card

    def test_nothing_yet(self, read):
        assert "nog geen bronnen" in words_of(read().main)

    def test_queries_do_not_grow(self, client, django_assert_num_queries):
        for _ in range(4):
            TargetGroupClaimFactory(service=source())
        with django_assert_num_queries(7):
            client.get(reverse("referrals:sources"))


@pytest.mark.django_db
class TestGlossary:
    @pytest.fixture
    def read(self, client):
        def load(**query):
            response = client.get(reverse("referrals:glossary"), query)
            assert response.status_code == 200
            return BeautifulSoup(response.content, "html.parser")

        return load

    @pytest.fixture
    def tina(self):
        concept = ConceptFactory(
            term="methamfetamine",
            slug="methamfetamine",
            explanation="Sterk stimulerend middel.",
            sources="masterproef 2023;https://www.example.org/tina/",
        )
        WordFactory(concept=concept, text="tina")
        WordFactory(concept=concept, text="pervitin", is_seen=False)
        WordFactory(concept=concept, text="méth", language="fr", remark="zelden")
        return concept

    def terms(self, page):
        return [entry["id"] for entry in page.select(".entry")]

    def test_entry(self, read, tina):
        entry = read().select_one("#methamfetamine")
        assert words_of(entry.dt) == "methamfetamine méth (zelden), tina"
        assert entry.select_one("[lang=fr]").string == "méth"
        assert "Sterk stimulerend middel." in words_of(entry.dd)
        assert "masterproef 2023" in words_of(entry.dd)
        assert (
            words_of(entry.select_one("a[href='https://www.example.org/tina/']")) == "example.org"
        )

    def test_unseen_words_lead_to_an_entry_but_are_not_printed(self, read, tina):
        shown = read(q="pervitin")
        assert self.terms(shown) == ["methamfetamine"]
        assert "pervitin" not in words_of(shown.select_one(".entries"))

    @pytest.mark.parametrize("typed", ["tina", "TINA", "Tin", "meth", " méth ", "tina\x00"])
    def test_filter(self, read, tina, typed):
        ConceptFactory(slug="anders")
        assert self.terms(read(q=typed)) == ["methamfetamine"]

    @pytest.mark.parametrize("typed", ["onzin", "%", "x" * 10_000])
    def test_filter_that_finds_nothing_says_so(self, read, tina, typed):
        shown = read(q=typed)
        assert not self.terms(shown)
        assert "staat niet in de woordenlijst" in words_of(shown.main)

    def test_kinds_are_sections_with_anchors(self, read):
        ConceptFactory(kind=ConceptKind.PRACTICE)
        ConceptFactory(kind=ConceptKind.SUBSTANCE)
        shown = read()
        links = [link["href"] for link in shown.select(".section-nav a")]
        assert links == ["#substance", "#practice"]
        assert all(shown.select_one(link) for link in links)

    def test_related_terms_link_to_their_entry(self, read, tina):
        concept = ConceptFactory(maps_to="methamfetamine;amfetamine;tina")
        WordFactory(concept=concept, text="tina")
        entry = read().select_one(f"#{concept.slug}")
        assert "Hoort bij methamfetamine , amfetamine." in words_of(entry.dd)
        assert entry.select_one("dd a")["href"].endswith("#methamfetamine")

"""The sources of a word, as a reader knows them."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from tests.factories import ConceptFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("noted", "shown", "link"),
    [
        ("https://www.example.org/tina/", "example.org", "https://www.example.org/tina/"),
        ("masterproef UGent 2023", "masterproef UGent 2023", "#masterproef"),
        (
            "TripSit/drugs drug_files/3-mmc.json",
            "TripSit, 3-mmc",
            "https://github.com/TripSit/drugs/blob/HEAD/drug_files/3-mmc.json",
        ),
        (
            "TripSit/drugs drug_files/1,4-butanediol.json (enkel naam gezien)",
            "TripSit, 1,4-butanediol",
            "https://github.com/TripSit/drugs/blob/HEAD/drug_files/1,4-butanediol.json",
        ),
        ("achtergrondkennis (niet in bron gezien)", "eigen opgave", None),
        ("tweede betekenis: achtergrondkennis", "tweede betekenis: eigen opgave", None),
        ("een folder", "een folder", None),
    ],
)
def test_source(client, noted, shown, link):
    ConceptFactory(slug="woord", sources=noted)
    page = BeautifulSoup(client.get(reverse("referrals:glossary")).content, "html.parser")
    source = page.select_one("#woord .entry__source")
    assert source.get_text(strip=True).removeprefix("Bron:").strip() == shown
    assert [one["href"] for one in source.select("a")] == ([link] if link else [])


@pytest.mark.parametrize("query", ["", "?q=tina"])
def test_the_page_says_what_the_study_is(client, query):
    page = BeautifulSoup(client.get(reverse("referrals:glossary") + query).content, "html.parser")
    assert "Universiteit Gent" in page.select_one("#masterproef").text

"""Where conversation cues stand on a page."""

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.template import Context, Template

from referrals import shortlist
from referrals.models import ConversationCue
from referrals.templatetags.cues import with_numbers_to_call
from services.enums import ServiceKind
from tests.factories import ConversationCueFactory
from tests.listings import listing

pytestmark = pytest.mark.django_db


@pytest.fixture
def read(client):
    """The details element with the cues of an address, or None."""
    call_command("load_glossary", verbosity=0)
    call_command("load_cues", verbosity=0)

    def read(address, **headers):
        page = BeautifulSoup(client.get(address, headers=headers).content, "html.parser")
        return page.select_one("details.cues")

    return read


def titles(cues):
    return [title.get_text(strip=True) for title in cues.select(".cue__title")]


class TestSearch:
    def test_they_stand_closed_above_the_results(self, read):
        listing(name="Gent", at="Gent")
        cues = read("/?q=slammen")
        assert titles(cues) == ["Spuiten (slammen)", "Drugs en seks"]
        assert not cues.has_attr("open")
        assert cues.find_next(class_="card")
        assert cues.find_parent(id="resultaten")

    @pytest.mark.parametrize(
        ("address", "expected"),
        [
            ("/", ["Een eerste gesprek"]),
            ("/?thema=soa-test", ["Soa-test", "Een eerste gesprek"]),
            ("/?q=soa+test&leeftijd=17", ["Soa-test", "Met een jongere"]),
            ("/?q=bewusteloos+na+ghb", ["Het is dringend", "GHB en GBL"]),
            ("/?q=xyzzy", ["Een eerste gesprek"]),
        ],
    )
    def test_they_follow_the_question(self, read, address, expected):
        assert titles(read(address)) == expected

    def test_a_swap_brings_them_too(self, read):
        assert str(read("/?q=slammen", **{"HX-Request": "true"})) == str(read("/?q=slammen"))

    def test_a_page_without_any_is_whole(self, client):
        response = client.get("/")
        assert response.status_code == 200
        assert 'class="cues"' not in response.text


class TestListing:
    def test_they_are_about_what_it_is_about(self, read):
        service = listing(name="Naam", topics=["sti_testing"], groups=["young_people"])
        cues = read(service.get_absolute_url())
        assert titles(cues) == ["Met een jongere", "Soa-test"]
        assert not cues.has_attr("open")

    def test_a_number_to_call_has_none(self, read):
        service = listing(name="112", kind=ServiceKind.HELPLINE, topics=["information"])
        assert read(service.get_absolute_url()) is None


class TestHandOver:
    def test_they_are_about_what_is_handed_over(self, read):
        young = listing(name="Naam", groups=["young_people"])
        tests = listing(name="Ander", topics=["sti_testing"])
        cues = read(f"/doorverwijskaart/?fiches={shortlist.write([young.pk, tests.pk])}")
        assert titles(cues) == ["Met een jongere", "Soa-test"]

    def test_they_are_for_the_worker_and_stand_on_no_card(self, read):
        service = listing(name="Ander", topics=["sti_testing"])
        address = f"/doorverwijskaart/?fiches={shortlist.write([service.pk])}"
        cues = read(address)
        assert cues.find_parent(class_="sheet-page__aside")
        assert not cues.find_parent(class_="sheet")


class TestCue:
    def test_it_says_all_of_it_with_its_source(self, client):
        ConversationCueFactory(
            title="Tip",
            opening="Dag <b>jij</b>.",
            source="Sensoa",
            source_url="https://www.sensoa.be",
        )
        page = BeautifulSoup(client.get("/").content, "html.parser")
        cue = page.select_one(".cue")
        assert "Dag <b>jij</b>." in cue.get_text()
        assert [part.get_text(strip=True) for part in cue.select("dt")] == [
            "Zo kun je beginnen",
            "Een goede vraag",
            "Liever niet",
            "Als het dringend wordt",
        ]
        assert cue.select_one(".cue__source a")["href"] == "https://www.sensoa.be"

    def test_what_to_do_comes_first_where_it_is_urgent(self, read):
        cue = read("/?q=bewusteloos").select_one(".cue")
        assert cue.dt.get_text(strip=True) == "Dit doe je nu"

    def test_one_that_is_not_shown_is_not(self, client):
        ConversationCueFactory(is_shown=False)
        assert 'class="cues"' not in client.get("/").text


def test_a_page_reads_them_once_however_often_it_asks(django_assert_num_queries):
    ConversationCueFactory(topics=["ghb"])
    template = Template(
        "{% load cues %}{% conversation_cues topics=topics door='urgent' is_open=True %}"
        "{% conversation_cues topics=topics %}{% conversation_cues %}"
    )
    with django_assert_num_queries(1):
        shown = template.render(Context({"topics": ["ghb"]}))
    assert shown.count('class="cue"') == 2
    assert shown.count('<details class="cues" open>') == 1


def test_the_next_page_reads_them_again():
    template = Template("{% load cues %}{% conversation_cues %}")
    assert template.render(Context()).strip() == ""
    ConversationCueFactory(title="Nieuw")
    assert "Nieuw" in template.render(Context())
    ConversationCue.objects.update(title="Anders")
    assert "Anders" in template.render(Context())


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Bel 112.", 'Bel <a class="nowrap" href="tel:112">112</a>.'),
        (
            "(078 15 10 20)",
            '(<a class="nowrap" href="tel:+3278151020">078 15 10 20</a>)',
        ),
        ("1120 <b>", "1120 &lt;b&gt;"),
        ("1813 & <b>", '<a class="nowrap" href="tel:1813">1813</a> &amp; &lt;b&gt;'),
        ("tot 72 uur", "tot 72 uur"),
    ],
)
def test_numbers_of_every_page_are_links_that_dial(text, html):
    assert with_numbers_to_call(text) == html

"""Setting listings aside: in one cookie that holds keys alone, and a link that carries them."""

from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from referrals import shortlist
from services.actions import services as service_actions
from services.models import Service
from tests.factories import MapEditorFactory
from tests.listings import listing

pytestmark = pytest.mark.django_db

HERE = {"Origin": "http://testserver"}
LIST, CHANGE = "/selectie/", "/selectie/wijzigen/"


def change(client, headers=HERE, **sent):
    return client.post(CHANGE, sent, headers=headers)


def page(client, address=LIST):
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def names(soup):
    return [one.get_text(strip=True) for one in soup.select(".shortlist h2")]


@pytest.fixture
def open_house():
    return listing(name="Open huis", slug="open-huis", at="Gent")


@pytest.fixture
def clinic():
    return listing(name="Avondconsult", slug="avondconsult", at="Gent")


class TestOwn:
    def test_added_from_a_listing_and_taken_off(self, client, open_house, clinic):
        address = open_house.get_absolute_url()
        form = page(client, address).select_one(f"form[action='{CHANGE}']")
        sent = {one["name"]: one["value"] for one in form.select("input, button")}
        back = change(client, **sent)
        assert (back.status_code, back.url) == (303, f"{address}#selectie-open-huis")
        change(client, erbij=clinic.pk)
        assert names(page(client)) == ["Avondconsult", "Open huis"]
        assert page(client, address).select_one(".site-nav__link .count").text == "2"

        form = page(client, address).select_one(f"form[action='{CHANGE}']")
        assert "In je selectie" in form.text
        change(client, **{one["name"]: one["value"] for one in form.select("input, button")})
        assert names(page(client)) == ["Avondconsult"]

    def test_the_cookie_holds_keys_alone_and_ends_with_the_browser(
        self, client, open_house, clinic, settings
    ):
        settings.SESSION_COOKIE_SECURE = True
        change(client, erbij=open_house.pk)
        answer = change(client, erbij=clinic.pk, terug="/?q=prep")
        cookie = answer.cookies[shortlist.COOKIE]
        assert cookie.value == shortlist.write([clinic.pk, open_house.pk])
        assert (cookie["max-age"], cookie["expires"]) == ("", "")
        assert (cookie["httponly"], cookie["samesite"], cookie["secure"]) == (True, "Lax", True)
        assert [*answer.cookies] == [shortlist.COOKIE]

    def test_emptied(self, client, open_house):
        change(client, erbij=open_house.pk)
        assert change(client, leeg="1").cookies[shortlist.COOKIE]["max-age"] == 0
        assert names(page(client)) == []

    def test_leaving_at_once_empties_it(self, client, open_house):
        change(client, erbij=open_house.pk)
        client.get(reverse("services:quick-exit"))
        assert names(page(client)) == []

    def test_what_is_no_longer_on_the_map_keeps_a_line_without_its_name(
        self, client, open_house, clinic
    ):
        for one in (open_house, clinic):
            change(client, erbij=one.pk)
        service_actions.archive(
            services=Service.objects.filter(pk=clinic.pk),
            by=MapEditorFactory(is_superuser=True),
            reason="Gestopt",
        )
        soup = page(client)
        assert names(soup) == ["Open huis"]
        assert "niet meer beschikbaar" in soup.main.text and "Avondconsult" not in soup.text
        change(client, eraf=clinic.pk)
        assert "niet meer beschikbaar" not in page(client).main.text

    def test_a_full_one_takes_no_more_and_loses_none(self, client, open_house):
        keys = [uuid4() for _one in range(shortlist.MOST)]
        client.cookies[shortlist.COOKIE] = shortlist.write(keys)
        answer = client.post(CHANGE, {"erbij": open_house.pk}, headers=HERE, follow=True)
        assert f"Er passen {shortlist.MOST} fiches" in answer.content.decode()
        assert client.cookies[shortlist.COOKIE].value == shortlist.write(keys)

    def test_queries_do_not_grow_with_it(self, client, django_assert_num_queries):
        few = [listing(at="Gent") for _one in range(2)]
        client.cookies[shortlist.COOKIE] = shortlist.write(one.pk for one in few)
        with django_assert_num_queries(6):
            page(client)
        many = few + [listing(at="Gent") for _one in range(6)]
        client.cookies[shortlist.COOKIE] = shortlist.write(one.pk for one in many)
        with django_assert_num_queries(6):
            page(client)


class TestCarried:
    def test_a_colleague_sees_the_same_and_keeps_their_own(self, client, open_house, clinic):
        change(client, erbij=open_house.pk)
        link = page(client).select_one(".shortlist__link a")["href"]

        colleague = Client()
        change(colleague, erbij=clinic.pk)
        soup = page(colleague, link)
        assert names(soup) == ["Open huis"]
        assert names(page(colleague)) == ["Avondconsult"]
        change(colleague, overnemen=soup.select_one("[name=overnemen]")["value"])
        assert names(page(colleague)) == ["Avondconsult", "Open huis"]

    @pytest.mark.parametrize("text", ["", "x", "é" * 30, "A" * 5000, "\x00"])
    def test_rubbish_carries_nothing(self, client, text):
        assert names(page(client, f"{LIST}?fiches={text}")) == []

    def test_a_link_that_lost_a_part_says_so(self, client, open_house):
        whole = shortlist.write([open_house.pk])
        for lost, is_said in ((whole[:-3], True), (whole, False)):
            said = "De link is niet volledig" in page(client, f"{LIST}?fiches={lost}").get_text()
            assert said == is_said


class TestBadInput:
    @pytest.mark.parametrize(
        "headers",
        [{}, {"Origin": "https://evil.example"}, {"Origin": "null"}, {"Referer": "http://[x"}],
    )
    def test_nothing_is_taken_from_another_site(self, client, open_house, headers):
        answer = change(client, headers=headers, erbij=open_house.pk)
        assert answer.status_code == 403 and not answer.cookies

    def test_an_old_browser_tells_the_page_it_came_from(self, client, open_house):
        referer = {"Referer": "http://testserver/?q=prep"}
        assert change(client, headers=referer, erbij=open_house.pk).status_code == 303

    @pytest.mark.parametrize("key", ["", "x", "1", "\x00", "a" * 5000])
    def test_a_key_that_is_none_adds_nothing(self, client, key):
        assert change(client, erbij=key).status_code == 303
        assert names(page(client)) == []

    @pytest.mark.parametrize(
        "back",
        ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"],
    )
    def test_it_leads_to_no_other_site(self, client, open_house, back):
        assert change(client, erbij=open_house.pk, terug=back).url == LIST


class TestCaches:
    def test_a_page_that_tells_of_it_is_private_and_differs_by_cookie(self, client, open_house):
        for address in (open_house.get_absolute_url(), "/over/", "/data/"):
            assert "Cookie" in client.get(address).headers["Vary"]
        change(client, erbij=open_house.pk)
        for address in (open_house.get_absolute_url(), "/over/", "/data/"):
            control = client.get(address).headers["Cache-Control"]
            assert "private" in control and "public" not in control

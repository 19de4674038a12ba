"""Addresses that speak to machines."""

import datetime

import pytest
from django.urls import reverse

from services.enums import Status
from tests.factories import OrganisationFactory, ServiceFactory


@pytest.mark.django_db
def test_healthz_answers(client):
    response = client.get("/healthz")
    assert response.content == b"ok"
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.django_db
def test_robots_may_read_listings_but_no_searches(client):
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert "Disallow: /?" in lines
    assert "Disallow: /beheer/" in lines
    assert "Sitemap: http://testserver/sitemap.xml" in lines
    assert not any(line.startswith("Disallow: /aanbod") for line in lines)


@pytest.mark.django_db
def test_sitemap_leads_to_what_is_published(client):
    shown = ServiceFactory()
    hidden = ServiceFactory(status=Status.DRAFT)
    archived = OrganisationFactory(status=Status.ARCHIVED)
    index = client.get("/sitemap.xml").content.decode()
    sections = [
        reverse("django.contrib.sitemaps.views.sitemap", args=[section])
        for section in ("paginas", "aanbod", "organisaties")
    ]
    assert all(section in index for section in sections)
    places = "".join(client.get(section).content.decode() for section in sections)
    assert f"http://testserver{shown.get_absolute_url()}" in places
    assert shown.organisation.get_absolute_url() in places
    assert reverse("referrals:glossary") in places
    assert hidden.get_absolute_url() not in places
    assert archived.get_absolute_url() not in places


@pytest.mark.django_db
def test_no_security_contact_no_security_txt(client, settings):
    settings.SECURITY_CONTACT = ""
    assert client.get("/.well-known/security.txt").status_code == 404


@pytest.mark.django_db
def test_security_txt_is_there_unless_it_is_turned_off(client):
    contact, *_rest = client.get("/.well-known/security.txt").content.decode().splitlines()
    assert contact == "Contact: mailto:sociale-kaart@localhost"


@pytest.mark.django_db
def test_security_contact_may_be_a_web_address(client, settings):
    settings.SECURITY_CONTACT = "https://example.org/lek"
    lines = client.get("/.well-known/security.txt").content.decode().splitlines()
    assert lines[0] == "Contact: https://example.org/lek"


@pytest.mark.django_db
def test_security_txt(client, settings, time_machine):
    time_machine.move_to(datetime.datetime(2026, 11, 24, 12, tzinfo=datetime.UTC))
    settings.SECURITY_CONTACT = "veilig@example.org"
    assert client.get("/.well-known/security.txt").content.decode().splitlines() == [
        "Contact: mailto:veilig@example.org",
        "Expires: 2027-05-23T00:00:00+02:00",
        "Preferred-Languages: nl, en, fr",
        "Canonical: http://testserver/.well-known/security.txt",
    ]

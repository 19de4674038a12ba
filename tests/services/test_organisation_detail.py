"""The page of an organisation."""

import pytest
from bs4 import BeautifulSoup

from services.enums import Status
from tests.factories import NetworkFactory, OrganisationFactory, PhoneFactory, ServiceFactory


@pytest.mark.django_db
@pytest.mark.parametrize("status", [Status.DRAFT, Status.ARCHIVED])
def test_unpublished_organisation_is_not_found(client, status):
    organisation = OrganisationFactory(status=status)
    assert client.get(organisation.get_absolute_url()).status_code == 404


@pytest.mark.django_db
def test_organisation_shows_its_published_listings_and_networks(client):
    organisation = OrganisationFactory(
        name="Vrij vzw", other_names=["Vrij"], website="https://vrij.example.org/"
    )
    shown = ServiceFactory(organisation=organisation, name="Inloop")
    ServiceFactory(organisation=organisation, name="Nog niet", status=Status.DRAFT)
    ServiceFactory(name="Van een ander")
    NetworkFactory(name="Intervisiegroep").members.add(organisation)
    page = BeautifulSoup(client.get(organisation.get_absolute_url()).content, "html.parser")
    assert page.h1.string == "Vrij vzw"
    assert [link["href"] for link in page.select(".card__title a")] == [shown.get_absolute_url()]
    assert page.select_one("a[href='https://vrij.example.org/']")["rel"] == [
        "noreferrer",
        "noopener",
    ]
    assert "Intervisiegroep" in page.main.get_text()


@pytest.mark.django_db
class TestContact:
    def read(self, client, organisation):
        page = client.get(organisation.get_absolute_url())
        return BeautifulSoup(page.content, "html.parser").main

    def test_what_all_listings_share_stands_at_the_top(self, client):
        organisation = OrganisationFactory()
        for name in ("Inloop", "Praatgroep"):
            service = ServiceFactory(
                organisation=organisation,
                name=name,
                email="info@vrij.example.org",
                website=f"https://vrij.example.org/{name}/",
            )
            PhoneFactory(service=service, number="+3291234567")
        main = self.read(client, organisation)
        contact = main.select_one("#bereiken")
        assert [link["href"] for link in contact.select("a")] == [
            "tel:+3291234567",
            "mailto:info@vrij.example.org",
        ]
        assert contact.find_next("h2", id="aanbod")
        assert not main.select(".card a[href^=tel]")

    def test_a_number_of_one_listing_stands_with_it(self, client):
        organisation = OrganisationFactory(website="https://vrij.example.org/")
        for number in ("+3291234567", "+3291234568"):
            PhoneFactory(service=ServiceFactory(organisation=organisation), number=number)
        main = self.read(client, organisation)
        assert [link["href"] for link in main.select("#bereiken a")] == [organisation.website]
        assert len(main.select(".card a[href^=tel]")) == 2

    def test_nothing_is_promised_where_nothing_is_known(self, client):
        organisation = OrganisationFactory()
        ServiceFactory(organisation=organisation)
        assert not self.read(client, organisation).select("#bereiken")
        assert not self.read(client, OrganisationFactory()).select("#bereiken")


@pytest.mark.django_db
def test_queries_do_not_grow_with_the_listings(client, django_assert_num_queries):
    few, many = OrganisationFactory(), OrganisationFactory()
    for organisation, count in ((few, 1), (many, 8)):
        for service in ServiceFactory.create_batch(count, organisation=organisation):
            PhoneFactory(service=service)
    with django_assert_num_queries(8):
        client.get(few.get_absolute_url())
    with django_assert_num_queries(8):
        client.get(many.get_absolute_url())

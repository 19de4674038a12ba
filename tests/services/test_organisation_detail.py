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
    assert [link["href"] for link in page.select(".card a")] == [shown.get_absolute_url()]
    assert page.select_one("a[href='https://vrij.example.org/']")["rel"] == [
        "noreferrer",
        "noopener",
    ]
    assert "Intervisiegroep" in page.main.get_text()


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

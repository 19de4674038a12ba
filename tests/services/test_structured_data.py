"""Listings as JSON-LD: what is known, in the words of schema.org, and nothing else."""

import datetime
import json

import pytest
from bs4 import BeautifulSoup

from services import structured_data
from services.actions import documents
from services.enums import (
    AddressVisibility,
    Precision,
    ServiceAreaScope,
    ServiceKind,
    TriState,
    VerificationMethod,
)
from services.models import Province, Service, TargetGroup, Topic
from tests.factories import (
    LocationFactory,
    OrganisationFactory,
    PhoneFactory,
    ScheduleFactory,
    ServiceFactory,
    TargetGroupClaimFactory,
)

pytestmark = pytest.mark.django_db

URL = "https://kaart.example.org/aanbod/een/"


def described(service):
    """The main entity of a listing's page."""
    documents.refresh([service.pk])
    loaded = Service.objects.for_detail().get(pk=service.pk)
    return structured_data.listing_page(loaded, url=URL)["mainEntity"]


def test_what_is_unknown_has_no_property():
    service = ServiceFactory(name="Inloop", organisation__name="Vrij vzw")
    assert described(service) == {
        "@type": "Service",
        "name": "Inloop",
        "provider": {"@type": "Organization", "name": "Vrij vzw"},
    }


def test_page_says_when_it_was_reviewed():
    service = ServiceFactory(
        name="Inloop",
        verified_on=datetime.date(2026, 11, 3),
        verified_how=VerificationMethod.LETTER,
    )
    page = structured_data.listing_page(service, url=URL)
    del page["mainEntity"]
    assert page == {
        "@context": "https://schema.org",
        "@type": "WebPage",
        "url": URL,
        "name": "Inloop",
        "inLanguage": "nl-BE",
        "lastReviewed": "2026-11-03",
    }


def test_audience_and_topics():
    service = ServiceFactory(min_age=16, max_age=25)
    service.topics.set(Topic.objects.filter(code="prep"))
    TargetGroupClaimFactory(service=service)
    TargetGroupClaimFactory(
        service=service, target_group=TargetGroup.objects.get(code="professionals")
    )
    entity = described(service)
    assert entity["serviceType"] == [Topic.objects.get(code="prep").name]
    assert entity["audience"] == {
        "@type": "PeopleAudience",
        "audienceType": TargetGroup.objects.get(code="msm").name,
        "suggestedMinAge": 16,
        "suggestedMaxAge": 25,
    }


@pytest.mark.parametrize(
    ("scope", "names"),
    [
        (ServiceAreaScope.UNKNOWN, None),
        (ServiceAreaScope.FLANDERS, ["Vlaanderen", "Brussel"]),
        (ServiceAreaScope.PROVINCES, ["Limburg"]),
    ],
)
def test_area(scope, names):
    service = ServiceFactory(service_area_scope=scope)
    service.provinces_served.set(Province.objects.filter(slug="limburg"))
    area = described(service).get("areaServed")
    assert (area and [place["name"] for place in area]) == names


@pytest.mark.parametrize("is_free", TriState.values)
def test_only_what_is_free_has_a_price(is_free):
    offer = described(ServiceFactory(is_free=is_free)).get("offers")
    expected = {"@type": "Offer", "price": 0, "priceCurrency": "EUR"}
    assert offer == (expected if is_free == TriState.YES else None)


def test_number_with_its_hours():
    service = ServiceFactory(languages=["nl"])
    PhoneFactory(service=service, number="+3278151020")
    ScheduleFactory(service=service, channel="phone", opening_hours="Mo 10:00-24:00; Tu off")
    assert described(service)["availableChannel"] == [
        {
            "@type": "ServiceChannel",
            "availableLanguage": ["nl"],
            "servicePhone": {
                "@type": "ContactPoint",
                "telephone": "+3278151020",
                "hoursAvailable": [
                    {
                        "@type": "OpeningHoursSpecification",
                        "dayOfWeek": "Monday",
                        "opens": "10:00",
                        "closes": "23:59",
                    }
                ],
            },
        }
    ]


def test_exact_address_has_coordinates():
    service = ServiceFactory()
    location = LocationFactory(
        service=service, street="Kaai 1", postal_code="2000", precision=Precision.EXACT
    )
    assert described(service)["availableChannel"][0]["serviceLocation"] == {
        "@type": "Place",
        "address": {
            "@type": "PostalAddress",
            "streetAddress": "Kaai 1",
            "postalCode": "2000",
            "addressLocality": "Antwerpen",
        },
        "geo": {
            "@type": "GeoCoordinates",
            "latitude": location.latitude,
            "longitude": location.longitude,
        },
    }


def test_municipality_alone_has_neither_street_nor_coordinates():
    service = ServiceFactory()
    LocationFactory(
        service=service,
        street="Geheim 1",
        postal_code="2018",
        precision=Precision.EXACT,
        visibility=AddressVisibility.MUNICIPALITY,
    )
    assert described(service)["availableChannel"][0]["serviceLocation"] == {
        "@type": "Place",
        "address": {"@type": "PostalAddress", "addressLocality": "Antwerpen"},
    }


def test_hidden_address_is_absent():
    service = ServiceFactory()
    LocationFactory(service=service, visibility=AddressVisibility.HIDDEN)
    assert "availableChannel" not in described(service)


def test_source_is_a_website():
    service = ServiceFactory(
        kind=ServiceKind.SOURCE,
        organisation=None,
        name="Budd",
        website="https://budd.example.org/",
        languages=["en"],
    )
    topic = Topic.objects.get(code="prep")
    service.topics.add(topic)
    assert described(service) == {
        "@type": "WebSite",
        "name": "Budd",
        "url": "https://budd.example.org/",
        "about": [{"@type": "DefinedTerm", "name": topic.name}],
        "inLanguage": ["en"],
    }


def test_organisation():
    organisation = OrganisationFactory(name="Vrij vzw", other_names=["Vrij"])
    assert structured_data.organisation_page(organisation, url=URL)["mainEntity"] == {
        "@type": "Organization",
        "name": "Vrij vzw",
        "alternateName": ["Vrij"],
    }


def test_text_cannot_leave_the_script(client):
    name = "</script><script>alert(1)</script><!-- & \u2028"
    service = ServiceFactory(name=name)
    documents.refresh([service.pk])
    response = client.get(service.get_absolute_url())
    page = BeautifulSoup(response.content, "html.parser")
    script = page.select_one("script[type='application/ld+json']")
    assert json.loads(script.string)["mainEntity"]["name"] == name
    assert script["nonce"]
    assert "alert(1)</script>" not in response.content.decode()

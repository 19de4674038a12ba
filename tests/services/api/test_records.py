"""What a record holds, what it leaves out, and when it counts as modified."""

import datetime
import json

import pytest
from django.utils import timezone

from services.actions import documents
from services.enums import (
    AccessMode,
    AddressVisibility,
    Focus,
    Precision,
    ServiceAreaScope,
    Status,
    TriState,
    VerificationMethod,
    YouthSuitability,
)
from services.hsds.identifiers import identifier
from services.hsds.metadata import PUBLIC, UNTOLD
from services.models import Municipality, Organisation, Service
from tests import factories
from tests.listings import listing

pytestmark = pytest.mark.django_db


@pytest.fixture
def get(client):
    """Reads an address of the API, which has to be there."""

    def read(path):
        answer = client.get(f"/api/v1/{path}")
        assert answer.status_code == 200, answer.content
        return answer.json()

    return read


def codes(record, taxonomy):
    """The codes of one vocabulary in a record's attributes."""
    attributes = [one for one in record["attributes"] if one["link_type"] == taxonomy]
    return [one["taxonomy_term"]["code"] for one in attributes]


class TestFacts:
    def test_what_is_known_stands_in_the_terms_of_the_standard(self, get):
        service = listing(
            at="Gent",
            street="Sint-Pietersnieuwstraat 1",
            postal_code="9000",
            topics=["prep"],
            groups=["msm"],
            hours="Mo 09:00-12:00",
            focus=Focus.BOTH,
            youth_suitability=YouthSuitability.SUITED,
            min_age=16,
            max_age=30,
            access_modes=[AccessMode.WALK_IN],
            languages=["nl", "fr"],
            is_free=TriState.YES,
            is_anonymous=TriState.NO,
            verified_on=timezone.localdate(),
            verified_how=VerificationMethod.PHONE,
            has_waiting_time=TriState.YES,
            waiting_weeks=3,
            waiting_checked_on=datetime.date(2026, 11, 2),
            first_contact="Je belt aan.",
            email="open@example.org",
        )
        factories.PhoneFactory(service=service, number="+3292345678", label="onthaal")
        documents.refresh([service.pk])

        record = get(f"services/{service.pk}")

        assert (record["minimum_age"], record["maximum_age"]) == (16, 30)
        assert record["eligibility_description"] == "16 tot en met 30 jaar, ook voor jongeren"
        assert record["assured_date"] == timezone.localdate().isoformat()
        assert record["status"] == "active"
        assert record["application_process"] == "Je belt aan."
        assert record["wait_time"] == "ongeveer 3 weken (nagevraagd op 2 november 2026)"
        assert [(one["number"], one["description"]) for one in record["phones"]] == [
            ("+3292345678", "onthaal")
        ]
        assert [one["code"] for one in record["languages"]] == ["nl", "fr"]
        assert [one["amount"] for one in record["cost_options"]] == [0]
        assert [one["email"] for one in record["contacts"]] == ["open@example.org"]
        assert codes(record, "focus") == ["both", "drugs", "sexuality"]
        assert codes(record, "topic") == ["prep"]
        assert codes(record, "target_group") == ["msm"]
        assert codes(record, "access_mode") == ["walk_in"]
        assert codes(record, "youth") == ["suited"]
        assert codes(record, "fact") == ["free", "not_anonymous", "waiting_time"]
        assert codes(record, "verification") == ["phone"]
        (place,) = record["service_at_locations"]
        (address,) = place["location"]["addresses"]
        assert (address["address_1"], address["city"], address["state_province"]) == (
            "Sint-Pietersnieuwstraat 1",
            "Gent",
            "Oost-Vlaanderen",
        )

    def test_what_is_unknown_has_no_property(self, get):
        service = listing(focus=Focus.UNKNOWN, organisation__description="")
        record = get(f"services/{service.pk}")
        missing = {"minimum_age", "wait_time", "assured_date", "phones", "schedules", "contacts"}
        assert record.keys() & missing == set()
        assert codes(record, "focus") == []
        assert record["organization"]["description"] == ""

    def test_what_opens_again_later_is_closed_for_a_while(self, get):
        tomorrow = timezone.localdate() + datetime.timedelta(days=1)
        service = listing(closed_until=tomorrow)
        record = get(f"services/{service.pk}")
        assert record["status"] == "temporarily closed"
        assert record["alert"].startswith("Tijdelijk gesloten tot")

    def test_whom_it_serves_stands_by_province_and_region(self, get):
        flanders = listing(service_area_scope=ServiceAreaScope.FLANDERS)
        areas = get(f"services/{flanders.pk}")["service_areas"]
        assert [one["uri"] for one in areas] == [
            "http://data.europa.eu/nuts/code/BE2",
            "http://data.europa.eu/nuts/code/BE1",
        ]

    @pytest.mark.parametrize("street", ["", "Kaai 1"])
    @pytest.mark.parametrize("precision", [Precision.MUNICIPALITY, Precision.STREET])
    def test_a_place_that_is_not_known_exactly_says_so(self, get, precision, street):
        service = listing(at="Gent", precision=precision, street=street)
        (place,) = get(f"services/{service.pk}")["service_at_locations"]
        assert place["location"]["external_identifier"] == "44021"
        words = (
            "midden van de gemeente" if precision == Precision.MUNICIPALITY else "bij benadering"
        )
        assert words in place["location"]["description"]
        assert place["location"]["latitude"] == pytest.approx(51.05, abs=0.05)

    def test_an_address_that_is_not_public_gives_its_municipality_alone(self, get):
        service = listing(
            at="Gent", street="Stille Straat 9", visibility=AddressVisibility.MUNICIPALITY
        )
        (place,) = get(f"services/{service.pk}")["service_at_locations"]
        assert place["location"]["name"] == "Gent"
        assert place["location"].keys().isdisjoint({"addresses", "accessibility"})
        gent = Municipality.objects.get(name="Gent")
        assert place["location"]["latitude"] == gent.latitude

    def test_a_listing_at_its_place_is_a_record_too(self, get):
        service = listing(at="Gent")
        location = service.locations.get()
        record = get(f"service_at_locations/{location.pk}")
        assert (record["service_id"], record["location_id"]) == (str(service.pk), str(location.pk))
        assert record["service"]["name"] == service.name
        assert get("service_at_locations")["contents"][0]["id"] == record["id"]

    def test_an_organisation_has_its_listings_whole_when_asked(self, get):
        service = listing(at="Gent", topics=["prep"])
        path = f"organizations/{service.organisation_id}"
        assert [one["name"] for one in get(path)["services"]] == [service.name]
        assert "attributes" not in get(path)["services"][0]
        assert "attributes" in get(f"{path}?full_service=true")["services"][0]


class TestWhatIsNotThere:
    @pytest.mark.parametrize("status", [Status.DRAFT, Status.ARCHIVED])
    def test_what_is_not_published_is_not_found(self, client, status):
        service = listing(status=status)
        assert client.get(f"/api/v1/services/{service.pk}").status_code == 404

    def test_what_has_ended_is_gone(self, client):
        service = listing(status=Status.ARCHIVED, ended_on=datetime.date(2026, 11, 1))
        answer = client.get(f"/api/v1/services/{service.pk}")
        assert answer.status_code == 410
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert answer.json()["detail"] == "Dit aanbod is gestopt, zo zei de organisatie."

    def test_an_organisation_that_is_not_published_is_not_found(self, client):
        organisation = factories.OrganisationFactory(status=Status.DRAFT)
        assert client.get(f"/api/v1/organizations/{organisation.pk}").status_code == 404
        assert client.get("/api/v1/organizations").json()["total_items"] == 0

    @pytest.mark.parametrize("path", ["verzonnen", "services/geen-id", "services/"])
    def test_any_other_address_is_a_problem_and_no_page(self, client, path):
        answer = client.get(f"/api/v1/{path}")
        assert answer.status_code == 404
        assert answer.json()["status"] == 404

    def test_nothing_is_made_or_taken_away(self, client):
        service = listing()
        for path in (
            "services",
            f"services/{service.pk}",
            f"organizations/{service.organisation_id}",
        ):
            for method in (client.post, client.put, client.delete):
                answer = method(f"/api/v1/{path}", "{}", "application/json")
                assert answer.status_code == 405
                assert answer.json()["status"] == 405
                assert "GET" in answer.headers["Allow"]


class TestModified:
    @pytest.fixture
    def before(self):
        """A listing that was last modified a day ago."""
        service = listing(at="Gent", name="Open deur")
        yesterday = timezone.now() - datetime.timedelta(days=1)
        type(service.document).objects.update(modified_at=yesterday)
        return service, yesterday

    def modified(self, get, since):
        moment = (since + datetime.timedelta(hours=1)).isoformat().replace("+00:00", "Z")
        return get(f"services?modified_after={moment}")["total_items"]

    def test_a_public_fact_that_changes_is_a_change(self, get, before):
        service, yesterday = before
        factories.PhoneFactory(service=service)
        documents.refresh([service.pk])
        assert self.modified(get, yesterday) == 1

    def test_a_name_of_its_organisation_too(self, get, before):
        service, yesterday = before
        Organisation.objects.update(name="Een andere naam")
        documents.refresh([service.pk])
        assert self.modified(get, yesterday) == 1

    def test_a_note_of_the_editors_leaves_no_trace(self, get, before):
        service, yesterday = before
        Service.objects.update(editor_notes="niet voor iedereen")
        factories.PendingValueFactory(service=service)
        documents.refresh([service.pk])
        assert self.modified(get, yesterday) == 0
        last = datetime.datetime.fromisoformat(get(f"services/{service.pk}")["last_modified"])
        assert last == yesterday.replace(microsecond=0)


class TestMetadata:
    def test_a_change_tells_what_it_was_and_no_name(self, get):
        service = listing(name="Oude naam")
        Service.objects.filter(pk=service.pk).update(name="Nieuwe naam", editor_notes="stil")
        (change,) = get(f"services/{service.pk}")["metadata"]
        assert (change["field_name"], change["previous_value"], change["replacement_value"]) == (
            "name",
            "Oude naam",
            "Nieuwe naam",
        )
        assert change["updated_by"] == "sql"

    @pytest.mark.parametrize("column", sorted(UNTOLD))
    def test_a_text_that_was_taken_off_is_nowhere_anymore(self, get, column):
        tomorrow = timezone.localdate() + datetime.timedelta(days=1)
        service = listing(**{column: "geheim@example.org", "closed_until": tomorrow})
        Service.objects.filter(pk=service.pk).update(**{column: ""})
        documents.refresh([service.pk])
        record = get(f"services/{service.pk}")
        assert record["metadata"][0]["field_name"] == PUBLIC[column]
        assert "geheim" not in json.dumps(record)

    def test_what_changed_before_it_was_public_is_not_told(self, get):
        service = listing(name="Kladnaam", status=Status.DRAFT)
        Service.objects.filter(pk=service.pk).update(name="Betere naam")
        Service.objects.filter(pk=service.pk).update(name="Naam", status=Status.PUBLISHED)
        documents.refresh([service.pk])
        assert "metadata" not in get(f"services/{service.pk}")


class TestVocabulary:
    def test_every_term_leads_to_its_record_and_its_taxonomy(self, get):
        terms = get("taxonomy_terms?per_page=100")["contents"]
        both = next(one for one in terms if one["code"] == "both")
        assert get(f"taxonomy_terms/{both['id']}") == both
        assert get(f"taxonomies/{both['taxonomy_id']}")["name"] == "focus"

    def test_terms_are_found_by_taxonomy_and_by_name(self, get):
        focus = identifier("taxonomy", "focus")
        own = get(f"taxonomy_terms?taxonomy_id={focus}")["contents"]
        assert [one["code"] for one in own] == ["drugs", "sexuality", "both", "general"]
        assert [one["code"] for one in get("taxonomy_terms?search=inloop")["contents"]] == [
            "walk_in"
        ]
        assert get(f"taxonomy_terms?parent_id={focus}")["empty"]

    def test_listings_and_organisations_are_found_by_term_and_by_taxonomy(self, get):
        prep = listing(topics=["prep"], focus=Focus.SEXUALITY)
        chem = listing(focus=Focus.BOTH)
        term = identifier("taxonomy_term", "topic", "prep")
        assert [one["id"] for one in get(f"services?taxonomy_term_id={term}")["contents"]] == [
            str(prep.pk)
        ]
        assert [one["id"] for one in get(f"organizations?taxonomy_term_id={term}")["contents"]] == [
            str(prep.organisation_id)
        ]
        topics = identifier("taxonomy", "topic")
        assert get(f"services?taxonomy_id={topics}")["total_items"] == 1
        drugs = identifier("taxonomy_term", "focus", "drugs")
        assert [one["id"] for one in get(f"services?taxonomy_term_id={drugs}")["contents"]] == [
            str(chem.pk)
        ]

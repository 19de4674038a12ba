"""What anybody may suggest of a listing, and what is kept of it."""

import pytest
import time_machine
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from services.actions import proposals
from services.enums import AddressVisibility, ProposalField, ProposalState, Status
from services.forms import spam
from services.models import Proposal, Service
from tests.listings import listing


@pytest.fixture
def service(db):
    return listing(slug="ons", email="oud@example.org", at="Gent")


def stamped(**fields):
    """The fields of a form that was opened a while ago."""
    with time_machine.travel(timezone.now() - 2 * spam.LEAST):
        return {"opened": spam.stamp()} | fields


def suggest(client, field, *, slug="ons", **fields):
    url = reverse("services:suggest-field", args=[slug, field])
    return client.post(url, stamped(**fields))


class TestSuggesting:
    @pytest.mark.parametrize(
        ("field", "sent", "kept"),
        [
            ("telefoon", {"value": "09 225 22 90"}, ["+3292252290"]),
            ("e-mail", {"value": "nieuw@example.org"}, "nieuw@example.org"),
            ("website", {"value": "example.org/nieuw"}, "https://example.org/nieuw"),
            ("uren", {"value": "ma-vr 9-17u"}, "ma-vr 9-17u"),
            (
                "adres",
                {"value_street": "Kouter 1", "value_postal_code": "9000"},
                {"street": "Kouter 1", "postal_code": "9000"},
            ),
            ("naam", {"value": "Nieuwe naam"}, "Nieuwe naam"),
            ("vanaf-leeftijd", {"value": "16"}, 16),
            ("wachttijd", {"value": "0"}, 0),
            ("anoniem", {"value": "yes"}, "yes"),
            ("bestaat-niet-meer", {}, True),
        ],
    )
    def test_a_coded_value_waits_and_nothing_is_known_of_who_sent_it(
        self, client, service, field, sent, kept
    ):
        response = suggest(client, field, **sent)

        assert response.url == f"{service.get_absolute_url()}?gemeld=1"
        proposal = Proposal.objects.get()
        assert proposal.value == kept
        assert proposal.state == ProposalState.WAITS
        assert (proposal.proposed_by, proposal.evidence) == (None, "")

    @pytest.mark.parametrize(
        ("field", "sent"),
        [
            ("telefoon", {"value": "bel maar"}),
            ("telefoon", {"value": "\n".join(f"09 225 22 9{at}" for at in range(7))}),
            ("e-mail", {"value": "geen adres"}),
            ("website", {"value": "javascript:alert(1)"}),
            ("uren", {"value": "zie www.example.org"}),
            ("uren", {"value": "nul \x00 byte"}),
            ("naam", {"value": "<a href=x>"}),
            ("naam", {"value": "x" * 161}),
            ("adres", {"value_street": "Kouter 1", "value_postal_code": "0000"}),
            ("adres", {"value_street": "", "value_postal_code": ""}),
            ("vanaf-leeftijd", {"value": "121"}),
            ("wachttijd", {"value": "-1"}),
            ("anoniem", {"value": "misschien"}),
            ("e-mail", {"value": "oud@example.org"}),
        ],
    )
    def test_what_cannot_be_is_said_and_not_lost(self, client, service, field, sent):
        response = suggest(client, field, **sent)

        assert response.status_code == 200
        assert response.context["form"].errors
        assert all(response.context["form"].data[name] == value for name, value in sent.items())
        assert not Proposal.objects.exists()

    def test_only_what_is_offered_can_be_suggested(self, client, service):
        for field in ("focus", "slug", "verzonnen"):
            assert suggest(client, field, value="both").status_code == 404
        with pytest.raises(PermissionDenied):
            proposals.suggest(service=service, field=ProposalField.FOCUS, value="both")

    def test_a_hidden_address_is_neither_shown_nor_asked(self, client, db):
        listing(slug="stil", at="Gent", street="Zwijgstraat 7", visibility=AddressVisibility.HIDDEN)

        page = client.get(reverse("services:suggest", args=["stil"]))

        assert "Zwijgstraat" not in page.content.decode()
        assert suggest(client, "adres", slug="stil").status_code == 404

    def test_a_draft_is_not_found(self, client, service):
        Service.objects.update(status=Status.DRAFT)
        assert suggest(client, "e-mail", value="x@example.org").status_code == 404

    def test_the_same_twice_is_one_and_there_is_an_end_to_it(self, client, service):
        for _twice in range(2):
            suggest(client, "naam", value="Nieuwe naam")
        assert Proposal.objects.count() == 1
        for number in range(proposals.MOST_WAITING):
            response = suggest(client, "naam", value=f"Naam {number}")

        assert "al veel voorstellen" in response.content.decode()
        assert Proposal.objects.count() == proposals.MOST_WAITING

    def test_one_place_sends_a_few_a_day(self, client, service, settings):
        settings.ACCOUNT_RATE_LIMITS = {"suggest": "2/d/ip"}
        for number in range(3):
            response = suggest(client, "naam", value=f"Naam {number}")

        assert "Probeer het morgen" in response.content.decode()
        assert response.context["form"].data["value"] == "Naam 2"
        assert Proposal.objects.count() == 2


class TestMachines:
    def test_who_answers_at_once_is_asked_again(self, client, service):
        url = reverse("services:suggest-field", args=["ons", "naam"])
        for opened in (spam.stamp(), "", "verzonnen", signing.TimestampSigner().sign("form")):
            response = client.post(url, {"opened": opened, "value": "Nieuwe naam"})
            assert "Er is niets verloren" in response.content.decode()
        assert not Proposal.objects.exists()

        again = response.context["form"].data
        with time_machine.travel(timezone.now() + 2 * spam.LEAST):
            client.post(url, {"opened": again["opened"], "value": again["value"]})
        assert Proposal.objects.get().value == "Nieuwe naam"

    def test_a_browser_that_fills_in_everything_is_asked_again_with_it_emptied(
        self, client, service
    ):
        response = suggest(client, "naam", value="Nieuwe naam", homepage="https://example.org")

        form = response.context["form"]
        assert not Proposal.objects.exists()
        assert (form.data["value"], form.data["homepage"]) == ("Nieuwe naam", "")

"""A mailed link does what it was mailed for, and nothing when something was done to it."""

import pytest
from django.test import Client
from django.urls import reverse

from services.actions import claims
from services.models import Claim
from tests import factories
from tests.tampering.kept import changed, rows
from tests.tampering.mailed import claim, invitation, reminder

pytestmark = pytest.mark.django_db

LINKS = [invitation, claim, reminder]


def broken(token):
    """A token with something of it lost, added or changed."""
    middle = len(token) // 2
    swapped = "A" if token[middle] != "A" else "B"
    return [
        token[:-1],
        token[1:],
        token + "A",
        token[:middle] + swapped + token[middle + 1 :],
        token.swapcase(),
        token[::-1],
        f"{token}:{token}",
        f"{token}%0A",
    ]


class TestLinks:
    def refused(self, path, before):
        for method in ("get", "post"):
            response = getattr(Client(), method)(path, {"seen": "x"})
            assert response.status_code in (404, 410), path
            if response.status_code == 410:
                assert "Er is niets gewijzigd." in response.text
        assert changed(before) == set()

    @pytest.mark.parametrize("link", LINKS)
    def test_a_whole_one_opens(self, client, owner, service, link):
        assert client.get(link(owner, service)).status_code == 200

    @pytest.mark.parametrize("link", LINKS)
    def test_one_that_something_was_done_to_does_not(self, owner, service, link):
        start, token = link(owner, service).strip("/").rsplit("/", 1)
        before = rows()
        for other in broken(token):
            self.refused(f"/{start}/{other}/", before)

    @pytest.mark.parametrize("link", LINKS)
    def test_it_opens_no_other_door(self, owner, service, link):
        token = link(owner, service).strip("/").rsplit("/", 1)[1]
        doors = {"services:invitation": invitation, "services:claim-confirm": claim}
        doors["services:confirm-by-mail"] = reminder
        before = rows()
        for name, own in doors.items():
            if own is not link:
                self.refused(reverse(name, args=[token]), before)

    def test_a_claim_that_was_decided_is_not_made_again_by_its_link(self, client, owner, service):
        path = claim(owner, service)
        client.post(path)
        claims.reject(claim=Claim.objects.get(), by=factories.MapEditorFactory())
        before = rows()

        client.post(path)

        assert changed(before) == set()

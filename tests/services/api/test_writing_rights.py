"""Who may write through the API, to what, and that nobody overwrites what they did not read."""

from types import SimpleNamespace

import pytest
from django.test import Client

from services import history
from services.actions import documents, members, tokens
from services.enums import MemberRole, Status
from services.models import Service
from tests import factories
from tests.listings import listing
from tests.services.test_editing import filled
from tests.software import (
    BASE,
    PATCH_TYPE,
    Software,
    etag_of,
    problem,
    record_of,
    software_of,
)

pytestmark = pytest.mark.django_db

WAYS = {
    "patch": lambda software, service, **options: software.patch(service, {}, **options),
    "schedules": lambda software, service, **options: software.put(
        service, "schedules", [], **options
    ),
    "capacity": lambda software, service, **options: software.put(
        service, "capacity", {"available": 1}, **options
    ),
    "waiting_time": lambda software, service, **options: software.put(
        service, "waiting_time", {"has_waiting_time": "no"}, **options
    ),
}


@pytest.fixture(params=WAYS)
def way(request):
    """One of the ways to write."""
    return WAYS[request.param]


class TestConcurrency:
    def test_who_does_not_say_what_they_read_writes_nothing(self, software, service, way):
        problem(way(software, service, **{"If-Match": ""}), 428)

    @pytest.mark.parametrize("etag", ['"0123456789abcdef"', "rommel", '""', 'W/"*"'])
    def test_who_read_something_else_writes_nothing(self, software, service, way, etag):
        problem(way(software, service, etag=etag), 412)

    def test_what_was_compressed_on_its_way_is_the_same(self, software, service, way):
        compressed = Client().get(f"{BASE}/{service.pk}", headers={"Accept-Encoding": "gzip"})
        assert compressed.headers["ETag"] == f"W/{etag_of(service)}"

        assert way(software, service, etag=compressed.headers["ETag"]).status_code == 200

    def test_one_of_several_will_do_and_a_star_means_any(self, software, service, way):
        for etag in (f'"ander", {etag_of(service)}', "*"):
            assert way(software, service, etag=etag).status_code == 200

    def test_whatever_changes_makes_another_version(self, software, service, owner, client):
        before = etag_of(service)
        client.force_login(owner.user)
        address = "/mijn/aanbod/ons/contact/"
        client.post(address, filled(client.get(address)) | {"email": "vorm@example.org"})

        problem(software.patch(service, {"email": "api@example.org"}, etag=before), 412)

        service.refresh_from_db()
        assert service.email == "vorm@example.org"

    def test_no_other_version_is_seen_by_who_reads_the_same(self, service):
        assert etag_of(service) == etag_of(service)
        assert not etag_of(service).startswith("W/")


class TestWhoMay:
    @pytest.mark.parametrize(
        "shown", ["", "Bearer", "Bearer ", "Bearer skc_verzonnen", "Basic eDp5", "Bearer skc_\xe9"]
    )
    def test_nobody_without_a_token(self, software, service, way, shown):
        answer = way(software, service, Authorization=shown)

        problem(answer, 401)
        assert answer.headers["WWW-Authenticate"] == "Bearer"
        assert not answer.cookies

    def test_a_session_counts_for_nothing(self, service, owner):
        browser = Client()
        browser.force_login(owner.user)
        answer = browser.patch(
            f"{BASE}/{service.pk}",
            '{"email": "a@example.org"}',
            content_type=PATCH_TYPE,
            headers={"If-Match": "*"},
        )

        problem(answer, 401)

    def test_a_session_beside_a_token_changes_nothing(self, software, service, owner):
        """The history tells of the token's owner, and no cookie goes out."""
        browser = Client()
        browser.force_login(factories.MapEditorFactory())
        answer = browser.patch(
            f"{BASE}/{service.pk}",
            '{"email": "a@example.org"}',
            content_type=PATCH_TYPE,
            headers={"If-Match": "*", "Authorization": f"Bearer {software.secret}"},
        )

        assert answer.status_code == 200 and not answer.cookies
        assert "Cookie" not in answer.headers.get("Vary", "")
        change = history.changes(history.of_record(service))[0]
        assert change.facts["user"] == owner.user.pk

    @pytest.mark.parametrize(
        "end",
        [
            lambda one: tokens.revoke(token=one.token, by=one.owner.user),
            lambda one: type(one.token).objects.update(expires_on="2026-01-01"),
            lambda one: members.change_role(
                membership=one.owner, role=MemberRole.EDITOR, by=one.other.user
            ),
            lambda one: members.remove(membership=one.owner, by=one.other.user),
            lambda one: type(one.owner.user).objects.update(is_active=False),
        ],
        ids=["revoked", "expired", "demoted", "left", "switched off"],
    )
    def test_not_with_one_that_has_ended(self, software, service, owner, way, end):
        other = factories.MembershipFactory(organisation=owner.organisation, role=MemberRole.OWNER)
        end(SimpleNamespace(token=owner.organisation.tokens.get(), owner=owner, other=other))

        problem(way(software, service), 401)

    def test_not_the_listing_of_another_organisation(self, software, way):
        other = listing()
        before = record_of(other)

        problem(way(software, other), 403)

        assert record_of(other) == before

    @pytest.mark.parametrize("is_own", [True, False])
    @pytest.mark.parametrize("status", [Status.DRAFT, Status.ARCHIVED])
    def test_what_is_not_public_is_as_what_does_not_exist(
        self, software, owner, way, is_own, status
    ):
        whose = {"organisation": owner.organisation} if is_own else {}
        hidden = listing(status=status, **whose)
        nothing = Service(pk="00000000-0000-4000-8000-000000000000")

        answers = [way(software, one, etag='"x"') for one in (hidden, nothing)]

        assert [problem(one, 404) for one in answers] == [{}, {}]
        assert answers[0].content == answers[1].content

    def test_what_has_ended_says_so(self, software, owner, way):
        ended = listing(
            organisation=owner.organisation, status=Status.ARCHIVED, ended_on="2026-11-01"
        )

        problem(way(software, ended, etag='"x"'), 410)

    def test_everybody_reads_the_same(self, software, service):
        token = {"Authorization": f"Bearer {software.secret}"}
        said = [
            Client().get(f"{BASE}/{service.pk}", headers=headers)
            for headers in ({}, token, {"Authorization": "Bearer onzin"})
        ]

        assert {one.status_code for one in said} == {200}
        assert {one.content for one in said} == {said[0].content}

    def test_it_reads_no_listing_that_others_do_not(self, software, owner):
        draft = listing(organisation=owner.organisation, status=Status.DRAFT)

        answer = Client().get(
            f"{BASE}/{draft.pk}", headers={"Authorization": f"Bearer {software.secret}"}
        )

        problem(answer, 404)

    def test_the_only_number_of_a_line_on_every_page_stays(self, owner, software):
        line = listing(slug="tele-onthaal", kind="helpline", organisation=owner.organisation)
        factories.PhoneFactory(service=line, number="106")
        documents.refresh([line.pk])

        errors = problem(software.patch(line, {"phones": []}), 422)

        assert "beheerder van de kaart" in errors["service"][0]
        assert line.phones.get().number == "106"


class TestHowMuch:
    @pytest.fixture(autouse=True)
    def limits(self, settings):
        settings.API_LIMITS = {"api": (1000, 600), "writes": (2, 600)}

    def test_a_token_may_write_so_often_from_wherever(self, software, service, owner, way):
        for left in (1, 0):
            answer = way(software, service)
            assert answer.status_code == 200
            assert answer.headers["RateLimit"].startswith(f'"writes";r={left};t=')

        refused = way(software, service)

        problem(refused, 429)
        assert "Retry-After" in refused.headers
        assert way(software_of(owner, name="ander"), service).status_code == 200

    def test_who_guesses_is_counted_by_address(self, service, way):
        answer = way(Software("skc_geraden"), service)

        problem(answer, 401)
        assert answer.headers["RateLimit"].startswith('"api";r=')

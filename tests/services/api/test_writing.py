"""An organisation's software changes its own listings: what, and what never."""

import json

import pytest
from django.test import Client

from services import history
from services.actions import accounts, documents
from services.enums import AccessMode, Channel, Focus, ProposalField, TriState
from services.models import Proposal, Service
from tests import factories
from tests.listings import listing
from tests.services.test_editing import filled
from tests.software import BASE, JSON_TYPE, PATCH_TYPE, etag_of, problem, record_of

pytestmark = pytest.mark.django_db


def coded(record, **wanted):
    """The attributes of a record with other terms for these taxonomies, by code."""
    kept = [one for one in record["attributes"] if one["link_type"] not in wanted]
    return kept + [
        {"link_type": taxonomy, "taxonomy_term": {"code": code}}
        for taxonomy, codes in wanted.items()
        for code in codes
    ]


class TestPatch:
    def test_what_members_fill_in_can_be_changed(self, software, service):
        factories.PhoneFactory(service=service, number="+3292345678", label="onthaal")
        documents.refresh([service.pk])
        patch = {
            "description": "Een praatgroep.",
            "url": "https://example.org/groep",
            "email": "groep@example.org",
            "application_process": "Je belt aan.",
            "fees_description": "Gratis koffie.",
            "minimum_age": 16,
            "maximum_age": 30,
            "languages": [{"code": "fr"}, {"code": "nl"}],
            "cost_options": [{"amount": 0}],
            "phones": [{"number": "09 234 56 99", "description": "secretariaat"}],
            "additional_urls": [{"label": "Chat", "url": "https://example.org/chat"}],
        }

        answer = software.patch(service, patch)

        assert answer.status_code == 200, answer.content
        record = answer.json()
        assert record == record_of(service)
        assert answer.headers["ETag"] == etag_of(service)
        for name in ("description", "url", "email", "application_process", "fees_description"):
            assert record[name] == patch[name]
        assert (record["minimum_age"], record["maximum_age"]) == (16, 30)
        assert [one["code"] for one in record["languages"]] == ["nl", "fr"]
        assert record["cost_options"][0]["amount"] == 0
        assert [(one["number"], one["description"]) for one in record["phones"]] == [
            ("+3292345699", "secretariaat")
        ]
        assert {"Chat": "https://example.org/chat"}.items() <= {
            one["label"]: one["url"] for one in record["additional_urls"]
        }.items()
        # What was not named stays.
        service.refresh_from_db()
        assert (service.is_anonymous, service.access_modes) == (TriState.YES, [AccessMode.PHONE])

    def test_coded_facts_are_replaced_whole(self, software, service):
        wanted = coded(
            record_of(service),
            access_mode=["chat", "walk_in"],
            approach=["harm_reduction"],
            format=["group"],
            topic=["sti_testing", "consent"],
            fact=["not_free", "no_intake"],
        )

        answer = software.patch(service, {"attributes": wanted})

        assert answer.status_code == 200, answer.content
        service.refresh_from_db()
        assert service.access_modes == [AccessMode.WALK_IN, AccessMode.CHAT]
        assert (service.approaches, service.formats) == (["harm_reduction"], ["group"])
        assert {topic.code for topic in service.topics.all()} == {"sti_testing", "consent"}
        assert (service.is_free, service.needs_intake) == (TriState.NO, TriState.NO)
        assert service.is_anonymous == TriState.UNKNOWN
        assert service.focus == Focus.SEXUALITY and not Proposal.objects.exists()

    def test_null_empties(self, software, service):
        software.patch(service, {"email": "a@example.org", "minimum_age": 16})

        patch = {"email": None, "minimum_age": None, "languages": None, "phones": None}
        answer = software.patch(service, patch)

        assert answer.status_code == 200
        assert answer.json().keys().isdisjoint(patch)

    def test_a_record_that_comes_back_as_it_was_changes_nothing(self, software, service):
        record, etag = record_of(service), etag_of(service)

        answer = software.patch(service, record)

        assert answer.status_code == 200, answer.content
        assert answer.headers["ETag"] == etag and answer.json() == record

    def test_a_record_that_comes_back_with_one_change_changes_that(self, software, service):
        answer = software.patch(service, record_of(service) | {"description": "Nieuw."})

        assert answer.status_code == 200, answer.content
        assert answer.json()["description"] == "Nieuw."

    def test_json_is_taken_for_a_merge_patch(self, software, service):
        answer = software.patch(service, {"email": "a@example.org"}, **{"Content-Type": JSON_TYPE})

        assert answer.json()["email"] == "a@example.org"

    def test_the_form_of_a_member_does_the_same(self, software, service, owner, client):
        twin = listing(
            slug="tweeling",
            organisation=owner.organisation,
            access_modes=[AccessMode.PHONE],
            is_anonymous=TriState.YES,
            languages=["nl"],
        )
        client.force_login(owner.user)
        for section, typed in {
            "contact": {"email": "a@example.org", "languages": ["nl", "fr"], "website": "x.be"},
            "voorwaarden": {"is_free": "yes", "cost_note": " Gratis. "},
            "themas": {"min_age": "16"},
        }.items():
            address = f"/mijn/aanbod/tweeling/{section}/"
            client.post(address, filled(client.get(address)) | typed)

        answer = software.patch(
            service,
            {
                "email": "a@example.org",
                "languages": [{"code": "nl"}, {"code": "fr"}],
                "url": "x.be",
                "cost_options": [{"amount": 0}],
                "fees_description": " Gratis. ",
                "minimum_age": 16,
            },
        )

        assert answer.status_code == 200, answer.content
        columns = ("email", "languages", "website", "is_free", "cost_note", "min_age")
        by_form, by_api = (
            Service.objects.values_list(*columns).get(pk=one.pk) for one in (twin, service)
        )
        assert by_api == by_form

    def test_html_stays_text(self, software, service, client):
        nasty = "<script>alert(1)</script>"
        answer = software.patch(service, {"description": nasty, "application_process": nasty})

        assert answer.json()["description"] == nasty
        page = client.get(service.get_absolute_url()).text
        assert nasty not in page and "&lt;script&gt;" in page

    def test_the_history_says_through_what(self, software, service, owner, client):
        software.patch(service, {"email": "a@example.org"})

        change = history.changes(history.of_record(service))[0]
        assert change.facts["channel"] == Channel.API
        assert (change.facts["user"], change.facts["token"]) == (owner.user.pk, "website")
        client.force_login(owner.user)
        page = client.get("/mijn/aanbod/ons/geschiedenis/").text
        assert "API (website)" in page and str(owner.user) in page
        assert record_of(service)["metadata"][0]["updated_by"] == "api"

    def test_who_is_erased_takes_the_name_of_their_token_along(self, software, service, owner):
        software.patch(service, {"email": "a@example.org"})

        accounts.erase(email=owner.user.email)

        change = history.changes(history.of_record(service))[0]
        assert change.facts.keys().isdisjoint({"user", "token"})
        assert change.facts["channel"] == Channel.API


class TestRefused:
    @pytest.mark.parametrize(
        ("patch", "names"),
        [
            ({"naam": "x"}, ["naam"]),
            ({"foo": None}, ["foo"]),
            ({"name": "Andere naam", "status": "inactive"}, ["name", "status"]),
            ({"id": "1", "organization_id": None}, ["id", "organization_id"]),
            ({"wait_time": "geen", "schedules": []}, ["wait_time"]),
            ({"service_areas": [{}], "contacts": []}, ["service_areas"]),
            ({"assured_date": "2026-01-01", "metadata": []}, ["assured_date"]),
            ({"description": 5}, ["description"]),
            ({"description": "nul \x00"}, ["description"]),
            ({"email": "geen adres"}, ["email"]),
            ({"url": "javascript:alert(1)"}, ["url"]),
            ({"fees_description": "x" * 301}, ["fees_description"]),
            ({"minimum_age": "16"}, ["minimum_age"]),
            ({"minimum_age": True}, ["minimum_age"]),
            ({"minimum_age": 16.5}, ["minimum_age"]),
            ({"minimum_age": -1}, ["minimum_age"]),
            ({"minimum_age": 10**30}, ["minimum_age"]),
            ({"minimum_age": 121}, ["service"]),
            ({"minimum_age": 30, "maximum_age": 16}, ["service"]),
            ({"languages": "nl"}, ["languages"]),
            ({"languages": ["nl"]}, ["languages"]),
            ({"languages": [{"code": "xx"}]}, ["languages"]),
            ({"languages": [{"code": ["nl"]}]}, ["languages"]),
            ({"languages": [{"taal": "nl"}]}, ["languages"]),
            ({"phones": [{}]}, ["phones"]),
            ({"phones": [{"number": "veel"}]}, ["phones"]),
            ({"phones": [{"number": "112"}, {"number": "112"}]}, ["phones"]),
            ({"phones": [{"number": "112"}] * 21}, ["phones"]),
            ({"phones": [{"number": "112", "extension": 4}]}, ["phones"]),
            ({"cost_options": [{"amount": 5}]}, ["cost_options"]),
            ({"cost_options": [{}]}, ["cost_options"]),
            ({"cost_options": [{"amount": False}]}, ["cost_options"]),
            (
                {"additional_urls": [{"label": "Bron: x", "url": "https://x.be"}]},
                ["additional_urls"],
            ),
            ({"additional_urls": [{"label": "Chat", "url": "javascript:x"}]}, ["additional_urls"]),
            ({"attributes": [{"link_type": "kind"}]}, ["attributes"]),
            ({"attributes": [{"taxonomy_term_id": ["x"]}]}, ["attributes"]),
            (
                {"attributes": [{"link_type": "kind", "taxonomy_term": {"code": "helpline"}}]},
                ["attributes"],
            ),
            (
                {"attributes": [{"link_type": "fact", "taxonomy_term": {"code": "waiting_time"}}]},
                ["attributes"],
            ),
            (
                {
                    "attributes": [
                        {"link_type": "fact", "taxonomy_term": {"code": code}}
                        for code in ("free", "not_free")
                    ]
                },
                ["attributes"],
            ),
            (
                {"attributes": [{"link_type": "expertise", "taxonomy_term": {"code": "training"}}]},
                ["attributes"],
            ),
            ([], ["service"]),
            ('"tekst"', ["service"]),
        ],
    )
    def test_what_cannot_be_is_named_and_nothing_is_changed(self, software, service, patch, names):
        before = etag_of(service)

        answer = software.patch(service, patch)

        errors = problem(answer, 422)
        assert sorted(errors) == sorted(names)
        assert all(messages for messages in errors.values())
        assert etag_of(service) == before

    def test_it_is_told_in_english_too(self, software, service):
        patch = {
            "naam": "x",
            "name": "x",
            "description": 5,
            "email": "x",
            "minimum_age": "x",
            "languages": "nl",
            "phones": [{"extension": 1}],
            "cost_options": [{}],
            "additional_urls": [{"label": "x"}],
            "attributes": [{}],
        }
        dutch = problem(software.patch(service, patch), 422)
        english = problem(software.patch(service, patch, **{"Accept-Language": "en"}), 422)

        assert dutch.keys() == english.keys() == patch.keys() - {"email"}
        assert [name for name in dutch if dutch[name] == english[name]] == []

    @pytest.mark.parametrize(
        "patch",
        [
            {"phones": [{"number": "abc"}]},
            {"email": "x"},
        ],
    )
    def test_what_forms_and_listings_refuse_is_told_in_english_too(self, software, service, patch):
        dutch = problem(software.patch(service, patch), 422)
        english = problem(software.patch(service, patch, **{"Accept-Language": "en"}), 422)
        assert dutch.keys() == english.keys()
        assert [name for name in dutch if dutch[name] == english[name]] == []

    def test_hours_that_are_none_are_refused_in_english_too(self, software, service):
        sent = [{"attending_type": "phone", "notes": "Mo-Fr 9:00-25:99"}]
        english = software.put(service, "schedules", sent, **{"Accept-Language": "en"})
        assert "opening hours" in json.dumps(problem(english, 422))

    def test_one_thing_wrong_leaves_the_rest_too(self, software, service):
        problem(software.patch(service, {"email": "a@example.org", "name": "x"}), 422)

        service.refresh_from_db()
        assert service.email == ""

    @pytest.mark.parametrize(
        "sent",
        [
            "",
            "{",
            '{"a": NaN}',
            '{"description": "\\ud800"}',
            '{"minimum_age": 1e400}',
            "[" * 100_000,
            b"\xff\xfe",
        ],
    )
    def test_what_is_no_json_is_not_understood(self, software, service, sent):
        problem(software.patch(service, sent), 400)

    def test_more_than_any_listing_holds_is_refused(self, software, service):
        problem(software.patch(service, {"description": "x" * 300_000}), 413)

    @pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded"])
    def test_what_is_something_else_is_refused(self, software, service, kind):
        answer = software.patch(service, {}, **{"Content-Type": kind})

        problem(answer, 415)
        assert PATCH_TYPE in answer.headers["Accept-Patch"]

    def test_a_question_that_is_wrong_changes_nothing(self, software, service):
        answer = Client().patch(
            f"{BASE}/{service.pk}?x=1",
            '{"email": "a@example.org"}',
            content_type=PATCH_TYPE,
            headers={"Authorization": f"Bearer {software.secret}", "If-Match": "*"},
        )

        assert list(problem(answer, 400)) == ["x"]
        service.refresh_from_db()
        assert service.email == ""

    def test_columns_that_are_no_members_are_never_set(self, software, service):
        """Whatever the table is called, only what the description names is written."""
        before = Service.objects.values().get(pk=service.pk)
        for name in before:
            if name not in ("description", "email"):
                assert name in problem(software.patch(service, {name: "published"}), 422)

        assert Service.objects.values().get(pk=service.pk) == before


class TestClaims:
    def test_what_an_editor_decides_waits(self, software, service, owner):
        wanted = coded(
            record_of(service), focus=["both"], youth=["suited"], target_group=["msm", "women"]
        )
        before = etag_of(service)

        answer = software.patch(service, {"attributes": wanted, "evidence": "Onze eigen pagina."})

        assert answer.status_code == 202, answer.content
        said = answer.json()
        assert {one["field"]: one["codes"] for one in said["waiting"]} == {
            "attributes.focus": ["both"],
            "attributes.youth": ["suited"],
            "attributes.target_group": ["msm", "women"],
        }
        assert said["service"] == record_of(service)
        assert etag_of(service) == before
        found = {one.field: one for one in Proposal.objects.all()}
        assert found.keys() == {
            ProposalField.FOCUS,
            ProposalField.YOUTH,
            ProposalField.TARGET_GROUPS,
        }
        for proposal in found.values():
            assert proposal.proposed_by == owner.user
            assert proposal.evidence == "Onze eigen pagina."

    def test_the_rest_is_done_at_once(self, software, service):
        wanted = coded(record_of(service), focus=["both"], access_mode=["chat"])
        patch = {"attributes": wanted, "evidence": "Zie onze pagina.", "email": "a@example.org"}

        answer = software.patch(service, patch)

        assert answer.status_code == 202
        record = answer.json()["service"]
        assert record["email"] == "a@example.org"
        service.refresh_from_db()
        assert (service.focus, service.access_modes) == (Focus.SEXUALITY, [AccessMode.CHAT])
        assert answer.headers["ETag"] == etag_of(service)

    def test_it_says_what_backs_it(self, software, service):
        wanted = coded(record_of(service), focus=["both"])

        errors = problem(software.patch(service, {"attributes": wanted, "email": "a@b.be"}), 422)

        assert list(errors) == ["evidence"]
        assert not Proposal.objects.exists()
        service.refresh_from_db()
        assert service.email == ""

    def test_the_same_once_more_is_one(self, software, service):
        patch = {
            "attributes": coded(record_of(service), focus=["both"]),
            "evidence": "Onze pagina.",
        }
        for _night in range(2):
            assert software.patch(service, patch).status_code == 202

        first = Proposal.objects.get()
        software.patch(service, patch | {"evidence": "Onze nieuwe pagina."})
        assert Proposal.objects.get().pk != first.pk

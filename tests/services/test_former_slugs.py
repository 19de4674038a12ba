"""Addresses are kept for good: what was renamed is found at its former address too."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from services.actions.imported_organisations import ImportedOrganisations
from services.actions.listings_store import NAMESPACE
from services.enums import ServiceKind, Status
from services.models import FormerOrganisationSlug, FormerServiceSlug, Organisation, Service
from tests.factories import OrganisationFactory, ServiceFactory
from tests.services.listing_files import row, run

pytestmark = pytest.mark.django_db

KINDS = pytest.mark.parametrize(
    ("make", "model", "former", "page"),
    [
        (ServiceFactory, Service, FormerServiceSlug, "service-detail"),
        (OrganisationFactory, Organisation, FormerOrganisationSlug, "organisation-detail"),
    ],
    ids=["service", "organisation"],
)


def rename(record, slug):
    type(record).objects.filter(pk=record.pk).update(slug=slug)


@KINDS
class TestBothKinds:
    def test_former_address_leads_to_the_new_one(self, client, make, model, former, page):
        record = make(slug="oud")
        rename(record, "nieuw")
        response = client.get(reverse(f"services:{page}", args=["oud"]))
        assert (response.status_code, response["Location"]) == (
            301,
            reverse(f"services:{page}", args=["nieuw"]),
        )
        assert "no-cache" in response["Cache-Control"]
        assert client.get(response["Location"]).status_code == 200

    def test_every_former_address_leads_to_the_last_one(self, client, make, model, former, page):
        record = make(slug="een")
        rename(record, "twee")
        rename(record, "drie")
        for slug in ("een", "twee"):
            response = client.get(reverse(f"services:{page}", args=[slug]))
            assert response["Location"] == reverse(f"services:{page}", args=["drie"])

    def test_a_record_may_get_its_old_address_back(self, client, make, model, former, page):
        record = make(slug="een")
        rename(record, "twee")
        rename(record, "een")
        assert client.get(reverse(f"services:{page}", args=["een"])).status_code == 200
        response = client.get(reverse(f"services:{page}", args=["twee"]))
        assert response["Location"] == reverse(f"services:{page}", args=["een"])

    @pytest.mark.parametrize("status", [Status.DRAFT, Status.ARCHIVED])
    def test_what_is_not_published_is_not_found(self, client, make, model, former, page, status):
        record = make(slug="oud", status=status)
        rename(record, "nieuw")
        response = client.get(reverse(f"services:{page}", args=["oud"]))
        assert (response.status_code, response.content) == (
            404,
            client.get("/bestaat-niet/").content,
        )

    def test_saving_and_bulk_changes_are_seen_too(self, make, model, former, page):
        saved, bulk, sql = make(slug="a"), make(slug="b"), make(slug="c")
        saved.slug, bulk.slug = "a-nieuw", "b-nieuw"
        saved.save()
        model.objects.bulk_update([bulk], ["slug"])
        with connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE {model._meta.db_table} SET slug = %s WHERE slug = %s", ["c-nieuw", "c"]
            )
        found = dict(former.objects.values_list("slug", "record_id"))
        assert found == {"a": saved.pk, "b": bulk.pk, "c": sql.pk}

    def test_a_save_that_renames_nothing_leaves_nothing(self, make, model, former, page):
        make(slug="een").save()
        assert not former.objects.exists()

    def test_nobody_else_gets_a_former_slug(self, make, model, former, page):
        record = make(slug="oud")
        rename(record, "nieuw")
        other = make()
        with pytest.raises(IntegrityError), transaction.atomic():
            make(slug="oud")
        with pytest.raises(IntegrityError), transaction.atomic():
            rename(other, "oud")
        other.slug = "oud"
        with pytest.raises(ValidationError, match="vroeger het webadres"):
            other.full_clean()
        record.refresh_from_db()
        record.slug = "oud"
        record.full_clean()

    def test_no_slug_in_use_becomes_a_former_one(self, make, model, former, page):
        record, other = make(slug="een"), make(slug="ander")
        with pytest.raises(IntegrityError), transaction.atomic():
            former.objects.create(slug="ander", record=record)
        with pytest.raises(IntegrityError), transaction.atomic():
            former.objects.create(slug="een", record=record)
        assert other.slug == "ander"


def test_listing_under_an_archived_organisation_is_not_found(client):
    service = ServiceFactory(slug="oud", organisation__status=Status.ARCHIVED)
    rename(service, "nieuw")
    assert client.get(reverse("services:service-detail", args=["oud"])).status_code == 404


def test_the_report_form_moves_along(client):
    service = ServiceFactory(slug="oud")
    rename(service, "nieuw")
    response = client.get(reverse("services:report", args=["oud"]))
    assert (response.status_code, response["Location"]) == (
        301,
        reverse("services:report", args=["nieuw"]),
    )


def test_an_import_gives_no_former_address_to_another_listing():
    service = ServiceFactory(slug="een-dienst")
    rename(service, "nieuw")
    outcome = run(row())
    assert [error.column for error in outcome.errors] == ["id"]
    assert not Service.objects.filter(slug="een-dienst").exists()


def test_an_import_knows_an_organisation_by_its_former_address():
    organisation = OrganisationFactory(slug="oude-naam", name="Nieuwe naam")
    rename(organisation, "nieuwe-naam")
    known = ImportedOrganisations(NAMESPACE)
    assert known.id_of("Oude naam") == str(organisation.pk)


def test_a_helpline_keeps_the_address_by_which_the_bar_and_the_lexicon_know_it():
    helpline = ServiceFactory(slug="nood-112", kind=ServiceKind.HELPLINE)
    helpline.full_clean()
    helpline.slug = "levensgevaar"
    with pytest.raises(ValidationError, match="houdt haar naam in het webadres"):
        helpline.full_clean()

"""The editors' desk: who gets in, that every page opens, and that the public pages follow."""

import html

import pytest
from django.contrib import admin
from django.urls import reverse

from services.actions import documents
from services.enums import MemberRole, Status
from services.models import (
    Location,
    Municipality,
    Organisation,
    PublicPoint,
    Report,
    SentMail,
    Service,
    ServiceDocument,
    Topic,
    User,
)
from tests.factories import (
    ClaimFactory,
    ConceptFactory,
    ConversationCueFactory,
    ExpertiseFactory,
    InvitationFactory,
    ListingSourceFactory,
    LocationFactory,
    MapEditorFactory,
    MembershipFactory,
    NetworkFactory,
    OrganisationFactory,
    PendingValueFactory,
    PhoneFactory,
    ProposalFactory,
    ReportFactory,
    ServiceFactory,
    UserFactory,
    WordFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(db):
    return MapEditorFactory(is_superuser=True)


@pytest.fixture
def desk(client, editor):
    client.force_login(editor)
    return client


def desk_url(model, page, *arguments):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=arguments)


def run_action(desk, action, *records, **data):
    """Run an action of the list page on records of one model; the page that answers."""
    data |= {"action": action, "_selected_action": [record.pk for record in records]}
    url = desk_url(type(records[0]), "changelist")
    response = desk.post(url, data, follow=True)
    assert response.status_code == 200
    return response


def form_data(response, **changes):
    """What a browser would post from a change page, with some fields changed."""
    admin_form = response.context["adminform"].form
    formsets = [inline.formset for inline in response.context["inline_admin_formsets"]]
    forms = [
        admin_form,
        *(formset.management_form for formset in formsets),
        *(form for formset in formsets for form in formset.forms),
    ]
    data = {}
    for form in forms:
        for bound in form:
            value = bound.value()
            if value is not None and value is not False:
                data[bound.html_name] = value
    return data | changes


def test_who_adds_a_domain_of_an_organisation_approves_of_it(desk, editor):
    organisation = OrganisationFactory()
    url = desk_url(Organisation, "change", organisation.pk)
    added = {"domains-TOTAL_FORMS": 1, "domains-0-domain": "example.org"}

    desk.post(url, form_data(desk.get(url), **added))

    assert organisation.domains.get().approved_by == editor


def test_who_is_a_member_is_not_decided_here(desk):
    owner = MembershipFactory(role=MemberRole.OWNER)
    url = desk_url(Organisation, "change", owner.organisation_id)
    sent = {
        "memberships-TOTAL_FORMS": 1,
        "memberships-INITIAL_FORMS": 1,
        "memberships-0-id": owner.pk,
        "memberships-0-organisation": owner.organisation_id,
        "memberships-0-role": MemberRole.EDITOR,
    }

    desk.post(url, form_data(desk.get(url), **sent))
    desk.post(url, form_data(desk.get(url), **sent, **{"memberships-0-DELETE": "on"}))

    owner.refresh_from_db()
    assert owner.role == MemberRole.OWNER


class TestDoor:
    def test_visitor_is_sent_to_log_in(self, client):
        response = client.get(reverse("admin:index"), follow=True)
        assert response.redirect_chain[-1][0].startswith(reverse("account_login"))

    def test_staff_without_second_factor_sets_one_up(self, client):
        client.force_login(UserFactory(is_staff=True, is_superuser=True))
        response = client.get(reverse("admin:index"), follow=True)
        assert response.redirect_chain[-1][0] == reverse("mfa_index")
        for name in ("mfa_activate_totp", "mfa_add_webauthn"):
            assert f'href="{reverse(name)}"' in response.text
        assert "Wie de kaart beheert" in response.text

    def test_second_factor_alone_does_not_open_it(self, client, editor):
        User.objects.update(is_staff=False)
        client.force_login(editor)
        assert client.get(reverse("admin:index")).status_code == 302

    def test_who_is_logged_in_and_no_editor_is_told_so(self, client):
        client.force_login(UserFactory())
        assert client.get(reverse("admin:index"), follow=True).status_code == 403

    def test_editor_gets_in(self, desk):
        assert desk.get(reverse("admin:index")).status_code == 200


@pytest.mark.parametrize("model", admin.site._registry, ids=lambda model: model.__name__)
def test_every_list_and_form_opens(desk, model):
    service = ServiceFactory()
    for factory in (
        ExpertiseFactory,
        ListingSourceFactory,
        PendingValueFactory,
        ProposalFactory,
        ReportFactory,
    ):
        factory(service=service)
    WordFactory(concept=ConceptFactory())
    ConversationCueFactory()
    NetworkFactory()
    ClaimFactory()
    InvitationFactory()
    SentMail.objects.create(organisation=service.organisation, email="a@example.org")
    assert desk.get(desk_url(model, "changelist"), {"q": "a"}).status_code == 200
    record = model.objects.first()
    assert desk.get(desk_url(model, "change", record.pk)).status_code == 200
    if admin.site._registry[model].has_add_permission(desk.get("/").wsgi_request):
        assert desk.get(desk_url(model, "add")).status_code == 200


@pytest.mark.parametrize("factory", [ServiceFactory, OrganisationFactory])
def test_what_is_kept_cannot_be_deleted(desk, factory):
    record = factory()
    assert (
        desk.post(desk_url(type(record), "delete", record.pk), {"post": "yes"}).status_code == 403
    )
    page = desk.get(desk_url(type(record), "changelist"))
    assert "delete_selected" not in page.content.decode()


class TestListing:
    def save(self, desk, service, **changes):
        url = desk_url(Service, "change", service.pk)
        response = desk.post(url, form_data(desk.get(url), **changes))
        assert response.status_code == 302, response.context["errors"]
        service.refresh_from_db()

    def test_saving_keeps_what_was_there(self, desk):
        service = ServiceFactory(languages=["nl"], access_modes=["phone", "chat"])
        ListingSourceFactory(service=service)
        self.save(desk, service)
        assert service.languages == ["nl"]
        assert service.access_modes == ["phone", "chat"]
        assert service.sources.count() == 1

    def test_public_pages_follow_the_save(self, desk):
        service = ServiceFactory(status=Status.DRAFT)
        topic = Topic.objects.get(code="prep")
        checked = {"verified_on": "2026-11-03", "verified_how": "phone"}
        self.save(desk, service, status=Status.PUBLISHED, topics=[topic.pk], **checked)
        assert service.document.topics == ["prep"]
        self.save(desk, service, status=Status.ARCHIVED)
        assert not ServiceDocument.objects.exists()

    def test_a_renamed_address_still_leads_there(self, desk, client):
        service = ServiceFactory(slug="oud")
        self.save(desk, service, slug="nieuw")
        response = client.get("/aanbod/oud/")
        assert (response.status_code, response["Location"]) == (301, "/aanbod/nieuw/")

    def test_the_former_address_of_another_is_refused_with_a_reason(self, desk):
        self.save(desk, ServiceFactory(slug="oud"), slug="nieuw")
        url = desk_url(Service, "change", ServiceFactory().pk)
        response = desk.post(url, form_data(desk.get(url), slug="oud"))
        assert response.status_code == 200
        assert "vroeger het webadres van een andere" in response.content.decode()

    def test_new_place_stands_at_the_centre_of_its_municipality(self, desk):
        service = ServiceFactory()
        ghent = Municipality.objects.get(name="Gent")
        self.save(
            desk,
            service,
            **{
                "locations-TOTAL_FORMS": "1",
                "locations-0-municipality": ghent.pk,
                "locations-0-street": "Kouter 1",
                "locations-0-postal_code": "9000",
                "locations-0-precision": "exact",
                "locations-0-visibility": "public",
                "locations-0-is_wheelchair_accessible": "unknown",
            },
        )
        location = Location.objects.get()
        assert (location.latitude, location.longitude) == (ghent.latitude, ghent.longitude)
        assert location.precision == "municipality"
        assert PublicPoint.objects.get().street == "Kouter 1"

    def test_new_source_comes_last(self, desk):
        service = ServiceFactory()
        ListingSourceFactory(service=service, position=3)
        self.save(
            desk,
            service,
            **{
                "sources-TOTAL_FORMS": "2",
                "sources-1-title": "jaarverslag",
                "sources-1-year": "2026",
            },
        )
        assert service.sources.get(title="jaarverslag").position == 4

    def test_who_verified_is_remembered(self, desk, editor):
        service = ServiceFactory()
        self.save(desk, service, verified_on="2026-11-03", verified_how="phone")
        assert service.verified_by == editor

    def test_what_cannot_be_true_is_said_in_words(self, desk):
        url = desk_url(Service, "change", ServiceFactory().pk)
        page = desk.post(url, form_data(desk.get(url), verified_on="2026-11-03"))
        assert "zowel de dag in als hoe het gebeurde" in page.content.decode()

    def test_publish_and_archive(self, desk):
        service = ServiceFactory(status=Status.DRAFT)
        page = run_action(desk, "publish", service)
        assert "Kies hoe je dit hebt nagekeken" in page.content.decode()
        assert not ServiceDocument.objects.exists()
        run_action(desk, "publish", service, how="phone")
        assert ServiceDocument.objects.count() == 1
        service.refresh_from_db()
        assert service.verified_how == "phone"
        run_action(desk, "archive", service)
        service.refresh_from_db()
        assert service.status == Status.PUBLISHED
        run_action(desk, "archive", service, reason="Het centrum is gesloten.")
        service.refresh_from_db()
        assert service.status == Status.ARCHIVED
        assert service.status_reason == "Het centrum is gesloten."
        assert not ServiceDocument.objects.exists()

    def test_what_is_published_was_checked(self, desk):
        service = ServiceFactory(status=Status.DRAFT)
        url = desk_url(Service, "change", service.pk)
        page = desk.post(url, form_data(desk.get(url), status=Status.PUBLISHED))
        assert "Wat je publiceert, keek je na" in page.content.decode()
        service.refresh_from_db()
        assert service.status == Status.DRAFT

    @pytest.mark.parametrize("typed", ["03 339 94 73", "03/339.94.73", "+32 3 339 94 73"])
    def test_a_phone_is_typed_as_one_does(self, desk, typed):
        phone = PhoneFactory()
        self.save(desk, phone.service, **{"phones-0-number": typed})
        phone.refresh_from_db()
        assert phone.number == "+3233399473"

    def test_what_is_no_phone_is_said_and_kept(self, desk):
        phone = PhoneFactory()
        url = desk_url(Service, "change", phone.service_id)
        page = desk.post(url, form_data(desk.get(url), **{"phones-0-number": "foon"}))
        assert page.status_code == 200
        assert "“foon” is geen telefoonnummer." in page.content.decode()
        assert 'value="foon"' in page.content.decode()

    def test_a_point_far_from_its_municipality_is_none(self, desk):
        place = LocationFactory()
        url = desk_url(Service, "change", place.service_id)
        page = desk.post(url, form_data(desk.get(url), **{"locations-0-latitude": "10"}))
        assert f"Dit punt ligt ver van {place.municipality}" in page.content.decode()

    def test_only_listings_that_wait(self, desk):
        PendingValueFactory(service__name="Wacht nog")
        ServiceFactory(name="Wacht niet")
        page = desk.get(desk_url(Service, "changelist"), {"onbevestigd": "ja"})
        assert [service.name for service in page.context["cl"].result_list] == ["Wacht nog"]


class TestMeanwhile:
    """Two who change one record see one another."""

    def saved_late(self, desk, record, *, meanwhile, **typed):
        """The change page after somebody else changed columns between opening and saving it."""
        url = desk_url(type(record), "change", record.pk)
        data = form_data(desk.get(url), **typed)
        type(record).objects.update(**meanwhile)
        return url, desk.post(url, data)

    def test_what_somebody_else_changed_is_shown_and_not_overwritten(self, desk):
        service = ServiceFactory(website="https://oud.example.org", cost_note="", languages=["nl"])
        url = desk_url(Service, "change", service.pk)
        typed = form_data(desk.get(url), cost_note="Gratis")
        Service.objects.update(website="https://nieuw.example.org", languages=["nl", "fr"])
        PhoneFactory(service=service, label="Onthaal")

        page = desk.post(url, typed)

        shown = html.unescape(page.content.decode())
        assert "van “https://oud.example.org” naar “https://nieuw.example.org”" in shown
        assert "Telefoonnummer “Onthaal” toegevoegd" in shown
        service.refresh_from_db()
        assert (service.website, service.cost_note) == ("https://nieuw.example.org", "")

        assert desk.post(url, form_data(page)).status_code == 302
        service.refresh_from_db()
        assert (service.website, service.cost_note) == ("https://nieuw.example.org", "Gratis")
        assert service.languages == ["nl", "fr"]

    def test_who_changed_the_same_chooses(self, desk):
        service = ServiceFactory(cost_note="")
        url, page = self.saved_late(
            desk, service, meanwhile={"cost_note": "5 euro"}, cost_note="Gratis"
        )
        assert page.context["adminform"].form["cost_note"].value() == "Gratis"
        assert "ingevuld met “5 euro”" in html.unescape(page.content.decode())
        assert desk.post(url, form_data(page)).status_code == 302
        service.refresh_from_db()
        assert service.cost_note == "Gratis"

    def test_an_organisation_too(self, desk):
        organisation = OrganisationFactory(name="Oud")
        _url, page = self.saved_late(
            desk, organisation, meanwhile={"name": "Nieuw"}, description="Anders"
        )
        assert "van “Oud” naar “Nieuw”" in html.unescape(page.content.decode())
        organisation.refresh_from_db()
        assert organisation.name == "Nieuw"


def test_archiving_an_organisation_takes_its_listings_off_the_map(desk):
    service = ServiceFactory()
    documents.refresh([service.pk])
    run_action(desk, "archive", service.organisation)
    service.refresh_from_db()
    assert service.status == Status.PUBLISHED
    assert not ServiceDocument.objects.exists()


def test_new_name_of_an_organisation_is_found(desk):
    service = ServiceFactory()
    documents.refresh([service.pk])
    url = desk_url(type(service.organisation), "change", service.organisation.pk)
    desk.post(url, form_data(desk.get(url), name="Nieuwe naam"))
    service.document.refresh_from_db()
    assert "nieuwe naam" in service.document.text


class TestPending:
    def test_confirm(self, desk):
        waiting = PendingValueFactory(field="languages", value="fr")
        run_action(desk, "publish", waiting, how="phone")
        assert Service.objects.get().languages == ["fr"]

    def test_confirm_asks_how(self, desk):
        waiting = PendingValueFactory(field="languages", value="fr")
        page = run_action(desk, "publish", waiting, how="")
        assert Service.objects.get().languages == []
        assert page.status_code == 200

    def test_what_cannot_be_taken_over_is_said(self, desk):
        waiting = PendingValueFactory(field="target_groups", value="iedereen")
        page = run_action(desk, "publish", waiting, how="phone")
        assert "met de hand" in page.content.decode()

    def test_reject_settles(self, desk):
        waiting = PendingValueFactory(field="languages", value="fr")
        run_action(desk, "reject", waiting)
        url = desk_url(type(waiting), "changelist")
        assert not desk.get(url).context["cl"].result_list
        assert desk.get(url, {"afgehandeld": "ja"}).context["cl"].result_list
        assert desk.get(url, {"afgehandeld": "alle"}).context["cl"].result_list


def test_handled_report_leaves_the_list(desk):
    report = ReportFactory()
    run_action(desk, "handle", report)
    assert not desk.get(desk_url(Report, "changelist")).context["cl"].result_list


def test_new_account_has_no_password(desk):
    desk.post(desk_url(User, "add"), {"email": "Nieuw@Example.org", "is_active": "on"})
    user = User.objects.get(email="nieuw@example.org")
    assert not user.has_usable_password()

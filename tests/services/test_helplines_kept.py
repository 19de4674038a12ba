"""Listings whose number stands on every page: members cannot take them away, editors are warned."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.utils import timezone

from services import history
from services.actions import editing, reverting
from services.actions import services as service_actions
from services.actions.helplines import REFUSAL, WARNING
from services.enums import MemberRole, ServiceKind, Status
from services.helplines import always_visible
from services.models import Organisation, Phone, Proposal, Service
from tests.factories import (
    MapEditorFactory,
    MembershipFactory,
    PhoneFactory,
    ProposalFactory,
)
from tests.listings import listing
from tests.services.test_admin import desk_url, form_data, run_action
from tests.services.test_editing import filled

pytestmark = pytest.mark.django_db

END = "/mijn/aanbod/tele-onthaal/archiveren/"
CLOSE = "/mijn/aanbod/tele-onthaal/sluiting/"
PHONES = "/mijn/aanbod/tele-onthaal/telefoon/"


@pytest.fixture
def reopens():
    return timezone.localdate() + datetime.timedelta(days=7)


@pytest.fixture
def helpline(db):
    service = listing(slug="tele-onthaal", name="Tele-Onthaal", kind=ServiceKind.HELPLINE)
    PhoneFactory(service=service, number="106")
    return service


@pytest.fixture
def owner(helpline):
    return MembershipFactory(organisation=helpline.organisation, role=MemberRole.OWNER).user


@pytest.fixture
def editor():
    return MapEditorFactory(is_superuser=True)


def text(response):
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text().split())


def is_untouched(service):
    service.refresh_from_db()
    return service.status == Status.PUBLISHED and service.closed_until is None and always_visible()


class TestMembers:
    @pytest.fixture(autouse=True)
    def _logged_in(self, client, owner):
        client.force_login(owner)

    def test_archiving_says_who_can_and_offers_no_button(self, client, helpline):
        page = client.get(END)
        assert str(REFUSAL) in text(page)
        assert "Ja, archiveer" not in text(page) and "tijdelijk gesloten" not in text(page)
        assert str(REFUSAL) in text(client.post(END, {"reason": "Stopt"}, follow=True))
        assert is_untouched(helpline)

    @pytest.mark.parametrize("more", [{}, {"toon": "voorbeeld"}])
    def test_closing_for_a_while_is_refused_in_words(self, client, helpline, reopens, more):
        page = client.get(CLOSE)
        assert str(REFUSAL) in text(page)
        data = filled(page) | {"closed_until": reopens.isoformat()} | more
        found = client.post(CLOSE, data)
        assert str(REFUSAL) in " ".join(found.context["form"].non_field_errors())
        assert is_untouched(helpline)

    def test_the_last_number_stays_and_another_may_replace_it(self, client, helpline):
        data = filled(client.get(PHONES))
        assert str(REFUSAL) in text(client.post(PHONES, data | {"weg": ["0"]}))
        assert is_untouched(helpline)
        client.post(PHONES, data | {"phones-0-number": "09 223 45 67"})
        assert Phone.objects.get().number == "+3292234567"

    def test_other_sections_say_nothing_of_it(self, client):
        assert str(REFUSAL) not in text(client.get(PHONES))

    def test_a_closure_of_before_is_not_put_back(self, helpline, owner, editor, reopens):
        for seen, new in ((None, reopens), (reopens, None)):
            changes = {"closed_until": (seen, new)}
            editing.change(service=helpline, changes=changes, by=editor)
        change = history.changes(history.of_record(helpline))[0]
        with pytest.raises(reverting.Refusal):
            reverting.revert_own(service=helpline, change=change, by=owner)
        assert is_untouched(helpline)

    def test_the_only_number_is_not_taken_back(self, helpline, owner):
        events = history.of_record(helpline).filter(pgh_obj_model=Phone._meta.label)
        [change] = history.changes(events)
        with pytest.raises(reverting.Refusal):
            reverting.revert_own(service=helpline, change=change, by=owner)
        assert is_untouched(helpline)
        PhoneFactory(service=helpline, number="+3292234567", position=1)
        reverting.revert_own(service=helpline, change=change, by=owner)
        assert Phone.objects.get().number == "+3292234567"

    def test_opening_again_is_for_members_too(self, helpline, owner, editor, reopens):
        editing.change(service=helpline, changes={"closed_until": (None, reopens)}, by=editor)
        editing.change(service=helpline, changes={"closed_until": (reopens, None)}, by=owner)
        assert is_untouched(helpline)

    def test_any_other_listing_ends_as_before(self, helpline, owner):
        other = listing(slug="ander", organisation=helpline.organisation)
        service_actions.end(service=other, reason="", by=owner)
        with pytest.raises(ValidationError):
            service_actions.end(service=helpline, reason="", by=owner)


class TestEditors:
    @pytest.fixture(autouse=True)
    def _logged_in(self, client, editor):
        client.force_login(editor)

    def test_at_the_organisations_own_pages_they_are_warned_first(self, client, helpline, reopens):
        page = client.get(CLOSE)
        assert str(WARNING) in text(page)
        client.post(CLOSE, filled(page) | {"closed_until": reopens.isoformat()})
        helpline.refresh_from_db()
        assert helpline.closed_until == reopens
        assert str(WARNING) in text(client.get(END))
        client.post(END, {"reason": "Gestopt"})
        helpline.refresh_from_db()
        assert helpline.status == Status.ARCHIVED

    @pytest.mark.parametrize(
        ("field", "value", "is_warned"),
        [("phone", ["+3278151020"], True), ("closed", True, True), ("name", "Anders", False)],
    )
    def test_deciding_on_a_suggestion_they_are_warned(
        self, client, helpline, field, value, is_warned
    ):
        waits = ProposalFactory(service=helpline, field=field, value=value)
        assert (str(WARNING) in text(client.get(desk_url(Proposal, "change", waits.pk)))) is (
            is_warned
        )
        elsewhere = ProposalFactory(service=listing(), field=field, value=value)
        page = text(client.get(desk_url(Proposal, "change", elsewhere.pk)))
        assert str(WARNING) not in page

    def test_the_button_says_what_it_does(self, client, helpline):
        ended = ProposalFactory(service=listing(), field="closed", value=True)
        address = desk_url(Proposal, "change", ended.pk)
        page = text(client.get(address))
        assert "Haal dit van de kaart" in page and "Zet dit op de kaart" not in page
        data = filled(client.get(address)) | {"verdict": "accept"}
        assert "Het staat niet meer op de kaart" in text(client.post(address, data, follow=True))

    def test_archiving_at_the_desk_names_it(self, client, helpline):
        other = listing(name="Een ander")
        page = text(run_action(client, "archive", helpline, other, reason="Dubbel"))
        assert f"Tele-Onthaal: {WARNING}" in page
        assert f"Een ander: {WARNING}" not in page

    def test_archiving_its_organisation_names_it(self, client, helpline):
        page = text(run_action(client, "archive", Organisation.objects.get()))
        assert f"Tele-Onthaal: {WARNING}" in page

    def test_saving_its_page_at_the_desk_names_it(self, client, helpline):
        address = desk_url(Service, "change", helpline.pk)
        saved = client.post(address, form_data(client.get(address)), follow=True)
        assert str(WARNING) not in text(saved)
        data = form_data(client.get(address), status=Status.DRAFT)
        assert f"Tele-Onthaal: {WARNING}" in text(client.post(address, data, follow=True))

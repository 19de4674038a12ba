"""An editor writes to organisations at the desk: by keyboard, on three screens, in both themes."""

import pytest
from django.core import mail
from playwright.sync_api import expect

from services.models import MailTemplate
from tests.browser.test_proposals import assert_accessible
from tests.factories import MapEditorFactory, MembershipFactory, OrganisationFactory
from tests.listings import listing

pytestmark = pytest.mark.usefixtures("own_database")

LONG = "Centrum voor Algemeen Welzijnswerk Noord-West-Vlaanderen"


@pytest.fixture
def desk(page, server, log_in):
    """The page on which one writes, to three organisations of which one cannot be reached."""
    for name in ("Huis Acht", LONG):
        membership = MembershipFactory(organisation__name=name)
        listing(organisation=membership.organisation, name="Praatgroep")
    OrganisationFactory(name="Zonder leden")
    log_in(MapEditorFactory(is_superuser=True))
    page.goto(f"{server.url}/beheer/services/organisation/")
    page.locator("#action-toggle").press("Space")
    page.locator("select[name=action]").select_option("write")
    page.get_by_role("button", name="Uitvoeren").press("Enter")
    expect(page.get_by_role("heading", name="Mail schrijven")).to_be_visible()
    return page


def test_from_a_template_by_a_look_to_the_log_by_keyboard(desk, watch):
    expect(desk.get_by_text("Aan 3 organisaties:").locator("..")).to_contain_text(LONG)
    assert_accessible(desk)
    desk.get_by_label("Sjabloon").focus()
    desk.keyboard.type("Kloppen")
    desk.keyboard.press("Tab")
    expect(desk.get_by_role("button", name="Neem over")).to_be_focused()
    desk.keyboard.press("Enter")
    template = MailTemplate.objects.get(name="Kloppen de gegevens?")
    expect(desk.get_by_label("Onderwerp")).to_have_value(template.subject)

    desk.get_by_label("Tekst").press("Tab")
    expect(desk.get_by_role("button", name="Bekijk de mail")).to_be_focused()
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("heading", name="Wat er vertrekt")).to_be_in_viewport()
    assert_accessible(desk)
    assert mail.outbox == []

    # On from what is to be read: the letters, and then the button that sends them.
    desk.keyboard.press("Tab")
    expect(desk.locator(".letter summary").first).to_be_focused()
    desk.get_by_text("Huis Acht ·").press("Enter")
    expect(desk.get_by_text("– Praatgroep")).to_have_count(2)
    desk.get_by_role("button", name="Verstuur 2 mails").press("Enter")
    expect(desk.get_by_text("2 mails verstuurd.")).to_be_visible()
    assert_accessible(desk)
    assert {message.subject for message in mail.outbox} == {template.subject}
    watch.assert_quiet()


def test_what_is_wrong_stands_with_its_field(desk):
    desk.get_by_label("Onderwerp").fill("Vraag aan Huis Acht")
    desk.get_by_label("Tekst").fill("Dag {wie}")
    desk.get_by_role("button", name="Bekijk de mail").press("Enter")
    expect(desk.get_by_text("De mail kan zo niet weg.")).to_be_visible()
    expect(desk.get_by_text("“{wie}” kan niet ingevuld worden.")).to_be_visible()
    assert_accessible(desk)


def test_a_template_is_written_on_any_screen(page, server, log_in):
    log_in(MapEditorFactory(is_superuser=True))
    template = MailTemplate.objects.first()
    page.goto(f"{server.url}/beheer/services/mailtemplate/{template.pk}/change/")
    assert_accessible(page)
    page.get_by_label("Onderwerp").fill("Nog even dit")
    page.get_by_role("button", name="Opslaan", exact=True).press("Enter")
    expect(page.get_by_text("Nog even dit")).to_be_visible()

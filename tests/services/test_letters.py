"""What editors write to organisations from the desk: looked at, sent to the right ones, kept."""

import uuid

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.test import override_settings
from django.urls import reverse

from services import mail_text
from services.actions import letters
from services.enums import Status
from services.models import MailTemplate, Organisation, SentMail
from tests.factories import (
    MapEditorFactory,
    MembershipFactory,
    OrganisationFactory,
    ServiceFactory,
    UserFactory,
)
from tests.services.test_admin import run_action

WRITE = "/beheer/services/sentmail/schrijven/"
SUBJECT = "Kloppen uw gegevens nog?"


class TestText:
    @pytest.mark.parametrize("text", ["{naam}", "{ organisatie }", "Dag {", "}", "{{organisatie}}"])
    def test_what_cannot_be_filled_in_is_refused(self, text):
        with pytest.raises(ValidationError):
            mail_text.check_text(text)

    @pytest.mark.parametrize(
        "subject",
        ["Uw gegevens\nBcc: x@example.org", "Over {organisatie}", "Uw chemseksaanbod", "Over PrEP"],
    )
    def test_a_subject_that_tells_or_breaks_is_refused(self, subject):
        with pytest.raises(ValidationError):
            mail_text.check_subject(subject)

    def test_a_subject_may_hold_parts_of_telling_words(self):
        mail_text.check_subject("Een vraag over prepaid en methode")

    def test_a_name_counts_as_a_word_only(self):
        mail_text.check_unnamed("Kloppen uw gegevens?", ["Geg"])
        with pytest.raises(ValidationError):
            mail_text.check_unnamed("Een vraag aan huis acht", ["Huis Acht"])


pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return MapEditorFactory(is_superuser=True)


@pytest.fixture
def desk(client, editor):
    client.force_login(editor)
    return client


@pytest.fixture
def member():
    membership = MembershipFactory(organisation__name="Huis Acht")
    ServiceFactory(
        organisation=membership.organisation, name="Praatgroep", email="huis@example.org"
    )
    return membership


def written(*organisations, subject=SUBJECT, text="Dag {organisatie}:\n\n{fiches}"):
    found = Organisation.objects.filter(pk__in=[one.pk for one in organisations]).for_mail()
    return letters.write(organisations=found, subject=subject, text=text)


class TestLetter:
    def test_it_goes_to_the_members_and_says_why(self, member):
        UserFactory()
        [letter] = written(member.organisation)
        assert letter.addresses == [member.user.email]
        assert letter.mail.subject == SUBJECT
        assert "Dag Huis Acht:" in letter.mail.body
        assert "– Praatgroep" in letter.mail.body
        assert "omdat je lid bent van Huis Acht" in letter.mail.body

    def test_without_members_to_the_address_on_a_listing(self):
        service = ServiceFactory(email="huis@example.org")
        [letter] = written(service.organisation)
        assert letter.addresses == ["huis@example.org"]
        assert "omdat dit adres op een fiche van" in letter.mail.body

    def test_what_is_not_public_is_not_named_as_if_it_were(self, member):
        ServiceFactory(organisation=member.organisation, name="Klad", status=Status.DRAFT)
        ServiceFactory(organisation=member.organisation, name="Voorbij", status=Status.ARCHIVED)
        [letter] = written(member.organisation)
        assert "Klad" not in letter.mail.body
        assert "Voorbij" not in letter.mail.body

    def test_who_is_not_on_the_map_cannot_be_asked_to_claim_it(self):
        draft = OrganisationFactory(status=Status.DRAFT)
        with pytest.raises(ValidationError):
            written(draft, text="{toegang}")

    def test_only_editors_send(self, member):
        with pytest.raises(PermissionDenied):
            letters.send(letters=written(member.organisation), batch=uuid.uuid4(), by=member.user)
        assert mail.outbox == []

    @override_settings(EMAIL_BACKEND="tests.mail.RefusesTheDead")
    def test_what_could_not_leave_leaves_at_the_next_try_and_the_rest_once(self, member, editor):
        dead = MembershipFactory(organisation=member.organisation, user__email="dood@example.org")
        batch, ready = uuid.uuid4(), written(member.organisation)
        outcome = letters.send(letters=ready, batch=batch, by=editor)
        assert (outcome.sent, outcome.failed) == (1, [dead.user.email])
        with override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"):
            outcome = letters.send(letters=ready, batch=batch, by=editor)
        assert (outcome.sent, outcome.failed) == (1, [])
        assert sorted(one.to[0] for one in mail.outbox) == sorted(
            [member.user.email, dead.user.email]
        )

    def test_the_log_forgets_who_asks_to_be_forgotten(self, member, editor):
        letters.send(letters=written(member.organisation), batch=uuid.uuid4(), by=editor)
        call_command("erase_person", member.user.email)
        assert not SentMail.objects.exists()


class TestDesk:
    def form(self, page, **changes):
        form = BeautifulSoup(page.content, "html.parser").select_one("form.letter")
        fields = form.select("input[name], textarea[name]")
        data = {one["name"]: one.get("value") or one.text.lstrip("\n") for one in fields}
        return data | changes

    def test_from_a_template_by_a_look_to_the_log(self, desk, editor, member):
        template = MailTemplate.objects.get(name="Kloppen de gegevens?")
        page = run_action(desk, "write", member.organisation)
        page = desk.post(WRITE, self.form(page, step="fill", template=template.pk))
        sent = self.form(page, step="preview")
        assert sent["subject"] == template.subject
        page = desk.post(WRITE, sent | {"text": "Beste {organisatie}"})
        assert "Beste Huis Acht" in page.text
        assert mail.outbox == []

        answer = desk.post(WRITE, self.form(page, step="send"), follow=True)

        assert "1 mail verstuurd." in answer.text
        [message] = mail.outbox
        assert message.subject == template.subject
        assert "Beste Huis Acht" in message.body
        kept = SentMail.objects.get()
        assert (kept.organisation, kept.email, kept.text, kept.sent_by) == (
            member.organisation,
            member.user.email,
            message.body,
            editor,
        )
        assert (
            desk.get(reverse("admin:services_sentmail_change", args=[kept.pk])).status_code == 200
        )

    def test_listings_stand_for_their_organisations_once(self, desk, member):
        other = ServiceFactory(organisation=member.organisation)
        page = run_action(desk, "write", *member.organisation.services.all())
        data = self.form(page, step="preview", subject=SUBJECT, text="Dag")
        assert other.organisation == member.organisation
        assert desk.post(WRITE, data).context["mails"] == 1

    def test_it_says_to_whom_and_nobody_stands_for_who_is_gone(self, desk, member):
        page = run_action(desk, "write", member.organisation, OrganisationFactory(name="Ander"))
        said = BeautifulSoup(page.content, "html.parser").select_one("form.letter").text
        assert "Aan 2 organisaties: Ander, Huis Acht" in " ".join(said.split())
        data = self.form(page, step="preview", subject=SUBJECT, text="Dag")
        page = desk.post(WRITE, data | {"organisations": str(uuid.uuid4())})
        assert "De mail kan zo niet weg." in page.text
        assert not page.context["organisations"]

    def test_the_log_is_filtered_by_who_ever_sent_one(self, desk, editor, member):
        letters.send(letters=written(member.organisation), batch=uuid.uuid4(), by=editor)
        page = desk.get(reverse("admin:services_sentmail_changelist"))
        [names] = [
            [choice["display"] for choice in one.choices(page.context["cl"])]
            for one in page.context["cl"].filter_specs
            if one.title == "verstuurd door"
        ]
        assert str(editor) in names
        assert str(member.user) not in names

    def test_a_second_click_sends_nothing_more(self, desk, member):
        page = run_action(desk, "write", member.organisation)
        page = desk.post(WRITE, self.form(page, step="preview", subject=SUBJECT, text="Dag"))
        for _click in range(2):
            desk.post(WRITE, self.form(page, step="send"))
        assert len(mail.outbox) == 1

    def test_nothing_leaves_that_was_not_looked_at(self, desk, member):
        page = run_action(desk, "write", member.organisation)
        page = desk.post(WRITE, self.form(page, step="preview", subject=SUBJECT, text="Dag"))
        answer = desk.post(WRITE, self.form(page, step="send", text="Iets anders"))
        assert "Er is intussen iets gewijzigd." in answer.text
        assert mail.outbox == []

    @pytest.mark.parametrize(
        ("subject", "text"),
        [("", "Dag"), (SUBJECT, ""), (SUBJECT, "Dag {wie}"), ("Vraag aan Huis Acht", "Dag")],
    )
    def test_what_cannot_leave_is_told_and_kept(self, desk, member, subject, text):
        page = run_action(desk, "write", member.organisation)
        sent = self.form(page, step="send", subject=subject, text=text)
        answer = desk.post(WRITE, sent)
        assert "De mail kan zo niet weg." in answer.text
        kept = self.form(answer)
        assert (kept["subject"], kept["text"]) == (subject, text)
        assert mail.outbox == []

    @override_settings(EMAIL_BACKEND="tests.mail.Unreachable")
    def test_without_a_mail_server_the_editor_can_try_again(self, desk, member):
        page = run_action(desk, "write", member.organisation)
        page = desk.post(WRITE, self.form(page, step="preview", subject=SUBJECT, text="Dag"))
        answer = desk.post(WRITE, self.form(page, step="send"))
        assert answer.status_code == 200
        assert self.form(answer)["text"] == "Dag"
        assert not SentMail.objects.exists()

    def test_who_has_nobody_to_write_to_is_told(self, desk):
        page = run_action(desk, "write", OrganisationFactory())
        answer = desk.post(WRITE, self.form(page, step="preview", subject=SUBJECT, text="Dag"))
        assert "Niemand om naar te schrijven" in answer.text

    def test_members_and_visitors_do_not_write(self, client, member):
        client.force_login(member.user)
        assert client.post(WRITE, {}).status_code in (302, 403)
        assert mail.outbox == []

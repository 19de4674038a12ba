"""Who speaks for an organisation: invited, claiming, promoted, leaving."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail, signing
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from services.actions import claims, invitations, members
from services.emails import MailNotSent
from services.enums import ClaimOutcome, MemberRole, Status
from services.models import Claim, Invitation, Membership, OrganisationDomain, User
from tests.factories import (
    ClaimFactory,
    MapEditorFactory,
    MembershipFactory,
    OrganisationFactory,
    UserFactory,
)
from tests.mail import links_in, paths_in

pytestmark = pytest.mark.django_db

OWNER, EDITOR = MemberRole.OWNER, MemberRole.EDITOR
NEW = "nieuw@example.org"


@pytest.fixture(autouse=True)
def no_limits_yet():
    """Nobody has asked for anything yet today."""
    cache.clear()


@pytest.fixture
def owner(db):
    return MembershipFactory(role=OWNER)


@pytest.fixture
def organisation(owner):
    return owner.organisation


@pytest.fixture
def map_editor(db):
    return MapEditorFactory(is_superuser=True)


def linked_path(message):
    """The path of the one link in a mail."""
    [path] = paths_in(message.body, "/mijn/")
    return path


def invite(organisation, *, by, email=NEW, role=EDITOR):
    """The path of the link that an invitation's mail holds."""
    invitations.invite(organisation=organisation, email=email, role=role, by=by)
    return linked_path(mail.outbox[-1])


class TestInvitation:
    def test_the_mail_says_who_what_and_why(self, organisation, owner):
        invite(organisation, by=owner.user)

        [message] = mail.outbox
        assert message.to == [NEW]
        assert message.subject == "Je bent uitgenodigd op de sociale kaart"
        assert organisation.name in message.body
        assert owner.user.email in message.body
        assert "Je krijgt deze mail omdat" in message.body
        [(html, kind)] = message.alternatives
        assert kind == "text/html"
        [url] = links_in(message.body)
        assert f'<a href="{url}">' in html

    def test_opening_the_link_changes_nothing(self, client, organisation, owner):
        path = invite(organisation, by=owner.user)

        for _scanner in range(3):
            assert client.get(path).status_code == 200
            assert client.head(path).status_code == 200
        assert not User.objects.filter(email=NEW).exists()

    def test_accepting_makes_a_member_who_is_logged_in(self, client, organisation, owner):
        response = client.post(invite(organisation, by=owner.user), follow=True)

        assert response.redirect_chain[-1][0] == reverse("services:own")
        assert organisation.name in response.content.decode()
        assert organisation.memberships.get(user__email=NEW).role == EDITOR

    def test_the_link_works_once(self, client, organisation, owner):
        path = invite(organisation, by=owner.user)
        client.post(path)
        organisation.memberships.filter(user__email=NEW).delete()
        client.logout()

        response = client.post(path)

        assert response.status_code == 410
        assert "_auth_user_id" not in client.session
        assert not organisation.memberships.filter(user__email=NEW).exists()

    def test_the_link_expires(self, client, organisation, owner):
        path = invite(organisation, by=owner.user)

        with time_machine.travel(timezone.now() + invitations.LIFETIME + timedelta(seconds=1)):
            assert client.get(path).status_code == 410
            assert client.post(path).status_code == 410
        assert not User.objects.filter(email=NEW).exists()

    def test_a_newer_link_replaces_the_older(self, client, organisation, owner):
        first = invite(organisation, by=owner.user)
        invite(organisation, by=owner.user, email=NEW.upper(), role=OWNER)

        assert client.post(first).status_code == 410
        assert Invitation.objects.count() == 1

    def test_a_revoked_link_is_gone(self, client, organisation, owner):
        path = invite(organisation, by=owner.user)
        client.force_login(owner.user)
        [invitation] = organisation.invitations.open()

        client.post(reverse("services:invitation-revoke", args=[organisation.slug, invitation.pk]))

        assert client.get(path).status_code == 410

    @pytest.mark.parametrize("secret", ["verzonnen", "%00", "..%2f", "a" * 3000])
    def test_an_invented_link_says_that_it_does_not_work(self, client, db, secret):
        assert client.get(f"/mijn/uitnodiging/{secret}/").status_code in (404, 410)

    def test_whoever_has_an_account_keeps_it(self, client, organisation, owner):
        user = UserFactory(email=NEW, name="Nieuwe")

        client.post(invite(organisation, by=owner.user, email="Nieuw@Example.org"))

        assert organisation.memberships.get(role=EDITOR).user == user

    def test_a_second_factor_is_asked_for_as_at_any_log_in(self, client, organisation, map_editor):
        path = invite(organisation, by=map_editor, email=map_editor.email)

        response = client.post(path)

        assert response.url == reverse("mfa_authenticate")
        assert "_auth_user_id" not in client.session

    def test_who_is_switched_off_stays_outside(self, client, organisation, owner):
        UserFactory(email=NEW, is_active=False)

        assert client.post(invite(organisation, by=owner.user)).status_code == 410
        assert organisation.memberships.count() == 1

    def test_it_is_for_its_own_address_whoever_is_logged_in(self, client, organisation, owner):
        somebody = UserFactory()
        client.force_login(somebody)

        client.post(invite(organisation, by=owner.user))

        assert not somebody.memberships.exists()
        assert client.session["_auth_user_id"] == str(User.objects.get(email=NEW).pk)

    def test_no_member_is_invited_again(self, organisation, owner):
        with pytest.raises(ValidationError, match="al lid"):
            invite(organisation, by=owner.user, email=owner.user.email.upper())

    def test_the_table_does_not_open_the_door(self, client, organisation, owner):
        secret = invite(organisation, by=owner.user).split("/")[-2]

        [invitation] = Invitation.objects.values()
        assert secret not in map(str, invitation.values())
        assert (
            client.get(reverse("services:invitation", args=[invitation["digest"]])).status_code
            == 410
        )

    @override_settings(EMAIL_BACKEND="tests.mail.Unreachable")
    def test_a_mail_that_cannot_leave_is_said(self, client, organisation, owner):
        client.force_login(owner.user)

        response = client.post(
            reverse("services:own-members", args=[organisation.slug]),
            {"email": NEW, "role": EDITOR},
        )

        assert "kon nu niet verstuurd worden" in response.content.decode()
        assert NEW in response.content.decode()

    @pytest.mark.parametrize(
        "email", ["", "geen adres", "a@b.be\nBcc: ander@example.org", "x" * 300 + "@example.org"]
    )
    def test_no_mail_goes_to_what_is_no_address(self, client, organisation, owner, email):
        client.force_login(owner.user)

        response = client.post(
            reverse("services:own-members", args=[organisation.slug]),
            {"email": email, "role": EDITOR},
        )

        assert response.context["form"].errors["email"]
        assert mail.outbox == []

    def test_a_day_has_an_end_to_invitations(self, client, organisation, owner):
        client.force_login(owner.user)
        url = reverse("services:own-members", args=[organisation.slug])
        for number in range(31):
            response = client.post(url, {"email": f"nr{number}@example.org", "role": EDITOR})

        assert len(mail.outbox) == 30
        assert "vandaag al veel mensen" in response.content.decode()
        assert response.context["form"].data["email"] == "nr30@example.org"


class TestMembers:
    def url(self, name, membership):
        return reverse(f"services:{name}", args=[membership.organisation.slug, membership.pk])

    def test_an_owner_makes_another_and_leaves(self, client, organisation, owner):
        other = MembershipFactory(organisation=organisation)
        client.force_login(owner.user)

        client.post(self.url("member-role", other), {"role": OWNER})
        response = client.post(self.url("member-remove", owner), follow=True)

        assert [(one.user, one.role) for one in organisation.memberships.all()] == [
            (other.user, OWNER)
        ]
        assert "Je bent geen lid meer." in response.content.decode()

    @pytest.mark.parametrize(
        ("name", "data"), [("member-role", {"role": EDITOR}), ("member-remove", {})]
    )
    def test_the_last_owner_hands_over_first(self, client, organisation, owner, name, data):
        MembershipFactory(organisation=organisation)
        client.force_login(owner.user)

        response = client.post(self.url(name, owner), data, follow=True)

        assert "laatste verantwoordelijke" in response.content.decode()
        assert organisation.memberships.filter(role=OWNER).count() == 1

    def test_an_editor_leaves_but_decides_on_nobody(self, organisation, owner):
        editor = MembershipFactory(organisation=organisation)

        with pytest.raises(PermissionDenied):
            members.remove(membership=owner, by=editor.user)
        with pytest.raises(PermissionDenied):
            members.change_role(membership=editor, role=OWNER, by=editor.user)
        with pytest.raises(PermissionDenied):
            invite(organisation, by=editor.user)
        members.remove(membership=editor, by=editor.user)
        assert organisation.memberships.count() == 1

    @pytest.mark.parametrize("role", ["", "superuser", "owner\x00"])
    def test_an_invented_role_changes_nothing(self, client, organisation, owner, role):
        other = MembershipFactory(organisation=organisation)
        client.force_login(owner.user)

        client.post(self.url("member-role", other), {"role": role})

        other.refresh_from_db()
        assert other.role == EDITOR

    def test_a_member_of_one_organisation_is_nobody_in_another(self, client, owner):
        elsewhere = MembershipFactory(role=OWNER)
        client.force_login(owner.user)

        assert (
            client.get(
                reverse("services:own-members", args=[elsewhere.organisation.slug])
            ).status_code
            == 404
        )
        for name in ("member-role", "member-remove"):
            # Neither by its own address, nor by one's own organisation's.
            assert client.post(self.url(name, elsewhere), {"role": EDITOR}).status_code == 404
            mixed = reverse(f"services:{name}", args=[owner.organisation.slug, elsewhere.pk])
            assert client.post(mixed, {"role": EDITOR}).status_code == 404
        elsewhere.refresh_from_db()
        assert elsewhere.role == OWNER

    def test_somebody_may_speak_for_several(self, client, owner):
        other = MembershipFactory(user=owner.user)
        client.force_login(owner.user)

        text = client.get(reverse("services:own")).content.decode()

        assert owner.organisation.name in text
        assert other.organisation.name in text

    def test_an_editor_of_the_map_shows_a_second_factor(self, client, organisation):
        client.force_login(UserFactory(is_staff=True))

        response = client.get(reverse("services:own-members", args=[organisation.slug]))

        assert response.url == reverse("mfa_index")

    def test_no_cache_keeps_the_pages(self, client, owner):
        client.force_login(owner.user)

        assert "no-store" in client.get(reverse("services:own")).headers["Cache-Control"]


class TestClaim:
    def url(self, organisation):
        return reverse("services:claim", args=[organisation.slug])

    def test_a_former_address_leads_to_the_form(self, client, organisation):
        before = self.url(organisation)
        organisation.slug = "nieuwe-naam"
        organisation.save()

        response = client.get(before)

        assert response.status_code == 301
        assert response.url == self.url(organisation)

    def test_an_approved_domain_lets_in_at_once(self, client):
        organisation = OrganisationFactory()
        OrganisationDomain.objects.create(organisation=organisation, domain="Example.org")

        client.post(self.url(organisation), {"email": NEW})
        response = client.post(linked_path(mail.outbox[0]), follow=True)

        assert organisation.memberships.get(user__email=NEW).role == OWNER
        assert response.redirect_chain[-1][0] == reverse("services:own")

    def test_whoever_comes_second_edits(self, client, organisation):
        OrganisationDomain.objects.create(organisation=organisation, domain="example.org")

        client.post(self.url(organisation), {"email": NEW})
        client.post(linked_path(mail.outbox[0]))

        assert organisation.memberships.get(user__email=NEW).role == EDITOR

    @pytest.mark.parametrize(
        "email", ["x@sub.example.org", "x@example.org.evil.example", "x@notexample.org"]
    )
    def test_a_domain_is_that_domain(self, client, organisation, email):
        OrganisationDomain.objects.create(organisation=organisation, domain="example.org")

        client.post(self.url(organisation), {"email": email})

        assert not Invitation.objects.exists()
        assert "/mijn/aanvraag/" in mail.outbox[0].body

    def test_any_other_address_waits_for_an_editor(self, client, organisation, map_editor):
        client.post(self.url(organisation), {"email": NEW})
        assert not Claim.objects.exists()
        path = linked_path(mail.outbox[0])
        assert client.get(path).status_code == 200
        assert not Claim.objects.exists()

        for _click in range(2):
            client.post(path)
        [claim] = Claim.objects.all()
        assert not Membership.objects.filter(user__email=NEW).exists()

        assert claims.approve(claim=claim, by=map_editor)
        client.post(linked_path(mail.outbox[-1]))

        assert organisation.memberships.get(user__email=NEW).role == EDITOR

    def test_no_is_told_and_a_decision_is_taken_once(self, organisation, owner, map_editor):
        claim = ClaimFactory(organisation=organisation, email=NEW)
        with pytest.raises(PermissionDenied):
            claims.approve(claim=claim, by=owner.user)

        assert claims.reject(claim=claim, by=map_editor)
        assert not claims.approve(claim=claim, by=map_editor)

        [message] = mail.outbox
        assert message.to == [NEW]
        claim.refresh_from_db()
        assert claim.outcome == ClaimOutcome.REJECTED

    @override_settings(EMAIL_BACKEND="tests.mail.Unreachable")
    def test_a_claim_stays_open_when_the_mail_cannot_leave(self, organisation, map_editor):
        claim = ClaimFactory(organisation=organisation, email=NEW)

        with pytest.raises(MailNotSent):
            claims.approve(claim=claim, by=map_editor)

        claim.refresh_from_db()
        assert claim.outcome == ""

    def test_nobody_learns_who_is_known(self, client, organisation, owner):
        OrganisationDomain.objects.create(organisation=organisation, domain="known.example")
        answers = set()
        for email in (owner.user.email, NEW, "x@known.example"):
            response = client.post(self.url(organisation), {"email": email})
            answers.add(response.content.decode().replace(email, ""))

        assert len({re.sub(r'nonce="[^"]*"', "", answer) for answer in answers}) == 1
        assert len(mail.outbox) == 3

    def test_a_few_mails_a_day_go_to_one_address(self, client, organisation):
        for _time in range(5):
            response = client.post(self.url(organisation), {"email": NEW})

        assert len(mail.outbox) == 3
        assert "te vaak" in response.content.decode()

    @pytest.mark.parametrize("change", ["other", "expired", "archived"])
    def test_a_link_that_is_not_ours_puts_nothing_before_the_editors(
        self, client, organisation, change
    ):
        path = claims.link(organisation=organisation, email=NEW)
        moment = timezone.now()
        if change == "other":
            token = signing.dumps([str(organisation.pk), NEW], salt="another purpose")
            path = reverse("services:claim-confirm", args=[token])
        elif change == "expired":
            moment += timedelta(seconds=claims.LIFETIME + 1)
        else:
            organisation.status = Status.ARCHIVED
            organisation.save()

        with time_machine.travel(moment):
            response = client.post(path)

        assert response.status_code == 410
        assert not Claim.objects.exists()

    def test_the_desk_decides(self, client, organisation, map_editor):
        claim = ClaimFactory(organisation=organisation, email=NEW)
        client.force_login(map_editor)

        response = client.post(
            reverse("admin:services_claim_changelist"),
            {"action": "approve", "_selected_action": [claim.pk]},
            follow=True,
        )

        assert "Uitgenodigd: 1." in response.content.decode()
        assert Invitation.objects.get().email == NEW

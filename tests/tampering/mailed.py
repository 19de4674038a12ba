"""The links that go out by mail."""

from django.core import mail

from services.actions import claims, invitations, reminders
from services.enums import MemberRole
from tests.mail import paths_in

NEW = "nieuw@example.org"


def mailed_path():
    return paths_in(mail.outbox[-1].body, "/mijn/")[0]


def invitation(owner, service):
    invitations.invite(
        organisation=owner.organisation, email=NEW, role=MemberRole.EDITOR, by=owner.user
    )
    return mailed_path()


def claim(owner, service):
    claims.start(organisation=owner.organisation, email=NEW)
    return mailed_path()


def reminder(owner, service):
    return reminders.link(service=service, user=owner.user)

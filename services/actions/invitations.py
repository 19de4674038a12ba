"""Letting somebody in to an organisation, by a link in a mail that works once."""

import hashlib
import secrets
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from services import emails
from services.models import Invitation, Membership, Organisation, User
from services.permissions import require_owner

#: How long a link works.
LIFETIME = timedelta(days=7)


def invite(*, organisation, email, role, by):
    """Mail somebody a link to become a member; one that is still open makes way for the new one.

    Raises ValidationError when they are a member already, and MailNotSent when the mail could not
    leave: the invitation then stands, and may be sent again.
    """
    require_owner(by, organisation)
    if organisation.memberships.filter(user__email__iexact=email).exists():
        raise ValidationError(_("Deze persoon is al lid."))
    send(organisation=organisation, email=email, role=role, invited_by=by)


def send(*, organisation, email, role, invited_by=None):
    """Make an invitation and mail it, when somebody else than a member decided that it may be.

    Raises MailNotSent.
    """
    secret = secrets.token_urlsafe(32)
    with transaction.atomic():
        # One after the other, so that of two at once the later one makes the earlier one void.
        Organisation.objects.select_for_update().get(pk=organisation.pk)
        Invitation.objects.filter(
            organisation=organisation, email__iexact=email, accepted_at=None
        ).delete()
        invitation = Invitation.objects.create(
            organisation=organisation,
            email=email.lower(),
            role=role,
            digest=digest(secret),
            invited_by=invited_by,
            expires_at=timezone.now() + LIFETIME,
        )
    url = emails.absolute(reverse("services:invitation", args=[secret]))
    emails.send("invitation", to=invitation.email, context={"invitation": invitation, "url": url})


@transaction.atomic
def revoke(*, invitation, by):
    """Close the door again, unless it was gone through already."""
    require_owner(by, invitation.organisation)
    Invitation.objects.filter(pk=invitation.pk, accepted_at=None).delete()


def find(*, secret):
    """The invitation that a link stands for, or None when it works no longer, or never did."""
    invitations = Invitation.objects.open().select_related("organisation", "invited_by")
    return invitations.filter(digest=digest(secret)).first()


@transaction.atomic
def accept(*, secret):
    """Make whom the link was mailed to a member; returns them, or None when it works no longer.

    Whoever has no account yet gets one: they have read the mail, which is all that logging in
    asks. Who is switched off stays outside.
    """
    invitation = Invitation.objects.open().select_for_update().filter(digest=digest(secret)).first()
    if invitation is None:
        return None
    user = User.objects.filter(email__iexact=invitation.email).first()
    if user is None:
        user = User.objects.create_user(invitation.email)
    if not user.is_active:
        return None
    Membership.objects.get_or_create(
        organisation_id=invitation.organisation_id, user=user, defaults={"role": invitation.role}
    )
    invitation.accepted_at = timezone.now()
    invitation.save(update_fields=["accepted_at"])
    return user


def digest(secret):
    """What is kept of a link's secret."""
    return hashlib.sha256(secret.encode()).hexdigest()

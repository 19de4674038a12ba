"""Letting an organisation's own software in to its listings, with a token that is shown once."""

import logging
import secrets
import string
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from services import emails
from services.actions.invitations import digest
from services.enums import MemberRole
from services.models import ApiToken, Organisation
from services.permissions import require_owner, require_token_maker

logger = logging.getLogger(__name__)

#: How every token begins, for whoever looks for secrets that lie about: skc_[A-Za-z0-9]{40}.
PREFIX = "skc_"
_ALPHABET = string.ascii_letters + string.digits
_LENGTH = 40
#: Tokens that an organisation may have at a time: one for each piece of software, and then some.
MOST = 10
#: That a token was used is written down once in so long, for most requests then write nothing.
NOTED_EVERY = timedelta(hours=1)


def make(*, organisation, name, expires_on, by):
    """Make a token and tell the owners by mail; returns it and its secret, which is not kept.

    Raises ValidationError when there is one of that name, or when there are too many.
    """
    require_token_maker(by, organisation)
    secret = PREFIX + "".join(secrets.choice(_ALPHABET) for _letter in range(_LENGTH))
    token = ApiToken(
        organisation=organisation,
        name=name,
        prefix=secret[: ApiToken._meta.get_field("prefix").max_length],
        digest=digest(secret),
        made_by=by,
        expires_on=expires_on,
    )
    with transaction.atomic():
        # One after the other, so that two at once do not pass the bound together.
        Organisation.objects.select_for_update().get(pk=organisation.pk)
        if ApiToken.objects.alive().filter(organisation=organisation).count() >= MOST:
            raise ValidationError(
                _("Er zijn al %(most)s tokens. Trek er eerst een in.") % {"most": MOST}
            )
        token.full_clean()
        token.save()
    _tell_owners(token)
    return token, secret


def _tell_owners(token):
    """Mail them: whoever did not expect it can take it back."""
    owners = token.organisation.memberships.filter(role=MemberRole.OWNER, user__is_active=True)
    addresses = list(owners.order_by("pk").values_list("user__email", flat=True))
    url = emails.absolute(reverse("services:own-tokens", args=[token.organisation.slug]))
    sent = emails.send_to_each("token", to=addresses, context={"token": token, "url": url})
    if sent < len(addresses):
        logger.error("%s of %s mails about a token left", sent, len(addresses))


@transaction.atomic
def revoke(*, token, by):
    """Let a token let nobody in any more, for good."""
    require_owner(by, token.organisation)
    ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(
        revoked_at=timezone.now(), revoked_by=by
    )


def find(*, secret):
    """The token that somebody shows, which is then used; None when it lets nobody in."""
    known = ApiToken.objects.alive().select_related("organisation", "made_by")
    token = known.filter(digest=digest(secret)).first()
    now = timezone.now()
    if token and (token.last_used_at is None or token.last_used_at <= now - NOTED_EVERY):
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)
    return token

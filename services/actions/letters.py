"""What editors of the map write to organisations, and the log of it.

It goes to the members of an organisation, each apart; without members, to the first mail address
of its listings. Of each mail a row is written in the transaction that sends it: of two clicks, one
sends, and what could not be sent is sent when the editor tries again.
"""

import hashlib
from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from services import emails, mail_text
from services.enums import Status
from services.models import Organisation, SentMail
from services.permissions import require_editor


@dataclass(frozen=True)
class Letter:
    """One mail to all of these addresses, or to nobody when there are none."""

    organisation: Organisation
    addresses: list
    mail: emails.Mail


@dataclass(frozen=True)
class Sent:
    """How many mails left, and the addresses for which it could not."""

    sent: int
    failed: list


def write(*, organisations, subject, text):
    """A letter for each of these organisations, loaded `for_mail`.

    Raises ValidationError when the subject names one of them, or when something cannot be filled
    in for one.
    """
    for organisation in organisations:
        mail_text.check_unnamed(subject, [organisation.name, *organisation.other_names])
    return [_letter(organisation, subject, text) for organisation in organisations]


def fingerprint(letters):
    """Stands for all that these letters say and to whom; changes when that does."""
    said = [(letter.organisation.pk, letter.addresses, letter.mail) for letter in letters]
    return hashlib.sha256(repr(said).encode()).hexdigest()


def send(*, letters, batch, by):
    """Send these letters, to nobody twice in a batch; raises MailNotSent when none can leave."""
    require_editor(by)
    sent, failed = 0, []
    with emails.connected() as connection:
        for letter in letters:
            for address in letter.addresses:
                try:
                    sent += _send(letter, address, batch=batch, by=by, connection=connection)
                except emails.MailNotSent:
                    failed.append(address)
    return Sent(sent, failed)


@transaction.atomic
def _send(letter, address, *, batch, by, connection):
    """Send one mail, unless it left before; returns whether it was sent."""
    _row, is_new = SentMail.objects.get_or_create(
        batch=batch,
        organisation=letter.organisation,
        email=address,
        defaults={"subject": letter.mail.subject, "text": letter.mail.body, "sent_by": by},
    )
    if is_new:
        emails.deliver(letter.mail, to=address, connection=connection)
    return is_new


def _letter(organisation, subject, text):
    members = [membership.user.email for membership in organisation.active_members]
    public = [listing.email for listing in organisation.current_listings if listing.email]
    context = {
        "subject": subject,
        "text": mail_text.filled(text, _values(organisation)),
        "is_member": bool(members),
        "organisation": organisation,
    }
    mail = emails.write("to_organisation", context=context)
    return Letter(organisation, members or public[:1], mail)


def _values(organisation):
    """What stands for what in a text; who is not on the map cannot be asked for there."""
    values = {
        "organisatie": organisation.name,
        "fiches": "\n".join(
            f"– {listing.name}"
            for listing in organisation.current_listings
            if listing.status == organisation.status == Status.PUBLISHED
        )
        or _("nog geen"),
        "aanmelden": emails.absolute(reverse("services:own")),
    }
    if organisation.status == Status.PUBLISHED:
        claim = reverse("services:claim", args=[organisation.slug])
        values["toegang"] = emails.absolute(claim)
    return values

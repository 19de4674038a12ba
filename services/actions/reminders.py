"""Asking organisations whether their listings are still right, and hearing that they are.

Each member gets one mail about all listings of one organisation, with a link for each that is to be
confirmed. What was sent is a day on the membership. It is written in the transaction that sends the
mail, which holds the row, so of two runs one sends; what could not be sent is not written, and the
next run tries again. Only a crash between the two would send a mail twice.
"""

import contextlib
import hashlib
from collections import defaultdict
from dataclasses import dataclass

from django.core import signing
from django.core.exceptions import ValidationError
from django.core.mail import get_connection
from django.db import transaction
from django.db.models import Count, Window
from django.db.models.functions import RowNumber
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from services import emails, facts, structured_data, wording
from services.actions import editing, history
from services.enums import Channel, Freshness
from services.models import Membership, Service, User

#: How long a link works, in seconds: until the next mail at the latest, as far as one comes.
LIFETIME = 30 * 24 * 60 * 60
#: Another one for links that say something else: an old link is then void, and never misread.
SALT = "services.reminders"
#: Memberships that are read at once, and listings that one mail holds; the rest is at /mijn/.
BATCH, MOST = 200, 50


class Refused(Exception):
    """Why a link confirms nothing, in Dutch."""


@dataclass(frozen=True)
class Asked:
    """What a link asks of whom; `is_answered` when it was confirmed after the mail left."""

    service: Service
    user: User
    is_answered: bool


@dataclass(frozen=True)
class Sent:
    """How many mails left, and how many could not."""

    sent: int
    failed: int


def send_all(*, today=None):
    """Mail everybody who is to be asked today; safe to run again, and beside another run.

    Whom to ask is looked up once; what to write is read for a batch of members at once, so that a
    mail costs one statement more, however many there are.
    """
    today = today or timezone.localdate()
    due = Membership.objects.to_remind(today=today)
    waiting = list(due.order_by("pk").values_list("pk", flat=True))
    sent = failed = 0
    with contextlib.closing(get_connection()) as connection:
        for start in range(0, len(waiting), BATCH):
            # Once more who is due: meanwhile another run may have asked, or they have confirmed.
            batch = due.filter(pk__in=waiting[start : start + BATCH]).order_by("pk")
            members = list(batch.select_related("organisation", "user"))
            listings = _listings({member.organisation for member in members}, today=today)
            for member in members:
                own = listings[member.organisation_id]
                try:
                    sent += _send(member, own, today=today, connection=connection)
                except emails.MailNotSent:
                    failed += 1
                    # The server may have hung up: the next mail calls again.
                    connection.close()
    return Sent(sent, failed)


def _listings(organisations, *, today):
    """The listings that mails hold, at most MOST of each, by organisation; one query.

    Each knows the `total` of its organisation.
    """
    by_organisation = Window(
        RowNumber(), partition_by="organisation", order_by=["verified_on", "name", "pk"]
    )
    listings = (
        Service.objects.searchable()
        .filter(organisation__in=organisations)
        .with_freshness(today=today)
        .annotate(place=by_organisation, total=Window(Count("pk"), partition_by="organisation"))
        .filter(place__lte=MOST)
        .only("name", "organisation", "verified_on")
        .order_by("place")
    )
    named = {organisation.pk: organisation for organisation in organisations}
    found = defaultdict(list)
    for listing in listings:
        listing.organisation = named[listing.organisation_id]
        found[listing.organisation_id].append(listing)
    return found


@transaction.atomic
def _send(member, listings, *, today, connection):
    """Mail one member, unless another run did; returns whether it was sent.

    Another run waits here for the row until this mail has left, and then finds it done.
    """
    unasked = Membership.objects.filter(pk=member.pk, reminded_on=member.reminded_on)
    if not unasked.update(reminded_on=today):
        return False
    mail = emails.write("reminder", context=_mail(member, listings))
    emails.deliver(mail, to=member.user.email, connection=connection)
    return True


def _mail(member, listings):
    return {
        "organisation": member.organisation,
        "listings": [_line(listing, member.user) for listing in listings],
        "more": listings[0].total - len(listings) if listings else 0,
        "own_url": emails.absolute(reverse("services:own")),
        "rhythm": member.organisation.get_rhythm_display(),
    }


def _line(listing, user):
    """What the mail says of a listing; nothing is asked of one that was confirmed lately."""
    is_asked = listing.freshness != Freshness.CURRENT
    return {
        "name": listing.name,
        "state": wording.reminder(listing, Freshness(listing.freshness)),
        "url": emails.absolute(link(service=listing, user=user)) if is_asked else "",
    }


def link(*, service, user):
    """The path by which `user` confirms a listing as it was last confirmed until now."""
    return reverse("services:confirm-by-mail", args=[token(service=service, user=user)])


def token(*, service, user):
    return signing.dumps([str(service.pk), user.pk, _day(service)], salt=SALT)


def read(*, token):
    """What a link asks, of a listing as it is now. Raises Refused.

    A listing that was changed after the mail left can be confirmed: it is what the page shows now
    that one says yes to.
    """
    try:
        pk, user, day = signing.loads(token, salt=SALT, max_age=LIFETIME)
    except signing.SignatureExpired:
        raise Refused(_("Deze link is vervallen: hij werkt dertig dagen.")) from None
    except signing.BadSignature:
        raise Refused(_("Deze link is niet volledig, of er is iets aan veranderd.")) from None
    service = Service.objects.searchable().for_detail().filter(pk=pk).first()
    if service is None:
        raise Refused(_("Deze fiche staat niet meer op de kaart."))
    memberships = Membership.objects.filter(organisation=service.organisation_id, user=user)
    user = User.objects.filter(is_active=True, memberships__in=memberships).first()
    if user is None:
        raise Refused(_("Deze link was voor iemand die geen lid meer is van deze organisatie."))
    return Asked(service, user, is_answered=_day(service) != day)


@transaction.atomic
def confirm(*, token, seen):
    """Confirm a listing in the name of whom the link was mailed to; returns whether it was done.

    `seen` is the `fingerprint` of what they read. Nothing is done when the listing says something
    else by now, or was confirmed already. Raises Refused.
    """
    asked = read(token=token)
    Service.objects.select_for_update().get(pk=asked.service.pk)
    asked = read(token=token)
    if asked.is_answered or seen != fingerprint(asked.service):
        return False
    try:
        with history.recorded(channel=Channel.MAIL):
            editing.confirm(service=asked.service, by=asked.user)
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    return True


def fingerprint(service):
    """Stands for all that the page of a listing says, whatever the hour; changes when that does."""
    said = [
        structured_data.listing_page(service, url=""),
        wording.audiences(service),
        facts.subjects(service),
        facts.practical(service),
        [(line.channel, line.lines) for line in wording.hours(service, at=timezone.now())],
        [str(phone) for phone in service.phones.all()],
        wording.places(service),
        [service.email, service.website, service.chat_url, service.access_modes],
        service.first_contact,
    ]
    return hashlib.sha256(repr(said).encode()).hexdigest()


def _day(service):
    return service.verified_on and service.verified_on.isoformat()

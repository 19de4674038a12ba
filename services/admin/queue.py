"""The work queue: what waits for an editor, on the desk's first page.

Whoever adds a kind of work adds an entry to QUEUE: most urgent first. Each costs one query.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Min, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from services.enums import Freshness, ReportReason, Status
from services.models import Claim, Invitation, PendingValue, Proposal, Report, Service
from services.models.proposal import FOR_EDITORS

#: How far the confirmation of public listings that ask to be looked at still holds, by the value of
#: the filter at the desk that shows them.
STALE = {
    "vervallen": (Freshness.LAPSED,),
    "over-tijd": (Freshness.OVERDUE, Freshness.LATE),
    "nooit": (Freshness.NEVER,),
}
#: How soon an invitation ends that an editor may still want to remind somebody of.
SOON = timedelta(days=2)


@dataclass(frozen=True)
class Entry:
    """A kind of work: `waiting` gives the rows, `since` names the column that puts them in order.

    `address` is the list at the desk with just these rows: model and query. `when` says what the
    first of `since` is, and `nothing` what is said when there is nothing to do.
    """

    title: str
    waiting: Callable[[], QuerySet]
    since: str
    query: str
    nothing: str
    when: str = _("oudste van %(day)s")

    def url(self, model):
        changelist = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        return f"{changelist}?{self.query}"


@dataclass(frozen=True)
class Waiting:
    """How much of one kind waits now."""

    title: str
    count: int
    oldest: date | datetime | None
    when: str
    url: str
    nothing: str


def stale(services, kind):
    """Those of these listings that the public sees and of which the confirmation is of this kind.

    `kind` is a key of STALE.
    """
    public = services.searchable().with_freshness(today=timezone.localdate())
    return public.filter(freshness__in=STALE[kind])


def ending_soon(invitations):
    """Those of these invitations that are open for a short time only."""
    return invitations.open().filter(expires_at__lt=timezone.now() + SOON)


def _open_reports(**reason):
    return Report.objects.filter(handled_at=None, **reason)


QUEUE = [
    Entry(
        _("Adressen die niet openbaar mogen zijn"),
        lambda: _open_reports(reason=ReportReason.ADDRESS_EXPOSED),
        since="reported_on",
        query=f"reason__exact={ReportReason.ADDRESS_EXPOSED}",
        nothing=_("Niemand meldde er een."),
    ),
    Entry(
        _("Aanvragen om toegang"),
        lambda: Claim.objects.filter(outcome=""),
        since="claimed_at",
        query="outcome=",
        nothing=_("Niemand wacht op toegang."),
    ),
    Entry(
        _("Voorstellen waarover een redacteur beslist"),
        lambda: Proposal.objects.waiting().filter(field__in=FOR_EDITORS),
        since="created_at",
        query="beslist-door=redactie",
        nothing=_("Geen enkel voorstel wacht op de redactie."),
    ),
    Entry(
        _("Meldingen van bezoekers"),
        _open_reports,
        since="reported_on",
        query="",
        nothing=_("Alle meldingen zijn afgehandeld."),
    ),
    Entry(
        _("Wat bezoekers voorstelden, voor de organisatie"),
        lambda: Proposal.objects.waiting().exclude(field__in=FOR_EDITORS),
        since="created_at",
        query="beslist-door=organisatie",
        nothing=_("Geen enkel voorstel wacht op een organisatie."),
    ),
    Entry(
        _("Uitnodigingen die bijna vervallen"),
        lambda: ending_soon(Invitation.objects),
        since="expires_at",
        query="vervalt=binnenkort",
        nothing=_("Er vervalt er geen in de komende twee dagen."),
        when=_("eerste op %(day)s"),
    ),
    Entry(
        _("Fiches die op publicatie wachten"),
        lambda: Service.objects.filter(status=Status.DRAFT),
        since="created_at",
        query=f"status__exact={Status.DRAFT}",
        nothing=_("Alles is gepubliceerd of gearchiveerd."),
    ),
    Entry(
        _("Onbevestigde waarden"),
        lambda: PendingValue.objects.filter(resolved_at=None),
        since="service__created_at",
        query="",
        nothing=_("Alle waarden zijn bevestigd of verworpen."),
    ),
    Entry(
        _("Fiches die niet meer bevestigd zijn"),
        lambda: stale(Service.objects, "vervallen"),
        since="document__lapses_on",
        query="bevestigd=vervallen",
        nothing=_("Geen enkele bevestiging is vervallen."),
        when=_("eerste sinds %(day)s"),
    ),
    Entry(
        _("Fiches die opnieuw bevestigd moeten worden"),
        lambda: stale(Service.objects, "over-tijd"),
        since="document__due_on",
        query="bevestigd=over-tijd",
        nothing=_("Geen enkele bevestiging is over tijd."),
        when=_("eerste sinds %(day)s"),
    ),
    Entry(
        _("Fiches die nog nooit bevestigd zijn"),
        lambda: stale(Service.objects, "nooit"),
        since="created_at",
        query="bevestigd=nooit",
        nothing=_("Elke fiche is al eens bevestigd."),
    ),
]


def waiting(user):
    """What waits that `user` may see, in the order of QUEUE."""
    return [_count(entry, rows) for entry in QUEUE if _may_see(user, rows := entry.waiting())]


def _may_see(user, rows):
    return user.has_perm(f"{rows.model._meta.app_label}.view_{rows.model._meta.model_name}")


def _count(entry, rows):
    found = rows.aggregate(count=Count("pk"), oldest=Min(entry.since))
    return Waiting(
        title=entry.title,
        count=found["count"],
        oldest=found["oldest"],
        when=entry.when,
        url=entry.url(rows.model),
        nothing=entry.nothing,
    )

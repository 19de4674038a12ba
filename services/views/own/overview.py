"""The first page after logging in: one's organisations, and what asks for attention."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import Case, Count, When
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from services import completeness
from services.enums import ReportReason, Status
from services.models import Draft, Report, Service
from services.views.own.access import account_required
from services.views.own.listings import SECTIONS

PAGE_SIZE = 20


@dataclass(frozen=True)
class Missing:
    """What a listing does not say yet, and the page that mends it."""

    label: str
    url: str


@dataclass(frozen=True)
class Signal:
    """How often visitors said that one thing is wrong, and on which day last."""

    reason: ReportReason
    times: int
    last: object


@dataclass(frozen=True)
class Upkeep:
    """A listing with what its organisation has to see to."""

    service: Service
    completeness: completeness.Completeness
    missing: list
    stale: list
    signals: list
    drafts: list


@require_safe
@account_required
def overview(request):
    """The organisations of which one is a member, each with its listings, a page at a time."""
    memberships = list(
        request.user.memberships.select_related("organisation")
        .annotate(listings=Count("organisation__services"))
        .order_by("organisation__name", "pk")
    )
    archived_last = Case(When(status=Status.ARCHIVED, then=1), default=0)
    listings = (
        Service.objects.filter(organisation__memberships__user=request.user)
        .for_upkeep()
        .order_by("organisation__name", "organisation", archived_last, "name", "pk")
    )
    page = Paginator(listings, PAGE_SIZE).get_page(request.GET.get("pagina"))
    shown = _upkeep(page.object_list, person=request.user)
    rows = {}
    for one in shown:
        rows.setdefault(one.service.organisation_id, []).append(one)
    context = {
        "memberships": memberships,
        "groups": [
            (membership, rows.get(membership.organisation_id, []))
            for membership in memberships
            if membership.organisation_id in rows or (not membership.listings and page.number == 1)
        ],
        "page": page,
    }
    return render(request, "services/own/overview.html", context)


def _upkeep(services, *, person):
    services = list(services)
    signals, drafts = {}, {}
    for row in Report.objects.open().filter(service__in=services).by_reason():
        signal = Signal(ReportReason(row["reason"]), row["times"], row["last"])
        signals.setdefault(row["service"], []).append(signal)
    for draft in Draft.objects.live().filter(person=person, service__in=services).order_by("pk"):
        if draft.section in SECTIONS:
            drafts.setdefault(draft.service_id, []).append(SECTIONS[draft.section][0])
    return [
        Upkeep(
            service=service,
            completeness=(found := completeness.of(service)),
            missing=[_missing(service, rule) for rule in found.missing],
            stale=completeness.stale(service, today=timezone.localdate()),
            signals=signals.get(service.pk, []),
            drafts=drafts.get(service.pk, []),
        )
        for service in services
    ]


def _missing(service, rule):
    section = reverse("services:own-section", args=[service.slug, rule.section])
    return Missing(rule.label, section)

"""What is said of a listing with one click, each of them one POST."""

from django.contrib import messages
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from services.actions import availability, reports
from services.enums import ReportReason
from services.forms import WaitingWeeksForm
from services.views.own.access import account_required, back, listing_or_404


@require_POST
@account_required
def waiting(request, slug):
    """No waiting time, or so many weeks."""
    service = listing_or_404(request.user, slug=slug)
    form = WaitingWeeksForm(request.POST)
    if form.is_valid():
        availability.state_waiting_time(
            service=service, weeks=form.cleaned_data["weken"], by=request.user
        )
        messages.success(
            request, _("De wachttijd is bewaard, nagekeken op vandaag."), extra_tags=slug
        )
    else:
        messages.error(
            request, _("Vul de weken wachttijd in als een getal, hoogstens 520."), extra_tags=slug
        )
    return back(request, slug=slug)


@require_POST
@account_required
def capacity(request, slug):
    """New people are taken in, or not now."""
    service = listing_or_404(request.user, slug=slug)
    answer = request.POST.get("plaats")
    if answer not in ("ja", "nee"):
        messages.error(request, _("Kies of je nieuwe mensen aanneemt."), extra_tags=slug)
        return back(request, slug=slug)
    availability.state_capacity(service=service, has_capacity=answer == "ja", by=request.user)
    messages.success(request, _("Bewaard, nagekeken op vandaag."), extra_tags=slug)
    return back(request, slug=slug)


@require_POST
@account_required
def reopen(request, slug):
    """A temporary closure ends today."""
    service = listing_or_404(request.user, slug=slug)
    availability.reopen(service=service, by=request.user)
    messages.success(request, _("De kaart zegt nu dat je weer open bent."), extra_tags=slug)
    return back(request, slug=slug)


@require_POST
@account_required
def look_over(request, slug):
    """The organisation looked at what visitors signalled."""
    service = listing_or_404(request.user, slug=slug)
    reason = request.POST.get("reden")
    if reason not in ReportReason.values:
        messages.error(request, _("Kies welke melding je nakeek."), extra_tags=slug)
        return back(request, slug=slug)
    reports.look_over(service=service, reason=reason, by=request.user)
    messages.success(request, _("Dank je. De melding staat als nagekeken."), extra_tags=slug)
    return back(request, slug=slug)

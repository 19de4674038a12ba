"""What a member asks an editor of the map, and what visitors suggest to a member."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from services import deciding, proposed
from services.actions import proposals
from services.forms.proposals import DraftListingForm, claim_form
from services.models import Proposal
from services.models.proposal import FOR_EDITORS
from services.permissions import is_editor
from services.views.own.access import account_required, listing_or_404, organisation_or_404


@require_http_methods(["GET", "HEAD", "POST"])
@account_required
def claim(request, slug, field):
    """Ask an editor of the map for another focus, age group, target groups, or for experience."""
    service = listing_or_404(request.user, slug=slug)
    coded = proposed.BY_MEMBERS.get(field)
    if coded is None:
        raise Http404
    current = proposed.current(service, coded)
    data = request.POST if request.method == "POST" else None
    form = claim_form(data, field=coded, current=current)
    if form.is_valid():
        try:
            proposals.propose(service=service, field=coded, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(
                request, _("Bewaard. Het wacht op de redactie; tot dan blijft staan wat er staat.")
            )
            return redirect("services:own-listing", slug)
    context = {"service": service, "form": form, "what": capfirst(coded.label)}
    return render(request, "services/own/claim.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@account_required
def new_listing(request, slug):
    """A new listing of one's organisation, in a few words; an editor reads it first."""
    organisation = organisation_or_404(request.user, slug=slug)
    form = DraftListingForm(request.POST or None)
    if form.is_valid():
        try:
            listing = proposals.draft_listing(
                organisation=organisation,
                facts=form.facts,
                evidence=form.cleaned_data["evidence"],
                by=request.user,
            )
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("Bewaard. De redactie leest het na."))
            return redirect("services:own-listing", listing.slug)
    context = {"organisation": organisation, "form": form}
    return render(request, "services/own/new_listing.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@account_required
def decide(request, pk):
    """Accept, adapt or reject what a visitor suggested for a listing of one's own."""
    proposal = _own_or_404(request.user, pk)
    if proposal.field in FOR_EDITORS:
        raise Http404
    shown = deciding.screen(request, proposal)
    if shown.done:
        (messages.error if shown.is_refused else messages.success)(request, shown.done)
        return redirect("services:own-listing", proposal.service.slug)
    return render(request, "services/own/proposal.html", shown.context)


@require_POST
@account_required
def withdraw(request, pk):
    """Take back what one's organisation asked of the editors."""
    proposal = _own_or_404(request.user, pk)
    proposals.withdraw(proposal=proposal, by=request.user)
    messages.success(request, _("Ingetrokken."))
    return redirect("services:own-listing", proposal.service.slug)


def _own_or_404(user, pk):
    found = Proposal.objects.select_related("service__organisation")
    if not is_editor(user):
        found = found.filter(service__organisation__memberships__user=user)
    return get_object_or_404(found, pk=pk)

"""How often an organisation wants to be asked whether its listings are still right."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from services.actions import organisations
from services.forms import RhythmForm
from services.permissions import can_manage_members
from services.views.own.access import account_required, organisation_or_404


@require_http_methods(["GET", "HEAD", "POST"])
@account_required
def rhythm(request, slug):
    """Choose the rhythm; for owners."""
    organisation = organisation_or_404(request.user, slug=slug)
    if not can_manage_members(request.user, organisation):
        raise PermissionDenied
    form = RhythmForm(request.POST or None, initial={"rhythm": organisation.rhythm})
    if form.is_valid():
        organisations.set_rhythm(organisation=organisation, by=request.user, **form.cleaned_data)
        messages.success(request, _("Bewaard."))
        return redirect("services:own")
    context = {"organisation": organisation, "form": form}
    return render(request, "services/own/rhythm.html", context)

"""Saying that an offer has ended, and taking that back: for owners."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from services.actions import helplines, services
from services.forms import EndForm
from services.permissions import require_owner
from services.views.own.access import account_required, listing_or_404


@require_http_methods(["GET", "HEAD", "POST"])
@account_required
def end(request, slug):
    """What archiving does, and then doing it."""
    service = listing_or_404(request.user, slug=slug)
    require_owner(request.user, service.organisation)
    form = EndForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            services.end(service=service, reason=form.cleaned_data["reason"], by=request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, _("Gearchiveerd. Je kunt dit hieronder weer ongedaan maken."))
        return redirect("services:own-listing", slug)
    context = {
        "service": service,
        "form": form,
        "notice": helplines.notice(service=service, by=request.user),
        "is_refused": helplines.is_refused(service=service, by=request.user),
    }
    return render(request, "services/own/end.html", context)


@require_POST
@account_required
def resume(request, slug):
    """It did not end after all."""
    service = listing_or_404(request.user, slug=slug)
    try:
        services.resume(service=service, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("De fiche staat weer op de kaart."))
    return redirect("services:own-listing", slug)

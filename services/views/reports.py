""" "Klopt dit niet?": its own page, so that a listing's page needs neither form nor cookie."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from services.actions import reports
from services.forms import ReportForm
from services.models import Service
from services.views.addresses import moved_permanently, published_or_404


@require_http_methods(["GET", "HEAD", "POST"])
def report(request, slug):
    """Count what a visitor says is wrong with a listing, and go back there with thanks."""
    service = published_or_404(Service.objects.select_related("organisation"), slug=slug)
    if service.slug != slug:
        return moved_permanently(reverse("services:report", args=[service.slug]))
    form = ReportForm(request.POST or None)
    if form.is_valid():
        reports.record(service=service, reason=form.cleaned_data["reason"])
        return redirect(f"{service.get_absolute_url()}?gemeld=1")
    context = {"service": service, "form": form}
    return render(request, "services/report.html", context)

"""The public pages of one listing and of one organisation."""

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from services import facts, structured_data, wording
from services.models import Organisation, Service


@require_safe
def service_detail(request, slug):
    """A published listing: for whom, what about, how to reach them now, what is confirmed.

    It holds no form and touches no session, so it sets no cookie; `gemeld` in the address thanks
    whoever comes from the report form.
    """
    service = get_object_or_404(Service.objects.published().for_detail(), slug=slug)
    context = {
        "service": service,
        "trust": wording.trust(service),
        "ages": wording.ages(service),
        "audiences": wording.audiences(service),
        "hours": wording.hours(service, at=timezone.now()),
        "places": wording.places(service),
        "practical_facts": facts.practical(service),
        "confidence": wording.confidence(service),
        "subject_facts": facts.subjects(service),
        "structured_data": structured_data.as_script(
            structured_data.listing_page(service, url=_absolute_url(request, service))
        ),
        "is_reported": "gemeld" in request.GET,
    }
    return render(request, "services/service_detail.html", context)


@require_safe
def organisation_detail(request, slug):
    """A published organisation with its published listings and its networks."""
    organisation = get_object_or_404(Organisation.objects.published().for_detail(), slug=slug)
    services = (
        Service.objects.published()
        .filter(organisation=organisation)
        .for_card()
        .order_by("name", "pk")
    )
    context = {
        "organisation": organisation,
        "services": services,
        "structured_data": structured_data.as_script(
            structured_data.organisation_page(
                organisation, url=_absolute_url(request, organisation)
            )
        ),
    }
    return render(request, "services/organisation_detail.html", context)


def _absolute_url(request, record):
    return request.build_absolute_uri(record.get_absolute_url())

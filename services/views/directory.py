"""The public pages of one listing and of one organisation."""

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.decorators.http import require_safe

from services import facts, shared_contact, structured_data, wording
from services.models import Organisation, Service
from services.views.addresses import (
    found_at,
    moved_permanently,
    published_or_404,
    search_before,
)


@require_safe
def service_detail(request, slug):
    """A published listing: for whom, what about, how to reach them now, what is confirmed.

    It holds no form and touches no session, so it sets no cookie; `gemeld` in the address thanks
    whoever comes from the report form. Whoever comes from a search finds the way back to it. What
    its organisation says has ended is gone, and says so.
    """
    service = found_at(slug, Service.objects.published().for_detail())
    if service is None:
        return _ended_or_404(request, slug)
    if service.slug != slug:
        return moved_permanently(service.get_absolute_url())
    came_from = search_before(request)
    context = listing_context(request, service) | {
        "is_reported": "gemeld" in request.GET,
        "came_from": came_from,
    }
    response = render(request, "services/service_detail.html", context)
    patch_vary_headers(response, ["Referer"])
    if came_from:
        patch_cache_control(response, private=True)
    return response


def listing_context(request, service):
    """All that a listing's page says of the listing itself."""
    return {
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
    }


def _ended_or_404(request, slug):
    """That what stood here has ended, as its organisation said; anything else is not found."""
    ended = Service.objects.ended().filter(slug=slug).select_related("organisation").first()
    if ended is None:
        raise Http404
    return render(request, "services/service_ended.html", {"service": ended}, status=410)


@require_safe
def organisation_detail(request, slug):
    """A published organisation with its published listings and its networks."""
    organisation = published_or_404(Organisation.objects.for_detail(), slug=slug)
    if organisation.slug != slug:
        return moved_permanently(organisation.get_absolute_url())
    services = list(
        Service.objects.published()
        .filter(organisation=organisation)
        .for_card()
        .order_by("name", "pk")
    )
    context = {
        "organisation": organisation,
        "services": services,
        "contact": shared_contact.of_organisation(organisation, services),
        "structured_data": structured_data.as_script(
            structured_data.organisation_page(
                organisation, url=_absolute_url(request, organisation)
            )
        ),
    }
    return render(request, "services/organisation_detail.html", context)


def _absolute_url(request, record):
    return request.build_absolute_uri(record.get_absolute_url())

"""Hand-over cards: on the screen, as a file, and the neutral address that a discreet one holds.

What is asked stands in the address alone, and nothing of it is kept.
"""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from referrals import short_codes
from referrals.card_page import CardPage
from services.models import Service


@require_safe
@never_cache
def card(request):
    """The cards as they will be on paper, and what may be chosen for them."""
    return render(request, "referrals/card.html", {"page": _page(request)})


@require_safe
@never_cache
def card_pdf(request):
    """The same as a file; what cannot be on paper, the page explains."""
    page = _page(request)
    if not page.is_understood or not page.services:
        query = request.META.get("QUERY_STRING", "")
        return redirect(f"{reverse('referrals:card')}?{query}".rstrip("?"))
    response = HttpResponse(page.pdf(), content_type="application/pdf")
    response.headers["Content-Disposition"] = 'inline; filename="kaart.pdf"'
    return response


@require_safe
@never_cache
def short(request, code):
    """To the listing with a short code; also to one that has ended, whose page says so."""
    keys = short_codes.read(code)
    if keys is None:
        raise Http404
    public = Service.objects.published() | Service.objects.ended()
    found = public.filter(pk__range=keys).only("slug")[:2]
    if len(found) != 1:
        raise Http404
    return redirect(found[0])


def _page(request):
    return CardPage(request.GET, site=request.build_absolute_uri("/"))

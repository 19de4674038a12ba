"""Addresses that lead on, and the one that a visitor came from."""

from urllib.parse import urlsplit

from django.http import Http404, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.cache import patch_cache_control


def published_or_404(records, *, slug):
    """The published record at a slug, or the one that was there before it was renamed.

    What is not published is not found under any slug, just as what never was.
    """
    record = found_at(slug, records.published())
    if record is None:
        raise Http404
    return record


def found_at(slug, records):
    """The one of these records at a slug, or that was there before it was renamed, or None."""
    return records.filter(slug=slug).first() or records.formerly_at(slug).first()


def moved_permanently(url):
    """A lasting redirect that browsers ask for again: a record may get its old address back."""
    response = HttpResponsePermanentRedirect(url)
    patch_cache_control(response, no_cache=True)
    return response


def is_of_this_site(request, address):
    """Whether a whole address, or an origin alone, is exactly of the site that is asked."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return (parts.scheme, parts.netloc) == (request.scheme, request.get_host())


def search_before(request):
    """The address on this site of the search that led here, as `Referer` tells it; else "".

    It is only written into the link back, and kept nowhere. Whatever is no search of this site,
    path and origin being exactly its own, counts as nothing.
    """
    address = request.headers.get("Referer", "")
    if not is_of_this_site(request, address):
        return ""
    referer, search = urlsplit(address), reverse("referrals:search")
    if referer.path != search or not referer.query:
        return ""
    return f"{search}?{referer.query}"

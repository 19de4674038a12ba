"""What somebody set aside: their own list, or one that a colleague sent as a link."""

from uuid import UUID

from django.conf import settings
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from referrals import shortlist
from referrals.shortlist_page import ShortlistPage
from socialekaart.same_origin import same_origin_required


@require_safe
@never_cache
def shown(request):
    """One's own list, or the one that the address carries; opening that one changes nothing."""
    text = request.GET.get("fiches")
    carried = None if text is None else shortlist.read(text)
    is_full = "vol" in request.GET
    is_whole = text is None or shortlist.write(carried) == text
    page = ShortlistPage(own=request.shortlist, carried=carried, is_full=is_full, is_whole=is_whole)
    return render(request, "referrals/shortlist.html", {"page": page})


@require_POST
@same_origin_required
@never_cache
def change(request):
    """Add a listing, take one off, take over a list, or empty it; then back to where one was."""
    keys = set(request.shortlist)
    added = {*_keys(request, "erbij"), *shortlist.read(request.POST.get("overnemen", ""))}
    keys = set() if "leeg" in request.POST else (keys | added) - _keys(request, "eraf")
    if len(keys) > shortlist.MOST:
        # Nothing is pushed out for it: who set them aside chooses.
        return HttpResponseRedirect(f"{reverse('referrals:shortlist')}?vol=1", status=303)
    response = HttpResponseRedirect(_back(request), status=303)
    if keys:
        response.set_cookie(
            shortlist.COOKIE,
            shortlist.write(keys),
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    else:
        response.delete_cookie(shortlist.COOKIE)
    return response


def _keys(request, name):
    """The one key that was sent under a name; what is none counts as nothing."""
    try:
        return {UUID(request.POST.get(name, ""))}
    except ValueError:
        return set()


def _back(request):
    """The page of this site that was left, or else the list."""
    back = request.POST.get("terug", "")
    is_own = back.startswith("/") and url_has_allowed_host_and_scheme(
        back, allowed_hosts=None, require_https=request.is_secure()
    )
    return back if is_own else reverse("referrals:shortlist")

"""Who gets to see what is at /mijn/."""

from functools import wraps

from allauth.mfa.utils import is_mfa_enabled
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache

from services.models import Organisation, Service
from services.permissions import is_editor


def account_required(view):
    """For whoever is logged in; an editor of the map shows a second factor as well, as at the desk.

    Nothing of it stays in a cache.
    """

    @never_cache
    @login_required
    @wraps(view)
    def shown(request, *args, **kwargs):
        if request.user.is_staff and not is_mfa_enabled(request.user):
            return redirect("mfa_index")
        return view(request, *args, **kwargs)

    return shown


def organisation_or_404(user, *, slug):
    """The organisation at a slug that `user` may change, as one of its members or as an editor."""
    organisations = Organisation.objects.all()
    if not is_editor(user):
        organisations = organisations.filter(memberships__user=user)
    return get_object_or_404(organisations, slug=slug)


def listing_or_404(user, *, slug):
    """The listing at a slug that `user` may change, whether it is public or not."""
    listings = Service.objects.select_related("organisation")
    if not is_editor(user):
        listings = listings.filter(organisation__memberships__user=user)
    return get_object_or_404(listings, slug=slug)


def back(request, *, slug):
    """Where whoever clicked came from, as their page said it; else the page of the listing."""
    came_from = request.POST.get("terug", "")
    is_own = came_from.startswith(reverse("services:own"))
    return redirect(came_from if is_own else reverse("services:own-listing", args=[slug]))

"""The guide: from what somebody comes with to whom to try first."""

from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from referrals.guide_page import GuidePage


@require_safe
@never_cache
def guide(request):
    """Ask, and answer what the address asks; nothing of it is kept."""
    return render(request, "referrals/guide.html", {"page": GuidePage(request.GET)})

"""The first page after logging in: one's organisations, and what asks for attention."""

from django.db.models import Prefetch
from django.shortcuts import render
from django.views.decorators.http import require_safe

from services.models import Service
from services.views.own.access import account_required


@require_safe
@account_required
def overview(request):
    """The organisations of which one is a member, each with its listings."""
    listings = Service.objects.order_by("status", "name", "pk")
    memberships = (
        request.user.memberships.select_related("organisation")
        .prefetch_related(Prefetch("organisation__services", listings))
        .order_by("organisation__name", "pk")
    )
    return render(request, "services/own/overview.html", {"memberships": memberships})

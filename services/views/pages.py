"""Pages about the map itself, the helplines, and the way out."""

from django.conf import settings
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from services import facts, wording
from services.enums import ServiceKind
from services.helplines import place_in_bar
from services.models import Service

#: What this site may have left in a visitor's browser: the shortlist, and the key of a form.
VISITOR_COOKIES = ("selectie", settings.CSRF_COOKIE_NAME)


@require_safe
def about(request):
    return render(request, "services/about.html")


@require_safe
def privacy(request):
    """What is kept and what is not; a tile layer, where one is configured, is named."""
    return render(request, "services/privacy.html", {"tiles_origin": settings.MAP_TILES_ORIGIN})


@require_safe
def accessibility(request):
    return render(request, "services/accessibility.html")


@require_safe
def helplines(request):
    """Every helpline: who answers now, for whom, and where that was read; the bar's come first."""
    listings = (
        Service.objects.published()
        .filter(kind=ServiceKind.HELPLINE)
        .for_helplines()
        .order_by(place_in_bar(), "name", "pk")
    )
    now = timezone.now()
    lines = [
        {
            "service": service,
            "hours": wording.hours(service, at=now),
            "facts": facts.helpline(service),
        }
        for service in listings
    ]
    return render(request, "services/helplines.html", {"lines": lines})


@require_safe
@never_cache
def quick_exit(request):
    """Forget what the browser kept of a visit, and go to a page that says nothing about it.

    Each cookie is named: `Clear-Site-Data` would take those of every site on the same domain, and
    emptying the cache keeps some browsers waiting where leaving has to be quick.
    """
    response = HttpResponseRedirect(settings.QUICK_EXIT_URL)
    response.status_code = 303
    response.headers["Referrer-Policy"] = "no-referrer"
    for name in VISITOR_COOKIES:
        response.delete_cookie(name)
    return response

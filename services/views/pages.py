"""Pages about the map itself, the helplines, and the way out."""

from django.conf import settings
from django.db.models import Case, IntegerField, Value, When
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from services import helplines as bar
from services.enums import ServiceKind
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
    """Every helpline with where its number is from: those of the bar first, then by name."""
    place_in_bar = Case(
        *(When(slug=slug, then=Value(place)) for place, slug in enumerate(bar.LABELS)),
        default=Value(len(bar.LABELS)),
        output_field=IntegerField(),
    )
    listings = (
        Service.objects.published()
        .filter(kind=ServiceKind.HELPLINE)
        .select_related("organisation")
        .prefetch_related("phones", "schedules", "sources")
        .order_by(place_in_bar, "name", "pk")
    )
    return render(request, "services/helplines.html", {"listings": listings})


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

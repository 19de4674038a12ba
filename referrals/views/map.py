"""What the map draws, as compact JSON."""

import hashlib
import secrets
from functools import reduce
from operator import or_

from django.db import connection
from django.http import JsonResponse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import etag, require_safe

from referrals.map import Box, View, clusters, listings_in
from referrals.search_page import SearchPage

#: Seconds that a browser may show a view again without asking.
MAX_AGE = 60
#: Another code may draw another map: what it answered is not compared over a restart.
_THIS_START = secrets.token_hex(8)


def _version(request):
    """The ETag of a map: the address, and all that may make its answer another one.

    The versions are read before the answer is: one that changes in between is at worst sent again.
    What is open now is compared by the minute, what was confirmed within a year by the day.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT string_agg(value::text, ' ' ORDER BY session)"
            " FROM services_readmodelversion), (SELECT value::text FROM referrals_lexiconversion)"
        )
        versions = map(str, cursor.fetchone())
    now = timezone.localtime().strftime("%Y-%m-%d %H:%M" if "open" in request.GET else "%Y-%m-%d")
    parts = (_THIS_START, *versions, now, request.META.get("QUERY_STRING", ""))
    return f'"{hashlib.sha256(" ".join(parts).encode()).hexdigest()[:32]}"'


@require_safe
@cache_control(private=True, max_age=MAX_AGE)
@etag(_version)
def map_data(request):
    """The places that answer the search page's parameters, or the nearest where none is near.

    `vak` ("west,south,east,north" in degrees) and `zoom` say which part of the map; all of it when
    they are rubbish. With `lijst=1` the listings in the box are named, else they are clustered:

    {"listings": [[latitude, longitude, slug, name, organisation, focus,
                   municipality, is_approximate]],
     "clusters": [[latitude, longitude, size, [west, south, east, north], [size by focus],
                   municipality, is_approximate]],
     "around": [west, south, east, north] within the asked distance of the asked place, and of
               the nearest places where none is within it; or null}
    """
    page = SearchPage(request.GET)
    services = page.on_the_map
    view = View.parse(box=request.GET.get("vak", ""), zoom=request.GET.get("zoom", ""))
    if "lijst" in request.GET:
        total, listings = listings_in(services, box=view.box)
        return _compact({"total": total, "listings": [_named(listing) for listing in listings]})
    found = clusters(services, view=view)
    return _compact(
        {
            "listings": [_alone(one) for one in found if one.slug],
            "clusters": [_together(one) for one in found if not one.slug],
            "around": _around(page, found),
        }
    )


def _around(page, found):
    if not page.search.has_radius:
        return None
    around = Box.around(page.search.region, km=page.search.radius)
    if not page.has_near:
        around = reduce(or_, (one.box for one in found), around)
    return _edges(around)


def _named(listing):
    return [listing["slug"], listing["name"], listing["organisation"], listing["focus"]]


def _alone(one):
    return [
        *_position(one),
        one.slug,
        one.name,
        one.organisation,
        one.focus,
        one.municipality,
        int(one.is_approximate),
    ]


def _together(one):
    return [
        *_position(one),
        one.size,
        # A metre wider than what is in it, as rounding may have moved an edge inwards.
        _edges(one.box, margin=1e-5),
        one.focuses,
        one.municipality,
        int(one.is_approximate),
    ]


def _position(one):
    # Five decimals of a degree are a metre.
    return round(one.latitude, 5), round(one.longitude, 5)


def _edges(box, *, margin=0):
    edges = (box.west - margin, box.south - margin, box.east + margin, box.north + margin)
    return [round(edge, 5) for edge in edges]


def _compact(data):
    return JsonResponse(data, json_dumps_params={"separators": (",", ":"), "ensure_ascii": False})

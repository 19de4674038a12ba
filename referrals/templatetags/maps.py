"""What the map's scripts have to know of the server: addresses, words, and the optional tiles."""

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _

from referrals.map import WHOLE
from services.enums import Focus

register = template.Library()

#: Letters on the markers, so that no shape stands for a focus by itself.
LETTERS = {
    Focus.DRUGS: "D",
    Focus.SEXUALITY: "S",
    Focus.BOTH: "DS",
    Focus.GENERAL: "A",
    Focus.UNKNOWN: "?",
}
#: Without tiles the base map has nothing more to show past this level; places then share a list.
DEEPEST, DEEPEST_WITH_TILES = 14, 17


@register.simple_tag
def map_settings():
    """Settings for `static/js/map.js`, for `json_script`."""
    box = WHOLE.box
    return {
        "data": reverse("referrals:map-data"),
        "listing": reverse("services:service-detail", args=["SLUG"]),
        "leaflet": static("leaflet/leaflet.js"),
        "base": static("geo/base.json"),
        "whole": [[box.south, box.west], [box.north, box.east]],
        "deepest": DEEPEST_WITH_TILES if settings.MAP_TILES_URL else DEEPEST,
        "tiles": {"url": settings.MAP_TILES_URL, "attribution": settings.MAP_TILES_ATTRIBUTION},
        "focuses": [
            {"value": focus, "label": focus.label, "letter": LETTERS[focus]} for focus in Focus
        ],
        "words": {
            "approximate": _("ligging bij benadering"),
            "place": _("1 plek"),
            "places": _("{number} plekken"),
            "in": _("{what} in {municipality}"),
            "more": _("en nog {number} in de lijst"),
            "inView": _("{places} in beeld"),
            "failed": _("De kaart kan nu niet geladen worden. De lijst werkt gewoon."),
            "zoomIn": _("Zoom in"),
            "zoomOut": _("Zoom uit"),
            "close": _("Sluiten"),
        },
    }


@register.filter
def map_points(service):
    """Where a listing stands, as "latitude,longitude" with spaces between, for `map-cards.js`."""
    return " ".join(f"{point.latitude},{point.longitude}" for point in service.points.all())


@register.simple_tag
def map_legend():
    """The shapes of the markers as (focus, letter, label)."""
    return [(focus.value, LETTERS[focus], focus.label) for focus in Focus]

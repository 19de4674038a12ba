"""How a listing is put in words inside a template."""

from urllib.parse import urlsplit

from django import template
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from services import wording
from services.enums import ServiceAreaScope

register = template.Library()

register.filter("trust", wording.trust)
register.filter("listed", wording.listed)
register.filter("distance", wording.distance)


@register.filter
def whereabouts(service):
    """Where a listing is, in a few words: its municipalities, or how far it reaches."""
    points = service.points.all()
    if points:
        return get_text_list(sorted({point.municipality_name for point in points}), _("en"))
    if service.service_area_scope == ServiceAreaScope.FLANDERS:
        return _("heel Vlaanderen en Brussel")
    return service.home_province.name if service.home_province else _("plaats onbekend")


@register.filter
def subjects(service):
    """What a listing is about, as one line: "begeleiding, praatgroep, PrEP"."""
    return wording.listed([*service.topics.all(), *service.format_labels])


@register.filter
def site(url):
    """The name of the site that an address leads to, without what every address has."""
    return urlsplit(url).netloc.removeprefix("www.") or url


@register.filter
def source_name(source):
    """The title of a source; one that is only its site's name gets the path that sets it apart."""
    if source.title != site(source.url):
        return source.title
    return source.title + urlsplit(source.url).path.rstrip("/")

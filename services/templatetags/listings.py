"""How a listing is put in words inside a template."""

from django import template
from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from services import source_age, wording
from services.enums import ServiceAreaScope

register = template.Library()

register.filter("trust", wording.trust)
register.filter("experience", wording.experience)
register.filter("sources", wording.sources)
register.filter("site", wording.site)
register.filter("provenance", wording.provenance)
register.filter("ages_together", source_age.told_together)
register.filter("listed", wording.listed)
register.filter("distance", wording.distance)


@register.filter
def closure(service):
    """That a listing is closed for a while today, and until when; empty when it is not."""
    return wording.closure(service, on=timezone.localdate())


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
    return wording.subjects(service, topics=service.topics.all())


@register.filter
def one_line(text):
    """Without line breaks: in a mail, a line of its own may be a link or a paragraph."""
    return " ".join(str(text).split())

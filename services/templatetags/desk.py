"""Words of the editors' desk."""

from django import template
from django.utils.formats import date_format
from django.utils.timezone import localtime

register = template.Library()


@register.filter
def first_day(waiting):
    """When the first of what waits came, or ends."""
    day = waiting.oldest
    day = localtime(day) if hasattr(day, "hour") else day
    return waiting.when % {"day": date_format(day, "j F Y")}

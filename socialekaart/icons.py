"""The tag library `icons`: Heroicons, each drawn once per process, however often it is shown."""

from functools import cache

from django import template
from heroicons.templatetags import heroicons

register = template.Library()
register.simple_tag(cache(heroicons.heroicon_mini), name="heroicon_mini")

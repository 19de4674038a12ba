"""The conversation cues beside results, a listing and a card, for what these are about."""

import re

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import mark_safe

from referrals.cues import Need, about, choose
from referrals.models import ConversationCue
from services.checked_numbers import NUMBERS
from services.phones import format_phone

register = template.Library()

#: The numbers that stand on every page, as they are written and as they are dialled.
_DIALLED = {format_phone(number): number for number in NUMBERS.values()}
_WRITTEN = re.compile(rf"(?<!\d)({'|'.join(sorted(_DIALLED, key=len, reverse=True))})(?!\d)")


@register.inclusion_tag("referrals/cues/_cues.html", takes_context=True)
def conversation_cues(context, *, topics=(), target_groups=(), door="", is_open=False):
    """The cues for these codes of the taxonomy, most important first, and this `Door`, or none."""
    need = Need(topics=tuple(topics), target_groups=tuple(target_groups), door=door)
    return {"cues": choose(_all(context), need=need), "is_open": is_open}


@register.inclusion_tag("referrals/cues/_cues.html", takes_context=True)
def listing_cues(context, service):
    """The cues for what a listing is about; none where it is about nothing that has a cue."""
    return {"cues": _about(context, [service])}


@register.inclusion_tag("referrals/cues/_cues.html", takes_context=True)
def handover_cues(context, services):
    """The same for listings that are handed over together."""
    return {"cues": _about(context, services)}


@register.filter
def with_numbers_to_call(text):
    """The text with each number that stands on every page as a link that dials it."""
    pieces = _WRITTEN.split(text)
    for place in range(1, len(pieces), 2):
        written = pieces[place]
        pieces[place] = format_html(
            '<a class="nowrap" href="tel:{}">{}</a>', _DIALLED[written], written
        )
    return mark_safe("".join(map(conditional_escape, pieces)))


def _about(context, services):
    claims = [claim for service in services for claim in service.target_group_claims.all()]
    return about(
        _all(context),
        topics={topic.code for service in services for topic in service.topics.all()},
        target_groups={claim.target_group.code for claim in claims},
    )


def _all(context):
    """Every cue that is shown, read once however often a page asks for some."""
    kept = context.render_context
    if ConversationCue not in kept:
        kept[ConversationCue] = ConversationCue.objects.to_choose_from()
    return kept[ConversationCue]

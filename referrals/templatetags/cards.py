"""Hand-over cards inside a template."""

from django import template
from django.urls import reverse
from django.utils.html import format_html

from referrals import shortlist

register = template.Library()


@register.filter
def card_url(service):
    """Where a listing's hand-over card is made."""
    return f"{reverse('referrals:card')}?fiches={shortlist.write([service.pk])}"


@register.filter
def said(words):
    """A text of a card, with its language where that is not the card's."""
    if not words.language:
        return words.text
    return format_html('<span lang="{}">{}</span>', words.language, words.text)

"""Hand-over cards inside a template."""

from django import template
from django.urls import reverse

from referrals import shortlist

register = template.Library()


@register.filter
def card_url(service):
    """Where a listing's hand-over card is made."""
    return f"{reverse('referrals:card')}?fiches={shortlist.write([service.pk])}"

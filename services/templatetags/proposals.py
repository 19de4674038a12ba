"""What waits for a decision, on the pages of members."""

from django import template
from django.utils.text import capfirst

from services import proposed
from services.enums import ProposalField
from services.models import Proposal
from services.models.proposal import CLAIMS, FOR_EDITORS

register = template.Library()


@register.inclusion_tag("services/own/_suggestions.html")
def own_suggestions(service):
    """What visitors suggest for a listing, each with a link to decide on it if members may."""
    waiting = service.proposals.waiting().exclude(field__in=CLAIMS)
    return {"suggested": [_shown(one) for one in waiting.order_by("created_at", "pk")]}


@register.inclusion_tag("services/own/_claims.html", takes_context=True)
def own_claims(context, service):
    """What a listing claims, and what its organisation asked the editors to put instead."""
    asked = {one.field: one for one in service.proposals.waiting().filter(field__in=CLAIMS)}
    claims = [
        {
            "name": name,
            "label": capfirst(ProposalField(field).label),
            "now": proposed.lines(field, proposed.current(service, field)),
            "asked": _shown(asked[field]) if field in asked else None,
        }
        for name, field in proposed.BY_MEMBERS.items()
    ]
    return {"service": service, "claims": claims, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("services/own/_waiting.html")
def waiting_proposals(organisation):
    """The suggestions of visitors that an organisation may decide on, each with a link."""
    waiting = Proposal.objects.waiting().filter(service__organisation=organisation)
    suggested = waiting.exclude(field__in=FOR_EDITORS).select_related("service")
    return {"proposals": suggested.order_by("created_at", "pk")}


def _shown(proposal):
    return {
        "proposal": proposal,
        "lines": proposed.lines(proposal.field, proposal.value),
        "is_for_editors": proposal.field in FOR_EDITORS,
    }

"""The button that sets a listing aside, wherever a listing is shown."""

from django import template

register = template.Library()


@register.inclusion_tag("referrals/shortlist/_button.html", takes_context=True)
def shortlist_button(context, service, where=""):
    """Set this listing aside, or take it back; without a script one comes back to this place.

    `where` tells buttons of one listing apart, on a page that shows it twice.
    """
    request = context["request"]
    anchor = "-".join(filter(None, ["selectie", where, service.slug]))
    return {
        "service": service,
        "is_chosen": service.pk in request.shortlist,
        "anchor": anchor,
        "back": f"{request.get_full_path()}#{anchor}",
    }

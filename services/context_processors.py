"""What every template may use."""

from django.utils.functional import SimpleLazyObject

from services.helplines import always_visible


def helplines(request):
    """The numbers of the bar, read only by a page that shows them."""
    return {"helplines": SimpleLazyObject(always_visible)}

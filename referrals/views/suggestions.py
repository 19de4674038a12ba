"""What the search box suggests while somebody types."""

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from referrals.suggestions import suggest


@require_safe
@never_cache
def suggestions(request):
    """The options of the list under the box, for `q` as far as it is typed; nothing is kept."""
    context = {"suggestions": suggest(request.GET.get("q", ""))}
    # Without the request: what every page says of itself is no part of this.
    return HttpResponse(render_to_string("referrals/search/_suggestions.html", context))

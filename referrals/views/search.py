"""The search page, whole or as the fragment that htmx swaps."""

from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from referrals.search_page import SearchPage


@require_safe
@never_cache
def search(request):
    """Answer the question in the address; nothing of it is kept."""
    is_swap = request.htmx and not request.htmx.history_restore_request
    template = "referrals/search.html#results" if is_swap else "referrals/search.html"
    response = render(request, template, {"page": SearchPage(request.GET), "is_swap": is_swap})
    patch_vary_headers(response, ["HX-Request"])
    return response

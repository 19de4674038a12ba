"""What an answer says beside its body: where else to look, how long it holds, which one it is."""

from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control, set_response_etag
from django.utils.http import http_date, parse_http_date

from services.api import problems
from services.api.openapi import LICENCE_URL

#: Seconds for which an answer may be used again without asking.
MAX_AGE = 60


def describe(response, *, request, links, is_private, modified_at):
    """Say of a good answer what it is; `links` are addresses by their relation (RFC 8288).

    What is private is an answer to somebody's question, which no cache on the way keeps.
    """
    response["Link"] = ", ".join(f'<{address}>; rel="{rel}"' for rel, address in links.items())
    patch_cache_control(response, max_age=MAX_AGE, **{"private" if is_private else "public": True})
    if modified_at:
        response["Last-Modified"] = http_date(modified_at.timestamp())


def common_links(request):
    """What every answer links to."""
    own = {"service-doc": "services:api", "service-desc": "api:openapi", "profile": "api:profile"}
    links = {rel: request.build_absolute_uri(reverse(name)) for rel, name in own.items()}
    return links | {"license": LICENCE_URL}


def page_links(request, page):
    """The other pages of a list, by the numbers that its envelope holds."""
    last, number = page["total_pages"], page["page_number"]
    pages = {"first": 1, "last": last}
    if number > 1:
        pages["prev"] = min(number - 1, last)
    if number < last:
        pages["next"] = number + 1
    return {rel: _with_page(request, to) for rel, to in pages.items()}


def _with_page(request, number):
    query = request.GET.copy()
    query["page"] = number
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")


def conditional(request, response):
    """The answer with its ETag, or that it is what the caller has already (304)."""
    set_response_etag(response)
    modified = response.get("Last-Modified")
    answer = get_conditional_response(
        request,
        etag=response["ETag"],
        last_modified=modified and parse_http_date(modified),
        response=response,
    )
    return problems.response(request, 412) if answer.status_code == 412 else answer

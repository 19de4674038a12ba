"""Answers when something is wrong: static pages that need neither database nor templates.

The files are made by `manage.py build_error_pages`. Under the API's addresses they are problems.
"""

import logging
from functools import cache

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse

from services.api import problems

logger = logging.getLogger(__name__)

#: Where answers are for software. Known by heart, for nothing else may be loaded.
API = "/api/v1/"
#: Seconds after which a browser or crawler may try again.
RETRY_AFTER = 60


@cache
def _page(name):
    return (settings.BASE_DIR / "static" / "errors" / f"{name}.html").read_bytes()


def _answer(request, status):
    if request.path.startswith(API):
        return problems.response(request, status)
    return HttpResponse(_page(str(status)), status=status)


def bad_request(request, exception):
    return _answer(request, 400)


def permission_denied(request, exception):
    return HttpResponse(_page("403"), status=403)


def csrf_failure(request, reason=""):
    return HttpResponse(_page("403_csrf"), status=403)


def page_not_found(request, exception):
    return _answer(request, 404)


def server_error(request):
    return _answer(request, 500)


class DatabaseUnavailableMiddleware:
    """Say "back soon" instead of "our fault" when the database refuses or loses a connection."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if not isinstance(exception, OperationalError | InterfaceError):
            return None
        # The message may hold the statement, and so what somebody searched for.
        logger.error("Database unavailable: %s", type(exception).__name__)
        response = _answer(request, 503)
        response["Retry-After"] = RETRY_AFTER
        return response

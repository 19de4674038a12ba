"""A URLconf of addresses that each go wrong in a way of their own."""

from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.db import connection
from django.urls import path

from socialekaart.urls import handler400, handler403, handler404, handler500

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


def _asked(request):
    return request.GET["q"]


def bug(request):
    try:
        raise KeyError(_asked(request))
    except KeyError as error:
        raise ValueError(f"Wrong: {_asked(request)}") from error


def statement(request):
    """PostgreSQL quotes in its message what the statement was about."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::int", [_asked(request)])


def suspicious(request):
    raise SuspiciousOperation from ValueError(_asked(request))


def bad(request):
    raise BadRequest(_asked(request))


def denied(request):
    raise PermissionDenied(_asked(request))


urlpatterns = [
    path(f"{view.__name__}/", view) for view in (bug, statement, suspicious, bad, denied)
]

"""Every address of the site, and one that does nothing: the bare limit of the server."""

from django.http import HttpResponse
from django.urls import path

from bench.scenarios import EMPTY
from socialekaart.urls import (  # noqa: F401
    handler400,
    handler403,
    handler404,
    handler500,
    urlpatterns,
)

urlpatterns = [*urlpatterns, path(EMPTY.removeprefix("/"), lambda request: HttpResponse())]

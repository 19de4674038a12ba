"""Every address of the site, and its bare limits: nothing at all, and JSON alone."""

from functools import cache

from django.http import HttpResponse
from django.test import Client
from django.urls import path
from rest_framework.response import Response

from bench.scenarios import API_PAGES, DICTIONARIES_ADDRESS, EMPTY
from services.api.views import Endpoint
from socialekaart.urls import (  # noqa: F401
    handler400,
    handler403,
    handler404,
    handler500,
    urlpatterns,
)


class Dictionaries(Endpoint):
    """A page of the API as it was the first time, written as JSON anew."""

    def get(self, request):
        return Response(_page())


@cache
def _page():
    return Client(SERVER_NAME="127.0.0.1").get(API_PAGES[0]).json()


urlpatterns = [
    *urlpatterns,
    path(EMPTY.removeprefix("/"), lambda request: HttpResponse()),
    path(DICTIONARIES_ADDRESS.removeprefix("/"), Dictionaries.as_view()),
]

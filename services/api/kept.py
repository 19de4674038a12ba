"""Pages of lists that lie ready, each as it was written for whoever asked first.

Who copies the map asks for the same pages as all others do, and these turn only with the public
read model and with the day. Each process keeps a few (`CACHES` says how many); a page that answers
a question is not among them.
"""

import hashlib

from django.core.cache import caches
from django.utils import timezone
from rest_framework.response import Response

from services.api.parameters import FORMAT
from services.models import ReadModelVersion

#: What says in which pieces and how fully a list is given, and nothing of what is looked for.
_NO_QUESTION = {"page", "per_page", "full", FORMAT}


class ReadyResponse(Response):
    """A page of which the body lies ready; its data are the envelope without the records."""

    def __init__(self, envelope, *, body, content_type):
        super().__init__(envelope)
        self._body = body
        self["Content-Type"] = content_type

    @property
    def rendered_content(self):
        return self._body


def has_question(request):
    """Whether something is looked for in a list, or only a page of it asked for."""
    return not request.query_params.keys() <= _NO_QUESTION


def page(request, *, make):
    """The answer to a request without a question; `make` gives the page if it does not lie ready.

    Which version it is of is read before the page is: one that changes in between is made again.
    """
    cache = caches["pages"]
    key = version(request, request.accepted_renderer.media_type)
    if ready := cache.get(key):
        return ReadyResponse(**ready)
    response = Response(make())
    response.add_post_render_callback(lambda written: cache.set(key, _ready(written)))
    return response


def version(request, form):
    """A text that turns with all that makes a public answer of a form another one.

    That is its whole address, with the site's name; the day; and the public read model.
    """
    address, read_model = request.build_absolute_uri(), ReadModelVersion.objects.current()
    said = f"{form} {timezone.localdate()} {read_model} {address}"
    return hashlib.sha256(said.encode()).hexdigest()


def _ready(response):
    return {
        "envelope": {name: part for name, part in response.data.items() if name != "contents"},
        "body": response.content,
        "content_type": response["Content-Type"],
    }

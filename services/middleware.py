"""Every request that may change something tells the history who makes it, and through what."""

from django.urls import reverse
from pghistory.middleware import HistoryMiddleware as BaseHistoryMiddleware

from services.enums import Channel

API = "/api/"


class HistoryMiddleware(BaseHistoryMiddleware):
    def get_context(self, request):
        """The person by number alone: a name can then be erased in one place."""
        return {"user": request.user.pk, "channel": _channel(request.path)}


def _channel(path):
    if path.startswith(reverse("admin:index")):
        return Channel.DESK
    return Channel.API if path.startswith(API) else Channel.FORM

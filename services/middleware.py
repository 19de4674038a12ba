"""Every request that may change something tells the history who makes it, and through what."""

from django.urls import reverse
from pghistory.middleware import HistoryMiddleware as BaseHistoryMiddleware

from services.enums import Channel

API = "/api/"


class HistoryMiddleware(BaseHistoryMiddleware):
    def get_context(self, request):
        """The person by number alone: a name can then be erased in one place.

        The API asks for a token, and knows no session.
        """
        if request.path.startswith(API):
            return {"channel": Channel.API}
        is_desk = request.path.startswith(reverse("admin:index"))
        return {"user": request.user.pk, "channel": Channel.DESK if is_desk else Channel.FORM}

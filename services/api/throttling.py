"""How much one caller may ask, and what an answer says of it.

Counted in the database, so that all processes count together: the cache's counters, which the
framework's own throttles use, lose requests that come at once
(docs/decisions/0017-limits-counted-in-the-database.md).
"""

import ipaddress
from dataclasses import dataclass
from datetime import timedelta
from functools import wraps

from django.conf import settings
from django.utils import timezone
from django.utils.crypto import salted_hmac
from rest_framework.throttling import BaseThrottle

from services.api import problems
from services.models import RequestCount

#: Callers get a whole network of this size, and are counted as one.
IPV6_NETWORK = 64


@dataclass(frozen=True)
class Rate:
    """How much somebody asked of what they may, `quota` in `window` seconds, of one `policy`."""

    policy: str
    quota: int
    window: int
    used: int
    #: Seconds until counting begins anew.
    reset: int

    @classmethod
    def of(cls, request, policy, *, caller=None):
        """With this request counted; `policy` names a limit of `settings.API_LIMITS`.

        Who asks is `caller`, and without one the network address.
        """
        quota, window = settings.API_LIMITS[policy]
        who = caller or _address(request)
        key = salted_hmac("services.api.throttling", f"{policy}:{who}").hexdigest()
        used, since = RequestCount.objects.add(key, window=timedelta(seconds=window))
        gone = (timezone.now() - since).total_seconds()
        return cls(policy, quota, window, used, reset=max(1, round(window - gone)))

    @property
    def is_exceeded(self):
        return self.used > self.quota

    @property
    def headers(self):
        """As draft-ietf-httpapi-ratelimit-headers-10 writes them."""
        headers = {
            "RateLimit-Policy": f'"{self.policy}";q={self.quota};w={self.window}',
            "RateLimit": f'"{self.policy}";r={max(0, self.quota - self.used)};t={self.reset}',
        }
        return headers | ({"Retry-After": str(self.reset)} if self.is_exceeded else {})


def limited(policy):
    """A view that answers 429 to who asks more than a policy allows."""

    def decorate(view):
        @wraps(view)
        def counted(request, *args, **kwargs):
            rate = Rate.of(request, policy)
            if rate.is_exceeded:
                response = problems.response(request, 429)
            else:
                response = view(request, *args, **kwargs)
            for name, value in rate.headers.items():
                response[name] = value
            return response

        return counted

    return decorate


def _address(request):
    """The network address that asks, as the framework finds it behind the proxy."""
    said = BaseThrottle().get_ident(request)
    try:
        address = ipaddress.ip_address(said)
    except ValueError:
        return said
    if address.version == 4:
        return said
    return str(ipaddress.ip_network((address, IPV6_NETWORK), strict=False))

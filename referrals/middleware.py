"""Every page knows what somebody set aside, out of their own cookie."""

from django.utils.cache import patch_cache_control, patch_vary_headers

from referrals import shortlist


class ShortlistMiddleware:
    """Read the cookie into `request.shortlist`, keys of listings; keep a page with it private.

    Pages say how many they are, so that one visitor's page is never another's.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.shortlist = shortlist.read(request.COOKIES.get(shortlist.COOKIE, ""))
        response = self.get_response(request)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            patch_vary_headers(response, ["Cookie"])
            if request.shortlist:
                patch_cache_control(response, private=True)
        return response

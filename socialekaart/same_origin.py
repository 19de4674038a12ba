"""Forms on pages that set no cookie: taken from this site's own pages, and from nowhere else.

Django's own protection needs a cookie on every page that has such a form. Browsers say with each
form that is posted from which site it comes, and no page can make them say otherwise.
"""

from functools import wraps

from django.views.decorators.csrf import csrf_exempt

from services.views.addresses import is_of_this_site
from socialekaart.errors import csrf_failure


def same_origin_required(view):
    """Refuse what is posted from elsewhere, and what does not say from where."""

    @csrf_exempt
    @wraps(view)
    def checked(request, *args, **kwargs):
        origin = request.headers.get("Origin") or request.headers.get("Referer", "")
        if request.method == "POST" and not is_of_this_site(request, origin):
            return csrf_failure(request)
        return view(request, *args, **kwargs)

    return checked

"""Addresses that speak to machines: is it alive, what may be crawled, whom to warn."""

from datetime import datetime, time, timedelta

from django.conf import settings
from django.contrib.sitemaps import GenericSitemap, Sitemap
from django.db import connection
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from services.models import Organisation, Service

#: How long a copy of security.txt may be trusted (RFC 9116 asks for less than a year).
SECURITY_TXT_LIFETIME = timedelta(days=180)


@require_safe
@never_cache
def healthz(request):
    """Answer "ok" when the database answers; without it the middleware says 503."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")


@require_safe
def robots(request):
    """Listings may be found anywhere; what people search for may not."""
    lines = [
        "User-agent: *",
        f"Disallow: {reverse('referrals:search')}?",
        f"Disallow: {reverse('referrals:glossary')}?",
        f"Disallow: {reverse('referrals:card')}",
        f"Disallow: {reverse('services:quick-exit')}",
        *(f"Disallow: {path}" for path in ("/account/", "/beheer/", "/k/", "/kaart/")),
        f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}",
    ]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain")


@require_safe
def security(request):
    """The contact for security researchers, where one is configured (RFC 9116)."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    midnight = datetime.combine(
        timezone.localdate(), time(), tzinfo=timezone.get_current_timezone()
    )
    contact = settings.SECURITY_CONTACT
    lines = [
        f"Contact: {contact if '://' in contact else f'mailto:{contact}'}",
        f"Expires: {(midnight + SECURITY_TXT_LIFETIME).isoformat()}",
        "Preferred-Languages: nl, en, fr",
        f"Canonical: {request.build_absolute_uri()}",
    ]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")


class PageSitemap(Sitemap):
    """The pages that stand by themselves."""

    def items(self):
        return [
            "referrals:search",
            "referrals:sources",
            "referrals:glossary",
            "services:helplines",
            "services:about",
            "services:privacy",
            "services:accessibility",
            "services:api",
            "services:data",
        ]

    def location(self, item):
        return reverse(item)


SITEMAPS = {
    "paginas": PageSitemap,
    **{
        name: GenericSitemap(
            {"queryset": model.objects.published().order_by("slug"), "date_field": "updated_at"}
        )
        for name, model in (("aanbod", Service), ("organisaties", Organisation))
    },
}

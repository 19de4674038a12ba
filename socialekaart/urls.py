"""Every address of the site."""

from django.contrib import admin
from django.contrib.sitemaps.views import index, sitemap
from django.urls import include, path
from django.views.decorators.http import require_safe
from django.views.generic import RedirectView

from socialekaart import views

urlpatterns = [
    path("", include("services.urls")),
    path("", include("referrals.urls")),
    path("api/v1/", include("services.api.urls")),
    # Nobody takes another address by themselves: it would be theirs before they read its mail.
    path("account/email/", RedirectView.as_view(pattern_name="services:own-account")),
    path("account/", include("allauth.urls")),
    path("beheer/", admin.site.urls),
    path("healthz", views.healthz, name="healthz"),
    path("robots.txt", views.robots, name="robots"),
    path(".well-known/security.txt", views.security, name="security"),
    path("sitemap.xml", require_safe(index), {"sitemaps": views.SITEMAPS}, name="sitemap"),
    path(
        "sitemap-<section>.xml",
        require_safe(sitemap),
        {"sitemaps": views.SITEMAPS},
        name="django.contrib.sitemaps.views.sitemap",
    ),
]

handler400 = "socialekaart.errors.bad_request"
handler403 = "socialekaart.errors.permission_denied"
handler404 = "socialekaart.errors.page_not_found"
handler500 = "socialekaart.errors.server_error"

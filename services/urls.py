"""Public addresses of what exists, kept for good."""

from django.urls import path

from services.views import directory, pages, reports

app_name = "services"

urlpatterns = [
    path("aanbod/<slug:slug>/", directory.service_detail, name="service-detail"),
    path("aanbod/<slug:slug>/klopt-niet/", reports.report, name="report"),
    path("organisaties/<slug:slug>/", directory.organisation_detail, name="organisation-detail"),
    path("hulplijnen/", pages.helplines, name="helplines"),
    path("over/", pages.about, name="about"),
    path("privacy/", pages.privacy, name="privacy"),
    path("toegankelijkheid/", pages.accessibility, name="accessibility"),
    path("weg/", pages.quick_exit, name="quick-exit"),
]

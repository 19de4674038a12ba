"""Addresses of the API, as HSDS names them: without a slash at the end."""

from django.urls import path, re_path

from services.api import about, views, writing

app_name = "api"

urlpatterns = [
    path("", views.Root.as_view(), name="root"),
    path("services/<uuid:id>", writing.ServiceDetail.as_view(), name="service"),
    path(
        "services/<uuid:id>/schedules",
        writing.ServiceSchedules.as_view(),
        name="service-schedules",
    ),
    path("services/<uuid:id>/capacity", writing.ServiceCapacity.as_view(), name="service-capacity"),
    path(
        "services/<uuid:id>/waiting_time",
        writing.ServiceWaitingTime.as_view(),
        name="service-waiting-time",
    ),
    path("organizations", views.OrganizationList.as_view(), name="organizations"),
    path("organizations/<uuid:id>", views.OrganizationDetail.as_view(), name="organization"),
    path(
        "service_at_locations/<uuid:id>",
        views.ServiceAtLocationDetail.as_view(),
        name="service-at-location",
    ),
    path("taxonomies", views.TaxonomyList.as_view(), name="taxonomies"),
    path("taxonomies/<uuid:id>", views.TaxonomyDetail.as_view(), name="taxonomy"),
    path("taxonomy_terms", views.TermList.as_view(), name="taxonomy-terms"),
    path("taxonomy_terms/<uuid:id>", views.TermDetail.as_view(), name="taxonomy-term"),
    path("openapi.json", about.OpenApi.as_view(), name="openapi"),
    path("profile", about.Profile.as_view(), name="profile"),
    path("profile/schema/<slug:name>.json", about.Schema.as_view(), name="schema"),
    # Line endings and all.
    re_path(r"^(?P<rest>[\s\S]+)$", views.Nothing.as_view(), name="nothing"),
]

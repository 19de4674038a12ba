"""Addresses for finding the way."""

from django.urls import path

from referrals.api import views as api
from referrals.views import map as map_views
from referrals.views import reading, search, suggestions

app_name = "referrals"

urlpatterns = [
    path("", search.search, name="search"),
    path("suggesties/", suggestions.suggestions, name="suggestions"),
    path("kaart/gegevens/", map_views.map_data, name="map-data"),
    path("bronnen/", reading.sources, name="sources"),
    path("woordenlijst/", reading.glossary, name="glossary"),
    path("woordenlijst/lexicon.csv", reading.lexicon, name="lexicon"),
    path("api/v1/services", api.ServiceList.as_view(), name="api-services"),
    path(
        "api/v1/service_at_locations",
        api.ServiceAtLocationList.as_view(),
        name="api-service-at-locations",
    ),
]

"""Addresses for finding the way."""

from django.urls import path

from referrals.api import views as api
from referrals.views import cards, guide, reading, search, shortlist, suggestions
from referrals.views import map as map_views

app_name = "referrals"

urlpatterns = [
    path("", search.search, name="search"),
    path("doorverwijzen/", guide.guide, name="guide"),
    path("selectie/", shortlist.shown, name="shortlist"),
    path("selectie/wijzigen/", shortlist.change, name="shortlist-change"),
    path("doorverwijskaart/", cards.card, name="card"),
    path("doorverwijskaart/kaart.pdf", cards.card_pdf, name="card-pdf"),
    path("k/<str:code>/", cards.short, name="short"),
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

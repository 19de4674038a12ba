"""The map: clusters of what the list shows, and no more of an address than the public may know."""

from urllib.parse import urlencode

import psycopg
import pytest
from django.db import connection
from django.http import QueryDict
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from referrals.map import LIST_SIZE, MAX_CELLS, MAX_ZOOM, WHOLE, Box, Grid, View, clusters
from referrals.map import listings_in as named
from referrals.search_page import SearchPage
from services import gazetteer
from services.actions import documents
from services.enums import (
    AddressVisibility,
    Focus,
    Precision,
    ServiceAreaScope,
    ServiceKind,
    Status,
)
from services.models import (
    Municipality,
    OpenInterval,
    Organisation,
    PublicPoint,
    Service,
    Topic,
)
from tests.factories import (
    ConceptFactory,
    LocationFactory,
    ReportFactory,
    ServiceFactory,
    UserFactory,
)

GENT = (51.05, 3.72)
ANTWERPEN = (51.22, 4.40)


def place(service, point, *, municipality="Gent", precision=Precision.EXACT, **fields):
    """A place of a listing at (latitude, longitude)."""
    latitude, longitude = point
    return LocationFactory(
        service=service,
        municipality=Municipality.objects.get(name=municipality),
        latitude=latitude,
        longitude=longitude,
        precision=precision,
        **{"street": "Voorbeeldstraat 1"} | fields,
    )


def listing(*points, municipality="Gent", location=None, **fields):
    """A published listing with these places."""
    service = ServiceFactory(**fields)
    for point in points:
        place(service, point, municipality=municipality, **location or {})
    documents.refresh([service.pk])
    return service


def on_the_map(view=WHOLE, services=None):
    return clusters(Service.objects.all() if services is None else services, view=view)


def near(point, *, zoom, degrees=0.05):
    latitude, longitude = point
    box = Box(longitude - degrees, latitude - degrees, longitude + degrees, latitude + degrees)
    return View(box, zoom)


@pytest.mark.parametrize(
    ("box", "zoom"),
    [
        ("", ""),
        ("2,50,6", "8"),
        ("2,50,6,52,1", "8"),
        ("6,50,2,52", "8"),
        ("2,52,6,50", "8"),
        ("a,b,c,d", "8"),
        ("nan,50,6,52", "8"),
        ("-inf,50,6,52", "8"),
        ("-181,50,6,52", "8"),
        ("2,50,6,91", "8"),
        ("2\x00,50,6,52", "8"),
        ("9" * 10_000 + ",50,6,52", "8"),
        ("2,50,6,52", ""),
        ("2,50,6,52", "8.5"),
        ("2,50,6,52", "-1"),
        ("2,50,6,52", "19"),
        ("2,50,6,52", "9" * 10_000),
    ],
)
def test_a_view_that_makes_no_sense_is_all_of_the_map(box, zoom):
    assert View.parse(box=box, zoom=zoom) == WHOLE


def test_a_view_is_read_from_the_address():
    box = Box(west=3.5, south=51.0, east=3.9, north=51.1)
    assert View.parse(box="3.5,51.0,3.9,51.1", zoom="12") == View(box, 12)


def degrees(limit):
    """Two sorted coordinates, to a metre or so."""
    edge = st.integers(-limit * 10**5, limit * 10**5).map(lambda number: number / 10**5)
    return st.tuples(edge, edge).map(sorted)


@given(longitudes=degrees(180), latitudes=degrees(90), zoom=st.integers(0, MAX_ZOOM))
def test_no_view_has_more_cells_than_the_limit(longitudes, latitudes, zoom):
    (west, east), (south, north) = longitudes, latitudes
    box = Box(west=west, south=south, east=east, north=north)
    grid = Grid.covering(View(box, zoom))
    assert grid.zoom <= zoom
    assert grid.size(box) <= MAX_CELLS
    cover = grid.cover(box)
    assert vars(cover | box) == pytest.approx(vars(cover))


@pytest.mark.django_db
class TestClusters:
    def test_a_listing_alone_is_named(self):
        service = listing(GENT, focus=Focus.BOTH)
        [one] = on_the_map()
        assert (one.slug, one.name, one.organisation) == (
            service.slug,
            service.name,
            service.organisation.name,
        )
        assert (one.latitude, one.longitude) == GENT
        assert (one.focus, one.municipality, one.is_approximate) == (Focus.BOTH, "Gent", False)

    def test_what_lies_together_is_counted_by_focus(self):
        listing(GENT, focus=Focus.DRUGS)
        listing((51.06, 3.74), focus=Focus.SEXUALITY)
        [one] = on_the_map()
        assert (one.size, one.slug, one.name, one.municipality) == (2, "", "", "Gent")
        assert dict(zip(Focus, one.focuses, strict=True)) == dict.fromkeys(Focus, 0) | {
            Focus.DRUGS: 1,
            Focus.SEXUALITY: 1,
        }
        assert one.box == Box(west=3.72, south=51.05, east=3.74, north=51.06)
        assert (one.latitude, one.longitude) == pytest.approx((51.055, 3.73))

    def test_zooming_in_parts_a_cluster(self):
        listing(GENT)
        listing((51.06, 3.74))
        assert len(on_the_map(near(GENT, zoom=14))) == 2

    def test_places_at_the_same_point_stay_together_at_any_zoom(self):
        listing(GENT)
        listing(GENT)
        [one] = on_the_map(near(GENT, zoom=MAX_ZOOM))
        assert one.size == 2
        assert one.box.is_point

    def test_places_of_one_listing_at_one_point_are_one_marker(self):
        service = listing(GENT, GENT)
        [one] = on_the_map()
        assert one.slug == service.slug

    def test_neighbours_whose_markers_touch_are_joined_across_a_border_of_the_grid(self):
        border = Grid(WHOLE.zoom).width * 9
        for longitude in (border - 0.02, border + 0.02):
            listing((51.05, longitude), municipality="Antwerpen")
        [one] = on_the_map()
        assert one.size == 2
        assert one.longitude == pytest.approx(border)

    def test_a_cluster_over_municipalities_names_none(self):
        listing(GENT)
        listing((51.051, 3.721), municipality="Merelbeke-Melle")
        [one] = on_the_map()
        assert one.municipality == ""

    def test_it_is_approximate_when_nothing_in_it_is_exact(self):
        listing(GENT, location={"precision": Precision.STREET})
        listing(GENT, location={"precision": Precision.MUNICIPALITY, "street": ""})
        [one] = on_the_map()
        assert one.is_approximate
        listing(GENT)
        [one] = on_the_map()
        assert not one.is_approximate

    def test_every_place_of_a_listing_has_a_marker_from_north_to_south(self):
        listing(GENT, ANTWERPEN)
        assert [(one.latitude, one.longitude) for one in on_the_map()] == [ANTWERPEN, GENT]

    def test_what_lies_outside_the_view_is_left_out(self):
        listing(GENT)
        assert on_the_map(near(ANTWERPEN, zoom=12)) == []

    def test_only_what_was_asked_for_is_shown(self):
        listing(GENT, focus=Focus.DRUGS)
        asked = listing(ANTWERPEN, focus=Focus.BOTH)
        [one] = on_the_map(services=Service.objects.filter(focus=Focus.BOTH))
        assert one.slug == asked.slug

    def test_information_sources_and_unpublished_listings_are_not_on_the_map(self):
        listing(GENT, kind=ServiceKind.SOURCE)
        listing(GENT, status=Status.DRAFT)
        assert on_the_map() == []

    def test_a_hidden_address_is_not_on_the_map(self):
        listing(GENT, location={"visibility": AddressVisibility.HIDDEN})
        assert on_the_map() == []

    def test_an_address_that_is_only_a_municipality_stands_at_its_centre(self):
        listing((51.09, 3.80), location={"visibility": AddressVisibility.MUNICIPALITY})
        centre = Municipality.objects.get(name="Gent")
        [one] = on_the_map()
        assert (one.latitude, one.longitude) == (centre.latitude, centre.longitude)
        assert one.is_approximate

    def test_one_query_whatever_the_number(self, django_assert_num_queries):
        for number in range(5):
            listing((51.0 + number / 20, 3.72))
        with django_assert_num_queries(1):
            on_the_map()


@pytest.mark.django_db
class TestListingsInAPlace:
    def test_what_knows_both_sides_comes_first_then_by_name(self):
        for name, focus in (("Een", Focus.DRUGS), ("Twee", Focus.BOTH), ("Drie", Focus.GENERAL)):
            listing(GENT, name=name, focus=focus)
        total, listings = named(Service.objects.all(), box=near(GENT, zoom=14).box)
        assert total == 3
        assert [one["name"] for one in listings] == ["Twee", "Drie", "Een"]

    def test_a_listing_with_two_places_is_named_once(self):
        listing(GENT, (51.051, 3.721))
        total, listings = named(Service.objects.all(), box=near(GENT, zoom=14).box)
        assert (total, len(listings)) == (1, 1)

    def test_the_rest_is_counted(self):
        for _ in range(LIST_SIZE + 2):
            listing(GENT)
        total, listings = named(Service.objects.all(), box=near(GENT, zoom=14).box)
        assert (total, len(listings)) == (LIST_SIZE + 2, LIST_SIZE)


@pytest.mark.django_db
class TestMapData:
    def get(self, client, query=""):
        return client.get(reverse("referrals:map-data") + query)

    def test_a_listing_and_a_cluster(self, client):
        alone = listing(ANTWERPEN, municipality="Antwerpen", name="Alleen", focus=Focus.DRUGS)
        listing(GENT, focus=Focus.BOTH)
        listing(GENT, focus=Focus.BOTH, location={"precision": Precision.STREET})
        assert self.get(client).json() == {
            "listings": [
                [
                    *ANTWERPEN,
                    alone.slug,
                    "Alleen",
                    alone.organisation.name,
                    "drugs",
                    "Antwerpen",
                    0,
                ]
            ],
            "clusters": [
                [*GENT, 2, [3.71999, 51.04999, 3.72001, 51.05001], [0, 0, 2, 0, 0], "Gent", 0]
            ],
            "around": None,
        }

    def test_the_box_within_the_asked_distance(self, client):
        west, south, east, north = self.get(client, "?plaats=Gent&straal=20").json()["around"]
        gent = gazetteer.load().resolve("Gent").place
        # 20 km is 0.18° north, and 0.285° east at the latitude of Gent.
        assert (north + south) / 2 == pytest.approx(gent.latitude)
        assert (east + west) / 2 == pytest.approx(gent.longitude)
        assert (north - south) / 2 == pytest.approx(0.18, rel=0.02)
        assert (east - west) / 2 == pytest.approx(0.285, rel=0.02)
        assert self.get(client, "?plaats=Oost-Vlaanderen").json()["around"] is None

    def test_the_nearest_that_fit_where_none_is_near(self, client):
        listing((50.82, 3.26), municipality="Kortrijk", name="Te ver om bij de drie te horen")
        for number, longitude in enumerate((3.5, 3.9, 4.3)):
            listing((51.05, longitude), name=f"Gent {number}")
        # What needs no journey is found, so the page names the nearest instead of what to change.
        listing(name="Lijn", service_area_scope=ServiceAreaScope.FLANDERS)
        query = "?plaats=turnhout&straal=5&vak=3,50.7,5.2,51.4&zoom=10"
        page, data = SearchPage(QueryDict(query[1:])), self.get(client, query).json()
        named = {result.service.slug for result in page.answer.fitting}
        assert {slug for _, _, slug, *_ in data["listings"]} == named
        assert len(named) == 3
        west, south, east, north = data["around"]
        turnhout = gazetteer.load().resolve("Turnhout").place
        assert west == pytest.approx(3.5)
        assert east > turnhout.longitude and north > turnhout.latitude > south

    def test_the_listings_that_share_a_place(self, client):
        service = listing(GENT, name="Praatgroep", focus=Focus.SEXUALITY)
        data = self.get(client, "?vak=3.71999,51.04999,3.72001,51.05001&zoom=0&lijst=1").json()
        assert data == {
            "total": 1,
            "listings": [
                [service.slug, "Praatgroep", service.organisation.name, "sexuality"],
            ],
        }

    @pytest.mark.parametrize(
        "query",
        [
            "",
            "?focus=drugs",
            "?focus=beide&jongeren=1",
            "?plaats=Gent&straal=5",
            "?plaats=Gent&straal=100&anoniem=1",
            "?provincie=antwerpen",
            "?q=praatgroep",
            "?leeftijd=17",
            "?contact=inloop&contact=chat",
        ],
    )
    def test_it_shows_what_the_list_shows(self, client, query):
        listing(GENT, name="Praatgroep", focus=Focus.DRUGS, access_modes=["walk_in"])
        listing(ANTWERPEN, municipality="Antwerpen", focus=Focus.BOTH, min_age=18)
        listing((50.93, 5.34), municipality="Hasselt", focus=Focus.SEXUALITY, is_anonymous="yes")
        listing((50.82, 3.26), municipality="Kortrijk", is_anonymous="no", access_modes=["phone"])
        page = SearchPage(QueryDict(query.removeprefix("?")))
        data = self.get(client, query).json()
        # Words without a region give one list; nothing in it here lacks a place.
        shown = page.answer.ranked if page.group == "ranked" else page.answer.local
        listed = {result.service.slug for result in shown}
        assert {slug for _, _, slug, *_ in data["listings"]} == listed
        assert data["clusters"] == []

    def test_it_holds_nothing_but_public_points(self, client):
        listing(
            (51.0501, 3.7201),
            location={"visibility": AddressVisibility.HIDDEN, "street": "Geheimstraat 7"},
        )
        assert not PublicPoint.objects.exists()
        response = self.get(client)
        assert response.json() == {"listings": [], "clusters": [], "around": None}

    def test_it_is_only_read(self, client):
        assert client.post(reverse("referrals:map-data")).status_code == 405

    @settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(query=st.dictionaries(st.sampled_from(["vak", "zoom", "lijst", "q"]), st.text()))
    def test_rubbish_gives_a_map(self, client, query):
        assert self.get(client, f"?{urlencode(query)}").status_code == 200


MAP = "/kaart/gegevens/"


@pytest.mark.django_db
class TestKeptCopy:
    """A browser's copy of the map is right until something changes that the public reads."""

    def is_right(self, client, tag):
        return client.get(MAP, headers={"if-none-match": tag}).status_code == 304

    def test_a_browser_may_keep_it_and_nobody_else(self, client):
        assert client.get(MAP)["Cache-Control"] == "private, max-age=60"

    def test_what_is_not_public_leaves_it_right(self, client):
        service = listing(GENT)
        tag = client.get(MAP)["ETag"]
        UserFactory()
        ReportFactory(service=service)
        assert self.is_right(client, tag)

    @pytest.mark.parametrize(
        "change",
        [
            lambda service: documents.refresh([service.pk]),
            lambda service: Organisation.objects.update(name="Anders"),
            lambda service: Service.objects.update(name="Anders"),
            lambda service: OpenInterval.objects.all().delete(),
            lambda service: Topic.objects.filter(slug="prep").delete(),
            lambda service: ConceptFactory(),
        ],
    )
    def test_what_is_public_makes_it_another(self, client, change):
        service = listing(GENT)
        tag = client.get(MAP)["ETag"]
        change(service)
        assert not self.is_right(client, tag)

    def test_another_question_is_another_map(self, client):
        tag = client.get(MAP)["ETag"]
        assert client.get(f"{MAP}?focus=drugs", headers={"if-none-match": tag}).status_code == 200


def test_a_kept_copy_of_the_map_is_right_until_another_session_commits(client, own_database):
    service = listing(GENT)
    before = client.get(MAP)
    with psycopg.connect(**connection.get_connection_params() | {"cursor_factory": None}) as other:
        other.execute("UPDATE services_service SET name = 'Anders' WHERE id = %s", [service.pk])
        meanwhile = client.get(MAP)
        assert (meanwhile["ETag"], meanwhile.json()) == (before["ETag"], before.json())
    after = client.get(MAP)
    assert after["ETag"] != before["ETag"]
    assert after.json() != before.json()

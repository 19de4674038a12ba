"""The map: which places lie where, clustered by the database for one view of it.

Reads `PublicPoint` only, so the map never knows more of an address than the public may. Points and
boxes are WGS 84 degrees. The answer is bounded by the number of grid cells, not of listings.
"""

from dataclasses import dataclass, replace
from math import ceil, floor, isfinite

from django.db.models import Avg, Case, Count, F, IntegerField, Max, Min, Q, Value, When
from django.db.models.functions import Coalesce, Floor

from services.enums import Focus, Precision, ServiceKind
from services.models import PublicPoint

#: Side of a grid cell, and the distance under which two markers touch, in pixels of the screen.
CELL = 80
TOUCHING = 44
#: Length of a degree north to that of a degree east at 51° N, the middle of Flanders.
FLATTENING = 0.63
KM_PER_DEGREE_NORTH = 111.2
MAX_CELLS = 400
MAX_ZOOM = 18
#: Most listings that are named of the ones that share a place.
LIST_SIZE = 20


@dataclass(frozen=True)
class Box:
    """A part of the map, its edges included."""

    west: float
    south: float
    east: float
    north: float

    @classmethod
    def around(cls, place, *, km):
        """The box around everything within `km` kilometres of a place."""
        north = km / KM_PER_DEGREE_NORTH
        east = north / FLATTENING
        return cls(
            west=place.longitude - east,
            south=place.latitude - north,
            east=place.longitude + east,
            north=place.latitude + north,
        )

    def __or__(self, other):
        """The smallest box around both."""
        return Box(
            west=min(self.west, other.west),
            south=min(self.south, other.south),
            east=max(self.east, other.east),
            north=max(self.north, other.north),
        )

    @property
    def is_point(self):
        return self.west == self.east and self.south == self.north


@dataclass(frozen=True)
class View:
    """What a map shows: a box, and a zoom level of the web's tile scheme (0 is 256 px a world)."""

    box: Box
    zoom: int

    @classmethod
    def parse(cls, *, box, zoom):
        """The view of "west,south,east,north" and a whole number; WHOLE when either is rubbish."""
        try:
            west, south, east, north = (float(edge) for edge in box.split(","))
            zoom = int(zoom)
        except ValueError:
            return WHOLE
        is_box = all(isfinite(edge) for edge in (west, south, east, north)) and (
            -180 <= west <= east <= 180 and -90 <= south <= north <= 90
        )
        if not (is_box and 0 <= zoom <= MAX_ZOOM):
            return WHOLE
        return cls(Box(west=west, south=south, east=east, north=north), zoom)


#: Flanders and Brussels.
WHOLE = View(Box(west=2.5, south=50.65, east=5.95, north=51.55), zoom=8)


@dataclass(frozen=True)
class Grid:
    """Cells that are square on the screen and stay where they are when the map is dragged."""

    zoom: int

    @classmethod
    def covering(cls, view):
        """The grid of this zoom, or a coarser one when the box would hold too many cells."""
        grid = cls(view.zoom)
        while grid.size(view.box) > MAX_CELLS:
            grid = cls(grid.zoom - 1)
        return grid

    @property
    def width(self):
        """Of a cell, in degrees."""
        return CELL * 360 / (256 * 2**self.zoom)

    @property
    def height(self):
        """Of a cell, in degrees."""
        return self.width * FLATTENING

    def _edges(self, box):
        """The box in cells, as (west, south, east, north) edges of whole ones."""
        west, south = floor(box.west / self.width), floor(box.south / self.height)
        east, north = ceil(box.east / self.width), ceil(box.north / self.height)
        return west, south, max(east, west + 1), max(north, south + 1)

    def size(self, box):
        """How many cells it takes to cover the box."""
        west, south, east, north = self._edges(box)
        return (east - west) * (north - south)

    def cover(self, box):
        """The box grown to whole cells, so that a cluster does not change at the map's edge."""
        west, south, east, north = self._edges(box)
        return Box(
            west=west * self.width,
            south=south * self.height,
            east=east * self.width,
            north=north * self.height,
        )

    def touch(self, one, other):
        """Whether the markers of two clusters would cover each other."""
        reach = TOUCHING / CELL
        return (
            abs(one.longitude - other.longitude) < reach * self.width
            and abs(one.latitude - other.latitude) < reach * self.height
        )


@dataclass(frozen=True)
class Cluster:
    """Places that share a marker, which stands at their mean.

    `slug`, `name` and `organisation` are a listing's when it is alone here, `municipality` is given
    when all lie in one; empty otherwise. `focuses` counts the places by focus, in the order of
    `Focus`.
    """

    size: int
    longitude: float
    latitude: float
    box: Box
    focuses: tuple[int, ...]
    approximate: int
    municipality: str
    slug: str
    name: str
    organisation: str

    def __add__(self, other):
        size = self.size + other.size
        return replace(
            self,
            size=size,
            longitude=(self.longitude * self.size + other.longitude * other.size) / size,
            latitude=(self.latitude * self.size + other.latitude * other.size) / size,
            box=self.box | other.box,
            focuses=tuple(map(sum, zip(self.focuses, other.focuses, strict=True))),
            approximate=self.approximate + other.approximate,
            municipality=self.municipality if self.municipality == other.municipality else "",
            slug="",
            name="",
            organisation="",
        )

    @property
    def focus(self):
        """Of a listing that stands alone: the only one that is counted."""
        return next(focus for focus, size in zip(Focus, self.focuses, strict=True) if size)

    @property
    def is_approximate(self):
        """Whether nothing here is known to the house number."""
        return self.approximate == self.size


def clusters(services, *, view):
    """The places of `services` (a QuerySet) in a view, as Clusters from north to south: one query.

    A cell is one cluster; neighbours whose markers would touch are joined.
    """
    grid = Grid.covering(view)
    cells = (
        _points(services, grid.cover(view.box))
        .annotate(column=Floor(F("longitude") / grid.width), row=Floor(F("latitude") / grid.height))
        .values("column", "row")
        .annotate(
            size=Count("pk"),
            mean_longitude=Avg("longitude"),
            mean_latitude=Avg("latitude"),
            west=Min("longitude"),
            south=Min("latitude"),
            east=Max("longitude"),
            north=Max("latitude"),
            approximate=Count("pk", filter=~Q(precision=Precision.EXACT)),
            first_municipality=Min("municipality_name"),
            last_municipality=Max("municipality_name"),
            first_slug=Min("service__slug"),
            last_slug=Max("service__slug"),
            name=Min("service__name"),
            organisation=Min("service__organisation__name"),
            **{f"of_{focus}": Count("pk", filter=Q(service__focus=focus)) for focus in Focus},
        )
    )
    found = _joined({(cell["column"], cell["row"]): _cluster(cell) for cell in cells}, grid)
    return sorted(found, key=lambda one: (-one.latitude, one.longitude, one.slug))


def listings_in(services, *, box):
    """What shares a place: how many listings, and the first few as dictionaries.

    These hold slug, name, organisation and focus. What knows both sides comes first.
    """
    points = _points(services, box)
    integrated_first = Case(
        When(service__focus=Focus.BOTH, then=Value(0)),
        default=Value(1),
        output_field=IntegerField(),
    )
    named = (
        points.values(
            slug=F("service__slug"),
            name=F("service__name"),
            organisation=Coalesce("service__organisation__name", Value("")),
            focus=F("service__focus"),
        )
        .distinct()
        .annotate(order=integrated_first)
        .order_by("order", "name", "organisation", "slug")
    )
    total = points.aggregate(total=Count("service", distinct=True))["total"]
    return total, list(named[:LIST_SIZE])


def _points(services, box):
    return PublicPoint.objects.filter(
        service__in=services.order_by().values("pk"),
        longitude__range=(box.west, box.east),
        latitude__range=(box.south, box.north),
    ).exclude(service__kind=ServiceKind.SOURCE)


def _cluster(cell):
    box = Box(**{edge: cell[edge] for edge in ("west", "south", "east", "north")})
    is_listing = box.is_point and cell["first_slug"] == cell["last_slug"]
    is_municipality = cell["first_municipality"] == cell["last_municipality"]
    return Cluster(
        size=cell["size"],
        longitude=cell["mean_longitude"],
        latitude=cell["mean_latitude"],
        box=box,
        focuses=tuple(cell[f"of_{focus}"] for focus in Focus),
        approximate=cell["approximate"],
        municipality=cell["first_municipality"] if is_municipality else "",
        slug=cell["first_slug"] if is_listing else "",
        name=cell["name"] if is_listing else "",
        organisation=(cell["organisation"] or "") if is_listing else "",
    )


def _joined(cells, grid):
    """Clusters out of cells by (column, row): the larger take in the neighbours they touch."""
    left = dict(cells)
    for key in sorted(cells, key=lambda key: (-cells[key].size, key)):
        if key not in left:
            continue
        cluster = left.pop(key)
        column, row = key
        for beside in ((column + x, row + y) for x in (-1, 0, 1) for y in (-1, 0, 1)):
            if beside in left and grid.touch(cluster, left[beside]):
                cluster += left.pop(beside)
        yield cluster

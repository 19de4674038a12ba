"""The public read model: what search, filters and map may know of a listing.

Derived by `services.actions.documents.refresh` in the transaction that changes the listing. Nothing
hidden, unpublished or unconfirmed enters these tables, so no query on them can leak it.
"""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, GistIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Func, Value
from django.utils.translation import gettext_lazy as _

from services.enums import AddressVisibility, Precision
from services.models.place import Point


def texts(verbose_name):
    return ArrayField(models.CharField(max_length=80), verbose_name=verbose_name, default=list)


class ServiceDocument(models.Model):
    """One row per published listing, flat, for filtering and for full text.

    `facets` holds every coded fact as "kind:code", the kind being the name of its filter
    ("topic:prep", "focus:both"), so that one index answers whatever mix of them is asked for.
    """

    service = models.OneToOneField(
        "services.Service",
        models.CASCADE,
        primary_key=True,
        related_name="document",
        verbose_name=_("fiche"),
    )
    vector = SearchVectorField(_("volledige tekst"))
    text = models.TextField(_("naam, andere namen en plaats, zonder accenten"))
    topics = texts(_("thema's (codes)"))
    target_groups = texts(_("doelgroepen (codes)"))
    facets = texts(_("kenmerken (soort:code), voor wat zoekwoorden betekenen"))
    is_for_everyone = models.BooleanField(_("staat open voor iedereen"), default=False)
    is_narrow = models.BooleanField(_("noemt een groep die anderen uitsluit"), default=False)
    provinces = texts(_("provincies waar het is"))
    provinces_served = texts(_("provincies die het zeker bedient"))
    municipalities_served = texts(_("gemeenten die het zeker bedient (REFNIS)"))
    is_area_known = models.BooleanField(_("werkingsgebied gekend"), default=False)
    has_hours = models.BooleanField(_("uren gekend"), default=False)
    is_local = models.BooleanField(_("heeft een plek op de kaart"), default=False)

    class Meta:
        verbose_name = _("zoekdocument")
        verbose_name_plural = _("zoekdocumenten")
        indexes = [
            GinIndex(fields=["vector"], name="document_vector"),
            GinIndex(OpClass(F("text"), name="gin_trgm_ops"), name="document_text_trigram"),
            GinIndex(fields=["topics"], name="document_topics"),
            GinIndex(fields=["target_groups"], name="document_target_groups"),
            GinIndex(fields=["facets"], name="document_facets"),
            GinIndex(fields=["provinces_served"], name="document_provinces_served"),
        ]

    def __str__(self):
        return str(self.service)


class LLToEarth(Func):
    """Degrees to a point of earthdistance's sphere (radius 6,378,168 m)."""

    function = "ll_to_earth"
    output_field = models.TextField()


class EarthDistance(Func):
    """Metres along the great circle between two points of earthdistance's sphere."""

    function = "earth_distance"
    output_field = models.FloatField()


class InEarthBox(Func):
    """Whether a point lies in the box of `metres` around another: what the index can answer."""

    output_field = models.BooleanField()

    def __init__(self, centre, metres, point):
        super().__init__(centre, metres, point)

    def as_sql(self, compiler, connection, **context):
        (centre, metres, point) = (compiler.compile(part) for part in self.source_expressions)
        sql = f"(earth_box({centre[0]}, {metres[0]}) @> {point[0]})"
        return sql, (*centre[1], *metres[1], *point[1])


class PublicPointQuerySet(models.QuerySet):
    def with_distance(self, point):
        """Annotate `distance_km`, the great-circle distance to `point` (latitude, longitude)."""
        here = LLToEarth(Value(point.latitude), Value(point.longitude))
        return self.annotate(
            distance_km=EarthDistance(LLToEarth("latitude", "longitude"), here) / 1000
        )

    def near(self, point, *, km):
        """Keep points within `km` kilometres of `point`, through the index."""
        here = LLToEarth(Value(point.latitude), Value(point.longitude))
        return self.with_distance(point).filter(
            InEarthBox(here, Value(km * 1000.0), LLToEarth("latitude", "longitude")),
            distance_km__lte=km,
        )


class PublicPoint(Point):
    """Where the map shows a listing: never nearer than its address may be known."""

    service = models.ForeignKey(
        "services.Service", models.CASCADE, related_name="points", verbose_name=_("fiche")
    )
    location = models.OneToOneField(
        "services.Location", models.CASCADE, related_name="public_point", verbose_name=_("locatie")
    )
    street = models.CharField(_("straat en nummer"), max_length=160, blank=True)
    postal_code = models.CharField(_("postcode"), max_length=4, blank=True)
    municipality = models.ForeignKey(
        "services.Municipality", models.PROTECT, related_name="+", verbose_name=_("gemeente")
    )
    municipality_name = models.CharField(_("naam van de gemeente"), max_length=80)
    precision = models.CharField(_("nauwkeurigheid"), max_length=12, choices=Precision)
    visibility = models.CharField(_("zichtbaarheid"), max_length=12, choices=AddressVisibility)

    objects = PublicPointQuerySet.as_manager()

    class Meta(Point.Meta):
        verbose_name = _("punt op de kaart")
        verbose_name_plural = _("punten op de kaart")
        indexes = [
            GistIndex(LLToEarth("latitude", "longitude"), name="publicpoint_earth"),
            models.Index(fields=["longitude", "latitude"], name="publicpoint_box"),
        ]
        constraints = [
            *Point.Meta.constraints,
            models.CheckConstraint(
                condition=~models.Q(visibility=AddressVisibility.HIDDEN),
                name="publicpoint_never_hidden",
            ),
            models.CheckConstraint(
                condition=models.Q(visibility=AddressVisibility.PUBLIC)
                | models.Q(street="", postal_code="", precision=Precision.MUNICIPALITY),
                name="publicpoint_municipality_only",
            ),
        ]

    def __str__(self):
        return self.municipality_name

"""The public read model: what search, filters and map may know of a listing.

Derived by `services.actions.documents.refresh` in the transaction that changes the listing. Nothing
hidden, unpublished or unconfirmed enters these tables, so no query on them can leak it.
"""

from math import asin, cos, degrees, radians, sin

from django.contrib.postgres.aggregates import StringAgg
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Func, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from services.distances import EARTH_RADIUS_KM
from services.enums import AddressVisibility, Precision
from services.models.place import Point


def texts(verbose_name):
    return ArrayField(models.CharField(max_length=80), verbose_name=verbose_name, default=list)


class ServiceDocument(models.Model):
    """One row per published listing, flat, for filtering and for full text.

    `facets` holds every coded fact as "kind:code", the kind being the name of its filter
    ("topic:prep", "focus:both"), so that one index answers whatever mix of them is asked for.
    `terms` holds them as the open data names them, see `services.hsds.taxonomies`. `modified_at`
    is when the listing's public record last changed: when its `fingerprint` did.
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
    terms = texts(_("alle kenmerken (taxonomie:code), voor wie de gegevens afneemt"))
    is_for_everyone = models.BooleanField(_("staat open voor iedereen"), default=False)
    is_narrow = models.BooleanField(_("noemt een groep die anderen uitsluit"), default=False)
    provinces = texts(_("provincies waar het is"))
    provinces_served = texts(_("provincies die het zeker bedient"))
    municipalities_served = texts(_("gemeenten die het zeker bedient (REFNIS)"))
    is_area_known = models.BooleanField(_("werkingsgebied gekend"), default=False)
    has_hours = models.BooleanField(_("uren gekend"), default=False)
    is_local = models.BooleanField(_("heeft een plek op de kaart"), default=False)
    due_on = models.DateField(_("opnieuw te bevestigen tegen"), null=True)
    lapses_on = models.DateField(_("niet meer bevestigd na"), null=True)
    expertise = texts(_("nagekeken ervaring (criteria)"))
    expertise_on = models.DateField(_("ervaring nagekeken op"), null=True)
    fingerprint = models.CharField(_("vingerafdruk van wat openbaar is"), max_length=32)
    modified_at = models.DateTimeField(_("openbare gegevens gewijzigd op"))

    class Meta:
        verbose_name = _("zoekdocument")
        verbose_name_plural = _("zoekdocumenten")
        indexes = [
            GinIndex(fields=["vector"], name="document_vector"),
            GinIndex(OpClass(F("text"), name="gin_trgm_ops"), name="document_text_trigram"),
            GinIndex(fields=["topics"], name="document_topics"),
            GinIndex(fields=["target_groups"], name="document_target_groups"),
            GinIndex(fields=["facets"], name="document_facets"),
            GinIndex(fields=["terms"], name="document_terms"),
            GinIndex(fields=["provinces_served"], name="document_provinces_served"),
            models.Index(fields=["modified_at"], name="document_modified_at"),
        ]

    def __str__(self):
        return str(self.service)


class GreatCircle(Func):
    """Kilometres along the great circle between a latitude and longitude and a point.

    The haversine formula (R. W. Sinnott, "Virtues of the Haversine", Sky & Telescope 68, 1984):
    arithmetic alone, for it is worked out for thousands of points at once.
    """

    output_field = models.FloatField()

    def __init__(self, latitude, longitude, *, to):
        super().__init__(latitude, longitude)
        self.to = to

    def as_sql(self, compiler, connection, **context):
        (latitude, _), (longitude, _) = map(compiler.compile, self.source_expressions)
        sql = (
            f"(2 * {EARTH_RADIUS_KM} * asin(sqrt(least(1,"
            f" sin(radians({latitude} - %s) / 2) ^ 2 + cos(radians({latitude}))"
            f" * cos(radians(%s)) * sin(radians({longitude} - %s) / 2) ^ 2))))"
        )
        return sql, (self.to.latitude, self.to.latitude, self.to.longitude)


class PublicPointQuerySet(models.QuerySet):
    def for_records(self):
        """With what its public record in the open standard says of the place itself."""
        return self.select_related("municipality__province", "location")

    def with_distance(self, point):
        """Annotate `distance_km`, the great-circle distance to `point` (latitude, longitude)."""
        return self.annotate(distance_km=GreatCircle("latitude", "longitude", to=point))

    def near(self, point, *, km):
        """Keep points within `km` kilometres of `point`, found in a box through the index."""
        angle = km / EARTH_RADIUS_KM
        north = degrees(angle)
        east = degrees(asin(min(1.0, sin(angle) / cos(radians(point.latitude)))))
        return self.with_distance(point).filter(
            latitude__range=(point.latitude - north, point.latitude + north),
            longitude__range=(point.longitude - east, point.longitude + east),
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


class ReadModelVersionQuerySet(models.QuerySet):
    def current(self):
        """All rows as one text: the same text is the same read model."""
        texts = Cast("value", models.TextField())
        together = StringAgg(texts, " ", order_by="session", default=Value(""))
        return self.aggregate(together=together)["together"]


class ReadModelVersion(models.Model):
    """One row per session of the database that wrote anything public, with its newest version.

    A trigger gives a session's row a new value with every statement on what search, filters and
    map read, never twice the same. Who sees the same rows twice sees the same read model: what a
    session has not committed yet stands in no row that others see. A row for each, so that no
    session waits for another.
    """

    session = models.IntegerField(_("nummer van de sessie"), primary_key=True)
    value = models.UUIDField(_("versie"))

    objects = ReadModelVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("versie van het leesmodel")
        verbose_name_plural = _("versies van het leesmodel")

    def __str__(self):
        return str(self.value)

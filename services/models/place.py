"""Provinces, municipalities, postal codes and the other names that places go by."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from services.enums import PlaceNameKind


class Point(models.Model):
    """A place on earth: WGS 84 degrees."""

    latitude = models.FloatField(_("breedtegraad"))
    longitude = models.FloatField(_("lengtegraad"))

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude__range=(-90, 90)) & Q(longitude__range=(-180, 180)),
                name="%(class)s_point_on_earth",
            )
        ]


class Province(Point):
    """A Flemish province, or the Brussels-Capital Region, which stands beside them here."""

    slug = models.SlugField(_("naam in het webadres"), unique=True)
    name = models.CharField(_("naam"), max_length=60)
    name_fr = models.CharField(_("Franse naam"), max_length=60)
    nuts = models.CharField(_("NUTS-code"), max_length=5, unique=True)

    class Meta(Point.Meta):
        verbose_name = _("provincie")
        verbose_name_plural = _("provincies")

    def __str__(self):
        return self.name


class Municipality(Point):
    """A municipality of Flanders or Brussels as it is since the mergers of January 2025."""

    refnis = models.CharField(_("REFNIS-code"), max_length=5, unique=True)
    slug = models.SlugField(_("naam in het webadres"), unique=True)
    name = models.CharField(_("naam"), max_length=80)
    name_fr = models.CharField(_("Franse naam"), max_length=80)
    province = models.ForeignKey(
        Province, models.PROTECT, related_name="municipalities", verbose_name=_("provincie")
    )
    population = models.PositiveIntegerField(_("inwoners"), null=True, blank=True)

    class Meta(Point.Meta):
        verbose_name = _("gemeente")
        verbose_name_plural = _("gemeenten")
        constraints = [
            *Point.Meta.constraints,
            models.CheckConstraint(
                condition=Q(refnis__regex=r"^\d{5}$"), name="municipality_refnis_five_digits"
            ),
        ]

    def __str__(self):
        return self.name


class PostalCode(Point):
    """One of the names that share a postal code; a code may cross municipalities."""

    code = models.CharField(_("postcode"), max_length=4)
    name = models.CharField(_("naam"), max_length=80)
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="postal_codes", verbose_name=_("gemeente")
    )

    class Meta(Point.Meta):
        verbose_name = _("postcode")
        verbose_name_plural = _("postcodes")
        constraints = [
            *Point.Meta.constraints,
            models.UniqueConstraint(
                fields=["code", "municipality", "name"], name="postalcode_named_once"
            ),
            models.CheckConstraint(
                condition=Q(code__regex=r"^\d{4}$"), name="postalcode_four_digits"
            ),
        ]

    def __str__(self):
        return f"{self.code} {self.name}"


class PlaceName(Point):
    """A name that leads to a municipality: official, French, former, or of a part of it."""

    name = models.CharField(_("naam"), max_length=80)
    key = models.CharField(_("zoeksleutel"), max_length=80)
    kind = models.CharField(_("soort"), max_length=20, choices=PlaceNameKind)
    municipality = models.ForeignKey(
        Municipality, models.PROTECT, related_name="names", verbose_name=_("gemeente")
    )

    class Meta(Point.Meta):
        verbose_name = _("plaatsnaam")
        verbose_name_plural = _("plaatsnamen")
        constraints = [
            *Point.Meta.constraints,
            models.UniqueConstraint(fields=["key", "municipality"], name="placename_once"),
            models.CheckConstraint(
                condition=Q(kind__in=PlaceNameKind.values), name="placename_kind_known"
            ),
        ]

    def __str__(self):
        return self.name

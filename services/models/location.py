"""Where a service can be found, and how much of that the public may know."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from services.enums import AddressVisibility, Precision, TriState
from services.models.place import Point


class Location(Point):
    """A place of a service, as the editors know it.

    Only `services.models.document.PublicPoint` is for the public: this row may be hidden.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey(
        "services.Service", models.CASCADE, related_name="locations", verbose_name=_("fiche")
    )
    name = models.CharField(_("naam van de plek"), max_length=120, blank=True)
    street = models.CharField(_("straat en nummer"), max_length=160, blank=True)
    postal_code = models.CharField(_("postcode"), max_length=4, blank=True)
    municipality = models.ForeignKey(
        "services.Municipality",
        models.PROTECT,
        related_name="locations",
        verbose_name=_("gemeente"),
    )
    precision = models.CharField(
        _("nauwkeurigheid"), max_length=12, choices=Precision, default=Precision.MUNICIPALITY
    )
    visibility = models.CharField(
        _("zichtbaarheid"),
        max_length=12,
        choices=AddressVisibility,
        default=AddressVisibility.PUBLIC,
    )
    is_wheelchair_accessible = models.CharField(
        _("rolstoeltoegankelijk"), max_length=8, choices=TriState, default=TriState.UNKNOWN
    )

    class Meta(Point.Meta):
        verbose_name = _("locatie")
        verbose_name_plural = _("locaties")
        constraints = [
            *Point.Meta.constraints,
            models.CheckConstraint(
                condition=Q(precision__in=Precision.values)
                & Q(visibility__in=AddressVisibility.values)
                & Q(is_wheelchair_accessible__in=TriState.values),
                name="location_choices_known",
            ),
            models.CheckConstraint(
                condition=Q(postal_code="") | Q(postal_code__regex=r"^\d{4}$"),
                name="location_postal_code_four_digits",
                violation_error_message=_("Een postcode heeft vier cijfers."),
            ),
            models.CheckConstraint(
                condition=~Q(precision=Precision.EXACT) | ~Q(street=""),
                name="location_exact_has_street",
                violation_error_message=_("Een precies adres heeft een straat en nummer."),
            ),
        ]

    def __str__(self):
        return self.name or str(self.municipality)

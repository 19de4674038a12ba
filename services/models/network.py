"""Who works with whom (N13)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Network(models.Model):
    """An intervision group or another lasting circle of organisations."""

    slug = models.SlugField(_("naam in het webadres"), unique=True)
    name = models.CharField(_("naam"), max_length=160)
    description = models.TextField(_("omschrijving"))
    source = models.CharField(_("bron"), max_length=300)
    members = models.ManyToManyField(
        "services.Organisation", related_name="networks", blank=True, verbose_name=_("leden")
    )

    class Meta:
        verbose_name = _("netwerk")
        verbose_name_plural = _("netwerken")

    def __str__(self):
        return self.name


class Cooperation(models.Model):
    """A named cooperation: a source says that a service works with another organisation.

    The partner is linked where the map knows it; its name stands as the source wrote it.
    """

    service = models.ForeignKey(
        "services.Service", models.CASCADE, related_name="cooperations", verbose_name=_("fiche")
    )
    partner = models.ForeignKey(
        "services.Organisation",
        models.PROTECT,
        related_name="cooperations",
        null=True,
        blank=True,
        verbose_name=_("organisatie"),
    )
    partner_name = models.CharField(_("naam van de partner"), max_length=160)

    class Meta:
        verbose_name = _("samenwerking")
        verbose_name_plural = _("samenwerkingen")
        constraints = [
            models.UniqueConstraint(
                fields=["service", "partner_name"],
                name="cooperation_once",
                violation_error_message=_("Deze partner staat er al."),
            )
        ]

    def __str__(self):
        return self.partner_name

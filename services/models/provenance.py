"""Where facts come from, what still waits for confirmation, and what visitors say is wrong."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from services.enums import ReportReason


class ListingSource(models.Model):
    """A public page or document that a listing's facts were read in."""

    service = models.ForeignKey(
        "services.Service", models.CASCADE, related_name="sources", verbose_name=_("fiche")
    )
    title = models.CharField(_("bron"), max_length=300)
    url = models.URLField(_("webadres"), max_length=500, blank=True)
    age = models.CharField(_("ouderdom, zoals opgetekend"), max_length=200, blank=True)
    year = models.PositiveSmallIntegerField(_("jaar"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("volgorde"), default=0)

    class Meta:
        verbose_name = _("bron van een fiche")
        verbose_name_plural = _("bronnen van fiches")
        constraints = [
            models.UniqueConstraint(fields=["service", "position"], name="listingsource_position"),
            models.CheckConstraint(
                condition=Q(year=None) | Q(year__range=(1990, 2100)),
                name="listingsource_year_plausible",
                violation_error_message=_("Een jaar ligt tussen 1990 en 2100."),
            ),
        ]

    def __str__(self):
        return self.title


class PendingValue(models.Model):
    """A value that a source gives but nobody confirmed: for editors only, in no public output."""

    service = models.ForeignKey(
        "services.Service", models.CASCADE, related_name="pending_values", verbose_name=_("fiche")
    )
    field = models.CharField(_("veld"), max_length=40)
    value = models.TextField(_("waarde"))
    resolved_at = models.DateTimeField(_("afgehandeld op"), null=True, blank=True)

    class Meta:
        verbose_name = _("onbevestigde waarde")
        verbose_name_plural = _("onbevestigde waarden")
        constraints = [
            models.UniqueConstraint(fields=["service", "field", "value"], name="pendingvalue_once")
        ]

    def __str__(self):
        return f"{self.field}: {self.value}"


class ImportedRow(models.Model):
    """The row that a listing was last imported from.

    It is the common ancestor of the file and the database: the next import changes only fields
    that still hold what this row gave, so an organisation's edit is never overwritten.
    """

    service = models.OneToOneField(
        "services.Service", models.CASCADE, related_name="imported_row", verbose_name=_("fiche")
    )
    row = models.JSONField(_("rij zoals ingelezen"))
    imported_at = models.DateTimeField(_("ingelezen op"), auto_now=True)

    class Meta:
        verbose_name = _("ingelezen rij")
        verbose_name_plural = _("ingelezen rijen")

    def __str__(self):
        return str(self.service)


class ReportQuerySet(models.QuerySet):
    def open(self):
        """Those that nobody looked over yet."""
        return self.filter(handled_at=None)

    def by_reason(self):
        """As dictionaries: `service`, `reason`, how often (`times`) and on which day last."""
        return (
            self.values("service", "reason")
            .annotate(times=models.Sum("count"), last=models.Max("reported_on"))
            .order_by("service", "-times", "reason")
        )


class Report(models.Model):
    """How often visitors said, on one day, that one thing about a listing is wrong.

    A count, not a message: there is nowhere to write who said it or about whom.
    """

    service = models.ForeignKey(
        "services.Service", models.CASCADE, related_name="reports", verbose_name=_("fiche")
    )
    reason = models.CharField(_("wat er niet klopt"), max_length=20, choices=ReportReason)
    reported_on = models.DateField(_("gemeld op"))
    count = models.PositiveIntegerField(_("aantal keer"), default=1)
    handled_at = models.DateTimeField(_("afgehandeld op"), null=True, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("melding")
        verbose_name_plural = _("meldingen")
        constraints = [
            models.UniqueConstraint(
                fields=["service", "reason", "reported_on"], name="report_counted_per_day"
            ),
            models.CheckConstraint(
                condition=Q(reason__in=ReportReason.values), name="report_reason_known"
            ),
        ]

    def __str__(self):
        return f"{self.service}: {self.get_reason_display()}"

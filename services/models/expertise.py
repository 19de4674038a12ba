"""What an editor attested of a service's experience with drugs and sex together."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from services import expertise
from services.enums import ExpertiseCriterion


class Expertise(models.Model):
    """One criterion that a service meets, by what it was shown to an editor, and when.

    A fact that somebody else attests, never a service's own word; it expires after two years.
    """

    service = models.ForeignKey(
        "services.Service", models.CASCADE, related_name="expertise", verbose_name=_("fiche")
    )
    criterion = models.CharField(_("criterium"), max_length=16, choices=ExpertiseCriterion)
    evidence = models.CharField(_("waaruit het blijkt"), max_length=300)
    attested_by = models.ForeignKey(
        "services.User",
        models.SET_NULL,
        related_name="+",
        null=True,
        verbose_name=_("nagekeken door"),
    )
    attested_on = models.DateField(_("nagekeken op"))

    class Meta:
        verbose_name = _("ervaring")
        verbose_name_plural = _("nagekeken ervaring")
        constraints = [
            models.UniqueConstraint(fields=["service", "criterion"], name="expertise_once"),
            models.CheckConstraint(
                condition=Q(criterion__in=ExpertiseCriterion.values),
                name="expertise_criterion_known",
            ),
            models.CheckConstraint(condition=~Q(evidence=""), name="expertise_has_evidence"),
        ]

    def __str__(self):
        return str(self.get_criterion_display())

    @property
    def expires_on(self):
        """The first day on which it does not hold any more."""
        return expertise.expires_on(self.attested_on)

    @property
    def is_valid(self):
        return expertise.is_valid(self.attested_on, on=timezone.localdate())

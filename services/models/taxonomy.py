"""What services are about and for whom: the controlled vocabulary that editors may extend."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from services.enums import TargetGroupKind


class Term(models.Model):
    """A word of the vocabulary, with a Dutch slug for page URLs and an English code for the API.

    Neither ever changes.
    """

    code = models.SlugField(_("code"), unique=True)
    slug = models.SlugField(_("naam in het webadres"), unique=True)
    name = models.CharField(_("naam"), max_length=80, unique=True)
    description = models.TextField(_("omschrijving"))
    position = models.PositiveSmallIntegerField(_("volgorde"), default=0)

    class Meta:
        abstract = True

    def __str__(self):
        return self.name


class Topic(Term):
    """What a question can be about (thema, N12)."""

    class Meta:
        verbose_name = _("thema")
        verbose_name_plural = _("thema's")


class TargetGroup(Term):
    """People a service has real expertise with (doelgroep, N14).

    A service for a group that `is_everyone` matches whatever group is asked for. A group that
    does not narrow ("people who use drugs") says what the help is about without turning others
    away: what is known about other groups is then unknown, not no.
    """

    kind = models.CharField(
        _("soort"), max_length=20, choices=TargetGroupKind, default=TargetGroupKind.AUDIENCE
    )
    narrows = models.BooleanField(_("sluit anderen uit"), default=True)
    is_everyone = models.BooleanField(_("staat open voor iedereen"), default=False)

    class Meta:
        verbose_name = _("doelgroep")
        verbose_name_plural = _("doelgroepen")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=TargetGroupKind.values), name="targetgroup_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(is_everyone=False) | Q(narrows=False),
                name="targetgroup_everyone_narrows_nothing",
                violation_error_message=_("Wie voor iedereen openstaat, sluit niemand uit."),
            ),
            models.UniqueConstraint(
                fields=["is_everyone"],
                condition=Q(is_everyone=True),
                name="targetgroup_one_is_everyone",
                violation_error_message=_("Er is al een doelgroep die voor iedereen openstaat."),
            ),
        ]

"""Addresses that a listing or an organisation had before it was renamed; they lead on for good.

Written by the database itself, with every change of a slug (`services/migrations/0004_…`): by the
desk, an import, a bulk update or SQL. There, too, it is held that no slug is anybody's former and
somebody else's current one.
"""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


class FormerServiceSlug(models.Model):
    """A slug that a listing had."""

    slug = models.SlugField(_("vroegere naam in het webadres"), max_length=120, unique=True)
    record = models.ForeignKey(
        "services.Service", models.CASCADE, related_name="former_slugs", verbose_name=_("fiche")
    )

    class Meta:
        verbose_name = _("vroeger webadres van een fiche")
        verbose_name_plural = _("vroegere webadressen van fiches")

    def __str__(self):
        return self.slug


class FormerOrganisationSlug(models.Model):
    """A slug that an organisation had."""

    slug = models.SlugField(_("vroegere naam in het webadres"), max_length=120, unique=True)
    record = models.ForeignKey(
        "services.Organisation",
        models.CASCADE,
        related_name="former_slugs",
        verbose_name=_("organisatie"),
    )

    class Meta:
        verbose_name = _("vroeger webadres van een organisatie")
        verbose_name_plural = _("vroegere webadressen van organisaties")

    def __str__(self):
        return self.slug


def refuse_former_slug(record):
    """Raise ValidationError when the slug of a record is a former one of another record."""
    former = type(record).former_slugs.rel.related_model.objects
    if former.filter(slug=record.slug).exclude(record=record.pk).exists():
        raise ValidationError(
            {"slug": _("Dit was vroeger het webadres van een andere, en leidt nog naar die toe.")}
        )

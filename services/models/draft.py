"""What a member typed into a section of a listing, and did not save yet."""

from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

#: How long a draft is kept after it was last changed.
KEPT_FOR = timedelta(days=30)


class DraftQuerySet(models.QuerySet):
    def live(self):
        """Those that may still be taken up again."""
        return self.filter(updated_at__gt=timezone.now() - KEPT_FOR)

    def expired(self):
        return self.filter(updated_at__lte=timezone.now() - KEPT_FOR)


class Draft(models.Model):
    """A section as somebody last typed it, for their own eyes.

    `data` is what its form would send: a list of texts for each name.
    """

    person = models.ForeignKey(
        "services.User", models.CASCADE, related_name="drafts", verbose_name=_("persoon")
    )
    service = models.ForeignKey(
        "services.Service", models.CASCADE, related_name="drafts", verbose_name=_("fiche")
    )
    section = models.CharField(_("deel van de fiche"), max_length=40)
    data = models.JSONField(_("wat ingevuld is"))
    updated_at = models.DateTimeField(_("bewaard op"), auto_now=True)

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("concept")
        verbose_name_plural = _("concepten")
        indexes = [models.Index(fields=["updated_at"], name="draft_by_age")]
        constraints = [
            models.UniqueConstraint(fields=["person", "service", "section"], name="draft_once")
        ]

    def __str__(self):
        return f"{self.service}: {self.section}"

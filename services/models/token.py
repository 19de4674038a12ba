"""What lets an organisation's own software in to its listings."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from services.enums import MemberRole
from services.models.membership import Membership


class ApiTokenQuerySet(models.QuerySet):
    def with_maker(self):
        """Annotate `is_backed`: whether whoever made it still speaks for the organisation.

        That is an owner whose account is open. An editor of the map may do too much for something
        without a second factor.
        """
        makers = Membership.objects.filter(
            organisation=OuterRef("organisation"),
            user=OuterRef("made_by"),
            role=MemberRole.OWNER,
            user__is_active=True,
            user__is_staff=False,
        )
        return self.annotate(is_backed=Exists(makers))

    def alive(self):
        """Those that let somebody in today."""
        return self.with_maker().filter(
            is_backed=True, revoked_at=None, expires_on__gte=timezone.localdate()
        )


class ApiToken(models.Model):
    """A key for software to the listings of one organisation, with the rights of whom made it.

    Only a digest of the secret is kept: whoever reads this table cannot come in. `prefix` is how
    the secret begins, so that people can tell which it is.
    """

    organisation = models.ForeignKey(
        "services.Organisation",
        models.CASCADE,
        related_name="tokens",
        verbose_name=_("organisatie"),
    )
    name = models.CharField(_("waarvoor"), max_length=60)
    prefix = models.CharField(_("begint met"), max_length=10, editable=False)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    made_by = models.ForeignKey(
        "services.User", models.CASCADE, related_name="tokens", verbose_name=_("gemaakt door")
    )
    created_at = models.DateTimeField(_("gemaakt op"), auto_now_add=True)
    expires_on = models.DateField(_("werkt tot en met"))
    last_used_at = models.DateTimeField(_("laatst gebruikt"), null=True, editable=False)
    revoked_at = models.DateTimeField(_("ingetrokken op"), null=True, blank=True)
    revoked_by = models.ForeignKey(
        "services.User",
        models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("ingetrokken door"),
    )

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("API-token")
        verbose_name_plural = _("API-tokens")
        constraints = [
            models.UniqueConstraint(
                "organisation",
                Lower("name"),
                condition=Q(revoked_at=None),
                name="apitoken_name_once",
                violation_error_message=_("Er is al een token met deze naam."),
            ),
            models.CheckConstraint(
                condition=Q(revoked_by=None) | Q(revoked_at__isnull=False),
                name="apitoken_revoked_by_with_day",
            ),
        ]

    def __str__(self):
        return f"{self.organisation}: {self.name}"

    @property
    def is_expired(self):
        return self.expires_on < timezone.localdate()

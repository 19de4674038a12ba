"""Who speaks for an organisation, and how they come to."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import DomainNameValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Value
from django.db.models.functions import Coalesce, Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from services import freshness, mail_domains
from services.enums import ClaimOutcome, MemberRole, Rhythm, Status
from services.models.document import ServiceDocument

#: Days in which nobody is asked twice, however many listings turn.
PAUSE = timedelta(days=7)


class MembershipQuerySet(models.QuerySet):
    def to_remind(self, *, today):
        """Whom to ask today whether the listings of their organisation are still right.

        They are asked when a listing turned for the worse since they last were, as it does at each
        of `freshness.TURNS`. About what was never confirmed, or no longer is, they are asked two
        weeks after they became a member, and then once a rhythm.
        """
        shown = ServiceDocument.objects.filter(service__organisation=OuterRef("organisation"))
        turned = Q()
        for name, ago in freshness.TURNS.values():
            turned |= Q(**{f"{name}__lt": today - ago, f"{name}__gte": OuterRef("asked_on") - ago})
        is_new = Q(reminded_on=None, created_at__date__lte=today - freshness.SOON)
        is_time_again = Q()
        for rhythm in Rhythm.values:
            before = freshness.months_after(today, -rhythm)
            is_time_again |= Q(organisation__rhythm=rhythm, reminded_on__lte=before)
        unconfirmed = shown.filter(Q(due_on=None) | Q(lapses_on__lt=today))
        return (
            self.filter(user__is_active=True, organisation__status=Status.PUBLISHED)
            .filter(Q(reminded_on=None) | Q(reminded_on__lte=today - PAUSE))
            .alias(asked_on=Coalesce(F("reminded_on"), Value(date.min)))
            .filter(Exists(shown.filter(turned)) | (is_new | is_time_again) & Exists(unconfirmed))
        )


class Membership(models.Model):
    """That somebody speaks for an organisation: as its owner, or as an editor of its listings."""

    organisation = models.ForeignKey(
        "services.Organisation",
        models.CASCADE,
        related_name="memberships",
        verbose_name=_("organisatie"),
    )
    user = models.ForeignKey(
        "services.User", models.CASCADE, related_name="memberships", verbose_name=_("persoon")
    )
    role = models.CharField(_("rol"), max_length=6, choices=MemberRole)
    created_at = models.DateTimeField(_("lid sinds"), auto_now_add=True)
    reminded_on = models.DateField(_("laatst gevraagd na te kijken op"), null=True, editable=False)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("lid van een organisatie")
        verbose_name_plural = _("leden van organisaties")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "user"],
                name="membership_once",
                violation_error_message=_("Deze persoon is al lid."),
            ),
            models.CheckConstraint(
                condition=Q(role__in=MemberRole.values), name="membership_role_known"
            ),
        ]

    def __str__(self):
        return f"{self.user} – {self.organisation}"


class InvitationQuerySet(models.QuerySet):
    def open(self):
        """Those that may still be accepted."""
        return self.filter(accepted_at=None, expires_at__gt=timezone.now())


class Invitation(models.Model):
    """An open door for one address, by a link that works once and not for long.

    Only a digest of the link's secret is kept: whoever reads this table cannot come in.
    """

    organisation = models.ForeignKey(
        "services.Organisation",
        models.CASCADE,
        related_name="invitations",
        verbose_name=_("organisatie"),
    )
    email = models.EmailField(_("e-mailadres"))
    role = models.CharField(_("rol"), max_length=6, choices=MemberRole)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(
        "services.User",
        models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("uitgenodigd door"),
        help_text=_("Leeg wanneer iemand zelf om toegang vroeg."),
    )
    created_at = models.DateTimeField(_("verstuurd op"), auto_now_add=True)
    expires_at = models.DateTimeField(_("vervalt op"))
    accepted_at = models.DateTimeField(_("aanvaard op"), null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("uitnodiging")
        verbose_name_plural = _("uitnodigingen")
        constraints = [
            models.UniqueConstraint(
                "organisation",
                Lower("email"),
                condition=Q(accepted_at=None),
                name="invitation_open_once",
            ),
            models.CheckConstraint(
                condition=Q(role__in=MemberRole.values), name="invitation_role_known"
            ),
        ]

    def __str__(self):
        return f"{self.email} – {self.organisation}"


def refuse_public_domain(domain):
    """Raise ValidationError for a domain where anybody gets an address."""
    if mail_domains.is_public(domain):
        raise ValidationError(
            _("Bij %(domain)s krijgt iedereen een adres: dat is van geen organisatie alleen."),
            params={"domain": domain},
        )


class OrganisationDomain(models.Model):
    """A mail domain that is an organisation's own, as an editor of the map found: whoever reads
    mail there is let in at once."""

    organisation = models.ForeignKey(
        "services.Organisation",
        models.CASCADE,
        related_name="domains",
        verbose_name=_("organisatie"),
    )
    domain = models.CharField(
        _("maildomein"),
        max_length=253,
        validators=[DomainNameValidator(accept_idna=False), refuse_public_domain],
        help_text=_("Wat na het @-teken staat, en van niemand anders is: geen gmail.com."),
    )
    approved_by = models.ForeignKey(
        "services.User",
        models.SET_NULL,
        related_name="+",
        null=True,
        editable=False,
        verbose_name=_("goedgekeurd door"),
    )
    approved_at = models.DateTimeField(_("goedgekeurd op"), auto_now_add=True)

    class Meta:
        verbose_name = _("eigen maildomein")
        verbose_name_plural = _("eigen maildomeinen")
        constraints = [
            models.UniqueConstraint(
                "organisation",
                Lower("domain"),
                name="organisationdomain_once",
                violation_error_message=_("Dit domein staat er al."),
            )
        ]

    def __str__(self):
        return self.domain


class Claim(models.Model):
    """That somebody who reads mail at an address says that an organisation is theirs."""

    organisation = models.ForeignKey(
        "services.Organisation",
        models.CASCADE,
        related_name="claims",
        verbose_name=_("organisatie"),
    )
    email = models.EmailField(_("e-mailadres"))
    claimed_at = models.DateTimeField(_("aangevraagd op"), auto_now_add=True)
    outcome = models.CharField(_("uitkomst"), max_length=8, choices=ClaimOutcome, blank=True)
    decided_at = models.DateTimeField(_("beslist op"), null=True, blank=True)
    decided_by = models.ForeignKey(
        "services.User",
        models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("beslist door"),
    )

    class Meta:
        verbose_name = _("aanvraag om toegang")
        verbose_name_plural = _("aanvragen om toegang")
        constraints = [
            models.UniqueConstraint(
                "organisation",
                Lower("email"),
                condition=Q(outcome=""),
                name="claim_open_once",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", decided_at=None)
                | Q(outcome__in=ClaimOutcome.values, decided_at__isnull=False),
                name="claim_decided_with_outcome",
            ),
        ]

    def __str__(self):
        return f"{self.email} – {self.organisation}"

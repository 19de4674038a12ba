"""What somebody wants to see changed on the map, and what was decided about it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from services.enums import ProposalField, ProposalState

#: What an editor of the map decides on, and what backs it has to be said.
CLAIMS = frozenset(
    {
        ProposalField.FOCUS,
        ProposalField.YOUTH,
        ProposalField.TARGET_GROUPS,
        ProposalField.EXPERTISE,
        ProposalField.LISTING,
    }
)
#: What an organisation may not decide on by itself: its claims, and what goes on or off the map.
FOR_EDITORS = CLAIMS | {ProposalField.CLOSED}
#: As long as what backs a target group on a listing: it may come to stand there.
EVIDENCE_LENGTH = 300


class ProposalQuerySet(models.QuerySet):
    def waiting(self):
        """Those that nobody decided on yet."""
        return self.filter(state=ProposalState.WAITS)

    def of_visitors(self):
        """Those about which nothing says who made them."""
        return self.filter(proposed_by=None)


class Proposal(models.Model):
    """Another value for one thing of a listing, by a member or by nobody in particular.

    Nothing of it is public before it is accepted. Of a visitor nothing is kept at all.
    """

    service = models.ForeignKey(
        "services.Service", models.CASCADE, related_name="proposals", verbose_name=_("fiche")
    )
    field = models.CharField(_("wat"), max_length=24, choices=ProposalField)
    seen = models.JSONField(_("zoals het er toen stond"), null=True)
    value = models.JSONField(_("voorgesteld"))
    evidence = models.CharField(_("wat dit staaft"), max_length=EVIDENCE_LENGTH, blank=True)
    proposed_by = models.ForeignKey(
        "services.User",
        models.SET_NULL,
        related_name="proposals",
        null=True,
        blank=True,
        verbose_name=_("voorgesteld door"),
    )
    created_at = models.DateTimeField(_("voorgesteld op"), auto_now_add=True)
    state = models.CharField(
        _("stand"), max_length=8, choices=ProposalState, default=ProposalState.WAITS
    )
    decided_by = models.ForeignKey(
        "services.User",
        models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("beslist door"),
    )
    decided_at = models.DateTimeField(_("beslist op"), null=True, blank=True)
    reason = models.CharField(_("waarom"), max_length=300, blank=True)
    told_on = models.DateField(
        _("leden verwittigd op"),
        null=True,
        editable=False,
        help_text=_("De dag waarop de leden door dit voorstel een mail kregen, hoogstens één."),
    )

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("voorstel")
        verbose_name_plural = _("voorstellen")
        constraints = [
            models.CheckConstraint(
                condition=Q(field__in=ProposalField.values, state__in=ProposalState.values),
                name="proposal_choices_known",
            ),
            models.CheckConstraint(
                condition=Q(
                    state=ProposalState.WAITS,
                    decided_at=None,
                    decided_by=None,
                    reason="",
                )
                | (~Q(state=ProposalState.WAITS) & Q(decided_at__isnull=False)),
                name="proposal_decided_with_day",
            ),
            # Expertise is backed criterion by criterion, in its value.
            models.CheckConstraint(
                condition=~Q(field__in=sorted(CLAIMS - {ProposalField.EXPERTISE}))
                | ~Q(evidence=""),
                name="proposal_claim_backed",
            ),
            models.UniqueConstraint(
                fields=["service", "field"],
                condition=Q(state=ProposalState.WAITS, field__in=sorted(CLAIMS)),
                name="proposal_claim_waits_once",
            ),
            models.UniqueConstraint(
                fields=["service", "field", "value"],
                condition=Q(state=ProposalState.WAITS),
                name="proposal_waits_once",
            ),
            models.UniqueConstraint(fields=["service", "told_on"], name="proposal_told_once_a_day"),
        ]

    def __str__(self):
        return f"{self.service}: {self.get_field_display()}"

    @property
    def is_waiting(self):
        return self.state == ProposalState.WAITS

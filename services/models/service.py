"""Services (aanbod), helplines and information sources: the listings of the map."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, F, Prefetch, Q, Value, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from services import freshness
from services.enums import (
    AccessMode,
    Approach,
    Confidence,
    Focus,
    Format,
    Freshness,
    Language,
    ServiceAreaScope,
    ServiceKind,
    Status,
    TriState,
    VerificationMethod,
    YouthSuitability,
)
from services.models.contact import Phone, Schedule
from services.models.document import PublicPoint
from services.models.former_slug import refuse_former_slug
from services.models.network import Cooperation, Network
from services.models.place import Municipality, Province
from services.models.provenance import ListingSource
from services.models.taxonomy import Topic


def choice_array(choices, verbose_name, **options):
    """An array of values out of one vocabulary; empty means that nothing is known."""
    return ArrayField(
        models.CharField(max_length=20, choices=choices),
        verbose_name=verbose_name,
        default=list,
        blank=True,
        **options,
    )


def tri_state(verbose_name):
    """A yes/no/unknown fact, unknown until a source speaks."""
    return models.CharField(verbose_name, max_length=8, choices=TriState, default=TriState.UNKNOWN)


def card_relations():
    """What a card says besides the columns of the listing and its document, one query each."""
    points = PublicPoint.objects.select_related("municipality__province")
    return [
        Prefetch("phones", Phone.objects.order_by("position", "pk")),
        Prefetch("sources", ListingSource.objects.order_by("position", "pk")),
        Prefetch("points", points.order_by("municipality_name", "street", "pk")),
    ]


class ServiceQuerySet(models.QuerySet):
    def formerly_at(self, slug):
        """The one that had this slug before it was renamed, if any."""
        return self.filter(former_slugs__slug=slug)

    def published(self):
        """What the public may see: published, of an organisation that is too (or of none)."""
        return self.filter(
            Q(organisation=None) | Q(organisation__status=Status.PUBLISHED),
            status=Status.PUBLISHED,
        )

    def ended(self):
        """What was public until its organisation said that it ended."""
        return self.filter(
            Q(organisation=None) | Q(organisation__status=Status.PUBLISHED),
            status=Status.ARCHIVED,
            ended_on__isnull=False,
        )

    def searchable(self):
        """What the public read model holds: the published ones, found without a join more."""
        return self.filter(document__isnull=False)

    def with_freshness(self, *, today):
        """Annotate `freshness`, how far the confirmation of what is public holds on a day.

        `services.freshness.state` is the same for a listing that is loaded.
        """
        turned = [
            When(**{f"document__{name}__lt": today - ago}, then=Value(state))
            for state, (name, ago) in freshness.TURNS.items()
        ]
        never = When(document__due_on=None, then=Value(Freshness.NEVER))
        return self.annotate(
            freshness=Case(
                never,
                *turned,
                default=Value(Freshness.CURRENT),
                output_field=models.CharField(),
            )
        )

    def for_card(self):
        """With all that a card says, in a fixed number of queries."""
        topics = Topic.objects.order_by("position", "name", "pk")
        return self.with_card_parents().prefetch_related(
            Prefetch("topics", topics), *card_relations()
        )

    def for_results(self):
        """As `for_card`, for those who know the topics already, and read no search text."""
        listings = self.with_card_parents().defer("document__vector", "document__text")
        return listings.prefetch_related(*card_relations())

    def with_card_parents(self):
        return self.select_related("organisation", "document", "home_province")

    def with_claims(self):
        """With the target groups it says it is for, in the vocabulary's order."""
        claims = TargetGroupClaim.objects.select_related("target_group")
        return self.prefetch_related(
            Prefetch("target_group_claims", claims.order_by("target_group__position", "pk"))
        )

    def for_helplines(self):
        """With what the list of helplines says, in a fixed number of queries; the phone first."""
        is_called = Case(When(channel=AccessMode.PHONE, then=0), default=1)
        return self.with_claims().prefetch_related(
            Prefetch("phones", Phone.objects.order_by("position", "pk")),
            Prefetch("schedules", Schedule.objects.order_by(is_called, "channel", "pk")),
            Prefetch("sources", ListingSource.objects.order_by("position", "pk")),
        )

    def for_items(self):
        """With what an item of a list says in the open standard, in one query."""
        return self.select_related("organisation", "document").defer(
            "document__vector", "document__text"
        )

    def for_record(self):
        """With all that its public record in the open standard says, in a fixed number of queries.

        What it is about and for whom, its document holds by code.
        """
        points = PublicPoint.objects.for_records().order_by("location")
        return (
            self.for_items()
            .with_claims()
            .prefetch_related(
                Prefetch("phones", Phone.objects.order_by("position", "pk")),
                Prefetch("schedules", Schedule.objects.order_by("channel", "pk")),
                Prefetch("points", points),
                Prefetch("sources", ListingSource.objects.order_by("position", "pk")),
                Prefetch("provinces_served", Province.objects.order_by("name", "pk")),
                Prefetch("municipalities_served", Municipality.objects.order_by("name", "pk")),
            )
        )

    def for_upkeep(self):
        """With what its organisation has to see to, in a fixed number of queries."""
        return self.select_related("organisation", "document").prefetch_related(
            "phones", "schedules", "locations", "sources", "topics"
        )

    def for_detail(self):
        """With all that a listing page says, in a fixed number of queries."""
        return (
            self.for_card()
            .with_claims()
            .prefetch_related(
                Prefetch("schedules", Schedule.objects.order_by("channel", "pk")),
                Prefetch(
                    "cooperations",
                    Cooperation.objects.select_related("partner").order_by("partner_name", "pk"),
                ),
                Prefetch("provinces_served", Province.objects.order_by("name", "pk")),
                Prefetch("municipalities_served", Municipality.objects.order_by("name", "pk")),
                Prefetch("organisation__networks", Network.objects.order_by("name", "pk")),
            )
        )


class Service(models.Model):
    """One listing (fiche): something a person can be referred to.

    Archived when it ends, never deleted. Facts that no source states are unknown.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        "services.Organisation",
        models.PROTECT,
        related_name="services",
        null=True,
        blank=True,
        verbose_name=_("organisatie"),
        help_text=_("Een informatiebron kan zonder bekende uitgever zijn."),
    )
    slug = models.SlugField(_("naam in het webadres"), max_length=120, unique=True)
    name = models.CharField(_("naam"), max_length=160)
    kind = models.CharField(
        _("soort"), max_length=10, choices=ServiceKind, default=ServiceKind.SERVICE
    )
    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.DRAFT)
    status_reason = models.CharField(_("waarom deze status"), max_length=300, blank=True)
    ended_on = models.DateField(
        _("gestopt op"),
        null=True,
        blank=True,
        help_text=_("De dag waarop de organisatie zei dat dit aanbod stopt; haar adres zegt het."),
    )
    description = models.TextField(_("omschrijving"), max_length=4000, blank=True)

    focus = models.CharField(_("focus"), max_length=10, choices=Focus, default=Focus.UNKNOWN)
    topics = models.ManyToManyField(
        "services.Topic", related_name="services", blank=True, verbose_name=_("thema's")
    )
    target_groups = models.ManyToManyField(
        "services.TargetGroup",
        through="services.TargetGroupClaim",
        related_name="services",
        verbose_name=_("doelgroepen"),
    )
    youth_suitability = models.CharField(
        _("geschiktheid voor jongeren"),
        max_length=12,
        choices=YouthSuitability,
        default=YouthSuitability.UNKNOWN,
    )
    min_age = models.PositiveSmallIntegerField(_("vanaf leeftijd"), null=True, blank=True)
    max_age = models.PositiveSmallIntegerField(_("tot en met leeftijd"), null=True, blank=True)
    approaches = choice_array(Approach, _("aanpak"))
    formats = choice_array(Format, _("werkvorm"))

    access_modes = choice_array(AccessMode, _("contactwijze"))
    languages = choice_array(Language, _("talen"))
    email = models.EmailField(_("e-mail"), blank=True)
    website = models.URLField(_("website"), blank=True)
    chat_url = models.URLField(_("chat"), blank=True)
    first_contact = models.TextField(
        _("wat gebeurt er als je contact opneemt"), max_length=4000, blank=True
    )

    is_anonymous = tri_state(_("anoniem"))
    is_free = tri_state(_("gratis"))
    cost_note = models.CharField(_("wat het kost"), max_length=300, blank=True)
    needs_intake = tri_state(_("intake nodig"))
    needs_referral_letter = tri_state(_("verwijsbrief nodig"))
    has_waiting_time = tri_state(_("wachttijd"))
    waiting_weeks = models.PositiveSmallIntegerField(_("weken wachttijd"), null=True, blank=True)
    waiting_checked_on = models.DateField(_("wachttijd nagekeken op"), null=True, blank=True)
    has_capacity = tri_state(_("neemt nieuwe mensen aan"))
    capacity_checked_on = models.DateField(_("plaats nagekeken op"), null=True, blank=True)
    closed_until = models.DateField(
        _("weer open op"),
        null=True,
        blank=True,
        help_text=_(
            "Enkel bij een tijdelijke sluiting: de eerste dag dat je weer te bereiken bent."
        ),
    )
    closure_reason = models.CharField(_("waarom tijdelijk gesloten"), max_length=200, blank=True)

    home_province = models.ForeignKey(
        "services.Province",
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("provincie van waaruit gewerkt wordt"),
        help_text=_("Enkel wanneer geen locatie gekend is."),
    )
    service_area_scope = models.CharField(
        _("werkingsgebied"),
        max_length=15,
        choices=ServiceAreaScope,
        default=ServiceAreaScope.UNKNOWN,
    )
    provinces_served = models.ManyToManyField(
        "services.Province", related_name="+", blank=True, verbose_name=_("bediende provincies")
    )
    municipalities_served = models.ManyToManyField(
        "services.Municipality", related_name="+", blank=True, verbose_name=_("bediende gemeenten")
    )

    confidence = models.CharField(
        _("herkomst van de gegevens"), max_length=8, choices=Confidence, default=Confidence.MEDIUM
    )
    source_ages = models.CharField(
        _("ouderdom van de bronnen samen"),
        max_length=300,
        blank=True,
        help_text=_(
            "Enkel waar niet vaststaat welke datum bij welke bron hoort; met puntkomma's ertussen."
        ),
    )
    verified_on = models.DateField(_("nagekeken op"), null=True, blank=True)
    verified_how = models.CharField(
        _("hoe nagekeken"), max_length=14, choices=VerificationMethod, blank=True
    )
    verified_by = models.ForeignKey(
        "services.User",
        models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("nagekeken door"),
    )
    editor_notes = models.TextField(_("nota's voor de beheerder"), blank=True)
    created_at = models.DateTimeField(_("aangemaakt op"), auto_now_add=True)
    updated_at = models.DateTimeField(_("gewijzigd op"), auto_now=True)

    objects = ServiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("fiche")
        verbose_name_plural = _("fiches")
        indexes = [
            GinIndex(fields=["access_modes"], name="service_access_modes"),
            GinIndex(fields=["languages"], name="service_languages"),
            GinIndex(fields=["approaches"], name="service_approaches"),
            models.Index(fields=["status", "focus"], name="service_status_focus"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(min_age=None) | Q(max_age=None) | Q(min_age__lte=F("max_age")),
                name="service_min_age_below_max_age",
                violation_error_message=_("De minimumleeftijd ligt boven de maximumleeftijd."),
            ),
            models.CheckConstraint(
                condition=(Q(min_age=None) | Q(min_age__lte=120))
                & (Q(max_age=None) | Q(max_age__lte=120)),
                name="service_ages_are_human",
                violation_error_message=_("Een leeftijd ligt tussen 0 en 120 jaar."),
            ),
            models.CheckConstraint(
                condition=~Q(youth_suitability=YouthSuitability.ADULTS_ONLY)
                | Q(min_age=None)
                | Q(min_age__gte=18),
                name="service_adults_only_from_18",
                violation_error_message=_(
                    "Enkel voor volwassenen: dan is de minimumleeftijd 18 of meer."
                ),
            ),
            models.CheckConstraint(
                condition=Q(organisation__isnull=False) | Q(kind=ServiceKind.SOURCE),
                name="service_only_source_without_organisation",
                violation_error_message=_("Enkel een informatiebron kan zonder organisatie."),
            ),
            models.CheckConstraint(
                condition=(Q(verified_on=None) & Q(verified_how=""))
                | (Q(verified_on__isnull=False) & ~Q(verified_how="")),
                name="service_verified_on_with_how",
                violation_error_message=_("Vul bij nazicht zowel de dag in als hoe het gebeurde."),
            ),
            models.CheckConstraint(
                condition=Q(verified_by=None) | Q(verified_on__isnull=False),
                name="service_verified_by_with_day",
            ),
            models.CheckConstraint(
                condition=Q(waiting_weeks=None)
                | Q(has_waiting_time=TriState.YES, waiting_checked_on__isnull=False),
                name="service_waiting_weeks_dated",
                violation_error_message=_(
                    "Een aantal weken vraagt “wachttijd: ja” en de dag waarop dat nagekeken is."
                ),
            ),
            models.CheckConstraint(
                condition=Q(has_capacity=TriState.UNKNOWN) | Q(capacity_checked_on__isnull=False),
                name="service_capacity_dated",
                violation_error_message=_("Vul in op welke dag nagekeken is of er plaats is."),
            ),
            models.CheckConstraint(
                condition=Q(closure_reason="") | Q(closed_until__isnull=False),
                name="service_closure_reason_with_day",
                violation_error_message=_(
                    "Een tijdelijke sluiting vraagt de dag waarop het weer open is."
                ),
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(status=Status.ARCHIVED),
                name="service_ended_is_archived",
                violation_error_message=_("Enkel wat gearchiveerd is, kan gestopt zijn."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=Status.values)
                & Q(kind__in=ServiceKind.values)
                & Q(focus__in=Focus.values)
                & Q(youth_suitability__in=YouthSuitability.values)
                & Q(service_area_scope__in=ServiceAreaScope.values)
                & Q(confidence__in=Confidence.values)
                & Q(verified_how__in=["", *VerificationMethod.values]),
                name="service_choices_known",
            ),
            models.CheckConstraint(
                condition=Q(
                    is_anonymous__in=TriState.values,
                    is_free__in=TriState.values,
                    needs_intake__in=TriState.values,
                    needs_referral_letter__in=TriState.values,
                    has_waiting_time__in=TriState.values,
                    has_capacity__in=TriState.values,
                ),
                name="service_facts_are_tri_state",
            ),
            models.CheckConstraint(
                condition=Q(
                    access_modes__contained_by=AccessMode.values,
                    formats__contained_by=Format.values,
                    approaches__contained_by=Approach.values,
                    languages__contained_by=Language.values,
                ),
                name="service_arrays_known",
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("services:service-detail", args=[self.slug])

    def clean(self):
        refuse_former_slug(self)
        if self._is_known_by_another_slug():
            raise ValidationError(
                {
                    "slug": _(
                        "Een hulplijn of informatiebron houdt haar naam in het webadres: de balk"
                        " met noodnummers en de woordenlijst verwijzen ernaar."
                    )
                }
            )

    def _is_known_by_another_slug(self):
        saved = type(self).objects.filter(pk=self.pk).exclude(kind=ServiceKind.SERVICE)
        return saved.exclude(slug=self.slug).exists()

    def is_closed_on(self, day):
        """Whether it is closed for a while on this day, and opens again by itself later on."""
        return self.closed_until is not None and day < self.closed_until

    def labels(self, name):
        """The Dutch labels of an array field, in the vocabulary's order."""
        held = getattr(self, name)
        choices = self._meta.get_field(name).base_field.choices
        return [label for value, label in choices if value in held]

    @property
    def access_mode_labels(self):
        return self.labels("access_modes")

    @property
    def language_labels(self):
        return self.labels("languages")

    @property
    def approach_labels(self):
        return self.labels("approaches")

    @property
    def format_labels(self):
        return self.labels("formats")


class TargetGroupClaim(models.Model):
    """That a service is for a group, and what backs the claim (N14)."""

    service = models.ForeignKey(
        Service, models.CASCADE, related_name="target_group_claims", verbose_name=_("fiche")
    )
    target_group = models.ForeignKey(
        "services.TargetGroup",
        models.PROTECT,
        related_name="claims",
        verbose_name=_("doelgroep"),
    )
    wording = models.CharField(_("in de woorden van de bron"), max_length=200, blank=True)
    evidence = models.CharField(_("wat deze claim staaft"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("doelgroepclaim")
        verbose_name_plural = _("doelgroepclaims")
        constraints = [
            models.UniqueConstraint(
                fields=["service", "target_group"],
                name="targetgroupclaim_once",
                violation_error_message=_("Deze doelgroep staat er al."),
            )
        ]

    def __str__(self):
        return str(self.target_group)

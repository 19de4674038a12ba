"""Listings, with all that hangs on them."""

from django import forms
from django.contrib import admin, messages
from django.db import transaction
from django.db.models import Count, F, Max, Prefetch, Q
from django.utils.translation import gettext_lazy as _

from services.actions import organisations as organisation_actions
from services.actions import services as service_actions
from services.admin.base import DeskFields, KeptAdmin, NamedDeletion, NoHandEntry, RowsInline
from services.admin.letters import WritesLetters
from services.admin.meanwhile import MeanwhileForm
from services.admin.provenance import CheckForm, source_lines
from services.admin.queue import STALE, stale
from services.enums import Status, VerificationMethod
from services.exporting import export
from services.forms import LocationForm, PhoneNumberField
from services.models import (
    Cooperation,
    ListingSource,
    Location,
    Organisation,
    PendingValue,
    Phone,
    Schedule,
    Service,
    TargetGroupClaim,
)


class AppendingFormSet(NamedDeletion):
    """Puts what is new behind what was there, so that an editor numbers nothing."""

    def save_new(self, form, commit=True):
        own = self.model.objects.filter(service=self.instance)
        last = own.aggregate(last=Max("position"))["last"]
        form.instance.position = 0 if last is None else last + 1
        return super().save_new(form, commit=commit)


class PhoneInline(RowsInline):
    model = Phone
    formset = AppendingFormSet
    exclude = ["position"]
    ordering = ["position", "pk"]

    def formfield_for_dbfield(self, db_field, request, **options):
        if db_field.name == "number":
            options |= {"form_class": PhoneNumberField, "max_length": 40}
        return super().formfield_for_dbfield(db_field, request, **options)


class SourceInline(RowsInline):
    model = ListingSource
    formset = AppendingFormSet
    exclude = ["position"]
    ordering = ["position", "pk"]


class ScheduleInline(RowsInline):
    model = Schedule


class LocationInline(DeskFields, admin.StackedInline):
    model = Location
    form = LocationForm
    autocomplete_fields = ["municipality"]
    extra = 0
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "name",
                    ("street", "postal_code"),
                    "municipality",
                    ("visibility", "precision"),
                    "is_wheelchair_accessible",
                    ("latitude", "longitude"),
                ],
                "description": _(
                    "Zonder coördinaten staat de fiche in het midden van de gemeente."
                ),
            },
        )
    ]


class ClaimInline(RowsInline):
    model = TargetGroupClaim
    autocomplete_fields = ["target_group"]


class CooperationInline(RowsInline):
    model = Cooperation
    autocomplete_fields = ["partner"]


class PendingInline(NoHandEntry, RowsInline):
    """What still waits; it is settled on its own page, where its sources stand beside it."""

    model = PendingValue
    fields = readonly_fields = ["field", "value", "resolved_at"]
    show_change_link = True


class ListingActionForm(CheckForm):
    """How the listings were checked, or why they are archived."""

    reason = forms.CharField(label=_("Waarom"), max_length=300, required=False)


class ServiceForm(MeanwhileForm):
    """What is published was checked, and it is said how."""

    def clean(self):
        cleaned = super().clean()
        is_published = "status" in self.changed_data and cleaned.get("status") == Status.PUBLISHED
        if is_published and not cleaned.get("verified_on"):
            self.add_error(
                "verified_on", _("Wat je publiceert, keek je na: zeg op welke dag, en hoe.")
            )
        return cleaned


class HasPendingFilter(admin.SimpleListFilter):
    title = _("onbevestigde waarden")
    parameter_name = "onbevestigd"

    def lookups(self, request, model_admin):
        return [("ja", _("wacht op nazicht"))]

    def queryset(self, request, queryset):
        return queryset.filter(waiting__gt=0) if self.value() == "ja" else queryset


class ConfirmedFilter(admin.SimpleListFilter):
    title = _("bevestiging")
    parameter_name = "bevestigd"

    def lookups(self, request, model_admin):
        return [
            ("vervallen", _("niet meer bevestigd")),
            ("over-tijd", _("opnieuw te bevestigen")),
            ("nooit", _("nog nooit bevestigd")),
        ]

    def queryset(self, request, queryset):
        return stale(queryset, self.value()) if self.value() in STALE else queryset


def _is_stale(request):
    return request.GET.get(ConfirmedFilter.parameter_name) in STALE


@admin.register(Service)
class ServiceAdmin(WritesLetters, KeptAdmin):
    list_display = [
        "name",
        "organisation",
        "kind",
        "focus",
        "status",
        "verified_on",
        "waiting",
    ]
    list_filter = [
        "status",
        "kind",
        "focus",
        "confidence",
        HasPendingFilter,
        ConfirmedFilter,
        "youth_suitability",
    ]
    list_select_related = ["organisation"]
    search_fields = ["name", "slug", "organisation__name"]
    ordering = ["name", "pk"]
    date_hierarchy = "verified_on"
    autocomplete_fields = ["organisation", "municipalities_served"]
    filter_horizontal = ["topics", "provinces_served"]
    prepopulated_fields = {"slug": ["name"]}
    readonly_fields = ["verified_by", "created_at", "updated_at"]
    form = ServiceForm
    action_form = ListingActionForm
    actions = ["publish", "confirm", "write", "archive", "export"]
    save_on_top = True
    inlines = [
        PendingInline,
        PhoneInline,
        ScheduleInline,
        LocationInline,
        ClaimInline,
        CooperationInline,
        SourceInline,
    ]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "organisation",
                    "name",
                    "slug",
                    "kind",
                    ("status", "status_reason", "ended_on"),
                    "description",
                ]
            },
        ),
        (
            _("Waarover en voor wie"),
            {
                "fields": [
                    "focus",
                    "topics",
                    "youth_suitability",
                    ("min_age", "max_age"),
                    "approaches",
                    "formats",
                ]
            },
        ),
        (
            _("Contact"),
            {
                "fields": [
                    "access_modes",
                    "email",
                    "website",
                    "chat_url",
                    "languages",
                    "first_contact",
                ]
            },
        ),
        (
            _("Goed om te weten"),
            {
                "fields": [
                    "is_anonymous",
                    ("is_free", "cost_note"),
                    "needs_intake",
                    "needs_referral_letter",
                    ("has_waiting_time", "waiting_weeks", "waiting_checked_on"),
                    ("has_capacity", "capacity_checked_on"),
                    ("closed_until", "closure_reason"),
                ]
            },
        ),
        (
            _("Werkingsgebied"),
            {
                "fields": [
                    "home_province",
                    "service_area_scope",
                    "provinces_served",
                    "municipalities_served",
                ]
            },
        ),
        (
            _("Herkomst en nazicht"),
            {
                "fields": [
                    ("confidence", "source_ages"),
                    ("verified_on", "verified_how", "verified_by"),
                    "editor_notes",
                    ("created_at", "updated_at"),
                ]
            },
        ),
    ]

    def get_queryset(self, request):
        unresolved = Count("pending_values", filter=Q(pending_values__resolved_at=None))
        sources = Prefetch("sources", ListingSource.objects.order_by("position", "pk"))
        listings = super().get_queryset(request)
        listings = listings.annotate(waiting=unresolved, due_on=F("document__due_on"))
        return listings.prefetch_related(sources)

    def get_list_display(self, request):
        """What is not published yet shows its sources: they say whether it may be.

        What is no longer confirmed shows since when instead of its status: all of it is published.
        """
        if request.GET.get("status__exact") == Status.DRAFT:
            return [*self.list_display, "sources_read"]
        if _is_stale(request):
            return ["name", "organisation", "kind", "focus", "verified_on", "due_on", "waiting"]
        return self.list_display

    def get_ordering(self, request):
        """What is longest overdue first, and of what nobody ever confirmed the oldest."""
        return ["document__due_on", "created_at", "pk"] if _is_stale(request) else self.ordering

    @admin.display(description=_("te bevestigen tegen"), ordering="document__due_on")
    def due_on(self, service):
        return service.due_on

    @admin.display(description=_("bronnen van de fiche"))
    def sources_read(self, service):
        return source_lines(service)

    @admin.display(description=_("wacht op nazicht"), ordering="waiting")
    def waiting(self, service):
        return service.waiting or ""

    def listings_of(self, record):
        """Its own, and those that its organisation brings along when it is first published."""
        siblings = (
            record.organisation.services.values_list("pk", flat=True) if record.organisation else []
        )
        return [record.pk, *siblings]

    def organisations_of(self, queryset):
        return Organisation.objects.filter(services__in=queryset.values("pk")).distinct()

    def save_model(self, request, obj, form, change):
        if {"verified_on", "verified_how"} & set(form.changed_data):
            obj.verified_by = request.user if obj.verified_on else None
        super().save_model(request, obj, form, change)
        organisation_actions.publish_drafts(services=[obj.pk])
        if {"status", "closed_until"} & set(form.changed_data) and (
            obj.status != Status.PUBLISHED or obj.closed_until
        ):
            self.warn_of_bar(request, Service.objects.filter(pk=obj.pk))

    @admin.action(description=_("Publiceren"), permissions=["change"])
    def publish(self, request, queryset):
        """What is published was checked, and it is said how."""
        how = self._how(request)
        if how:
            listings = Service.objects.filter(pk__in=list(queryset.values_list("pk", flat=True)))
            with transaction.atomic():
                count = service_actions.publish(services=listings, by=request.user)
                service_actions.confirm(services=listings, how=how, by=request.user)
            self.message_user(request, _("Gepubliceerd: %(count)s.") % {"count": count})

    @admin.action(description=_("Bevestigen dat alles klopt"), permissions=["change"])
    def confirm(self, request, queryset):
        how = self._how(request)
        if how:
            listings = Service.objects.filter(pk__in=queryset)
            count = service_actions.confirm(services=listings, how=how, by=request.user)
            self.message_user(request, _("Bevestigd: %(count)s.") % {"count": count})

    def _how(self, request):
        """How an editor checked, as chosen beside the action; "" after saying that nothing was."""
        how = request.POST.get("how")
        if how in VerificationMethod.values:
            return how
        self.message_user(request, _("Kies hoe je dit hebt nagekeken."), messages.ERROR)
        return ""

    @admin.action(description=_("Archiveren, met reden"), permissions=["change"])
    def archive(self, request, queryset):
        reason = request.POST.get("reason", "").strip()[:300]
        if not reason:
            self.message_user(request, _("Schrijf waarom je dit archiveert."), messages.ERROR)
            return
        listings = Service.objects.filter(pk__in=queryset)
        count = service_actions.archive(services=listings, by=request.user, reason=reason)
        self.message_user(request, _("Gearchiveerd: %(count)s.") % {"count": count})
        self.warn_of_bar(request, listings)

    @admin.action(description=_("Exporteren (CSV voor Excel)"), permissions=["view"])
    def export(self, request, queryset):
        return export(Service.objects.filter(pk__in=queryset.values("pk")))

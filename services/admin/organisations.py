"""Organisations and the networks they belong to."""

from django.contrib import admin, messages
from django.utils.translation import gettext_lazy as _

from services.actions import claims as claim_actions
from services.actions import organisations as organisation_actions
from services.admin.base import KeptAdmin, NoHandEntry, ReadOnly, ReadOnlyAdmin, RowsInline
from services.admin.history import HistoryAdmin
from services.admin.letters import WritesLetters
from services.admin.queue import ending_soon
from services.emails import MailNotSent
from services.models import (
    Claim,
    Invitation,
    Membership,
    Network,
    Organisation,
    OrganisationDomain,
    Service,
)


class MembershipInline(ReadOnly, RowsInline):
    """Who is a member; that is decided on the organisation's own page, which keeps an owner."""

    model = Membership
    fields = readonly_fields = ["user", "role", "created_at"]


class DomainInline(RowsInline):
    model = OrganisationDomain
    fields = ["domain", "approved_by", "approved_at"]
    readonly_fields = ["approved_by", "approved_at"]


@admin.register(Organisation)
class OrganisationAdmin(WritesLetters, KeptAdmin):
    list_display = ["name", "status", "website", "updated_at"]
    list_filter = ["status"]
    search_fields = ["name", "slug", "other_names"]
    ordering = ["name", "pk"]
    fields = [
        "name",
        "slug",
        "other_names",
        "description",
        "website",
        "status",
        "created_at",
        "updated_at",
    ]
    prepopulated_fields = {"slug": ["name"]}
    readonly_fields = ["created_at", "updated_at"]
    actions = ["write", "archive"]
    inlines = [DomainInline, MembershipInline]

    def save_formset(self, request, form, formset, change):
        """Who adds a domain approves of it."""
        for added in formset.save(commit=False):
            if added._state.adding:
                added.approved_by = request.user
        formset.save()

    def listings_of(self, record):
        return record.services.values_list("pk", flat=True)

    def organisations_of(self, queryset):
        return queryset

    @admin.action(description=_("Archiveren"), permissions=["change"])
    def archive(self, request, queryset):
        organisations = Organisation.objects.filter(pk__in=queryset)
        count = organisation_actions.archive(organisations=organisations, by=request.user)
        self.message_user(request, _("Gearchiveerd: %(count)s.") % {"count": count})
        self.warn_of_bar(request, Service.objects.filter(organisation__in=organisations))


@admin.register(Network)
class NetworkAdmin(HistoryAdmin):
    list_display = ["name", "source"]
    search_fields = ["name"]
    ordering = ["name", "pk"]
    autocomplete_fields = ["members"]
    prepopulated_fields = {"slug": ["name"]}


@admin.register(Claim)
class ClaimAdmin(NoHandEntry, admin.ModelAdmin):
    """Who says that an organisation is theirs; decided in the list, one by one or together."""

    list_display = ["email", "organisation", "website", "claimed_at", "outcome", "decided_by"]
    list_filter = [("outcome", admin.AllValuesFieldListFilter)]
    list_select_related = ["organisation", "decided_by"]
    search_fields = ["email", "organisation__name"]
    ordering = ["-claimed_at", "-pk"]
    actions = ["approve", "reject"]

    def has_change_permission(self, request, obj=None):
        return obj is None and super().has_change_permission(request)

    @admin.display(description=_("website van de organisatie"))
    def website(self, claim):
        return claim.organisation.website

    @admin.action(description=_("Goedkeuren en uitnodigen"), permissions=["change"])
    def approve(self, request, queryset):
        self._decide(request, queryset, claim_actions.approve, _("Uitgenodigd: %(count)s."))

    @admin.action(description=_("Afwijzen"), permissions=["change"])
    def reject(self, request, queryset):
        self._decide(request, queryset, claim_actions.reject, _("Afgewezen: %(count)s."))

    def _decide(self, request, queryset, action, message):
        count = 0
        try:
            for claim in queryset:
                count += action(claim=claim, by=request.user)
        except MailNotSent as error:
            self.message_user(request, str(error), messages.ERROR)
        self.message_user(request, message % {"count": count})


class EndingFilter(admin.SimpleListFilter):
    title = _("vervalt")
    parameter_name = "vervalt"

    def lookups(self, request, model_admin):
        return [("binnenkort", _("binnen twee dagen"))]

    def queryset(self, request, queryset):
        return ending_soon(queryset) if self.value() == "binnenkort" else queryset


@admin.register(Invitation)
class InvitationAdmin(ReadOnlyAdmin):
    """Who was invited, by whom, and whether they came."""

    list_display = ["email", "organisation", "role", "invited_by", "expires_at", "accepted_at"]
    list_filter = [EndingFilter]
    list_select_related = ["organisation", "invited_by"]
    search_fields = ["email", "organisation__name"]
    ordering = ["-created_at", "-pk"]

"""Organisations and the networks they belong to."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from services.actions import organisations as organisation_actions
from services.admin.base import KeptAdmin
from services.models import Network, Organisation


@admin.register(Organisation)
class OrganisationAdmin(KeptAdmin):
    list_display = ["name", "status", "website", "updated_at"]
    list_filter = ["status"]
    search_fields = ["name", "slug", "other_names"]
    ordering = ["name", "pk"]
    prepopulated_fields = {"slug": ["name"]}
    readonly_fields = ["created_at", "updated_at"]
    actions = ["archive"]

    def listings_of(self, record):
        return record.services.values_list("pk", flat=True)

    @admin.action(description=_("Archiveren"), permissions=["change"])
    def archive(self, request, queryset):
        count = organisation_actions.archive(
            organisations=Organisation.objects.filter(pk__in=queryset), by=request.user
        )
        self.message_user(request, _("Gearchiveerd: %(count)s.") % {"count": count})


@admin.register(Network)
class NetworkAdmin(admin.ModelAdmin):
    list_display = ["name", "source"]
    search_fields = ["name"]
    ordering = ["name", "pk"]
    autocomplete_fields = ["members"]
    prepopulated_fields = {"slug": ["name"]}

"""The vocabulary that editors may extend, and the places they choose from."""

from django.contrib import admin

from services.admin.base import NamedFields, ReadModelAdmin, ReadOnlyAdmin
from services.models import Municipality, Province, TargetGroup, Topic


class TermAdmin(NamedFields, ReadModelAdmin):
    """A word of the vocabulary; its code and its name in addresses never change."""

    list_display = ["name", "code", "slug", "position"]
    list_editable = ["position"]
    search_fields = ["name", "code"]
    ordering = ["position", "name", "pk"]

    def get_readonly_fields(self, request, obj=None):
        return ["code", "slug"] if obj else []

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else {"slug": ["name"]}

    def has_delete_permission(self, request, obj=None):
        return False

    def listings_of(self, record):
        return record.services.values_list("pk", flat=True)


@admin.register(Topic)
class TopicAdmin(TermAdmin):
    pass


@admin.register(TargetGroup)
class TargetGroupAdmin(TermAdmin):
    list_display = ["name", "kind", "narrows", "is_everyone", "code", "slug", "position"]
    list_filter = ["kind"]


@admin.register(Municipality)
class MunicipalityAdmin(ReadOnlyAdmin):
    list_display = ["name", "name_fr", "refnis", "province"]
    list_filter = ["province"]
    list_select_related = ["province"]
    search_fields = ["name", "name_fr", "refnis"]
    ordering = ["name", "pk"]


@admin.register(Province)
class ProvinceAdmin(ReadOnlyAdmin):
    list_display = ["name", "nuts"]
    search_fields = ["name"]
    ordering = ["name", "pk"]

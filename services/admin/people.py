"""Accounts: made here by an editor, opened with a code by e-mail."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from services.admin.history import PersonHistoryAdmin
from services.models import User


@admin.register(User)
class UserAdmin(PersonHistoryAdmin):
    list_display = ["email", "name", "is_staff", "is_active", "last_login"]
    list_filter = ["is_staff", "is_active"]
    search_fields = ["email", "name"]
    ordering = ["email", "pk"]
    filter_horizontal = ["groups", "user_permissions"]
    readonly_fields = ["last_login", "created_at"]
    fieldsets = [
        (None, {"fields": ["email", "name", "is_active"]}),
        (
            _("Rechten"),
            {"fields": ["is_staff", "is_superuser", "groups", "user_permissions"]},
        ),
        (_("Tijdstippen"), {"fields": ["last_login", "created_at"]}),
    ]

    def save_model(self, request, obj, form, change):
        obj.email = obj.email.lower()
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)

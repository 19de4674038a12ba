"""Accounts: made here by an editor, opened with a code by e-mail."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from services.actions import sessions
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
    actions = ["end_sessions"]
    fieldsets = [
        (None, {"fields": ["email", "name", "is_active"]}),
        (
            _("Rechten"),
            {"fields": ["is_staff", "is_superuser", "groups", "user_permissions"]},
        ),
        (_("Tijdstippen"), {"fields": ["last_login", "created_at"]}),
    ]

    @admin.action(description=_("Overal afmelden"), permissions=["change"])
    def end_sessions(self, request, queryset):
        for user in queryset:
            sessions.end_all(user=user, by=request.user)
        self.message_user(request, _("Overal afgemeld: %(count)s.") % {"count": len(queryset)})

    def save_model(self, request, obj, form, change):
        obj.email = obj.email.lower()
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)

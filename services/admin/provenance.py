"""What waits for an editor: values nobody confirmed, and what visitors say is wrong."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.db.models import Prefetch
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from services.actions import pending, reports
from services.admin.base import NoHandEntry
from services.enums import VerificationMethod
from services.importing.columns import column_label
from services.models import ListingSource, PendingValue, Report


class OpenFilter(admin.SimpleListFilter):
    """Shows what is not settled yet, unless asked otherwise; subclasses name the `field`."""

    title = _("afgehandeld")
    parameter_name = "afgehandeld"
    field = ""

    def lookups(self, request, model_admin):
        return [("ja", _("ja")), ("alle", _("alles"))]

    def choices(self, changelist):
        unsettled, *others = super().choices(changelist)
        return [unsettled | {"display": _("nee")}, *others]

    def queryset(self, request, queryset):
        if self.value() == "alle":
            return queryset
        return queryset.filter(**{f"{self.field}__isnull": self.value() != "ja"})


class OpenReportFilter(OpenFilter):
    field = "handled_at"


class OpenPendingFilter(OpenFilter):
    field = "resolved_at"


@admin.display(description=_("fiche"), ordering="service__name")
def listing(record):
    """The listing of a record, as a link to where an editor changes it."""
    url = reverse("admin:services_service_change", args=[record.service_id])
    return format_html('<a href="{}">{}</a>', url, record.service)


@admin.register(Report)
class ReportAdmin(NoHandEntry, admin.ModelAdmin):
    list_display = ["reason", listing, "reported_on", "count", "handled_at"]
    list_filter = [OpenReportFilter, "reason"]
    list_select_related = ["service"]
    search_fields = ["service__name"]
    ordering = ["-reported_on", "-count", "pk"]
    actions = ["handle"]

    @admin.action(description=_("Afgehandeld"), permissions=["change"])
    def handle(self, request, queryset):
        count = reports.handle(reports=Report.objects.filter(pk__in=queryset), by=request.user)
        self.message_user(request, _("Afgehandeld: %(count)s.") % {"count": count})


class CheckForm(ActionForm):
    """How an editor checked what the action confirms."""

    how = forms.ChoiceField(
        label=_("Nagekeken"), choices=[("", "—"), *VerificationMethod.choices], required=False
    )


@admin.register(PendingValue)
class PendingValueAdmin(NoHandEntry, admin.ModelAdmin):
    list_display = ["column", "value", "standing", listing, "sources", "resolved_at"]
    list_filter = [OpenPendingFilter, "field"]
    list_select_related = ["service"]
    search_fields = ["service__name", "value"]
    readonly_fields = ["service", "field", "value", "sources", "resolved_at"]
    ordering = ["service__name", "field", "value", "pk"]
    action_form = CheckForm
    actions = ["publish", "reject"]

    def get_queryset(self, request):
        return (
            super()
            .get_queryset(request)
            .prefetch_related(
                Prefetch("service__sources", ListingSource.objects.order_by("position", "pk"))
            )
        )

    @admin.display(description=_("veld"), ordering="field")
    def column(self, value):
        return column_label(value.field)

    @admin.display(description=_("staat er nu"))
    def standing(self, value):
        return pending.standing(value)

    @admin.display(description=_("bronnen van de fiche"))
    def sources(self, value):
        return source_lines(value.service)

    @admin.action(description=_("Bevestigen en publiceren"), permissions=["change"])
    def publish(self, request, queryset):
        how = request.POST.get("how")
        if how not in VerificationMethod.values:
            self.message_user(request, _("Kies hoe je dit hebt nagekeken."), messages.ERROR)
            return
        for value in queryset.filter(resolved_at=None):
            try:
                pending.publish(pending=value, by=request.user, how=how)
            except ValueError as error:
                self.message_user(request, f"{value.service}: {value}: {error}", messages.ERROR)
            else:
                self._tell(request, value, _("Gepubliceerd: %(value)s"))

    @admin.action(description=_("Verwerpen"), permissions=["change"])
    def reject(self, request, queryset):
        for value in queryset.filter(resolved_at=None):
            pending.reject(pending=value, by=request.user)
            self._tell(request, value, _("Verworpen: %(value)s"))

    def _tell(self, request, value, words):
        self.message_user(request, f"{value.service}: {words % {'value': value}}")


def source_lines(service):
    """The sources of a listing, a line each, with their ages as they were noted."""
    lines = [(source_link(source), source.age) for source in service.sources.all()]
    if service.source_ages:
        lines.append((_("samen:"), service.source_ages))
    return format_html_join(mark_safe("<br>"), "{} {}", lines)


def source_link(source):
    """A source of a listing as a link that opens apart and says nothing of where it came from."""
    if not source.url:
        return source.title
    return format_html(
        '<a href="{}" target="_blank" rel="noreferrer noopener">{}</a>', source.url, source.title
    )

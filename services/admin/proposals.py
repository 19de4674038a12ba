"""What somebody wants to see changed, and what was attested of experience."""

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from services import deciding, proposed
from services.admin.base import NoHandEntry, ReadOnlyAdmin
from services.admin.provenance import OpenFilter, listing
from services.models import Expertise, Proposal
from services.models.proposal import FOR_EDITORS


class OpenProposalFilter(OpenFilter):
    field = "decided_at"


class DeciderFilter(admin.SimpleListFilter):
    """Who may decide: an editor of the map alone, or a member of the organisation too."""

    title = _("beslist door")
    parameter_name = "beslist-door"

    def lookups(self, request, model_admin):
        return [("redactie", _("de redactie")), ("organisatie", _("de organisatie"))]

    def queryset(self, request, queryset):
        match self.value():
            case "redactie":
                return queryset.filter(field__in=FOR_EDITORS)
            case "organisatie":
                return queryset.exclude(field__in=FOR_EDITORS)
        return queryset


@admin.register(Proposal)
class ProposalAdmin(NoHandEntry, admin.ModelAdmin):
    """Decided one by one, on a page that shows the difference."""

    list_display = ["field", listing, "wanted", "proposed_by", "created_at", "state"]
    list_filter = [OpenProposalFilter, DeciderFilter, "field"]
    list_select_related = ["service", "proposed_by"]
    search_fields = ["service__name", "service__organisation__name"]
    ordering = ["created_at", "pk"]

    @admin.display(description=_("voorgesteld"))
    def wanted(self, proposal):
        return ", ".join(proposed.lines(proposal.field, proposal.value))

    def change_view(self, request, object_id, form_url="", extra_context=None):
        proposal = self.get_object(request, unquote(object_id))
        if proposal is None or not self.has_change_permission(request, proposal):
            raise Http404
        shown = deciding.screen(request, proposal)
        if shown.done:
            level = messages.ERROR if shown.is_refused else messages.SUCCESS
            self.message_user(request, shown.done, level)
            return redirect("admin:services_proposal_changelist")
        context = self.admin_site.each_context(request) | shown.context
        context |= {"opts": self.opts, "title": shown.context["what"]}
        return TemplateResponse(request, "services/admin/proposal.html", context)


@admin.register(Expertise)
class ExpertiseAdmin(ReadOnlyAdmin):
    """Granted through a proposal; here one sees what holds and what expired."""

    list_display = ["criterion", listing, "evidence", "attested_by", "attested_on", "holds_until"]
    list_filter = ["criterion", "attested_on"]
    list_select_related = ["service", "attested_by"]
    search_fields = ["service__name"]
    ordering = ["attested_on", "pk"]

    @admin.display(description=_("geldt tot"), ordering="attested_on")
    def holds_until(self, one):
        return one.expires_on if one.is_valid else _("verlopen")

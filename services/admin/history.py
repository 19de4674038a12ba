"""What changed of a record, on a page of its own, from where a change can be undone."""

from datetime import datetime, time

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from services import history
from services.actions import reverting

PAGE_SIZE = 100


class HistoryPage(admin.ModelAdmin):
    """A page of the desk whose history view is our own; subclasses say what is on it."""

    def _context(self, request, record, **context):
        if not self.has_change_permission(request, record):
            raise PermissionDenied
        context |= {"opts": self.opts, "object": record}
        return self.admin_site.each_context(request) | context

    def _record(self, request, object_id):
        record = self.get_object(request, unquote(object_id))
        if record is None:
            raise Http404
        return record

    def _history_url(self, record):
        name = f"{self.opts.app_label}_{self.opts.model_name}_history"
        return reverse(f"admin:{name}", args=[record.pk], current_app=self.admin_site.name)


class HistoryAdmin(HistoryPage):
    """Shows the history of a record, and undoes one change of it after asking."""

    def get_urls(self):
        return [
            path(
                "<path:object_id>/history/<slug:table>/<int:event>/",
                self.admin_site.admin_view(self.revert_view),
                name=f"{self.opts.app_label}_{self.opts.model_name}_revert",
            ),
            *super().get_urls(),
        ]

    def history_view(self, request, object_id, extra_context=None):
        record = self._record(request, object_id)
        page = Paginator(history.of_record(record), PAGE_SIZE).get_page(request.GET.get("p"))
        context = self._context(
            request,
            record,
            title=_("Geschiedenis van %(name)s") % {"name": record},
            moments=history.moments(history.changes(page)),
            page=page,
        )
        return TemplateResponse(request, "services/admin/history.html", context)

    def revert_view(self, request, object_id, table, event):
        record = self._record(request, object_id)
        model = history.TABLES.get(table)
        if model is None:
            raise Http404
        events = history.of_record(record).filter(pgh_obj_model=model._meta.label, pgh_id=event)
        changes = history.changes(events)
        context = self._context(
            request,
            record,
            title=_("Wijziging terugdraaien"),
            moments=history.moments(changes),
            history_url=self._history_url(record),
        )
        if not changes:
            raise Http404
        if request.method != "POST":
            return TemplateResponse(request, "services/admin/revert.html", context)
        try:
            reverting.revert(change=changes[0], by=request.user)
        except reverting.Refusal as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
        else:
            self.message_user(request, _("De wijziging is teruggedraaid."))
        return redirect(self._history_url(record))


class SinceForm(forms.Form):
    """From which day on."""

    vanaf = forms.DateField(label=_("Vanaf"), widget=forms.DateInput(attrs={"type": "date"}))


class PersonHistoryAdmin(HistoryPage):
    """Shows what a person changed since a day, and undoes all of it."""

    def history_view(self, request, object_id, extra_context=None):
        person = self._record(request, object_id)
        is_sent = request.method == "POST"
        today = {"vanaf": timezone.localdate().isoformat()}
        form = SinceForm(request.POST if is_sent else today | request.GET.dict())
        context = self._context(
            request, person, title=_("Wijzigingen door %(name)s") % {"name": person}, form=form
        )
        if form.is_valid():
            day = form.cleaned_data["vanaf"]
            since = timezone.make_aware(datetime.combine(day, time.min))
            if is_sent:
                outcome = reverting.revert_person(person=person, since=since, by=request.user)
                self._tell(request, outcome)
                return redirect(f"{self._history_url(person)}?vanaf={day.isoformat()}")
            events = history.of_person(person, since=since)
            page = Paginator(events, PAGE_SIZE).get_page(request.GET.get("p"))
            context |= {
                "page": page,
                "moments": history.moments(history.changes(page)),
                "since": day,
            }
        return TemplateResponse(request, "services/admin/person_history.html", context)

    def _tell(self, request, outcome):
        count = len(outcome.undone)
        words = ngettext(
            "%(count)s wijziging teruggedraaid.", "%(count)s wijzigingen teruggedraaid.", count
        )
        self.message_user(request, words % {"count": count})
        for change, reason in outcome.refused:
            words = f"{change.where}: {change.title}: {reason}"
            self.message_user(request, words, messages.WARNING)

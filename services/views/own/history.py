"""What changed of one's own listing, by whom and when, and putting back what one may change."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from services import history
from services.actions import reverting
from services.views.own.access import account_required, listing_or_404

PAGE_SIZE = 50


@require_safe
@account_required
def changes(request, slug):
    """The changes of a listing, the newest first."""
    service = listing_or_404(request.user, slug=slug)
    page = Paginator(history.of_record(service), PAGE_SIZE).get_page(request.GET.get("pagina"))
    context = {"service": service, "page": page, "moments": _moments(service, page)}
    return render(request, "services/own/history.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@account_required
def undo(request, slug, table, event):
    """One change, and putting back what was before it."""
    service = listing_or_404(request.user, slug=slug)
    model = history.TABLES.get(table)
    if model is None:
        raise Http404
    events = history.of_record(service).filter(pgh_obj_model=model._meta.label, pgh_id=event)
    change = next(iter(history.changes(events)), None)
    if change is None or not reverting.is_own(change):
        raise Http404
    if request.method != "POST":
        context = {"service": service, "moments": _moments(service, events)}
        return render(request, "services/own/undo.html", context)
    try:
        reverting.revert_own(service=service, change=change, by=request.user)
    except reverting.Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Teruggezet zoals het was."))
    return redirect("services:own-history", slug)


def _moments(service, events):
    """Moments as members read them; `undoable` tells of a change whether they may put it back."""
    changed = history.changes(events)
    undoable = {(one.table, one.event) for one in changed if reverting.is_own(one)}
    shown = history.for_members(changed, organisation=service.organisation)
    return [
        {
            "moment": moment,
            "changes": [(one, (one.table, one.event) in undoable) for one in moment.changes],
        }
        for moment in history.moments(shown)
    ]

"""Drafts: what was typed into a section and not saved yet."""

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from services.actions import drafts
from services.views.own.access import account_required, listing_or_404
from services.views.own.listings import SECTIONS
from services.views.own.typed import typed


@require_POST
@account_required
def keep(request, slug, section):
    """Keep what was typed so far, and say when."""
    service = _listing_or_404(request, slug=slug, section=section)
    try:
        draft = drafts.keep(
            service=service, section=section, data=typed(request.POST), by=request.user
        )
    except ValidationError as error:
        return _said(" ".join(error.messages), status=400)
    clock = date_format(timezone.localtime(draft.updated_at), "G.i")
    return _said(_("Concept bewaard om %(time)s u.") % {"time": clock})


@require_POST
@account_required
def discard(request, slug, section):
    """Throw a draft away, and begin with what is on the map."""
    service = _listing_or_404(request, slug=slug, section=section)
    drafts.discard(service=service, section=section, by=request.user)
    return redirect("services:own-section", slug, section)


def _listing_or_404(request, *, slug, section):
    if section not in SECTIONS:
        raise Http404
    return listing_or_404(request.user, slug=slug)


def _said(words, *, status=200):
    return HttpResponse(words, status=status, content_type="text/plain; charset=utf-8")

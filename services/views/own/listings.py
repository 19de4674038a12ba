"""Keeping one listing true: section by section, or with one click that all of it still is."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from services import wording
from services.actions import drafts, editing, helplines, previewing
from services.forms import (
    AreaForm,
    AvailabilityForm,
    ClosureForm,
    ContactForm,
    DescriptionForm,
    LocationsForm,
    PhonesForm,
    SchedulesForm,
    SubjectsForm,
    TermsForm,
)
from services.models import Service
from services.permissions import can_manage_members
from services.section_facts import facts
from services.views.directory import listing_context
from services.views.own.access import account_required, listing_or_404
from services.views.own.typed import as_sent, of_section, typed

#: What is said after saving, of a listing that is on the map and of one that is not.
SAVED = gettext_lazy("Bewaard. Het staat meteen op de kaart.")
SAVED_UNSEEN = gettext_lazy("Bewaard. De kaart toont deze fiche nog niet.")
#: What can be edited, by its name in the address: what it is called, and its form.
SECTIONS = {
    "beschikbaarheid": (gettext_lazy("Wachttijd en plaats"), AvailabilityForm),
    "sluiting": (gettext_lazy("Tijdelijk gesloten"), ClosureForm),
    "telefoon": (gettext_lazy("Telefoon"), PhonesForm),
    "uren": (gettext_lazy("Openingsuren"), SchedulesForm),
    "contact": (gettext_lazy("Contact"), ContactForm),
    "voorwaarden": (gettext_lazy("Goed om te weten"), TermsForm),
    "omschrijving": (gettext_lazy("Omschrijving en aanpak"), DescriptionForm),
    "themas": (gettext_lazy("Thema's en leeftijd"), SubjectsForm),
    "plekken": (gettext_lazy("Plekken"), LocationsForm),
    "werkingsgebied": (gettext_lazy("Werkingsgebied"), AreaForm),
}


@require_safe
@account_required
def listing(request, slug):
    """A listing as it stands, with a way into each of its sections."""
    service = listing_or_404(request.user, slug=slug)
    sections = [
        {"name": name, "title": title, "facts": facts(service, form.names())}
        for name, (title, form) in SECTIONS.items()
    ]
    context = {
        "service": service,
        "sections": sections,
        "trust": wording.trust(service),
        "can_end": can_manage_members(request.user, service.organisation),
    }
    return render(request, "services/own/listing.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@account_required
def section(request, slug, section):
    """Edit one section; what somebody else changed meanwhile is shown before it is overwritten."""
    service = listing_or_404(request.user, slug=slug)
    if section not in SECTIONS:
        raise Http404
    title, form_class = SECTIONS[section]
    wanted = request.POST.get("toon", "")
    draft = of_section(service, section, person=request.user)
    taken_up = as_sent(draft) if draft and "concept" in request.GET else None
    form = form_class(request.POST or taken_up, instance=service)
    meanwhile = []
    if request.method == "POST" and wanted != "formulier" and form.is_valid():
        try:
            if wanted == "voorbeeld":
                return _preview(request, service, section=section, form=form)
            editing.change(service=service, changes=form.changes, by=request.user)
        except editing.ChangedMeanwhile as found:
            service.refresh_from_db()
            meanwhile = facts(service, found.current)
            form = form.seeing(found)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            drafts.discard(service=service, section=section, by=request.user)
            is_public = Service.objects.published().filter(pk=service.pk).exists()
            messages.success(request, SAVED if is_public else SAVED_UNSEEN)
            return redirect("services:own-listing", slug)
    context = {
        "service": service,
        "section": section,
        "title": title,
        "form": form,
        "meanwhile": meanwhile,
        "offered": None if form.is_bound else draft,
        "notice": form.closes and helplines.notice(service=service, by=request.user),
    }
    return render(request, "services/own/section.html", context)


def _preview(request, service, *, section, form):
    """The public page as it would be; of what was typed only a draft is kept."""
    data = typed(request.POST)
    drafts.keep(service=service, section=section, data=data, by=request.user)
    with previewing.nothing_kept():
        editing.change(service=service, changes=form.changes, by=request.user)
        context = listing_context(request, previewing.as_published(service))
        context |= {"section": section, "typed": data}
        return render(request, "services/own/preview.html", context)


@require_POST
@account_required
def confirm(request, slug):
    """All of it is still right."""
    service = listing_or_404(request.user, slug=slug)
    try:
        editing.confirm(service=service, by=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Dank je. De kaart zegt nu dat het vandaag bevestigd is."))
    return redirect("services:own-listing", slug)

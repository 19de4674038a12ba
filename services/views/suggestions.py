"""Changes that anybody may suggest, without an account; nothing is kept about who does."""

from allauth.core import ratelimit
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from services import proposed
from services.actions import proposals
from services.emails import MailNotSent
from services.enums import ProposalField
from services.forms.proposals import DraftListingForm, NewOrganisationForm, SuggestionForm
from services.models import Service
from services.views.addresses import moved_permanently, published_or_404


@require_safe
def choose(request, slug):
    """What of a listing may be suggested otherwise, each with what it is now."""
    service = published_or_404(Service.objects.select_related("organisation"), slug=slug)
    if service.slug != slug:
        return moved_permanently(reverse("services:suggest", args=[service.slug]))
    fields = [
        {
            "name": name,
            "label": capfirst(ProposalField(field).label),
            "lines": proposed.lines(field, proposed.current(service, field)),
        }
        for name, field in proposed.offered(service).items()
    ]
    return render(request, "services/suggest_choose.html", {"service": service, "fields": fields})


@require_http_methods(["GET", "HEAD", "POST"])
def suggest(request, slug, field):
    """Ask for one value; it goes to the organisation and the editors."""
    service = published_or_404(Service.objects.select_related("organisation"), slug=slug)
    if service.slug != slug:
        return moved_permanently(reverse("services:suggest-field", args=[service.slug, field]))
    coded = proposed.offered(service).get(field)
    if coded is None:
        raise Http404
    data = request.POST if request.method == "POST" else None
    form = SuggestionForm(data, field=coded, current=proposed.current(service, coded))
    if form.is_valid() and not ratelimit.consume(request, action="suggest"):
        form.add_error(None, _("Er kwamen vandaag al veel voorstellen. Probeer het morgen."))
    elif form.is_valid():
        try:
            proposals.suggest(service=service, field=coded, value=form.cleaned_data["value"])
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            return redirect(f"{service.get_absolute_url()}?gemeld=1")
    context = {"service": service, "form": form, "what": capfirst(coded.label)}
    return render(request, "services/suggest.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_organisation(request):
    """An organisation that is not on the map yet, with its first listing; both wait."""
    form = NewOrganisationForm(request.POST or None)
    listing_form = DraftListingForm(request.POST or None)
    is_sent = False
    are_valid = form.is_valid() & listing_form.is_valid()
    if are_valid:
        given = form.cleaned_data
        key = given["email"].lower()
        if ratelimit.consume(request, action="new_organisation", key=key):
            try:
                proposals.draft_organisation(
                    name=given["organisation"],
                    website=given["organisation_website"],
                    email=given["email"],
                    facts=listing_form.facts,
                    evidence=listing_form.cleaned_data["evidence"],
                )
                is_sent = True
            except MailNotSent as error:
                form.add_error(None, str(error))
            except ValidationError as error:
                form.add_error(None, error.messages)
        else:
            form.add_error(None, _("Er kwamen vandaag al veel voorstellen. Probeer het morgen."))
    context = {"form": form, "listing_form": listing_form, "is_sent": is_sent}
    return render(request, "services/new_organisation.html", context)

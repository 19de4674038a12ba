""" "Dit is onze organisatie": asking to be let in, and the link that shows one reads the mail."""

from allauth.core import ratelimit
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from services.actions import claims
from services.emails import MailNotSent
from services.forms import ClaimForm
from services.models import Organisation
from services.views.addresses import moved_permanently, published_or_404


@require_http_methods(["GET", "HEAD", "POST"])
def claim(request, slug):
    """Ask where to write, write there, and say the same whoever it was."""
    organisation = published_or_404(Organisation.objects, slug=slug)
    if organisation.slug != slug:
        return moved_permanently(reverse("services:claim", args=[organisation.slug]))
    form = ClaimForm(request.POST or None)
    is_sent = False
    if form.is_valid():
        email = form.cleaned_data["email"]
        if ratelimit.consume(request, action="claim", key=email.lower()):
            try:
                claims.start(organisation=organisation, email=email)
                is_sent = True
            except MailNotSent as error:
                form.add_error(None, str(error))
        else:
            form.add_error(
                None,
                _("Er is vandaag al te vaak een mail gevraagd. Probeer het morgen opnieuw."),
            )
    context = {"organisation": organisation, "form": form, "is_sent": is_sent}
    return render(request, "services/claim.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def confirm(request, token):
    """Say what is asked; by POST put it before the editors."""
    asked = claims.read(token=token)
    if asked is None:
        return render(request, "services/own/invitation_gone.html", status=410)
    if request.method == "POST":
        claims.confirm(asked=asked)
        return redirect(f"{request.path}?verstuurd=1")
    context = {
        "organisation": asked.organisation,
        "email": asked.email,
        "is_sent": "verstuurd" in request.GET,
    }
    return render(request, "services/claim_confirm.html", context)

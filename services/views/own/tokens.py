"""The tokens by which an organisation's software changes its listings."""

from allauth.core import ratelimit
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from services.actions import tokens
from services.forms import TokenForm
from services.permissions import can_make_tokens, require_owner
from services.views.own.access import account_required, organisation_or_404


@require_http_methods(["GET", "HEAD", "POST"])
@account_required
def token_list(request, slug):
    """All tokens there were, and a form to make one; the page that answers it shows the secret.

    It is shown there and then, for nothing that is kept could show it later.
    """
    organisation = organisation_or_404(request.user, slug=slug)
    require_owner(request.user, organisation)
    may_make = can_make_tokens(request.user, organisation)
    if request.method == "POST" and not may_make:
        raise PermissionDenied
    form, secret = TokenForm(request.POST or None), ""
    if form.is_valid() and not ratelimit.consume(request, action="token", user=request.user):
        form.add_error(None, _("Je maakte vandaag al veel tokens. Probeer het morgen opnieuw."))
    elif form.is_valid():
        try:
            _token, secret = tokens.make(
                organisation=organisation, by=request.user, **form.cleaned_data
            )
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            form = TokenForm()
    held = organisation.tokens.with_maker().select_related("made_by", "revoked_by")
    context = {
        "organisation": organisation,
        "tokens": held.order_by("-created_at", "-pk"),
        "may_make": may_make,
        "secret": secret,
        "form": form,
    }
    return render(request, "services/own/tokens.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@account_required
def revoke(request, slug, pk):
    """Take a token back, once it is clear what stops then."""
    organisation = organisation_or_404(request.user, slug=slug)
    require_owner(request.user, organisation)
    token = get_object_or_404(organisation.tokens.filter(revoked_at=None), pk=pk)
    if request.method == "POST":
        tokens.revoke(token=token, by=request.user)
        messages.success(request, _("Het token is ingetrokken. Het werkt nergens meer."))
        return redirect("services:own-tokens", slug)
    return render(
        request, "services/own/token_revoke.html", {"organisation": organisation, "token": token}
    )

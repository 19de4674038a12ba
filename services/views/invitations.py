"""The page that an invitation's link opens; opening it changes nothing, as mail scanners do."""

from allauth.account.utils import perform_login
from django.contrib import messages
from django.contrib.auth import logout
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from services.actions import invitations


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def invitation(request, secret):
    """Say who invites whom to what; by POST become a member, and log in.

    A link that works no longer says so, and nothing more. Whoever is logged in as somebody else
    is logged out; a second factor is asked for as at any log-in.
    """
    found = invitations.find(secret=secret)
    if found is None:
        return render(request, "services/own/invitation_gone.html", status=410)
    if request.method != "POST":
        return render(request, "services/own/invitation.html", {"invitation": found})
    user = invitations.accept(secret=secret)
    if user is None:
        return render(request, "services/own/invitation_gone.html", status=410)
    messages.success(
        request,
        _("Je bent nu lid van %(organisation)s.") % {"organisation": found.organisation},
    )
    if request.user == user:
        return redirect("services:own")
    logout(request)
    return perform_login(request, user)

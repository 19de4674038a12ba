"""One's own account: what guards it, and ending its sessions."""

from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from services.actions import sessions
from services.views.own.access import account_required


@require_http_methods(["GET", "HEAD", "POST"])
@account_required
def account(request):
    """How one logs in; by POST all sessions end, this one too unless it is to stay."""
    if request.method != "POST":
        return render(request, "services/own/account.html")
    sessions.end_all(user=request.user, by=request.user)
    if "blijf" in request.POST:
        update_session_auth_hash(request, request.user)
        messages.success(request, _("Je bent nu enkel hier nog aangemeld."))
        return redirect("services:own-account")
    logout(request)
    return render(request, "services/own/logged_out.html")

"""Who may have an account, and what an editor of the map must show besides."""

import logging
from datetime import timedelta

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from services import emails
from services.admin import queue

logger = logging.getLogger(__name__)

#: How somebody shows again who they are: allauth's names for it, in the order of preference.
REAUTHENTICATION = {
    "mfa_reauthenticate:webauthn": _("Gebruik je toegangssleutel"),
    "mfa_reauthenticate": _("Gebruik je app, of een herstelcode"),
    "reauthenticate": _("Gebruik je wachtwoord"),
}


def opaque_key(key, key_prefix, version):
    """The cache's key: allauth's names the address of whoever tries to log in, this one nobody."""
    return salted_hmac("socialekaart.cache", f"{key_prefix}:{version}:{key}").hexdigest()


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by an editor or by invitation, never by signing up."""

    def is_open_for_signup(self, request):
        return False

    def login(self, request, user):
        """A session ends when it is that old; what is done in it does not lengthen it."""
        super().login(request, user)
        request.session.set_expiry(timedelta(seconds=settings.SESSION_COOKIE_AGE))

    def send_mail(self, template_prefix, email, context):
        """Send a mail of ours: `account/email/login_code` is our `login_code`.

        There is one of ours for each that allauth can send with these settings. When it cannot
        leave, the page is as for an address that nobody has: it tells no more than ever.
        """
        try:
            emails.send(template_prefix.rpartition("/")[2], to=email, context=context)
        except emails.MailNotSent as error:
            logger.error(
                "A mail about an account did not leave: %s", type(error.__cause__).__name__
            )

    def get_reauthentication_methods(self, user):
        """Whoever has a passkey is asked for that first: they may have nothing else at hand."""
        found = {one["id"]: one for one in super().get_reauthentication_methods(user)}
        return [
            found[name] | {"description": description}
            for name, description in REAUTHENTICATION.items()
            if name in found
        ]

    def get_reset_password_from_key_url(self, key):
        """The link in the mail, at our own address; `key` is the account's and the link's own."""
        return emails.absolute(
            reverse("account_reset_password_from_key", args=key.split("-", maxsplit=1))
        )


class DeskSite(AdminSite):
    """The editors' desk: staff with a second factor."""

    site_header = site_title = _("Sociale kaart – beheer")
    index_title = _("Werkbank")

    def has_permission(self, request):
        return super().has_permission(request) and is_mfa_enabled(request.user)

    def index(self, request, extra_context=None):
        """What waits comes first."""
        context = {"queue": queue.waiting(request.user)}
        return super().index(request, context | (extra_context or {}))

    def login(self, request, extra_context=None):
        """Ask for the e-mail code, or send staff without a second factor to set one up.

        Who is logged in and is no staff is told so: logging in again would change nothing.
        """
        if request.user.is_authenticated and request.user.is_staff:
            return redirect("mfa_index")
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect_to_login(reverse("admin:index"), reverse("account_login"))

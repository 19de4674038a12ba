"""Telling people from machines without anybody else's help, on forms that need no account.

A field that only a machine fills in, and a signed moment at which the form was opened: who answers
within a few seconds did not read it. A person whom it takes for a machine just sends it again.
"""

import re
from datetime import timedelta

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

SALT = "services.forms.spam"
#: How long reading and answering takes at least.
LEAST = timedelta(seconds=3)
_LINK = re.compile(r"https?:|www\.|\[url|<a\b", re.IGNORECASE)


def stamp():
    """A moment, as a form keeps it: now."""
    return signing.TimestampSigner(salt=SALT).sign("form")


def refuse_links(text, *, allowed=0):
    """Raise ValidationError when a text holds more web addresses than these."""
    if len(_LINK.findall(text)) > allowed:
        raise ValidationError(
            _("Er staan te veel webadressen in: hoogstens %(allowed)s.") % {"allowed": allowed}
            if allowed
            else _("Zet hier geen webadres.")
        )


class GuardedForm(forms.Form):
    """A form that anybody may send."""

    #: Hidden from people; its name is one that machines like to fill in.
    homepage = forms.CharField(
        required=False,
        label=gettext_lazy("Laat dit leeg"),
        widget=forms.TextInput({"autocomplete": "off", "tabindex": "-1"}),
    )
    opened = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, **options):
        super().__init__(None if data is None else data.copy(), **options)
        self.fields["opened"].initial = stamp()
        self.order_fields([*(name for name in self.fields if name not in _GUARDS), *_GUARDS])

    def clean(self):
        cleaned = super().clean()
        if self._is_trapped() or not self._is_read():
            self.add_error(
                None,
                _(
                    "Dit ging sneller dan mensen typen, of er stond iets in een verborgen veld."
                    " Er is niets verloren: kijk het na en verstuur het nog eens."
                ),
            )
        return cleaned

    def _is_trapped(self):
        """Whether the hidden field holds something; it is emptied, for browsers fill in too."""
        is_trapped = bool(self.data.get("homepage"))
        self.data["homepage"] = ""
        return is_trapped

    def _is_read(self):
        """Whether the form was open for some time; one that nobody signed begins now."""
        signer = signing.TimestampSigner(salt=SALT)
        try:
            signer.unsign(self.data.get("opened", ""))
        except signing.BadSignature:
            self.data["opened"] = stamp()
            return False
        try:
            signer.unsign(self.data["opened"], max_age=LEAST)
        except signing.SignatureExpired:
            return True
        return False


_GUARDS = ("homepage", "opened")

"""The forms by which somebody adds a passkey to their account, and names it."""

from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _


class AddPasskeyForm(AddWebAuthnForm):
    """A key that logs in by itself, unless one says that it is to be a second step only."""

    name = forms.CharField(
        label=_("Naam"),
        required=False,
        max_length=80,
        help_text=_("Waaraan je de sleutel herkent, zoals het toestel waarop hij staat."),
    )
    passwordless = forms.BooleanField(
        label=_("Meld me hiermee aan zonder code"),
        required=False,
        initial=True,
        help_text=_(
            "Je toestel vraagt dan je vinger, je gezicht of je pincode. "
            "Zonder dit vinkje is de sleutel een tweede stap, na de code."
        ),
    )


class EditPasskeyForm(EditWebAuthnForm):
    name = forms.CharField(label=_("Naam"), max_length=80)

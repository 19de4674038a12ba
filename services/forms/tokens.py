"""The form by which an owner lets software in."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from services.forms.proposals import LinklessField

USUAL, LONGEST = timedelta(days=365), timedelta(days=730)


def _in_a_year():
    return timezone.localdate() + USUAL


class TokenForm(forms.Form):
    """What a token is for, and how long it works."""

    name = LinklessField(
        label=gettext_lazy("Waarvoor dient het?"),
        max_length=60,
        widget=forms.TextInput({"autocomplete": "off"}),
        help_text=gettext_lazy(
            "Zoals “onze website” of “planning”. Het staat bij elke wijziging in de geschiedenis."
        ),
    )
    expires_on = forms.DateField(
        label=gettext_lazy("Werkt tot en met"),
        initial=_in_a_year,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("Hoogstens twee jaar. Daarna maak je een nieuw."),
    )

    def clean_expires_on(self):
        day, today = self.cleaned_data["expires_on"], timezone.localdate()
        if day <= today:
            raise forms.ValidationError(_("Kies een dag die nog moet komen."))
        if day > today + LONGEST:
            raise forms.ValidationError(_("Dat is meer dan twee jaar."))
        return day

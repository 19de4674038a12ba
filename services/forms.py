"""Forms of the public pages and of the editors' desk."""

from django import forms
from django.utils.translation import gettext_lazy as _

from services.enums import MemberRole, Precision, ReportReason
from services.models import Location


class ReportForm(forms.Form):
    """What is wrong with a listing: one coded reason, nothing to write in."""

    reason = forms.ChoiceField(
        label=_("Wat klopt er niet?"),
        choices=ReportReason,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies wat er niet klopt.")},
    )


class LocationForm(forms.ModelForm):
    """A place of a service; without coordinates it stands at the centre of its municipality."""

    class Meta:
        model = Location
        fields = "__all__"  # noqa: DJ007 -- the desk sees all of a location

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        for name in ("latitude", "longitude"):
            self.fields[name].required = False

    def clean(self):
        cleaned = super().clean()
        municipality = cleaned.get("municipality")
        if municipality and None in (cleaned.get("latitude"), cleaned.get("longitude")):
            cleaned["latitude"] = municipality.latitude
            cleaned["longitude"] = municipality.longitude
            cleaned["precision"] = Precision.MUNICIPALITY
        return cleaned


class InvitationForm(forms.Form):
    """Whom an owner wants as a member, and what for."""

    email = forms.EmailField(
        max_length=254, label=_("E-mailadres"), widget=forms.EmailInput({"autocomplete": "off"})
    )
    role = forms.ChoiceField(
        label=_("Rol"),
        choices=MemberRole,
        initial=MemberRole.EDITOR,
        help_text=_("Een verantwoordelijke beslist ook wie lid is."),
    )


class ClaimForm(forms.Form):
    """Where to write to somebody who says that an organisation is theirs."""

    email = forms.EmailField(
        max_length=254,
        label=_("Je e-mailadres bij deze organisatie"),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )

"""Forms of the public pages and of members."""

from django import forms
from django.utils.translation import gettext_lazy as _

from services.enums import MemberRole, ReportReason, Rhythm


class ReportForm(forms.Form):
    """What is wrong with a listing: one coded reason, nothing to write in."""

    reason = forms.ChoiceField(
        label=_("Wat klopt er niet?"),
        choices=ReportReason,
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies wat er niet klopt.")},
    )


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


class RhythmForm(forms.Form):
    """After how long an organisation wants to be asked again."""

    rhythm = forms.TypedChoiceField(
        label=_("Ritme van nazicht"), choices=Rhythm, coerce=int, widget=forms.RadioSelect
    )


class ClaimForm(forms.Form):
    """Where to write to somebody who says that an organisation is theirs."""

    email = forms.EmailField(
        max_length=254,
        label=_("Je e-mailadres bij deze organisatie"),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )

"""Forms of the public pages and of the editors' desk."""

from django import forms
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from services.enums import MemberRole, Precision, ReportReason, Rhythm
from services.models import Location, Service


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


def vocabulary_field(column):
    """A column that holds values of a closed vocabulary, as tick boxes."""
    return forms.MultipleChoiceField(
        choices=column.base_field.choices,
        label=capfirst(column.verbose_name),
        help_text=column.help_text,
        required=not column.blank,
        widget=forms.CheckboxSelectMultiple,
    )


def _section_field(column, **options):
    if isinstance(column, ArrayField):
        return vocabulary_field(column)
    if isinstance(column, models.URLField):
        options["assume_scheme"] = "https"
    if column.choices:
        options["widget"] = forms.RadioSelect
    return column.formfield(**options)


class SectionForm(forms.ModelForm):
    """One part of a listing, as its organisation edits it.

    It brings along what was seen when it was opened, so that a change that somebody else made
    meanwhile is noticed.
    """

    class Meta:
        model = Service
        fields = []
        formfield_callback = _section_field

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        for field in self.fields.values():
            field.show_hidden_initial = True

    @property
    def changes(self):
        """(value as it was seen, new value) of each field that was changed."""
        return {name: (self._seen(name), self.cleaned_data[name]) for name in self.changed_data}

    def _seen(self, name):
        field, bound = self.fields[name], self[name]
        raw = field.hidden_widget().value_from_datadict(
            self.data, self.files, bound.html_initial_name
        )
        return field.to_python(raw)

    def _post_clean(self):
        """Judging the values together is for whoever writes them: the rest may have changed."""


class ContactForm(SectionForm):
    """How to get in touch, and what happens then."""

    class Meta(SectionForm.Meta):
        fields = ["access_modes", "email", "website", "chat_url", "languages", "first_contact"]


class TermsForm(SectionForm):
    """What somebody wants to know before going."""

    class Meta(SectionForm.Meta):
        fields = ["is_anonymous", "is_free", "cost_note", "needs_intake", "needs_referral_letter"]


class AvailabilityForm(SectionForm):
    """Whether there is room now; the day is kept with it."""

    waiting_weeks = forms.IntegerField(
        label=_("Weken wachttijd"),
        required=False,
        min_value=0,
        max_value=520,
        help_text=_("Enkel bij “wachttijd: ja”, en als je het weet."),
    )

    class Meta(SectionForm.Meta):
        fields = ["has_waiting_time", "waiting_weeks", "has_capacity"]


class DescriptionForm(SectionForm):
    """What the service is and how it works."""

    class Meta(SectionForm.Meta):
        fields = ["description", "approaches", "formats"]

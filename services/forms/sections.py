"""The parts of a listing that its organisation edits: columns, and what it is linked to."""

import datetime

from django import forms
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from services.enums import ServiceAreaScope, TriState
from services.models import Service
from services.places import MunicipalitiesField


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
    if column.many_to_many:
        options["widget"] = forms.CheckboxSelectMultiple
    if isinstance(column, models.URLField):
        options["assume_scheme"] = "https"
        # Of type url, a browser would refuse "www.example.org", which is what people know.
        options["widget"] = forms.TextInput(attrs={"inputmode": "url"})
    if column.choices:
        options["widget"] = forms.RadioSelect
    return column.formfield(**options)


def _is_linked(name):
    return Service._meta.get_field(name).many_to_many


class SectionForm(forms.ModelForm):
    """One part of a listing, as its organisation edits it.

    It brings along what was seen when it was opened, so that a change that somebody else made
    meanwhile is noticed.
    """

    #: Which template draws the fields.
    fields_template = "components/form_fields.html"
    #: Whether it can take the service out of reach.
    closes = False

    class Meta:
        model = Service
        fields = []
        formfield_callback = _section_field

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        for field in self.fields.values():
            field.show_hidden_initial = True

    @classmethod
    def names(cls):
        """What of a listing it edits."""
        return cls._meta.fields

    @property
    def changes(self):
        """(value as it was seen, new value) of each field that was changed."""
        return {
            name: (self._value(name, self._seen(name)), self._value(name, self.cleaned_data[name]))
            for name in self.changed_data
        }

    def _seen(self, name):
        field, bound = self.fields[name], self[name]
        raw = field.hidden_widget().value_from_datadict(
            self.data, self.files, bound.html_initial_name
        )
        return field.clean(raw) if _is_linked(name) else field.to_python(raw)

    def _value(self, name, value):
        return set(value) if _is_linked(name) else value

    def seeing(self, found):
        """The form as it was sent, knowing what somebody else made of these fields meanwhile.

        `found` is the `ChangedMeanwhile` that says so.
        """
        data = self.data.copy()
        for name, one in found.current.items():
            bound = self[name]
            value = bound.field.prepare_value(sorted(one, key=str) if _is_linked(name) else one)
            if isinstance(value, list):
                data.setlist(bound.html_initial_name, value)
            else:
                data[bound.html_initial_name] = "" if value is None else value
        return type(self)(data, instance=self.instance)

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

    def clean(self):
        cleaned = super().clean()
        # Weeks that stood there already go with the waiting time; who types some means them.
        are_typed = "waiting_weeks" in self.changed_data and cleaned.get("waiting_weeks")
        if are_typed and cleaned.get("has_waiting_time") != TriState.YES:
            self.add_error("waiting_weeks", _("Kies “ja” bij wachttijd, of laat de weken leeg."))
        return cleaned


class WaitingWeeksForm(forms.Form):
    """How long one waits now; 0 is not at all."""

    weken = forms.IntegerField(min_value=0, max_value=520)


class EndForm(forms.Form):
    """Why a listing ends, for members and editors to read."""

    reason = forms.CharField(
        label=_("Waarom stopt dit aanbod?"),
        max_length=300,
        required=False,
        help_text=_("Dit lezen enkel leden van je organisatie en de beheerder van de kaart."),
    )


class ClosureForm(SectionForm):
    """Closed for a while; it ends by itself."""

    closes = True
    #: Past this it is no longer for a while.
    LONGEST = datetime.timedelta(days=730)

    class Meta(SectionForm.Meta):
        fields = ["closed_until", "closure_reason"]
        widgets = {"closed_until": forms.DateInput({"type": "date"}, format="%Y-%m-%d")}
        help_texts = {
            "closure_reason": _("Bijvoorbeeld: verbouwing, vakantie. Iedereen kan dit lezen."),
        }

    def clean_closed_until(self):
        day = self.cleaned_data["closed_until"]
        if day is None or "closed_until" not in self.changed_data:
            return day
        today = timezone.localdate()
        if day <= today:
            raise forms.ValidationError(_("Kies een dag die nog moet komen."))
        if day > today + self.LONGEST:
            raise forms.ValidationError(
                _("Dat is meer dan twee jaar. Stopt dit aanbod, archiveer het dan.")
            )
        return day

    def clean(self):
        cleaned = super().clean()
        has_no_day = "closed_until" in cleaned and cleaned["closed_until"] is None
        if cleaned.get("closure_reason") and has_no_day:
            self.add_error("closed_until", _("Vul in vanaf welke dag je weer open bent."))
        return cleaned


class DescriptionForm(SectionForm):
    """What the service is and how it works."""

    class Meta(SectionForm.Meta):
        fields = ["name", "description", "approaches", "formats"]


class SubjectsForm(SectionForm):
    """What the service is about, and for which ages."""

    class Meta(SectionForm.Meta):
        fields = ["topics", "min_age", "max_age"]

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        topics = self.fields["topics"]
        topics.queryset = topics.queryset.order_by("position", "name", "pk")


class AreaForm(SectionForm):
    """Where those live whom the service is there for."""

    municipalities_served = MunicipalitiesField(
        label=_("Welke gemeenten"),
        required=False,
        help_text=_("Enkel bij “bepaalde gemeenten”: op elke regel een gemeente of postcode."),
    )

    class Meta(SectionForm.Meta):
        fields = ["service_area_scope", "provinces_served", "municipalities_served"]

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        provinces = self.fields["provinces_served"]
        provinces.queryset = provinces.queryset.order_by("name", "pk")
        provinces.label = _("Welke provincies")
        provinces.help_text = _("Enkel bij “bepaalde provincies”.")

    def clean(self):
        cleaned = super().clean()
        needed = {
            ServiceAreaScope.PROVINCES: ("provinces_served", _("Kies minstens één provincie.")),
            ServiceAreaScope.MUNICIPALITIES: (
                "municipalities_served",
                _("Vul minstens één gemeente in."),
            ),
        }
        name, message = needed.get(cleaned.get("service_area_scope"), (None, None))
        if name in cleaned and not cleaned[name]:
            self.add_error(name, message)
        return cleaned

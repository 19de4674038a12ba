"""The telephone numbers of a listing."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from services.forms.rows import RowForm, RowsForm
from services.phones import format_phone, parse_phone


class PhoneNumberField(forms.CharField):
    """A number as somebody types it, cleaned to how it is stored."""

    def clean(self, value):
        text = super().clean(value)
        try:
            return parse_phone(text) if text else text
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error


class PhoneRow(RowForm):
    number = PhoneNumberField(
        label=gettext_lazy("Nummer"),
        max_length=40,
        error_messages={"required": gettext_lazy("Vul een nummer in, of verwijder het.")},
        widget=forms.TextInput({"type": "tel", "autocomplete": "off"}),
    )
    label = forms.CharField(
        label=gettext_lazy("Waarvoor (mag leeg blijven)"), max_length=80, required=False
    )
    typed = ("number", "label")

    @classmethod
    def filled(cls, values):
        return values | {"number": format_phone(values["number"])}

    @property
    def values(self):
        return {name: self.cleaned_data[name] for name in ("number", "label")}

    def in_words(self):
        return self["number"].value() or _("nieuw nummer")


class PhonesForm(RowsForm):
    """Numbers to call, the most important first."""

    name = "phones"
    row_form = PhoneRow
    row_template = "services/own/rows/_phone.html"
    is_sorted = True
    add_label = gettext_lazy("Nog een nummer")

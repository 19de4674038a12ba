"""The form in which an editor writes to organisations."""

import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from services.actions import letters
from services.models import MailTemplate, Organisation


class LetterForm(forms.ModelForm):
    """A mail from a template, adapted; once valid, `letters` is what each organisation gets."""

    organisations = forms.ModelMultipleChoiceField(
        Organisation.objects.for_mail(), widget=forms.MultipleHiddenInput
    )
    batch = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    template = forms.ModelChoiceField(
        MailTemplate.objects.order_by("name"), label=_("Sjabloon"), required=False
    )

    class Meta:
        model = MailTemplate
        fields = ["subject", "text"]

    def clean(self):
        cleaned = super().clean()
        self.letters = []
        if not self.errors:
            try:
                self.letters = letters.write(
                    organisations=cleaned["organisations"],
                    subject=cleaned["subject"],
                    text=cleaned["text"],
                )
            except ValidationError as error:
                self.add_error(None, error)
        if not self.errors and not any(letter.addresses for letter in self.letters):
            self.add_error(
                None, _("Niemand om naar te schrijven: geen leden, en geen mailadres op een fiche.")
            )
        return cleaned

    @property
    def chosen(self):
        """The organisations that it is to, by name; none that do not exist."""
        field = self.fields["organisations"]
        try:
            return field.clean(self["organisations"].value()).order_by("name", "pk")
        except ValidationError:
            return []

    def with_template(self):
        """This form, once asked whether it is valid, with the words of its template, if any."""
        if not (template := self.cleaned_data.get("template")):
            self.add_error("template", _("Kies een sjabloon."))
            return self
        data = self.data.copy()
        data["subject"], data["text"] = template.subject, template.text
        return LetterForm(data)

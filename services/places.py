"""A form field for a place as somebody types it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from services import gazetteer


class AmbiguousPlace(forms.ValidationError):
    """More than one place answers to what was typed; `choices` are their labels."""

    def __init__(self, text, choices):
        super().__init__(
            _("Er zijn meer plaatsen die “%(text)s” heten. Kies er een."),
            code="ambiguous",
            params={"text": text},
        )
        self.choices = choices


class PlaceField(forms.CharField):
    """Cleans to a `gazetteer.Place`, or says that a place is unknown or has to be chosen."""

    def __init__(self, **options):
        super().__init__(**{"max_length": 100} | options)

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        resolution = gazetteer.load().resolve(text)
        if resolution.place:
            return resolution.place
        if resolution.choices:
            raise AmbiguousPlace(text, [choice.label for choice in resolution.choices])
        raise forms.ValidationError(
            _("We kennen geen gemeente of postcode “%(text)s” in Vlaanderen of Brussel."),
            code="unknown",
            params={"text": text},
        )

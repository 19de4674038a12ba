"""Form fields for places as somebody types them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from services import gazetteer
from services.models import Municipality


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


class MunicipalityField(PlaceField):
    """A place that lies in one municipality."""

    def clean(self, value):
        place = super().clean(value)
        if place and not place.municipality_refnis:
            raise forms.ValidationError(
                _("“%(text)s” is groter dan één gemeente."),
                code="too_large",
                params={"text": place.label},
            )
        return place


class MunicipalitiesField(forms.CharField):
    """Municipalities, each on a line of its own; cleans to a list of them."""

    widget = forms.Textarea

    def __init__(self, **options):
        super().__init__(**{"max_length": 8000} | options)

    def prepare_value(self, value):
        return value if isinstance(value, str) else "\n".join(map(str, value or []))

    def has_changed(self, initial, data):
        return super().has_changed(self.prepare_value(initial), data)

    def clean(self, value):
        lines = [line.strip() for line in super().clean(value).splitlines()]
        field, codes, errors = MunicipalityField(), set(), []
        for line in filter(None, lines):
            try:
                codes.add(field.clean(line).municipality_refnis)
            except AmbiguousPlace as error:
                choices = ", ".join(error.choices)
                errors.append(
                    _("“%(text)s” kan zijn: %(choices)s. Schrijf het een van die manieren.")
                    % {"text": line, "choices": choices}
                )
            except forms.ValidationError as error:
                errors += error.messages
        if errors:
            raise forms.ValidationError(errors)
        return list(Municipality.objects.filter(refnis__in=codes).order_by("name", "pk"))

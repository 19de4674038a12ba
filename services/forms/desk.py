"""Forms of the editors' desk."""

from django import forms

from services.enums import Precision
from services.forms.locations import far_words, is_far
from services.models import Location


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
        elif municipality and is_far(cleaned, municipality):
            self.add_error("latitude", far_words(municipality))
        return cleaned

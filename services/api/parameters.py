"""What the lists can be asked, apart from the filters of listings; nothing is guessed.

A parameter that is not known, or stands there twice, is a problem just as a value that is not
understood: who misspells a filter would else get what does not fit.
"""

from django import forms
from django.utils.translation import gettext_lazy as _

from services import gazetteer
from services.api.problems import BadParameters

DEFAULT_SIZE = 25
LARGEST_SIZE = 100
LAST_PAGE = 1_000_000
LONGEST_TEXT = 500
#: In which format the answer is, see `services.api.formats`.
FORMAT = "format"


class FlagField(forms.Field):
    """True or false, as HSDS writes them."""

    def to_python(self, value):
        if value in self.empty_values:
            return False
        if value not in ("true", "false"):
            raise forms.ValidationError(_("Hier kan true staan, of false."))
        return value == "true"


class Parameters(forms.Form):
    """No parameters at all."""

    @classmethod
    def read(cls, query, *, filters=None):
        """What was asked, by name, beside what `filters` (a `ListingFilter`) answers for.

        Raises `BadParameters`.
        """
        form = cls(query)
        single = {FORMAT, *form.fields, *(filters.single if filters else ())}
        known = {FORMAT, *form.fields, *(filters.filters if filters else ())}
        errors = dict(form.errors)
        for name in query:
            if name not in known:
                errors[name] = [_("Deze parameter bestaat niet.")]
            elif name in single and len(query.getlist(name)) > 1:
                errors[name] = [_("Deze parameter staat er meer dan eens.")]
        if errors:
            raise BadParameters(errors)
        return form.cleaned_data


class ListParameters(Parameters):
    """Which page of a list, and how much stands on one."""

    page = forms.IntegerField(required=False, min_value=1, max_value=LAST_PAGE)
    per_page = forms.IntegerField(required=False, min_value=1, max_value=LARGEST_SIZE)

    def clean_page(self):
        return self.cleaned_data["page"] or 1

    def clean_per_page(self):
        return self.cleaned_data["per_page"] or DEFAULT_SIZE


class TaxonomyListParameters(ListParameters):
    search = forms.CharField(required=False, max_length=LONGEST_TEXT)


class TermListParameters(TaxonomyListParameters):
    taxonomy_id = forms.UUIDField(required=False)
    top_only = FlagField(required=False)
    parent_id = forms.UUIDField(required=False)


class OrganizationParameters(Parameters):
    full_service = FlagField(required=False)


class OrganizationListParameters(OrganizationParameters, ListParameters):
    search = forms.CharField(required=False, max_length=LONGEST_TEXT)
    full = FlagField(required=False)
    taxonomy_term_id = forms.UUIDField(required=False)
    taxonomy_id = forms.UUIDField(required=False)


class ServiceListParameters(ListParameters):
    """Beside the filters of listings."""

    full = FlagField(required=False)


class PostalCodeField(forms.RegexField):
    """A postal code of Flanders or Brussels, cleaned to its `Place`."""

    def __init__(self, **options):
        super().__init__(r"^\d{4}$", **options)

    def clean(self, value):
        code = super().clean(value)
        if not code:
            return None
        resolution = gazetteer.load().resolve(code, guess=False)
        place = resolution.place or next(iter(resolution.choices), None)
        if place is None:
            raise forms.ValidationError(_("Deze postcode kennen we niet."))
        return place


class PlacedListParameters(ListParameters):
    """Beside the filters of listings; `proximity` in metres around the postal code."""

    postcode = PostalCodeField(required=False)
    proximity = forms.IntegerField(required=False, min_value=1, max_value=500_000)

    def clean_proximity(self):
        metres = self.cleaned_data["proximity"]
        if metres and "postcode" in self.cleaned_data and not self.cleaned_data["postcode"]:
            raise forms.ValidationError(_("Hierbij hoort ook een postcode."))
        return metres

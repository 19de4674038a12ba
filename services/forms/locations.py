"""The places of a listing, and how much of each the public sees."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from services import gazetteer
from services.enums import AddressVisibility, Precision, TriState
from services.forms.rows import RowForm, RowsForm
from services.models import Municipality
from services.places import AmbiguousPlace, MunicipalityField

#: Degrees from the middle of a municipality within which all of it lies.
REACH = {"latitude": 0.2, "longitude": 0.3}


def is_far(values, town):
    """Whether the latitude and longitude in these values lie outside all of a municipality."""
    return any(abs(values[name] - getattr(town, name)) > far for name, far in REACH.items())


def far_words(town):
    return _("Dit punt ligt ver van %(town)s.") % {"town": town.name}


class LocationRow(RowForm):
    place = MunicipalityField(
        label=gettext_lazy("Postcode en gemeente"),
        help_text=gettext_lazy("Zoals “9000 Gent”, of enkel een van beide."),
        error_messages={"required": gettext_lazy("Vul een postcode of gemeente in.")},
    )
    street = forms.CharField(label=gettext_lazy("Straat en nummer"), max_length=160, required=False)
    name = forms.CharField(
        label=gettext_lazy("Naam van de plek (mag leeg blijven)"), max_length=120, required=False
    )
    visibility = forms.ChoiceField(
        label=gettext_lazy("Wat mag iedereen zien?"),
        choices=[
            (AddressVisibility.PUBLIC, gettext_lazy("het adres: straat en punt op de kaart")),
            (
                AddressVisibility.MUNICIPALITY,
                gettext_lazy("enkel de gemeente: geen straat, het punt staat in het midden ervan"),
            ),
            (
                AddressVisibility.HIDDEN,
                gettext_lazy("niets: deze plek staat niet op de fiche en niet op de kaart"),
            ),
        ],
        initial=AddressVisibility.PUBLIC,
        widget=forms.RadioSelect,
    )
    precision = forms.ChoiceField(
        label=gettext_lazy("Hoe precies is het punt op de kaart?"),
        choices=[
            (Precision.EXACT, gettext_lazy("het staat bij de deur")),
            (Precision.STREET, gettext_lazy("het staat in de straat")),
            (Precision.MUNICIPALITY, gettext_lazy("het staat ergens in de gemeente")),
        ],
        initial=Precision.MUNICIPALITY,
        widget=forms.RadioSelect,
    )
    latitude = forms.FloatField(
        label=gettext_lazy("Breedtegraad"),
        required=False,
        min_value=-90,
        max_value=90,
        widget=forms.NumberInput({"step": "any"}),
    )
    longitude = forms.FloatField(
        label=gettext_lazy("Lengtegraad"),
        required=False,
        min_value=-180,
        max_value=180,
        widget=forms.NumberInput({"step": "any"}),
    )
    is_wheelchair_accessible = forms.ChoiceField(
        label=gettext_lazy("Rolstoeltoegankelijk"),
        choices=TriState,
        initial=TriState.UNKNOWN,
        widget=forms.RadioSelect,
    )
    typed = ("place", "street", "name")

    @classmethod
    def filled(cls, values):
        return values | {"place": cls._address(values)}

    @staticmethod
    def _address(values):
        """The postal code and municipality of stored values as the form shows them."""
        town = Municipality.objects.filter(pk=values["municipality_id"]).first()
        return " ".join(filter(None, [values["postal_code"], town and town.name]))

    @property
    def choices(self):
        """What an ambiguous place may be."""
        errors = self.errors.as_data().get("place", [])
        return [
            choice
            for error in errors
            if isinstance(error, AmbiguousPlace)
            for choice in error.choices
        ]

    def _clean_fields(self):
        # What stands there as it was found is not looked up again: it may be more than a name says.
        typed = self["place"].value()
        self.is_moved = not (self._before and typed == self._address(self._before))
        if not self.is_moved:
            self.fields["place"] = forms.CharField(label=self.fields["place"].label)
        super()._clean_fields()

    @property
    def _before(self):
        """The values as they were found, if it was here before."""
        values = self.known and self.known[1]
        keys = {"municipality_id", "postal_code", "latitude", "longitude"}
        return values if values and keys <= values.keys() else None

    def clean(self):
        cleaned = super().clean()
        if "place" not in cleaned or "latitude" in self.errors or "longitude" in self.errors:
            return cleaned
        town = self._town(cleaned["place"])
        if town is None:
            self.add_error("place", _("Vul een postcode of gemeente in."))
            return cleaned
        cleaned["municipality_id"] = town.pk
        cleaned["postal_code"] = (
            cleaned["place"].postal_code or "" if self.is_moved else self._before["postal_code"]
        )
        point = [cleaned.get("latitude"), cleaned.get("longitude")]
        is_left_behind = (
            self.is_moved
            and self._before
            and point == [self._before["latitude"], self._before["longitude"]]
        )
        if None in point or is_left_behind:
            if cleaned.get("precision") != Precision.MUNICIPALITY:
                self.add_error(
                    "precision",
                    _("Zet het punt op de kaart bij dit adres, of kies “ergens in de gemeente”."),
                )
            cleaned["latitude"], cleaned["longitude"] = town.latitude, town.longitude
        elif is_far(cleaned, town):
            self.add_error("latitude", far_words(town))
        if cleaned.get("precision") == Precision.EXACT and not cleaned.get("street"):
            self.add_error("street", _("Een precies adres heeft een straat en nummer."))
        return cleaned

    def _town(self, place):
        if self.is_moved:
            return Municipality.objects.filter(refnis=place.municipality_refnis).first()
        return Municipality.objects.filter(pk=self._before["municipality_id"]).first()

    @property
    def values(self):
        columns = ("name", "street", "postal_code", "municipality_id", "precision", "visibility")
        columns += ("is_wheelchair_accessible", "latitude", "longitude")
        return {name: self.cleaned_data[name] for name in columns}

    def arrange(self, step):
        """Put the point in the middle of the place that was typed."""
        if step != "zoek":
            return
        place = gazetteer.load().resolve(self["place"].value() or "").place
        if place:
            self.data[self.add_prefix("latitude")] = f"{place.latitude:.6f}"
            self.data[self.add_prefix("longitude")] = f"{place.longitude:.6f}"
            self.data[self.add_prefix("precision")] = Precision.MUNICIPALITY.value

    def in_words(self):
        parts = (self[name].value() for name in ("name", "street", "place"))
        return ", ".join(filter(None, parts)) or _("nieuwe plek")


class LocationsForm(RowsForm):
    """Where one can go, and what of that is public."""

    name = "locations"
    row_form = LocationRow
    row_template = "services/own/rows/_location.html"
    has_map = True
    add_label = gettext_lazy("Nog een plek")

"""The filters of the page, and those that only software asks for."""

import re
from datetime import UTC, timedelta

import django_filters as filters
from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from services.actions.documents import OPEN_HORIZON
from services.api.problems import BadParameters
from services.filters import AnyOfFilter, CriterionFilter, OpenNowFilter, ServiceFilter
from services.gazetteer import Place
from services.models import Municipality, OpenInterval
from services.models.document import GreatCircle
from services.places import MunicipalityField


class PointField(forms.CharField):
    """ "latitude,longitude" in WGS 84 degrees, cleaned to a `Place` in the nearest municipality."""

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        try:
            latitude, longitude = map(float, text.split(","))
        except ValueError:
            latitude = longitude = None
        if latitude is None or not (49 <= latitude <= 52 and 2 <= longitude <= 7):
            raise forms.ValidationError(
                _("Schrijf een punt in of bij België als breedtegraad,lengtegraad: 51.05,3.72.")
            )
        point = Place("point", text, text, latitude, longitude)
        distance = GreatCircle("latitude", "longitude", to=point)
        nearest = Municipality.objects.select_related("province").order_by(distance, "pk").first()
        return Place(
            kind="point",
            name=text,
            label=text,
            latitude=latitude,
            longitude=longitude,
            municipality_refnis=nearest.refnis if nearest else None,
            province_slug=nearest.province.slug if nearest else None,
        )


class NearFilter(filters.Filter):
    field_class = PointField


class MunicipalityFilter(filters.Filter):
    field_class = MunicipalityField


class MomentField(filters.IsoDateTimeFilter.field_class):
    """An ISO 8601 moment, as it stands in records; a "+" that was not escaped is taken for one."""

    def to_python(self, value):
        if isinstance(value, str):
            value = re.sub(r" (\d\d:?\d\d)$", r"+\1", value)
        try:
            moment = super().to_python(value)
            # The first and the last moments there are have none in other time zones.
            return moment and moment.astimezone(UTC)
        except OverflowError as error:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from error


class OpenAtFilter(OpenNowFilter, filters.IsoDateTimeFilter):
    """Reachable at a moment of the coming weeks, as far as their hours are worked out."""

    field_class = MomentField

    def certain(self, value):
        return Q(pk__in=OpenInterval.objects.at(value).values("service"))

    def unknown(self, value):
        day = timezone.localdate(value)
        return Q(document__has_hours=False) & (Q(closed_until=None) | Q(closed_until__lte=day))


class HardFilter(CriterionFilter):
    """A filter of which every listing knows whether it fits."""

    is_wish = False
    certain_text = ""


class OrganizationFilter(HardFilter, filters.UUIDFilter):
    def certain(self, value):
        return Q(organisation=value)


class ModifiedAfterFilter(HardFilter, filters.IsoDateTimeFilter):
    """Of which the public record became another one after a moment."""

    field_class = MomentField

    def certain(self, value):
        return Q(document__modified_at__gt=value)


class FactsFilter(HardFilter, filters.UUIDFilter):
    """With one of the coded facts that an id stands for: that of a term, or of a taxonomy."""

    facts_of = None

    def certain(self, value):
        return with_facts(self.facts_of(str(value)))


def with_facts(facts):
    """Condition on Service for listings with one of these coded facts at least."""
    return Q(document__terms__overlap=facts)


class ListingFilter(ServiceFilter):
    """All filters of the page by the same names; `search` is HSDS's word for `q`.

    A place is told in one way: by its name, as a municipality, or as a point.
    """

    search = filters.CharFilter(
        label="The same as q.",
        method=lambda queryset, _name, _text: queryset,
        max_length=500,
    )
    municipality = MunicipalityFilter(label="The same as place, for a municipality alone.")
    near = NearFilter(label="A point as latitude,longitude: serves it, and distances are from it.")
    open_at = OpenAtFilter(label="Reachable at this moment (ISO 8601), at most 21 days ahead.")
    organization_id = OrganizationFilter(label="Of this organization.")
    modified_after = ModifiedAfterFilter(label="The public record changed after this (ISO 8601).")
    taxonomy_term_id = FactsFilter(label="Has this term.")
    taxonomy_id = FactsFilter(label="Has any term of this taxonomy.")

    #: What says the same as another filter, by its name.
    ALIASES = {"search": "q", "municipality": "place", "near": "place"}

    def __init__(self, data=None, *, vocabulary, taxonomies=None):
        """`taxonomies` gives the vocabularies with their ids, when one of these is asked for."""
        super().__init__(data, vocabulary=vocabulary)
        self.filters["taxonomy_term_id"].facts_of = lambda id: taxonomies().facts_of_term(id)
        self.filters["taxonomy_id"].facts_of = lambda id: taxonomies().facts_of(id)

    @cached_property
    def answers(self):
        """As of the page, but nothing may be wrong. Raises `BadParameters`."""
        answers = super().answers
        if self.form.errors:
            raise BadParameters(self.form.errors)
        for alias, name in self.ALIASES.items():
            if alias in answers:
                if name in answers:
                    error = forms.ValidationError(
                        _("Dit zegt hetzelfde als “%(name)s”: kies er één."), params={"name": name}
                    )
                    raise BadParameters({alias: [error]})
                answers[name] = answers.pop(alias)
        if "radius" in answers and "place" not in answers:
            raise BadParameters({"radius": [_("Een straal vraagt ook een plaats.")]})
        if "open_at" in answers:
            self._check_horizon(answers["open_at"])
        return answers

    @staticmethod
    def _check_horizon(moment):
        now = timezone.now()
        # A minute's grace, for clocks that differ.
        if not now - timedelta(minutes=1) <= moment <= now + OPEN_HORIZON:
            error = forms.ValidationError(
                _("De uren zijn uitgerekend vanaf nu, voor %(days)s dagen."),
                params={"days": OPEN_HORIZON.days},
            )
            raise BadParameters({"open_at": [error]})

    @property
    def single(self):
        """Names of the filters that take one value."""
        return {name for name, one in self.filters.items() if not isinstance(one, AnyOfFilter)}

"""What one can ask of the listings: one declaration for page, map and API.

Every filter knows three states of a listing: it certainly fits, it may fit because the fact is
unknown, or it does not fit. Filtering drops only the last: unknown is not no.
"""

from dataclasses import dataclass

import django_filters as filters
from django import forms
from django.core.validators import MaxLengthValidator
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from services.enums import (
    AccessMode,
    Approach,
    Focus,
    Language,
    ServiceAreaScope,
    TriState,
    YouthSuitability,
)
from services.models import OpenInterval, Service
from services.places import PlaceField


@dataclass(frozen=True)
class Criterion:
    """One thing that was asked: which listings certainly fit, and which possibly.

    A wish may fail in a near miss; what is no wish (words, age, place) never does.
    """

    name: str
    value: object
    certain: Q
    unknown: Q | None
    is_wish: bool
    certain_text: str
    unknown_text: str

    @property
    def possible(self):
        return self.certain if self.unknown is None else self.certain | self.unknown


class CriterionFilter:
    """A filter in three states. Subclasses say which listings are `certain` and `unknown`.

    `certain_text` and `unknown_text` are what a result says about it; `%(value)s` is the choice.
    What is not `is_timeless` fits other listings from one moment to the next.
    """

    is_wish = True
    is_timeless = True
    certain_text = "%(value)s"
    unknown_text = ""

    def __init__(self, *args, certain_text=None, unknown_text=None, **options):
        super().__init__(*args, **options)
        self.certain_text = certain_text or self.certain_text
        self.unknown_text = unknown_text or self.unknown_text

    def certain(self, value):
        """Condition on Service for listings of which it is known that they fit."""
        raise NotImplementedError

    def unknown(self, value):
        """Condition on Service for listings of which it is not known; None where all is known."""
        return None

    def value_text(self, value):
        return str(value)

    def criterion(self, name, value):
        words = {"value": self.value_text(value)}
        return Criterion(
            name=name,
            value=value,
            certain=self.certain(value),
            unknown=self.unknown(value),
            is_wish=self.is_wish,
            certain_text=str(self.certain_text) % words,
            unknown_text=str(self.unknown_text) % words,
        )

    def filter(self, queryset, value):
        if value in (None, "", [], False):
            return queryset
        return queryset.filter(self.criterion(self.field_name, value).possible)


class FocusFilter(CriterionFilter, filters.ChoiceFilter):
    """What knows both sides is found under each of them (N3)."""

    unknown_text = _("Focus: onbekend")

    def certain(self, value):
        knows_both = value in (Focus.DRUGS, Focus.SEXUALITY)
        return Q(focus__in=[value, Focus.BOTH] if knows_both else [value])

    def unknown(self, value):
        return Q(focus=Focus.UNKNOWN)

    def value_text(self, value):
        return Focus(value).label


class IntegerFilter(filters.Filter):
    """A whole number."""

    field_class = forms.IntegerField


class AgeFilter(CriterionFilter, IntegerFilter):
    """Certain where a lower bound is stated and the age lies within, or all are welcome."""

    is_wish = False
    certain_text = _("Geschikt voor %(value)s jaar")
    unknown_text = _("Leeftijd: onbekend")

    def _excluded(self, age):
        excluded = Q(min_age__gt=age) | Q(max_age__lt=age)
        if age < 18:
            excluded |= Q(youth_suitability=YouthSuitability.ADULTS_ONLY)
        return excluded

    def certain(self, value):
        known = Q(min_age__isnull=False) | Q(document__is_for_everyone=True)
        if value >= 18:
            known |= Q(youth_suitability=YouthSuitability.ADULTS_ONLY)
        return known & ~self._excluded(value)

    def unknown(self, value):
        return ~self._excluded(value)


class FlagField(forms.Field):
    """Asked for (`1` or `true`) or not (`0`, `false` or nothing)."""

    def to_python(self, value):
        if value in self.empty_values or value in ("0", "false"):
            return None
        if value not in ("1", "true"):
            raise forms.ValidationError(_("Hier kan enkel 1 staan."), code="invalid")
        return True


class FlagFilter(CriterionFilter, filters.Filter):
    """A wish that is there or not."""

    field_class = FlagField


class YouthFilter(FlagFilter):
    """Explicitly for young people or suited to them (N6)."""

    certain_text = _("Voor jongeren")
    unknown_text = _("Jongeren: onbekend")

    def certain(self, value):
        return Q(youth_suitability__in=[YouthSuitability.MADE_FOR, YouthSuitability.SUITED])

    def unknown(self, value):
        return Q(youth_suitability=YouthSuitability.UNKNOWN)


class ProvinceFilter(CriterionFilter, filters.ChoiceFilter):
    """Serves the province: distance is another matter."""

    is_wish = False
    certain_text = _("Bedient %(value)s")
    unknown_text = _("Bedient %(value)s: onbekend")

    def certain(self, value):
        return Q(document__provinces_served__contains=[value])

    def unknown(self, value):
        return Q(document__is_area_known=False)

    def value_text(self, value):
        return str(dict(self.extra["choices"])[value])


class PlaceFilter(CriterionFilter, filters.Filter):
    """Serves the place that was typed; what states another area does not fit."""

    field_class = PlaceField
    is_wish = False
    certain_text = _("Bedient %(value)s")
    unknown_text = _("Bedient %(value)s: onbekend")

    def certain(self, value):
        scope = "service_area_scope"
        serves = Q(**{scope: ServiceAreaScope.FLANDERS})
        if value.province_slug:
            province = Q(document__provinces_served__contains=[value.province_slug])
            by_province = [ServiceAreaScope.PROVINCES, ServiceAreaScope.UNKNOWN]
            serves |= Q(**{f"{scope}__in": by_province}) & province
        if value.municipality_refnis:
            serves |= Q(document__municipalities_served__contains=[value.municipality_refnis])
        return serves

    def unknown(self, value):
        return Q(document__is_area_known=False)

    def value_text(self, value):
        return value.name


class AnyOfFilter(CriterionFilter, filters.MultipleChoiceFilter):
    """At least one of the chosen values of an array; an empty array is unknown."""

    def __init__(self, *args, array, **options):
        super().__init__(*args, **options)
        self.array = array

    def certain(self, value):
        return Q(**{f"{self.array}__overlap": list(value)})

    def unknown(self, value):
        return Q(**{self.array: []})

    def value_text(self, value):
        labels = dict(self.field.choices)
        return str(_(" of ")).join(str(labels[one]) for one in value)


class TargetGroupFilter(AnyOfFilter):
    """With expertise for a group; what is open to everyone is never lost (N14)."""

    def certain(self, value):
        return super().certain(value) | Q(document__is_for_everyone=True)

    def unknown(self, value):
        return Q(document__is_narrow=False)


class TriStateFilter(FlagFilter):
    """A fact of the listing that has to be yes (or, for `wanted=NO`, no)."""

    def __init__(self, *args, wanted=TriState.YES, **options):
        super().__init__(*args, **options)
        self.wanted = wanted

    def certain(self, value):
        return Q(**{self.field_name: self.wanted})

    def unknown(self, value):
        return Q(**{self.field_name: TriState.UNKNOWN})


class OpenNowFilter(FlagFilter):
    """Reachable at this moment by its stated hours."""

    is_timeless = False
    certain_text = _("Nu bereikbaar")
    unknown_text = _("Uren: onbekend")

    def certain(self, value):
        return Q(pk__in=OpenInterval.objects.at(timezone.now()).values("service"))

    def unknown(self, value):
        """Hours that nobody knows, unless it is closed for a while: then it is not open."""
        is_closed = Q(closed_until__gt=timezone.localdate())
        return Q(document__has_hours=False) & (Q(closed_until=None) | ~is_closed)


PROVINCES = [
    ("antwerpen", _("Antwerpen")),
    ("limburg", _("Limburg")),
    ("oost-vlaanderen", _("Oost-Vlaanderen")),
    ("vlaams-brabant", _("Vlaams-Brabant")),
    ("west-vlaanderen", _("West-Vlaanderen")),
    ("brussel", _("Brussel")),
]


class ServiceFilter(filters.FilterSet):
    """All filters, by their English names; `criteria` is what was asked and understood."""

    # What is typed excludes nothing by itself: `referrals.search` understands and ranks it.
    q = filters.CharFilter(
        label=_("Waar gaat het over?"),
        method=lambda queryset, _name, _text: queryset,
        validators=[MaxLengthValidator(500)],
    )
    place = PlaceFilter(label=_("Gemeente of postcode"))
    radius = IntegerFilter(label=_("Straal in km"), min_value=1, max_value=500)
    focus = FocusFilter(
        label=_("Focus"), choices=[c for c in Focus.choices if c[0] != Focus.UNKNOWN]
    )
    age = AgeFilter(label=_("Leeftijd"), min_value=0, max_value=120)
    youth = YouthFilter(label=_("Voor jongeren"))
    province = ProvinceFilter(label=_("Provincie"), choices=PROVINCES)
    access_mode = AnyOfFilter(
        label=_("Contactwijze"),
        array="access_modes",
        choices=AccessMode.choices,
        unknown_text=_("Contactwijze: onbekend"),
    )
    topic = AnyOfFilter(
        label=_("Thema"),
        array="document__topics",
        unknown_text=_("Thema: onbekend"),
    )
    target_group = TargetGroupFilter(
        label=_("Doelgroep"),
        array="document__target_groups",
        certain_text=_("Voor %(value)s"),
        unknown_text=_("%(value)s: onbekend"),
    )
    language = AnyOfFilter(
        label=_("Taal"),
        array="languages",
        choices=Language.choices,
        unknown_text=_("Taal: onbekend"),
    )
    approach = AnyOfFilter(
        label=_("Aanpak"),
        array="approaches",
        choices=Approach.choices,
        unknown_text=_("Aanpak: onbekend"),
    )
    anonymous = TriStateFilter(
        label=_("Anoniem"),
        field_name="is_anonymous",
        certain_text=_("Anoniem"),
        unknown_text=_("Anoniem: onbekend"),
    )
    no_intake = TriStateFilter(
        label=_("Zonder intake"),
        field_name="needs_intake",
        wanted=TriState.NO,
        certain_text=_("Zonder intake"),
        unknown_text=_("Intake: onbekend"),
    )
    free = TriStateFilter(
        label=_("Gratis"),
        field_name="is_free",
        certain_text=_("Gratis"),
        unknown_text=_("Prijs: onbekend"),
    )
    open_now = OpenNowFilter(label=_("Nu open"))

    def __init__(self, data=None, *, vocabulary, **options):
        super().__init__(data, **{"queryset": Service.objects.searchable()} | options)
        for name, terms in (
            ("topic", vocabulary.topics),
            ("target_group", vocabulary.target_groups),
        ):
            self.filters[name].extra["choices"] = [(term.code, term.name) for term in terms]

    @cached_property
    def answers(self):
        """The values that were understood, by filter name; bad ones stand in `form.errors`.

        Of a filter that takes many, one bad value leaves the good ones.
        """
        self.form.is_valid()
        answers = {}
        for name, field in self.form.fields.items():
            value = self.form.cleaned_data.get(name)
            if name in self.form.errors and isinstance(self.filters[name], AnyOfFilter):
                value = [one for one in self.form[name].data if field.valid_value(one)]
            if value not in (None, "", [], False):
                answers[name] = value
        return answers

    @cached_property
    def criteria(self):
        """What was asked, as criteria; the radius is part of the place's."""
        return [
            self.filters[name].criterion(name, value)
            for name, value in self.answers.items()
            if isinstance(self.filters[name], CriterionFilter)
        ]

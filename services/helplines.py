"""The numbers that stand on every page, the error pages included."""

from dataclasses import dataclass

from django.db.models import Case, IntegerField, Value, When
from django.utils.translation import gettext_lazy as _

from services.models import Phone, Service

#: What the bar calls them, by the slug of their listing, the emergency number first.
LABELS = {
    "nood-112": _("Levensgevaar"),
    "antigifcentrum": _("Antigifcentrum"),
    "druglijn": _("De DrugLijn"),
    "tele-onthaal": _("Tele-Onthaal"),
    "zelfmoordlijn-1813": _("Zelfmoordlijn"),
    "1712": _("Geweld"),
}


def is_in_bar(service):
    """Whether the number of this listing stands on every page, whoever published it."""
    return service.slug in LABELS


def in_bar(services):
    """Of these listings those whose number stands on every page, in its order."""
    return services.filter(slug__in=LABELS).order_by(place_in_bar())


def place_in_bar():
    """What to order listings by, so that those of the bar come first, in its order."""
    return Case(
        *(When(slug=slug, then=Value(place)) for place, slug in enumerate(LABELS)),
        default=Value(len(LABELS)),
        output_field=IntegerField(),
    )


@dataclass(frozen=True)
class Helpline:
    """A number of the bar: `number` as it is dialled, `display` as it is read."""

    label: str
    number: str
    display: str


def always_visible():
    """The helplines of the bar in its order, in one query; what is not published is left out."""
    phones = (
        Phone.objects.filter(service__in=Service.objects.published().filter(slug__in=LABELS))
        .select_related("service")
        .order_by("position", "pk")
    )
    first_phones = {}
    for phone in phones:
        first_phones.setdefault(phone.service.slug, phone)
    return [
        Helpline(label=label, number=first_phones[slug].number, display=first_phones[slug].display)
        for slug, label in LABELS.items()
        if slug in first_phones
    ]

"""What the columns of a listings file are called on screen."""

from django.utils.translation import gettext_lazy as _

_LABELS = {
    "organisation": _("organisatie"),
    "service_name": _("naam"),
    "street": _("straat"),
    "postcode": _("postcode"),
    "municipality": _("gemeente"),
    "province": _("provincie"),
    "phone": _("telefoonnummer"),
    "email": _("e-mail"),
    "website": _("website"),
    "focus": _("focus"),
    "topics": _("thema"),
    "target_groups": _("doelgroep"),
    "modalities": _("contactwijze"),
    "languages": _("taal"),
    "min_age": _("vanaf leeftijd"),
    "max_age": _("tot en met leeftijd"),
    "youth_explicit": _("voor jongeren"),
    "anonymous": _("anoniem"),
    "free": _("gratis"),
    "opening_hours": _("openingsuren"),
}


def column_label(column):
    """What a column of a listings file is called on screen."""
    return str(_LABELS.get(column, column))

"""Listings as a table for a spreadsheet, as an editor takes them along.

Nothing hidden is in it.
"""

from django.db.models import Prefetch
from django.http import StreamingHttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from services import spreadsheet
from services.emails import absolute
from services.enums import AddressVisibility
from services.models import Location, Phone
from services.phones import format_phone

#: How many listings are read at a time.
CHUNK = 500


def _phones(service):
    return ", ".join(format_phone(phone.number) for phone in service.phones.all())


def _places(service):
    return ", ".join(filter(None, map(_place, service.locations.all())))


def _place(location):
    """As much of a place as the public may see."""
    if location.visibility == AddressVisibility.HIDDEN:
        return ""
    if location.visibility == AddressVisibility.MUNICIPALITY or not location.street:
        return location.municipality.name
    return f"{location.street}, {location.postal_code} {location.municipality.name}"


COLUMNS = {
    gettext_lazy("naam"): lambda one: one.name,
    gettext_lazy("organisatie"): lambda one: one.organisation.name if one.organisation else "",
    gettext_lazy("soort"): lambda one: one.get_kind_display(),
    gettext_lazy("status"): lambda one: one.get_status_display(),
    gettext_lazy("focus"): lambda one: one.get_focus_display(),
    gettext_lazy("jongeren"): lambda one: one.get_youth_suitability_display(),
    gettext_lazy("contactwijze"): lambda one: ", ".join(map(str, one.access_mode_labels)),
    gettext_lazy("telefoon"): _phones,
    gettext_lazy("e-mail"): lambda one: one.email,
    gettext_lazy("website"): lambda one: one.website,
    gettext_lazy("plaats"): _places,
    gettext_lazy("nagekeken op"): lambda one: one.verified_on,
    gettext_lazy("hoe nagekeken"): lambda one: one.get_verified_how_display(),
    gettext_lazy("fiche"): lambda one: absolute(one.get_absolute_url()),
}


def export(listings):
    """A download of these listings, sent while they are read."""
    name = _("fiches-%(day)s.csv") % {"day": timezone.localdate().isoformat()}
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(
        _lines(listings), content_type="text/csv; charset=utf-8", headers=headers
    )


def _lines(listings):
    read = listings.select_related("organisation").prefetch_related(
        Prefetch("phones", Phone.objects.order_by("position", "pk")),
        Prefetch("locations", Location.objects.select_related("municipality").order_by("pk")),
    )
    rows = (
        [value(listing) for value in COLUMNS.values()]
        for listing in read.order_by("name", "pk").iterator(chunk_size=CHUNK)
    )
    return spreadsheet.lines(COLUMNS, rows)

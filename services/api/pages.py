"""Pages about the open data: how to use the API, the whole map to take along, its catalogue."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Max
from django.http import Http404, JsonResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe

from services.api import kept
from services.api.downloads import WholeMap
from services.api.openapi import LICENCE, LICENCE_URL, TITLE, VERSION
from services.api.throttling import limited
from services.hsds import catalogue
from services.hsds.taxonomies import Taxonomies
from services.models import ServiceDocument, TargetGroup, Topic

#: What the files are called, before the day.
NAME = "sociale-kaart-chemseks"
MAX_AGE = 5 * 60


@dataclass(frozen=True)
class File:
    """A file that there is to take along; `write` is the name of what writes it."""

    media_type: str
    write: str
    label: str
    description: str


#: By the end of their address.
FILES = {
    "csv": File(
        "text/csv",
        "as_csv",
        gettext_lazy("Tabel (CSV)"),
        gettext_lazy("Eén rij per fiche. Opent goed in Excel in het Nederlands."),
    ),
    "geojson": File(
        "application/geo+json",
        "as_geojson",
        gettext_lazy("Kaart (GeoJSON)"),
        gettext_lazy("Voor QGIS en andere kaartprogramma's."),
    ),
    "json": File(
        "application/json",
        "as_json",
        gettext_lazy("Alles (JSON)"),
        gettext_lazy("Elke fiche met alles wat bekend is, in de open standaard HSDS."),
    ),
    "zip": File(
        "application/zip",
        "as_package",
        gettext_lazy("Alles in tabellen (ZIP)"),
        gettext_lazy("De tabellen van HSDS als CSV, beschreven in datapackage.json."),
    ),
}


def _version(request, **_path):
    """The ETag of a file; another version of the API may write it otherwise."""
    return f'"{kept.version(request, VERSION)[:32]}"'


@require_safe
def api(request):
    """How to use the API, with examples that work when they are copied."""
    root = request.build_absolute_uri(reverse("api:root"))
    limit, seconds = settings.API_LIMITS["api"]
    return render(
        request,
        "services/api.html",
        {"root": root, "limit": limit, "limit_minutes": seconds // 60},
    )


@require_safe
def data(request):
    """The files, and how to use the API instead."""
    return render(
        request,
        "services/data.html",
        {
            "files": FILES,
            "modified": _modified(),
            "licence": LICENCE_URL,
        },
    )


@require_safe
@limited("files")
@cache_control(public=True, max_age=MAX_AGE)
@condition(etag_func=_version)
def whole_map(request, end):
    """All listings in one file, sent while they are read."""
    if end not in FILES:
        raise Http404
    file = FILES[end]
    now = timezone.localtime()
    order = ("position", "name", "pk")
    everything = WholeMap(
        taxonomies=Taxonomies(
            topics=Topic.objects.order_by(*order),
            target_groups=TargetGroup.objects.order_by(*order),
        ),
        today=now.date(),
        page=lambda service: request.build_absolute_uri(service.get_absolute_url()),
        about={
            "name": NAME,
            "title": TITLE,
            "homepage": request.build_absolute_uri(reverse("services:data")),
            "modified": _modified().isoformat(timespec="seconds"),
            "licenses": [{"name": LICENCE["identifier"], "path": LICENCE_URL}],
            "sources": [
                {"title": _("De openbare pagina's die bij elke fiche genoemd zijn")},
                {"title": "Statbel (CC BY 4.0)"},
                {"title": "GeoNames (CC BY 4.0)"},
            ],
        },
    )
    return StreamingHttpResponse(
        getattr(everything, file.write)(),
        content_type=file.media_type,
        headers={
            "Content-Disposition": f'attachment; filename="{NAME}-{now:%Y-%m-%d}.{end}"',
            "Link": f'<{LICENCE_URL}>; rel="license"',
        },
    )


@require_safe
@cache_control(public=True, max_age=MAX_AGE)
def dcat(request):
    """The data set in DCAT, as JSON-LD."""

    def address(name, *args):
        return request.build_absolute_uri(reverse(name, args=args))

    document = catalogue.dataset(
        url=address("services:data"),
        title=TITLE,
        description=_(
            "Waar iemand in Vlaanderen en Brussel terechtkan met een vraag over drugs en seks:"
            " aanbod, hulplijnen en informatiebronnen, met voor wie, hoe en waar."
        ),
        licence=LICENCE_URL,
        profile=address("api:profile"),
        modified=_modified(),
        files=[
            (address("services:whole-map", end), file.media_type) for end, file in FILES.items()
        ],
        service=(address("api:root"), address("api:openapi")),
    )
    return JsonResponse(document, content_type="application/ld+json")


def _modified():
    """When the public record of a listing last became another one; now, when there is none."""
    newest = ServiceDocument.objects.aggregate(newest=Max("modified_at"))["newest"]
    return timezone.localtime(newest or timezone.now())

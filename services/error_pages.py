"""The static error pages: made ahead, so that they show when nothing else works."""

import csv
from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from services.helplines import LABELS, Helpline
from services.phones import format_phone, parse_phone

LISTINGS = settings.BASE_DIR / "fixtures" / "listings.csv"
DIRECTORY = settings.BASE_DIR / "static" / "errors"


@dataclass(frozen=True)
class ErrorPage:
    """What an error page says. `is_broken` where the application itself may be gone."""

    title: str
    text: str
    is_broken: bool = False


PAGES = {
    "400": ErrorPage(
        _("Deze vraag konden we niet lezen"),
        _("Er staat iets in het adres of in het formulier dat we niet begrijpen. Begin opnieuw."),
    ),
    "403": ErrorPage(
        _("Deze pagina is niet voor iedereen"),
        _("Hier kan enkel wie de kaart beheert. Al de rest van de kaart is vrij te bekijken."),
    ),
    "403_csrf": ErrorPage(
        _("Dit formulier is verlopen"),
        _(
            "Er is niets verstuurd. Het formulier stond te lang open, of je browser bewaart geen "
            "cookies. Ga terug, laad de pagina opnieuw en probeer het nog eens."
        ),
    ),
    "404": ErrorPage(
        _("Deze pagina bestaat niet"),
        _("Misschien zit er een tikfout in het adres, of staat dit aanbod niet meer op de kaart."),
    ),
    "500": ErrorPage(
        _("Er ging iets mis bij ons"),
        _("Het ligt niet aan jou. Probeer het straks opnieuw. De nummers hieronder kun je bellen."),
        is_broken=True,
    ),
    "503": ErrorPage(
        _("De kaart is even niet bereikbaar"),
        _("We zijn er straks weer. De nummers hieronder kun je nu al bellen."),
        is_broken=True,
    ),
}


def build():
    """The pages as they should be, by the path of their file."""
    with LISTINGS.open(newline="", encoding="utf-8") as file:
        phones = {
            row["id"]: parse_phone(row["phone"])
            for row in csv.DictReader(file)
            if row["id"] in LABELS
        }
    helplines = [
        Helpline(label=label, number=phones[slug], display=format_phone(phones[slug]))
        for slug, label in LABELS.items()
    ]
    return {DIRECTORY / f"{name}.html": _render(page, helplines) for name, page in PAGES.items()}


def _render(page, helplines):
    # Where the application may be gone, its own way out may be too: straight to where it leads.
    exit_url = settings.QUICK_EXIT_URL if page.is_broken else reverse("services:quick-exit")
    context = {"page": page, "helplines": helplines, "exit_url": exit_url}
    text = render_to_string("error_page.html", context)
    return "".join(f"{line}\n" for line in text.splitlines() if line.strip())

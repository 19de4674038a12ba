"""What editors write to organisations: what is filled in, and what a subject may say.

A subject shows on a locked or shared screen, so it names no theme and no organisation.
"""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

#: What may stand between braces in a text, and what comes in its place.
PLACEHOLDERS = {
    "organisatie": _("de naam van de organisatie"),
    "fiches": _("haar fiches op de kaart, elk op een regel"),
    "aanmelden": _("het adres waar leden zich aanmelden"),
    "toegang": _("het adres waar ze om toegang vraagt"),
}
BRACED = re.compile(r"\{([^{}]*)\}")
#: Words, or beginnings of words, that tell what the map is about.
TELLING = re.compile(
    r"chems|drug|seks|sex|versla[av]|verdov|hiv|ghb|slamm|coca[iï]ne|crystal|ketamine"
    r"|\b(?:soa|prep|tina|meth|xtc|gay|homo|lgbt|msm)\b",
    re.IGNORECASE,
)


def check_text(text):
    """Raise ValidationError when something in a text can never be filled in."""
    for name in BRACED.findall(text):
        if name not in PLACEHOLDERS:
            known = ", ".join(f"{{{one}}}" for one in PLACEHOLDERS)
            raise ValidationError(
                _("“{%(name)s}” kan niet ingevuld worden. Wat wel kan: %(known)s."),
                params={"name": name, "known": known},
            )
    if re.search("[{}]", BRACED.sub("", text)):
        raise ValidationError(
            _("Er staat een losse accolade in de tekst. Sluit ze, of laat ze weg.")
        )


def check_subject(subject):
    """Raise ValidationError unless a subject is one line that tells nothing."""
    if len(subject.splitlines()) > 1:
        raise ValidationError(_("Een onderwerp is één regel: haal de regelovergang eruit."))
    if re.search("[{}]", subject):
        raise ValidationError(_("In een onderwerp wordt niets ingevuld: laat de accolades weg."))
    if telling := TELLING.search(subject):
        _refuse(telling[0])


def check_unnamed(subject, names):
    """Raise ValidationError when a subject holds one of these names."""
    for name in names:
        if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", subject, re.IGNORECASE):
            _refuse(name)


def _refuse(word):
    raise ValidationError(
        _("Het onderwerp is te lezen op een vergrendeld of gedeeld scherm: laat “%(word)s” weg."),
        params={"word": word},
    )


def filled(text, values):
    """A text with `values` by the names of PLACEHOLDERS; raises ValidationError for one missing."""
    missing = [name for name in BRACED.findall(text) if name not in values]
    if missing:
        raise ValidationError(
            _("“{%(name)s}” kan niet voor %(organisation)s: ze staat niet op de kaart."),
            params={"name": missing[0], "organisation": values["organisatie"]},
        )
    lines = [line.rstrip() for line in text.splitlines()]
    return BRACED.sub(lambda found: values[found[1]], "\n".join(lines))

"""What one cell may hold. Every function here raises ValueError with a Dutch message."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, URLValidator
from django.utils.translation import gettext as _

from services.phones import parse_phone

_valid_email = EmailValidator()
_valid_url = URLValidator(schemes=["http", "https"])
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def split(cell):
    """The values of a cell: separated by semicolons only, since commas belong to the value."""
    return [value for part in cell.split(";") if (value := " ".join(part.split()))]


def text(cell, *, longest):
    """Text of at most `longest` characters."""
    if len(cell) > longest:
        raise ValueError(
            _("is %(length)s tekens lang; meer dan %(longest)s kan niet")
            % {"length": len(cell), "longest": longest}
        )
    return cell


def required(cell, *, longest):
    """Text that may not be missing."""
    if not cell:
        raise ValueError(_("ontbreekt"))
    return text(cell, longest=longest)


def slug(cell):
    """An identifier that can stand in a web address, as it is."""
    if not _SLUG.fullmatch(cell) or len(cell) > 120:
        raise ValueError(
            _("“%(cell)s” kan niet in een webadres: gebruik kleine letters, cijfers en streepjes")
            % {"cell": cell[:60]}
        )
    return cell


def choice(cell, meanings):
    """The meaning of a word out of a fixed list; `meanings` maps words, "" where none may stand."""
    if cell not in meanings:
        words = ", ".join(word for word in meanings if word)
        raise ValueError(
            _("“%(cell)s” is geen van: %(words)s") % {"cell": cell[:60], "words": words}
        )
    return meanings[cell]


def choices(values, meanings):
    """The distinct meanings of several words, in the order in which they stand."""
    return list(dict.fromkeys(choice(value, meanings) for value in values))


def age(cell):
    """A whole number of years, or None for an empty cell."""
    if not cell:
        return None
    if not cell.isascii() or not cell.isdigit() or int(cell[:4]) > 120:
        raise ValueError(_("“%(cell)s” is geen leeftijd van 0 tot 120") % {"cell": cell[:60]})
    return int(cell)


def email(cell):
    """An e-mail address, or empty."""
    try:
        if cell:
            _valid_email(cell)
    except ValidationError as error:
        raise ValueError(_("“%(cell)s” is geen e-mailadres") % {"cell": cell[:60]}) from error
    return text(cell, longest=254)


def website(cell):
    """A web address, or empty; without a scheme it is read as https: "Site.be" is a host."""
    if not cell:
        return ""
    if "://" not in cell:
        host, slash, path = cell.partition("/")
        cell = f"https://{host.lower()}{slash}{path}"
    if not is_url(cell):
        raise ValueError(_("“%(cell)s” is geen webadres") % {"cell": cell[:60]})
    return text(cell, longest=200)


def is_url(value):
    """Whether a value is a full web address."""
    try:
        _valid_url(value)
    except ValidationError:
        return False
    return True


def phones(values):
    """Distinct numbers, each as `services.phones` stores it."""
    return list(dict.fromkeys(parse_phone(value) for value in values))

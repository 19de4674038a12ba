"""Phone numbers: Belgian and foreign ones in E.164, and the short numbers of help and emergency."""

import re

import phonenumbers
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

#: Belgian short numbers: emergency (112), help (102, 106, 107) and four-digit lines (1712, 1813).
SHORT_NUMBER = re.compile(r"1\d{2,3}")


def parse_phone(text):
    """Return a typed number as it is stored: a short number as it is, any other in E.164.

    Raises ValueError when it is no possible number; a number without country is read as Belgian.
    """
    digits = re.sub(r"[\s./-]", "", text)
    if SHORT_NUMBER.fullmatch(digits):
        return digits
    try:
        number = phonenumbers.parse(text, "BE")
    except phonenumbers.NumberParseException as error:
        raise ValueError(_("“%(text)s” is geen telefoonnummer.") % {"text": text}) from error
    if not phonenumbers.is_valid_number(number):
        raise ValueError(_("“%(text)s” is geen bestaand telefoonnummer.") % {"text": text})
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def validate_phone(value):
    """Refuse what `parse_phone` would store differently."""
    try:
        parsed = parse_phone(value)
    except ValueError as error:
        raise ValidationError(str(error)) from error
    if parsed != value:
        raise ValidationError(_("Schrijf het nummer als %(number)s.") % {"number": parsed})


def format_phone(number):
    """A stored number as a Belgian writes it: national for Belgium, international otherwise."""
    if SHORT_NUMBER.fullmatch(number):
        return number
    parsed = phonenumbers.parse(number, None)
    if parsed.country_code != 32:
        return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    national = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)
    # The library pairs the digits of 070 numbers; who has one writes it in threes: 070 245 245.
    return re.sub(r"^070 (\d\d) (\d)(\d) (\d\d)$", r"070 \1\2 \3\4", national)

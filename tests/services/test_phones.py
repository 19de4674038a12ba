"""Phone numbers as they are typed, stored and shown."""

import pytest
from django.core.exceptions import ValidationError

from services.phones import format_phone, parse_phone, validate_phone


@pytest.mark.parametrize(
    ("typed", "stored", "shown"),
    [
        ("09 223 46 44", "+3292234644", "09 223 46 44"),
        ("078 15 10 20", "+3278151020", "078 15 10 20"),
        ("070 245 245", "+3270245245", "070 245 245"),
        ("0483 09 10 07", "+32483091007", "0483 09 10 07"),
        ("0800 99 533", "+3280099533", "0800 99 533"),
        ("+31 20 123 4567", "+31201234567", "+31 20 123 4567"),
        ("112", "112", "112"),
        ("106", "106", "106"),
        ("1712", "1712", "1712"),
        ("18 13", "1813", "1813"),
    ],
)
def test_a_number_is_stored_in_one_form_and_shown_as_people_write_it(typed, stored, shown):
    assert parse_phone(typed) == stored
    assert format_phone(stored) == shown


@pytest.mark.parametrize("typed", ["", "abc", "12", "09 223", "+32 9 223 46 44 99 99", "9999"])
def test_what_is_no_number_is_refused_in_dutch(typed):
    with pytest.raises(ValueError, match="telefoonnummer"):
        parse_phone(typed)


def test_the_validator_names_the_form_to_write():
    with pytest.raises(ValidationError, match=r"\+3292234644"):
        validate_phone("09 223 46 44")
    validate_phone("+3292234644")

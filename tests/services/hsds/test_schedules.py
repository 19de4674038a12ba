"""Hours as RRULE where weeks are alike, and in words where they are not."""

import datetime
from types import SimpleNamespace

import pytest

from services.hsds.schedules import schedules


def made(hours="", *, text="", channel="", closed_until=None):
    """The schedules of a listing with hours of one channel."""
    row = SimpleNamespace(opening_hours=hours, text=text, channel=channel)
    rows = SimpleNamespace(all=lambda: [row])
    return schedules(SimpleNamespace(pk="1", closed_until=closed_until, schedules=rows))


def of(hours="", **options):
    """The same, without what only identifies them."""
    return [
        {name: value for name, value in one.items() if name not in ("id", "service_id")}
        for one in made(hours, **options)
    ]


def rules(hours):
    return [(one["byday"], one["opens_at"], one["closes_at"]) for one in of(hours)]


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        ("Mo-Fr 09:00-17:00", [("MO,TU,WE,TH,FR", "09:00", "17:00")]),
        (
            "Mo,We 09:00-12:00,13:00-17:00; Sa 10:00-12:00",
            [("MO,WE", "09:00", "12:00"), ("MO,WE", "13:00", "17:00"), ("SA", "10:00", "12:00")],
        ),
        ("24/7", [("MO,TU,WE,TH,FR,SA,SU", "00:00", "23:59")]),
        ("Fr 20:00-02:00", [("FR", "20:00", "02:00")]),
        ("Mo 09:00-17:00; PH off", [("MO", "09:00", "17:00")]),
    ],
)
def test_weeks_that_are_alike_become_rules(hours, expected):
    assert rules(hours) == expected


def test_a_rule_says_its_channel_and_keeps_the_hours_as_they_were():
    (rule,) = of("Tu 09:00-12:00; PH off", channel="phone", text="bel gerust")
    assert rule == {
        "freq": "WEEKLY",
        "interval": 1,
        "wkst": "MO",
        "byday": "TU",
        "opens_at": "09:00",
        "closes_at": "12:00",
        "description": "di 9.00–12.00 u · niet op feestdagen · bel gerust",
        "attending_type": "phone",
        "notes": "Tu 09:00-12:00; PH off",
    }


def test_hours_in_words_stay_words():
    assert of(text="elke eerste maandag") == [{"description": "elke eerste maandag"}]


def test_weeks_that_differ_have_no_rule():
    (said,) = of("Mo[1] 09:00-12:00")
    assert "freq" not in said
    assert said["notes"] == "Mo[1] 09:00-12:00"


def test_what_was_closed_for_a_while_is_valid_from_the_day_it_opens_again():
    (rule,) = of("Mo 09:00-12:00", closed_until=datetime.date(2027, 1, 4))
    assert rule["valid_from"] == "2027-01-04"


def test_no_two_rules_have_the_same_id():
    ids = {one["id"] for one in made("Mo 09:00-12:00,13:00-17:00; Tu 09:00-12:00")}
    assert len(ids) == 2

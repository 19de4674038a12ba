"""Opening hours: checked, computed over changes of the clock and midnight, and said in Dutch."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from services.opening_hours import describe, intervals, to_week, validate

BRUSSELS = ZoneInfo("Europe/Brussels")


def at(text):
    """A moment on Brussels' clock; UTC where it says so."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=BRUSSELS)


def opened(text, start, end):
    """The open stretches as text, with their offset from UTC."""
    return [
        f"{opens:%d %H:%M%z}-{closes:%d %H:%M%z}"
        for opens, closes in intervals(text, start=at(start), end=at(end))
    ]


@pytest.mark.parametrize(
    ("text", "start", "end", "expected"),
    [
        (
            "Mo-Th 13:00-18:00; Fr-Su off",
            "2026-06-10T00:00",
            "2026-06-13T00:00",
            ["10 13:00+0200-10 18:00+0200", "11 13:00+0200-11 18:00+0200"],
        ),
        # Cut off at both ends of what is asked.
        (
            "Mo-Fr 09:00-17:00",
            "2026-06-10T12:30",
            "2026-06-11T10:00",
            ["10 12:30+0200-10 17:00+0200", "11 09:00+0200-11 10:00+0200"],
        ),
        # Past midnight, also when it began the evening before.
        (
            "Fr 20:00-02:00",
            "2026-06-13T01:00",
            "2026-06-14T00:00",
            ["13 01:00+0200-13 02:00+0200"],
        ),
        # What touches is one stretch.
        (
            "Mo 10:00-12:00,12:00-14:00; Tu 00:00-24:00; We 00:00-08:00",
            "2026-06-08T00:00",
            "2026-06-11T00:00",
            ["08 10:00+0200-08 14:00+0200", "09 00:00+0200-10 08:00+0200"],
        ),
        # A later rule replaces an earlier one on the same day.
        (
            "Mo-Sa 16:00-22:00; We,Sa 14:00-22:00; Su,PH off",
            "2026-06-09T00:00",
            "2026-06-11T00:00",
            ["09 16:00+0200-09 22:00+0200", "10 14:00+0200-10 22:00+0200"],
        ),
        # Christmas is a Belgian holiday: a Friday in 2026.
        (
            "Mo-Fr 09:00-12:00; PH off",
            "2026-12-24T00:00",
            "2026-12-26T00:00",
            ["24 09:00+0100-24 12:00+0100"],
        ),
        # So is 21 July, which France does not know.
        ("Mo-Su 09:00-12:00; PH off", "2026-07-21T00:00", "2026-07-22T00:00", []),
        ("24/7", "2026-06-10T12:00", "2026-06-10T13:00", ["10 12:00+0200-10 13:00+0200"]),
        ("24/7 unknown", "2026-06-10T12:00", "2026-06-10T13:00", []),
        ("off", "2026-06-10T12:00", "2026-06-10T13:00", []),
    ],
)
def test_intervals(text, start, end, expected):
    assert opened(text, start, end) == expected


@pytest.mark.parametrize(
    ("text", "start", "end", "expected", "hours"),
    [
        # In the night of 29 March 2026 the clock goes from 2:00 to 3:00.
        (
            "Mo-Su 22:00-06:00",
            "2026-03-28T12:00",
            "2026-03-29T12:00",
            ["28 22:00+0100-29 06:00+0200"],
            7,
        ),
        (
            "Mo-Su 02:15-05:00",
            "2026-03-29T00:00",
            "2026-03-29T12:00",
            ["29 03:00+0200-29 05:00+0200"],
            2,
        ),
        ("Mo-Su 02:10-02:50", "2026-03-29T00:00", "2026-03-29T12:00", [], 0),
        # In that of 25 October it goes from 3:00 back to 2:00.
        (
            "Mo-Su 22:00-06:00",
            "2026-10-24T12:00",
            "2026-10-25T12:00",
            ["24 22:00+0200-25 06:00+0100"],
            9,
        ),
        # From the first 2:30 to the second 2:40.
        (
            "24/7",
            "2026-10-25T00:30+00:00",
            "2026-10-25T01:40+00:00",
            ["25 02:30+0200-25 02:40+0100"],
            7 / 6,
        ),
    ],
)
def test_intervals_when_the_clock_changes(text, start, end, expected, hours):
    assert opened(text, start, end) == expected
    stretches = intervals(text, start=at(start), end=at(end))
    length = sum((b.astimezone(UTC) - a.astimezone(UTC) for a, b in stretches), timedelta())
    assert length == timedelta(hours=hours)


def test_intervals_take_any_zone_and_give_brussels():
    [(opens, closes)] = intervals(
        "Mo-Fr 09:00-17:00", start=at("2026-06-10T00:00+00:00"), end=at("2026-06-10T12:00+00:00")
    )
    assert (opens.tzinfo, closes.tzinfo) == (BRUSSELS, BRUSSELS)
    assert opens == at("2026-06-10T09:00")
    assert closes == at("2026-06-10T14:00")


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("24/7", ["dag en nacht"]),
        ("Mo-Fr 00:00-24:00", ["ma–vr dag en nacht"]),
        ("Mo-Th 13:00-18:00; Fr-Su off", ["ma–do 13.00–18.00 u"]),
        (
            "Mo-Sa 16:00-22:00; We,Sa 14:00-22:00; Su,PH off",
            ["ma, di, do, vr 16.00–22.00 u", "wo, za 14.00–22.00 u", "niet op feestdagen"],
        ),
        (
            "Mo-Th 13:00-17:00,18:00-22:00; Fr 13:00-17:00; PH off",
            ["ma–do 13.00–17.00 en 18.00–22.00 u", "vr 13.00–17.00 u", "niet op feestdagen"],
        ),
        ("Mo-Fr 9:00-12:30", ["ma–vr 9.00–12.30 u"]),
        ("Fr-Sa 20:00-02:00", ["vr, za 20.00–2.00 u"]),
        ("Su 22:00-03:00", ["zo 22.00–3.00 u"]),
        ("Mo-Su 17:00-24:00", ["ma–zo 17.00–24.00 u"]),
        ("off", ["gesloten"]),
        # What is not the same every week keeps its form, in Dutch words.
        (
            "Jul-Aug Mo-Fr 10:00-12:00; SH off",
            ["jul–aug ma–vr 10.00–12.00", "schoolvakanties gesloten"],
        ),
        ("Mo 09:00-12:00; PH 10:00-11:00", ["ma 9.00–12.00", "feestdagen 10.00–11.00"]),
        ("Mo[1] 10:00-12:00", ["ma[1] 10.00–12.00"]),
    ],
)
def test_describe(text, lines):
    assert describe(text) == lines


def test_week_of_hours():
    week = to_week("Mo-Fr 10:00-12:00,14:00-24:00; Sa 20:00-02:00; PH off")
    assert week == [*[[("10:00", "12:00"), ("14:00", "24:00")]] * 5, [("20:00", "02:00")], []]
    assert to_week("Mo[1] 10:00-12:00") is None


@pytest.mark.parametrize(
    "text", ["", "x", "9-17u", "Mo-Fr 25:00-26:00", "Mo\0", "24/24", "a" * 9999]
)
def test_what_is_no_opening_hours_is_refused_in_dutch(text):
    moment = at("2026-06-10T00:00")
    for refuse in (
        lambda: validate(text),
        lambda: describe(text),
        lambda: to_week(text),
        lambda: intervals(text, start=moment, end=moment + timedelta(days=1)),
    ):
        with pytest.raises(ValueError, match="zijn geen openingsuren"):
            refuse()


def test_valid_hours_pass():
    validate("Mo-Fr 09:00-17:00; PH off")

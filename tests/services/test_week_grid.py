"""The week grid: what it holds, both ways, and what it leaves to OpenStreetMap's syntax."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from services import week_grid
from services.opening_hours import describe
from services.week_grid import WeekGrid, check_nights, parse_clock, parse_day, to_grid, to_osm

WORKDAY = (("09:00", "12:30"), ("13:00", "17:00"))
ALL_DAY = (("00:00", "24:00"),)
NIGHT = (("20:00", "02:00"),)


def week(*days, **options):
    return WeekGrid((*days, *[()] * (7 - len(days))), **options)


QUARTERS = [f"{minutes // 60:02}:{minutes % 60:02}" for minutes in range(0, 24 * 60 + 1, 15)]


@st.composite
def days(draw):
    """One or two stretches that do not touch, the last possibly into the night."""
    times = sorted(draw(st.lists(st.sampled_from(QUARTERS), unique=True, max_size=4)))
    spans = list(zip(times[::2], times[1::2], strict=False))
    if spans and spans[-1][0] >= "12:00" and spans[-1][0] != "24:00" and draw(st.booleans()):
        spans[-1] = (spans[-1][0], draw(st.sampled_from(QUARTERS[1:17])))
    return tuple(spans)


@st.composite
def grids(draw):
    """Grids as the form lets them through."""
    drawn = tuple(draw(st.lists(days(), min_size=7, max_size=7)))
    try:
        check_nights(drawn)
    except ValueError:
        drawn = tuple(tuple(span for span in spans if span[0] < span[1]) for spans in drawn)
    return WeekGrid(drawn, draw(st.booleans()))


@given(grids())
@example(week(*[ALL_DAY] * 7))
@example(week(*[ALL_DAY] * 7, is_closed_on_holidays=True))
@example(week(*[NIGHT] * 7, is_closed_on_holidays=True))
@example(week((), NIGHT, WORKDAY))
def test_what_a_grid_says_is_read_back_with_the_same_meaning(grid):
    text = to_osm(grid)

    again = to_grid(text)

    assert len(text) <= 255
    # It may be written otherwise: what touches over midnight is one stretch.
    assert again is None or week_grid._year(to_osm(again)) == week_grid._year(text)


@given(grids())
def test_a_grid_within_days_is_read_back_as_it_is(grid):
    within = tuple(tuple(span for span in spans if span[0] < span[1]) for spans in grid.days)
    if any(spans and spans[-1][1] == "24:00" for spans in within):
        within = tuple(tuple(s for s in spans if s[1] != "24:00") for spans in within)
    is_closed = grid.is_closed_on_holidays and any(within)

    assert to_grid(to_osm(WeekGrid(within, is_closed))) == WeekGrid(within, is_closed)


@pytest.mark.parametrize(
    ("text", "grid"),
    [
        ("Mo-Fr 09:00-12:30,13:00-17:00", week(*[WORKDAY] * 5)),
        ("Mo-Fr 09:00-12:30,13:00-17:00; PH off", week(*[WORKDAY] * 5, is_closed_on_holidays=True)),
        ("24/7", week(*[ALL_DAY] * 7)),
        ("Fr 20:00-02:00", week((), (), (), (), NIGHT)),
        ("Mo-We 10:00-12:00; Tu off", week((("10:00", "12:00"),), (), (("10:00", "12:00"),))),
        # Holidays are overruled here: that is what it means, so that is what is shown.
        ("PH off; Mo 09:00-12:00", week((("09:00", "12:00"),))),
        ("off", week()),
    ],
)
def test_what_a_grid_holds(text, grid):
    assert to_grid(text) == grid


@pytest.mark.parametrize(
    "text",
    [
        "Mo[1] 09:00-12:00",
        "Mar-Oct: Mo-Fr 09:00-17:00",
        'Mo-Fr 09:00-12:00 "op afspraak"',
        "Mo-Fr 09:00-12:00; SH off",
        "Mo-Fr 09:00-12:00; PH 10:00-11:00",
        "Mo 09:00-10:00,11:00-12:00,13:00-14:00",
        "Mo-Fr sunrise-sunset",
        "Mo-Fr 09:00-12:00 || unknown",
        "Mo-Fr 09:00-17:00+",
        "24/7 unknown",
        "Mo 09:00-08:00",
        "week 1-53/2 Mo 09:00-12:00",
    ],
)
def test_what_it_does_not_hold_is_left_alone(text):
    assert to_grid(text) is None


def test_rubbish_is_named():
    with pytest.raises(ValueError, match="geen openingsuren"):
        to_grid("altijd")


@pytest.mark.parametrize(
    ("typed", "time"),
    [
        ("9", "09:00"),
        ("9.30", "09:30"),
        ("9u30", "09:30"),
        ("9 u", "09:00"),
        ("09:30", "09:30"),
        ("0930", "09:30"),
        ("930", "09:30"),
        (" 17H ", "17:00"),
        ("24", "24:00"),
    ],
)
def test_times_as_people_type_them(typed, time):
    assert parse_clock(typed) == time


@pytest.mark.parametrize("typed", ["25", "9.75", "negen", "24.30", "-1", "9.3", "9:30:00"])
def test_no_time(typed):
    with pytest.raises(ValueError, match="geen uur"):
        parse_clock(typed)


def test_a_day_as_typed():
    typed = [("9", "12u30"), ("13", "17")]
    assert parse_day(typed) == WORKDAY
    assert parse_day([("", ""), (" ", "")]) == ()
    assert parse_day([("20", "2")]) == NIGHT
    assert parse_day([("18", "0")]) == (("18:00", "24:00"),)


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ([("9", "")], "zowel"),
        ([("", "17")], "zowel"),
        # Who means five in the afternoon is asked, not believed.
        ([("9", "5")], "einde"),
        ([("9", "9")], "einde"),
        ([("9", "13"), ("12", "17")], "overlappen"),
        ([("13", "17"), ("9", "12")], "overlappen"),
        ([("20", "2"), ("21", "22")], "overlappen"),
    ],
)
def test_no_day(typed, message):
    with pytest.raises(ValueError, match=message):
        parse_day(typed)


def test_a_night_stays_clear_of_the_next_day():
    check_nights([NIGHT, (("02:00", "05:00"),), (), (), (), (), NIGHT])
    with pytest.raises(ValueError, match="middernacht"):
        check_nights([(("01:00", "05:00"),), (), (), (), (), (), NIGHT])


def test_what_is_saved_reads_as_it_was_meant():
    assert describe(to_osm(week(*[WORKDAY] * 5, is_closed_on_holidays=True))) == [
        "ma–vr 9.00–12.30 en 13.00–17.00 u",
        "niet op feestdagen",
    ]

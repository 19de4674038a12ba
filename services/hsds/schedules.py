"""Opening hours as HSDS schedules: RRULE by weekday where weeks are alike, else in words."""

from services import opening_hours
from services.hsds import stated
from services.hsds.identifiers import identifier

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def schedules(service):
    """Of each channel one schedule per stretch of time, with the days on which it holds.

    Times are those of Brussels' clocks, without an offset, which would be wrong for half of the
    year. A stretch that ends on the next day closes before it opens; the end of the day is 23:59.
    `attending_type` is the channel's access mode; `notes` holds the hours in OpenStreetMap's
    syntax, holidays and all. What was closed for a while is valid from the day it opens again.
    """
    return [
        record
        for schedule in service.schedules.all()
        for record in (_weekly(service, schedule) or [_in_words(service, schedule)])
    ]


def _weekly(service, schedule):
    week = opening_hours.to_week(schedule.opening_hours) if schedule.opening_hours else None
    if week is None:
        return []
    days = {}
    for weekday, spans in zip(WEEKDAYS, week, strict=True):
        for span in spans:
            days.setdefault(tuple(span), []).append(weekday)
    return [
        _record(
            service,
            schedule,
            opens,
            freq="WEEKLY",
            interval=1,
            wkst="MO",
            byday=",".join(weekdays),
            opens_at=opens,
            closes_at="23:59" if closes == "24:00" else closes,
        )
        for (opens, closes), weekdays in days.items()
    ]


def _in_words(service, schedule):
    return _record(service, schedule, "")


def _record(service, schedule, part, **rule):
    said = opening_hours.describe(schedule.opening_hours) if schedule.opening_hours else []
    return stated(
        {
            "id": identifier("schedule", service.pk, schedule.channel, part, rule.get("byday", "")),
            "service_id": str(service.pk),
            "valid_from": service.closed_until and service.closed_until.isoformat(),
            **rule,
            "description": " · ".join([*map(str, said), schedule.text]).strip(" ·"),
            "attending_type": schedule.channel,
            "notes": schedule.opening_hours,
        }
    )

"""An organisation's software says when it is open, whether there is room, how long one waits."""

import datetime

import pytest
import time_machine

from services.actions import documents
from services.enums import TriState
from tests import factories
from tests.software import etag_of, problem, record_of

pytestmark = pytest.mark.django_db


class TestHours:
    def hours(self, service):
        return {
            one.channel: (one.opening_hours, one.text)
            for one in service.schedules.order_by("channel")
        }

    def test_all_hours_are_replaced(self, software, service):
        factories.ScheduleFactory(service=service, channel="chat", opening_hours="Mo 09:00-12:00")
        kept = factories.ScheduleFactory(service=service, channel="phone", text="op afspraak")
        documents.refresh([service.pk])

        answer = software.put(
            service,
            "schedules",
            [
                {
                    "attending_type": "phone",
                    "freq": "WEEKLY",
                    "byday": "MO,TU",
                    "opens_at": "09:00",
                    "closes_at": "12:00",
                },
                {
                    "attending_type": "phone",
                    "freq": "WEEKLY",
                    "byday": "FR",
                    "opens_at": "20:00",
                    "closes_at": "23:59",
                    "description": "",
                },
                {"notes": "Mar-Oct: Mo-Fr 09:00-17:00; PH off", "description": "Bel aan."},
            ],
        )

        assert answer.status_code == 200, answer.content
        assert self.hours(service) == {
            "": ("Mar-Oct: Mo-Fr 09:00-17:00; PH off", "Bel aan."),
            "phone": ("Mo-Tu 09:00-12:00; Fr 20:00-24:00", ""),
        }
        assert service.schedules.get(channel="phone").pk == kept.pk
        assert answer.json() == record_of(service)

    @pytest.mark.parametrize(
        ("osm", "text"),
        [
            ("Mo-Fr 09:00-12:00,13:00-17:00; PH off", "Bel eerst."),
            ("24/7", ""),
            ("Sa 22:00-04:00", ""),
            ("off", "Gesloten tot nader order."),
            ("", "Op afspraak."),
            ("Jan-Mar Mo 10:00-11:00", "In de winter."),
        ],
    )
    def test_what_the_record_says_may_come_back(self, software, service, osm, text):
        factories.ScheduleFactory(service=service, channel="", opening_hours=osm, text=text)
        documents.refresh([service.pk])
        etag = etag_of(service)

        answer = software.put(service, "schedules", record_of(service)["schedules"])

        assert answer.status_code == 200, answer.content
        assert self.hours(service) == {"": (osm, text)}
        assert answer.headers["ETag"] == etag

    def test_words_about_the_hours_before_do_not_stay(self, software, service):
        factories.ScheduleFactory(
            service=service, channel="", opening_hours="Mo 09:00-12:00", text="Bel eerst."
        )
        documents.refresh([service.pk])
        [schedule] = record_of(service)["schedules"]
        del schedule["notes"]

        software.put(service, "schedules", [schedule | {"closes_at": "13:00"}])

        assert self.hours(service) == {"": ("Mo 09:00-13:00", "Bel eerst.")}

    def test_none_is_none(self, software, service):
        factories.ScheduleFactory(service=service)
        assert software.put(service, "schedules", []).status_code == 200
        assert self.hours(service) == {}

    WEEKLY = {"freq": "WEEKLY", "byday": "MO", "opens_at": "09:00", "closes_at": "12:00"}

    @pytest.mark.parametrize(
        "schedules",
        [
            None,
            {},
            '"24/7"',
            [WEEKLY | {"byday": "MAANDAG"}],
            [WEEKLY | {"freq": "MONTHLY"}],
            [WEEKLY | {"interval": 2}],
            [WEEKLY | {"opens_at": "9 u"}],
            [WEEKLY | {"opens_at": 9}],
            [WEEKLY | {"opens_at": "17:00", "closes_at": "13:00"}],
            [WEEKLY, WEEKLY],
            [WEEKLY | {"timezone": 2}],
            [WEEKLY | {"until": "2027-01-01"}],
            [WEEKLY | {"notes": "Mo 10:00-12:00"}],
            [WEEKLY | {"attending_type": "duif"}],
            [WEEKLY | {"description": "x" * 301}],
            [{"byday": "MO"}],
            [{"notes": "soms"}],
            [{"notes": "24/7"}, {"notes": "Mo 10:00-12:00"}],
            [{"attending_type": "phone"}],
            [{}],
        ],
    )
    def test_what_cannot_be_is_named_and_nothing_is_changed(self, software, service, schedules):
        factories.ScheduleFactory(service=service, channel="", opening_hours="Mo 09:00-12:00")
        documents.refresh([service.pk])

        problem(software.put(service, "schedules", schedules), 422)

        assert self.hours(service) == {"": ("Mo 09:00-12:00", "")}


class TestAvailability:
    @time_machine.travel("2026-11-25 12:00+01:00")
    @pytest.mark.parametrize(
        ("available", "answer"), [(3, TriState.YES), (0, TriState.NO), (None, TriState.UNKNOWN)]
    )
    def test_room_is_stated_and_dated(self, software, service, available, answer):
        assert software.put(service, "capacity", {"available": available}).status_code == 200

        service.refresh_from_db()
        assert service.has_capacity == answer
        assert service.capacity_checked_on == datetime.date(2026, 11, 25)

    @time_machine.travel("2026-11-25 12:00+01:00")
    @pytest.mark.parametrize(
        ("sent", "answer", "weeks"),
        [
            ({"has_waiting_time": "yes", "weeks": 6}, TriState.YES, 6),
            ({"has_waiting_time": "yes"}, TriState.YES, None),
            ({"has_waiting_time": "no", "weeks": None}, TriState.NO, None),
            ({"has_waiting_time": "unknown"}, TriState.UNKNOWN, None),
        ],
    )
    def test_waiting_time_is_stated_and_dated(self, software, service, sent, answer, weeks):
        response = software.put(service, "waiting_time", sent)

        assert response.status_code == 200, response.content
        service.refresh_from_db()
        assert (service.has_waiting_time, service.waiting_weeks) == (answer, weeks)
        assert service.waiting_checked_on == datetime.date(2026, 11, 25)

    def test_said_again_it_is_dated_again(self, software, service):
        for day in ("2026-11-25", "2026-11-26"):
            with time_machine.travel(f"{day} 12:00+01:00"):
                software.put(service, "waiting_time", {"has_waiting_time": "yes", "weeks": 6})
                service.refresh_from_db()
                assert str(service.waiting_checked_on) == day

    @pytest.mark.parametrize(
        ("path", "sent", "names"),
        [
            ("capacity", {}, ["available"]),
            ("capacity", [], ["service"]),
            ("capacity", {"available": -1}, ["available"]),
            ("capacity", {"available": True}, ["available"]),
            ("capacity", {"available": "veel"}, ["available"]),
            ("capacity", {"available": 1, "maximum": 3}, ["maximum"]),
            ("waiting_time", {"weeks": 3}, ["has_waiting_time"]),
            ("waiting_time", {"has_waiting_time": ["yes"]}, ["has_waiting_time"]),
            ("waiting_time", {"has_waiting_time": True}, ["has_waiting_time"]),
            ("waiting_time", {"has_waiting_time": "no", "weeks": 3}, ["weeks"]),
            ("waiting_time", {"has_waiting_time": "yes", "weeks": 0}, ["weeks"]),
            ("waiting_time", {"has_waiting_time": "yes", "weeks": 521}, ["weeks"]),
        ],
    )
    def test_what_cannot_be_is_named(self, software, service, path, sent, names):
        assert list(problem(software.put(service, path, sent), 422)) == names

"""How much one network address may ask, whatever process answers."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client, override_settings
from django.utils import timezone

from services.models import RequestCount

FILE = "/data/sociale-kaart-chemseks.json"
LIMITS = {"api": (3, 600), "files": (1, 600)}


@pytest.fixture(autouse=True)
def limits(settings):
    settings.API_LIMITS = LIMITS


def ask(address="/api/v1/taxonomies", *, by="192.0.2.1", **headers):
    return Client().get(address, REMOTE_ADDR=by, headers=headers)


@pytest.mark.django_db
class TestOneAddress:
    def test_hears_how_much_is_left(self):
        for left in (2, 1, 0):
            answer = ask()
            assert answer.status_code == 200
            assert answer.headers["RateLimit-Policy"] == '"api";q=3;w=600'
            assert answer.headers["RateLimit"].startswith(f'"api";r={left};t=')

    def test_is_refused_beyond_it_and_told_when_to_come_back(self):
        with time_machine.travel(timezone.now(), tick=False) as clock:
            for _ in range(3):
                ask()
            clock.shift(timedelta(seconds=100))
            answer = ask()
            assert answer.status_code == 429
            assert answer.headers["Content-Type"] == "application/problem+json"
            assert answer.headers["Retry-After"] == "500"
            assert answer.headers["RateLimit"] == '"api";r=0;t=500'
            clock.shift(timedelta(seconds=500))
            assert ask().status_code == 200

    def test_is_counted_for_what_goes_wrong_too(self):
        for path in ("verzonnen", "services?age=oud", "taxonomies?format=verzonnen"):
            ask(f"/api/v1/{path}")
        assert ask().status_code == 429

    def test_leaves_the_others_alone(self):
        for _ in range(4):
            ask()
        assert ask(by="192.0.2.2").status_code == 200

    def test_is_a_whole_network_in_the_new_protocol(self):
        for last in range(3):
            ask(by=f"2001:db8:1:2::{last}")
        assert ask(by="2001:db8:1:2:3::9").status_code == 429
        assert ask(by="2001:db8:1:3::9").status_code == 200

    def test_takes_files_under_a_limit_of_their_own(self):
        assert ask(FILE).status_code == 200
        answer = ask(FILE)
        assert answer.status_code == 429
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert answer.headers["RateLimit-Policy"] == '"files";q=1;w=600'
        assert ask().status_code == 200

    @pytest.mark.parametrize(
        ("proxies", "statuses"), [(1, (429, 200)), (0, (429, 429))], ids=["behind one", "alone"]
    )
    def test_is_the_one_that_our_own_proxy_saw(self, settings, proxies, statuses):
        """What a caller writes in front of it makes no difference."""
        with override_settings(REST_FRAMEWORK=settings.REST_FRAMEWORK | {"NUM_PROXIES": proxies}):
            for number in range(3):
                ask(**{"X-Forwarded-For": f"198.51.100.{number}, 192.0.2.7"})
            asked = [
                ask(**{"X-Forwarded-For": f"198.51.100.9, {last}"}).status_code
                for last in ("192.0.2.7", "192.0.2.8")
            ]
            assert tuple(asked) == statuses

    def test_stands_nowhere(self):
        ask(by="192.0.2.77")
        assert "192.0.2.77" not in RequestCount.objects.get().key


@pytest.mark.django_db
def test_counts_that_are_over_go():
    with time_machine.travel(timezone.now(), tick=False) as clock:
        ask(by="192.0.2.1")
        clock.shift(timedelta(seconds=600))
        ask(by="192.0.2.2")
    assert RequestCount.objects.count() == 1


@pytest.mark.usefixtures("own_database")
def test_requests_at_once_are_all_counted():
    with ThreadPoolExecutor(8) as threads:
        assert sorted(threads.map(_count, range(40))) == list(range(1, 41))


def _count(_number):
    try:
        return RequestCount.objects.add("key", window=timedelta(minutes=1))[0]
    finally:
        connection.close()

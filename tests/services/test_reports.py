"""Saying that a listing is wrong: counted per day, by nobody in particular."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from services.actions import reports
from services.enums import ReportReason, Status
from services.models import Report
from tests.factories import ReportFactory, ServiceFactory, UserFactory

pytestmark = pytest.mark.django_db

TODAY = datetime.datetime(2026, 11, 24, 12, 0, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def _today(time_machine):
    time_machine.move_to(TODAY, tick=False)


@pytest.fixture
def service():
    return ServiceFactory()


def form_url(service):
    return reverse("services:report", args=[service.slug])


def test_reports_of_a_day_are_one_count(service):
    for _ in range(3):
        reports.record(service=service, reason=ReportReason.PHONE)
    reports.record(service=service, reason=ReportReason.CLOSED)
    counts = dict(Report.objects.values_list("reason", "count"))
    assert counts == {ReportReason.PHONE: 3, ReportReason.CLOSED: 1}


def test_another_day_counts_anew(service, time_machine):
    reports.record(service=service, reason=ReportReason.PHONE)
    time_machine.move_to(TODAY + datetime.timedelta(days=1))
    reports.record(service=service, reason=ReportReason.PHONE)
    assert Report.objects.count() == 2


def test_count_stops_at_the_daily_limit(service):
    ReportFactory(service=service, reported_on=TODAY.date(), count=reports.DAILY_LIMIT)
    reports.record(service=service, reason=ReportReason.PHONE)
    assert Report.objects.get().count == reports.DAILY_LIMIT


def test_handled_report_opens_again_when_it_is_made_again(service):
    editor = UserFactory(is_staff=True)
    reports.record(service=service, reason=ReportReason.PHONE)
    assert reports.handle(reports=Report.objects.all(), by=editor) == 1
    assert reports.handle(reports=Report.objects.all(), by=editor) == 0
    reports.record(service=service, reason=ReportReason.PHONE)
    assert Report.objects.get().handled_at is None


def test_form_asks_for_a_reason_and_nothing_else(client, service):
    response = client.get(form_url(service))
    names = {field.html_name for field in response.context["form"]}
    assert names == {"reason"}
    assert b"<textarea" not in response.content


def test_posting_a_reason_counts_it_and_thanks(client, service):
    response = client.post(form_url(service), {"reason": "phone"})
    assert response.status_code == 302
    assert response.url == f"{service.get_absolute_url()}?gemeld=1"
    assert Report.objects.get().reason == ReportReason.PHONE
    assert "sessionid" not in client.cookies


@pytest.mark.parametrize("reason", ["", "verzonnen", "phone\x00", "p" * 10_000])
def test_other_reasons_are_refused(client, service, reason):
    response = client.post(form_url(service), {"reason": reason})
    assert response.status_code == 200
    assert response.context["form"].errors
    assert not Report.objects.exists()


def test_unpublished_listing_takes_no_report(client):
    service = ServiceFactory(status=Status.DRAFT)
    assert client.post(form_url(service), {"reason": "phone"}).status_code == 404


def test_post_without_token_is_refused(service):
    response = Client(enforce_csrf_checks=True).post(form_url(service), {"reason": "phone"})
    assert response.status_code == 403
    assert not Report.objects.exists()

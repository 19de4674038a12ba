"""The pages of the desk that tell the history, and undo what is in it."""

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from services import history
from services.actions.history import recorded
from services.enums import Channel
from services.middleware import HistoryMiddleware
from services.models import Phone, Service, Topic
from tests.factories import NetworkFactory, PhoneFactory, ServiceFactory, UserFactory

pytestmark = pytest.mark.django_db


def second_factor(user):
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "x"})
    return user


@pytest.fixture
def editor():
    return second_factor(UserFactory(name="An Editor", is_staff=True, is_superuser=True))


@pytest.fixture
def desk(client, editor):
    client.force_login(editor)
    return client


def history_url(record):
    return reverse(f"admin:services_{record._meta.model_name}_history", args=[record.pk])


def revert_url(record, change):
    name = f"admin:services_{record._meta.model_name}_revert"
    return reverse(name, args=[record.pk, change.table, change.event])


def last(record):
    return history.changes(history.of_record(record))[0]


@pytest.fixture
def phone():
    """A number that somebody changed through the form."""
    phone = PhoneFactory(label="Onthaal", number="+3232000000")
    with recorded(by=UserFactory(name="Lid Vandehuis"), channel=Channel.FORM):
        Phone.objects.update(number="+3232000001")
    return phone


class TestPage:
    def test_tells_what_changed_by_whom_and_through_what(self, desk, phone):
        page = desk.get(history_url(phone.service)).content.decode()
        words = " ".join(page.split())
        assert "Telefoonnummer “Onthaal” gewijzigd" in words
        assert "nummer: van “03 200 00 00” naar “03 200 00 01”" in words
        assert "door Lid Vandehuis" in words
        assert "via het formulier" in words
        assert revert_url(phone.service, last(phone.service)) in page

    def test_is_linked_from_the_record(self, desk, phone):
        for record in (phone.service, phone.service.organisation, NetworkFactory()):
            change = reverse(f"admin:services_{record._meta.model_name}_change", args=[record.pk])
            assert history_url(record) in desk.get(change).content.decode()
            assert desk.get(history_url(record)).status_code == 200

    def test_escapes_what_people_typed(self, desk):
        service = ServiceFactory()
        Service.objects.update(name="<script>alert(1)</script>")
        page = desk.get(history_url(service)).content.decode()
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page

    def test_long_histories_have_pages(self, desk):
        service = ServiceFactory()
        for number in range(101):
            Service.objects.update(name=f"Naam {number}")
        first = desk.get(history_url(service)).content.decode()
        assert "Naam 100" in first
        assert "Fiche toegevoegd" not in first
        assert "Fiche toegevoegd" in desk.get(history_url(service), {"p": 2}).content.decode()
        assert desk.get(history_url(service), {"p": "onzin"}).status_code == 200

    def test_asks_few_queries(self, desk, phone, django_assert_max_num_queries):
        with django_assert_max_num_queries(12):
            desk.get(history_url(phone.service))

    def test_only_for_the_desk(self, client, phone):
        urls = [history_url(phone.service), revert_url(phone.service, last(phone.service))]
        for user in (None, UserFactory(), second_factor(UserFactory(is_staff=True))):
            if user:
                client.force_login(user)
            for url in urls:
                assert client.get(url).status_code in (302, 403)
                assert client.post(url).status_code in (302, 403)
        phone.refresh_from_db()
        assert phone.number == "+3232000001"

    def test_unknown_record(self, desk):
        url = reverse(
            "admin:services_service_history", args=["00000000-0000-0000-0000-000000000000"]
        )
        assert desk.get(url).status_code == 404


class TestUndoing:
    def test_asks_first_and_then_does_it(self, desk, phone, editor):
        url = revert_url(phone.service, last(phone.service))
        page = desk.get(url).content.decode()
        assert "nummer: van “03 200 00 00” naar “03 200 00 01”" in page
        phone.refresh_from_db()
        assert phone.number == "+3232000001"
        answer = desk.post(url, follow=True).content.decode()
        phone.refresh_from_db()
        assert phone.number == "+3232000000"
        assert "De wijziging is teruggedraaid." in answer
        assert last(phone.service).facts == {
            "user": editor.pk,
            "channel": "desk",
            "message": "Teruggedraaid",
        }

    def test_says_why_not(self, desk, phone):
        url = revert_url(phone.service, last(phone.service))
        Phone.objects.update(number="1712")
        assert "Intussen is het anders" in desk.post(url, follow=True).content.decode()
        assert Phone.objects.get().number == "1712"

    def test_a_change_of_another_record_is_not_found(self, desk, phone):
        other = PhoneFactory()
        assert desk.post(revert_url(other.service, last(phone.service))).status_code == 404
        nothing = f"{history_url(other.service)}user/1/"
        assert desk.get(nothing).status_code == 404

    def test_refuses_forged_requests(self, editor, phone):

        client = Client(enforce_csrf_checks=True)
        client.force_login(editor)
        assert client.post(revert_url(phone.service, last(phone.service))).status_code == 403


class TestPerson:
    def person(self):
        return history.changes(history.of_record(Service.objects.get()))[0].facts["user"]

    def test_all_they_changed_can_be_undone(self, desk, phone):
        url = reverse("admin:services_user_history", args=[self.person()])
        page = desk.get(url).content.decode()
        assert "Telefoonnummer “Onthaal” gewijzigd" in page
        assert phone.service.name in page
        today = timezone.localdate().isoformat()
        answer = desk.post(url, {"vanaf": today}, follow=True).content.decode()
        assert "1 wijziging teruggedraaid." in answer
        phone.refresh_from_db()
        assert phone.number == "+3232000000"

    def test_says_what_stays(self, desk, phone):
        url = reverse("admin:services_user_history", args=[self.person()])
        Phone.objects.update(number="1712")
        today = timezone.localdate().isoformat()
        answer = desk.post(url, {"vanaf": today}, follow=True).content.decode()
        assert "Intussen is het anders: nummer “1712”" in answer.replace("&quot;", '"')

    def test_a_day_that_is_none(self, desk, phone):
        url = reverse("admin:services_user_history", args=[self.person()])
        for answer in (desk.get(url, {"vanaf": "gisteren"}), desk.post(url, {"vanaf": ""})):
            assert answer.status_code == 200
            assert "errorlist" in answer.content.decode()
        phone.refresh_from_db()
        assert phone.number == "+3232000001"


class TestChannel:
    def test_desk(self, desk, editor):
        topic = Topic.objects.first()
        url = reverse("admin:services_topic_change", args=[topic.pk])
        data = {bound.html_name: bound.value() for bound in desk.get(url).context["adminform"].form}
        desk.post(url, data | {"name": "Nieuwe naam"})
        assert last(topic).after == {"name": "Nieuwe naam"}
        assert last(topic).facts == {"user": editor.pk, "channel": "desk"}

    @pytest.mark.parametrize(
        ("path", "channel"), [("/mijn/fiche/", "form"), ("/api/v1/services/", "api")]
    )
    @pytest.mark.parametrize(("method", "is_recorded"), [("post", True), ("get", False)])
    def test_other_requests(self, rf, path, channel, method, is_recorded):
        """A session is nobody to the API, which asks for a token."""
        service, user = ServiceFactory(), UserFactory()
        for person in (user, AnonymousUser()):
            request = getattr(rf, method)(path)
            request.user = person
            HistoryMiddleware(lambda request: Service.objects.update(name=str(request.user)))(
                request
            )
            facts = last(service).facts
            assert facts.get("channel") == (channel if is_recorded else "sql")
            if is_recorded:
                assert facts.get("user") == (person.pk if channel == "form" else None)

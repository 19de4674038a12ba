"""An attacker at the door: odd requests, forged ones, guessed accounts, and what the logs keep."""

import logging
import re

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import get_resolver, reverse
from django.urls.converters import StringConverter
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from services.actions import reminders, reports
from services.models import Report
from socialekaart.logs import PlainFormatter
from tests.addresses import every_address
from tests.factories import MembershipFactory, UserFactory
from tests.listings import listing
from tests.mail import code_in

pytestmark = pytest.mark.django_db

SEARCH, MAP = reverse("referrals:search"), reverse("referrals:map-data")
LOGIN, OWN = reverse("account_login"), reverse("services:own")
CODE, CONFIRM = reverse("account_request_login_code"), reverse("account_confirm_login_code")
ELSEWHERE = "https://evil.example/"
SECRET = "wieditzocht"


@pytest.fixture
def service(db):
    return listing(slug="open", organisation__slug="open", at="Gent")


def error_page(name):
    return (settings.BASE_DIR / "static" / "errors" / f"{name}.html").read_bytes()


def public(addresses):
    return [one for one in addresses if not one.startswith(("/account/", "/mijn/"))]


@pytest.mark.usefixtures("service")
class TestOddRequests:
    @pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
    def test_public_addresses_are_there_to_be_read(self, client, method):
        addresses = public(every_address(slugs=["open"]))
        answers = {address: client.generic(method, address).status_code for address in addresses}
        if method == "POST":
            forms = [
                "/aanbod/open/klopt-niet/",
                "/aanbod/open/voorstel/adres/",
                "/aanbod/open/voorstel/telefoon/",
                "/nieuwe-organisatie/",
                "/organisaties/open/van-ons/",
            ]
            assert {answers.pop(form) for form in forms} == {200}
            # Taken from the site's own pages alone.
            assert answers.pop("/selectie/wijzigen/") == 403
            nobody_may = ["/aanbod/open/voorstel/focus/", "/aanbod/open/voorstel/verzonnen/"]
            assert {answers.pop(form) for form in nobody_may} == {404}

        if method in ("PATCH", "PUT"):
            written = {
                address: answers.pop(address)
                for address in addresses
                if address.startswith("/api/v1/services/")
            }
            assert set(written.values()) == {401, 405}

        assert set(answers.values()) == {405}

    @pytest.mark.parametrize("method", ["HEAD", "POST", "PUT", "OPTIONS", "TRACE"])
    def test_no_address_behind_the_log_in_breaks(self, client, method):
        everything = every_address(slugs=["open"])
        addresses = [one for one in everything if one not in public(everything)]
        for address in [*addresses, "/beheer/", "/beheer/login/", "/beheer/logout/"]:
            assert client.generic(method, address).status_code < 500, address

    @pytest.mark.parametrize(
        "path",
        [
            "/aanbod/%00/",
            "/aanbod/open%00/",
            "/aanbod/open%0D%0ASet-Cookie:%20a=b/",
            "/aanbod/..%2F..%2Fetc%2Fpasswd/",
            f"/aanbod/{'a' * 10_000}/",
            "/%FF%FE",
            "/%ED%A0%80/",
            "/%2F%2Fevil.example",
            "/static/../socialekaart/settings.py",
            "/static/%00",
            "/sitemap-%00.xml",
            "/sitemap-aanbod.xml?p=%C2%B2",
            "/sitemap-aanbod.xml?p=99999999999999999999",
        ],
    )
    def test_odd_paths_are_not_found(self, client, path):
        response = client.get(path)

        assert response.status_code in (400, 404)
        assert not response.cookies

    @pytest.mark.parametrize(
        "path",
        [SEARCH, MAP, reverse("referrals:glossary"), reverse("referrals:suggestions")],
    )
    @pytest.mark.parametrize(
        ("query", "status"),
        [
            ("q=" + "x%20" * 25_000, 200),
            ("q=%00&plaats=%00&focus=%00&thema=%00", 200),
            ("q=%FF%FE%ED%A0%80&plaats=%FF", 200),
            ("&" * 5_000, 400),
            ("&".join(f"thema={number}" for number in range(900)), 200),
            ("&".join(f"a{number}=1" for number in range(10_000)), 400),
            ("q=%0D%0ALocation:%20https://evil.example/", 200),
        ],
    )
    def test_odd_queries_are_answered_plainly(self, client, path, query, status):
        response = client.get(f"{path}?{query}")

        assert response.status_code == status
        assert "Location" not in response.headers
        if status == 400:
            assert response.content == error_page("400")

    @pytest.mark.parametrize("number", ["", "0", "-1", "1.5", "²", "٣", "9" * 20, "\x00"])
    def test_odd_page_numbers_are_the_first_or_the_last(self, client, number):
        response = client.get(SEARCH, {"pagina": number})

        assert response.context["page"].number == 1

    @pytest.mark.parametrize(
        "header",
        [
            {"If-None-Match": 'rubb"ish,,W/'},
            {"If-None-Match": '"' * 5_000},
            {"If-Modified-Since": "Sun, 99 Foo 99999999 25:61:61 GMT"},
            {"Accept-Encoding": ";;q=zz,gzip;q=abc,,*"},
            {"Accept-Language": "x" * 600 + ";q=9"},
            {"Accept": "\x00"},
            {"Range": "bytes=9-1,x"},
            {"Cookie": "sessionid=\xff; csrftoken==;;messages=rubbish"},
            {"Cookie": f"sessionid={'a' * 5_000}; messages=x:y:z"},
            {"HX-Request": "true", "HX-Current-URL": "http://[bad"},
            {"HX-Request": "true", "HX-Current-URL-URI-AutoEncoded": "true"},
            {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "gopher"},
        ],
    )
    def test_odd_headers_change_nothing(self, client, header):
        for path in (SEARCH, MAP, "/aanbod/open/", "/robots.txt", "/sitemap.xml", "/weg/"):
            response = client.get(path, headers=header)
            assert response.status_code in (200, 303)
            assert b"evil" not in response.content

    @pytest.mark.parametrize(
        "host", ["evil.example", "testserver:x", "testserver@evil", "", "a\x00"]
    )
    def test_another_host_gets_a_static_page(self, client, host):
        for path in (SEARCH, "/weg/", "/robots.txt", "/aanbod/open/"):
            response = client.get(path, HTTP_HOST=host)
            assert (response.status_code, response.content) == (400, error_page("400"))
            assert "frame-ancestors 'none'" in response.headers["Content-Security-Policy"]

    @pytest.mark.parametrize("name", ["next", "url", "to", "u"])
    def test_the_way_out_leads_to_one_place(self, client, name):
        response = client.get(reverse("services:quick-exit"), {name: ELSEWHERE})

        assert response.headers["Location"] == settings.QUICK_EXIT_URL


RUBBISH = st.one_of(
    st.text(max_size=40),
    st.text(alphabet="%\x00'\"<>&;:/\\.,(){}|!*-\u202e\ud800²", max_size=20),
    st.sampled_from(["1", "-1", "NaN", "inf", "9" * 400, "x" * 5_000, "true", "[]", "gent"]),
)
NAMES = st.one_of(
    st.sampled_from(["q", "p", "next", "gemeld", "vak", "zoom", "lijst", "pagina", "process"]),
    st.text(max_size=10),
)


def escaped(text):
    """Percent-escaped as bytes, half a surrogate pair included."""
    return "".join(f"%{byte:02X}" for byte in text.encode("utf-8", "surrogatepass"))


@hypothesis_settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    slug=RUBBISH,
    pairs=st.lists(st.tuples(NAMES, RUBBISH), max_size=4),
    headers=st.sampled_from([{}, {"HX-Request": "true"}]),
)
def test_no_address_breaks_on_rubbish(client, service, slug, pairs, headers):
    query = "&".join(f"{escaped(name)}={escaped(value)}" for name, value in pairs)
    paths = [
        *public(every_address(slugs=["open"])),
        LOGIN,
        f"/aanbod/{escaped(slug)}/",
        f"/sitemap-{escaped(slug)}.xml",
        f"/{escaped(slug)}",
    ]
    for path in paths:
        response = client.get(f"{path}?{query}", headers=headers)
        assert response.status_code < 500, path


class TestReports:
    def url(self, service):
        return reverse("services:report", args=[service.slug])

    def test_any_number_of_them_is_bounded(self, client, service):
        for _number in range(reports.DAILY_LIMIT + 5):
            assert client.post(self.url(service), {"reason": "phone"}).status_code == 302

        assert Report.objects.get().count == reports.DAILY_LIMIT

    def test_a_forged_one_gets_a_static_page(self, service):
        for headers in (
            {},
            {"Origin": ELSEWHERE},
            {"Referer": ELSEWHERE},
            {"Cookie": "csrftoken=x"},
        ):
            forger = Client(enforce_csrf_checks=True)
            response = forger.post(self.url(service), {"reason": "phone"}, headers=headers)
            assert (response.status_code, response.content) == (403, error_page("403_csrf"))

        assert not Report.objects.exists()

    @pytest.mark.parametrize("kind", ["application/json", "text/plain", "multipart/form-data"])
    def test_other_kinds_of_body_are_no_report(self, client, service, kind):
        response = client.post(self.url(service), b'{"reason": "phone"}\xff', content_type=kind)

        assert response.status_code in (200, 400)
        assert not Report.objects.exists()

    def test_too_large_a_body_is_refused(self, client, service):
        response = client.post(
            self.url(service),
            "reason=" + "x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1),
            content_type="application/x-www-form-urlencoded",
        )

        assert (response.status_code, response.content) == (400, error_page("400"))


class TestAccounts:
    @pytest.fixture(autouse=True)
    def nobody_tried(self, db):
        cache.clear()

    @pytest.mark.parametrize("path", ["/beheer/", "/beheer/services/service/", "/beheer/jsi18n/"])
    def test_the_desk_is_for_staff_with_a_second_factor(self, client, path):
        for person in (None, {}, {"is_staff": True, "is_superuser": True}):
            if person is not None:
                client.force_login(UserFactory(**person))
            response = client.get(path)
            assert response.status_code == 302
            assert response.headers["Location"].startswith("/beheer/login/")

    def test_the_desk_has_no_password_form(self, client):
        person = get_user_model().objects.create_superuser("a@example.org", "een lang wachtwoord")
        fields = {"username": person.email, "password": "een lang wachtwoord"}
        response = client.post("/beheer/login/", fields)

        assert response.headers["Location"] == f"{LOGIN}?next=/beheer/"
        assert "_auth_user_id" not in client.session

    @pytest.mark.parametrize("is_mail_up", [True, False])
    def test_an_address_without_account_gets_the_same_answers(
        self, mailoutbox, settings, is_mail_up
    ):
        if not is_mail_up:
            settings.EMAIL_BACKEND = "tests.mail.Unreachable"
        UserFactory(email="echt@example.org")
        said = []
        for email in ("echt@example.org", "nooi@example.org"):
            visitor = Client()
            answers = [
                visitor.post(CODE, {"email": email}, follow=True),
                visitor.post(CONFIRM, {"code": "ZZZZZZ"}),
                visitor.post(LOGIN, {"login": email, "password": "x"}, follow=True),
                visitor.post(reverse("account_reset_password"), {"email": email}, follow=True),
            ]
            said.append(
                [
                    (answer.redirect_chain if hasattr(answer, "redirect_chain") else None)
                    or answer.status_code
                    for answer in answers
                ]
                + [
                    re.sub(r'(nonce|value)="[^"]*"', "", answer.text.replace(email, ""))
                    for answer in answers
                ]
                + [sorted(visitor.cookies)]
            )

        assert said[0] == said[1]
        reached = {"echt@example.org"} if is_mail_up else set()
        assert {message.to[0] for message in mailoutbox} == reached

    @pytest.mark.parametrize("target", [ELSEWHERE, "//evil.example/", "javascript:alert(1)"])
    def test_logging_in_leads_to_no_other_site(self, client, mailoutbox, target):
        person = UserFactory()
        client.post(f"{CODE}?next={target}", {"email": person.email, "next": target})
        response = client.post(CONFIRM, {"code": code_in(mailoutbox[-1].body), "next": target})

        assert response.headers["Location"] == OWN
        assert client.get(LOGIN, {"next": target}).headers["Location"] == OWN
        assert client.post(reverse("account_logout"), {"next": target}).headers["Location"] == "/"

    def test_attempts_are_counted_in_the_database_where_all_processes_see_them(self, mailoutbox):
        person = UserFactory()
        for _attempt in range(6):
            Client().post(CODE, {"email": person.email})

        assert 0 < len(mailoutbox) < 6
        with connection.cursor() as cursor:
            cursor.execute("SELECT cache_key FROM django_cache")
            keys = [key for (key,) in cursor.fetchall()]
        assert keys
        assert not [key for key in keys if "127.0.0.1" in key or person.email in key]

    def test_behind_a_proxy_over_a_socket_people_are_told_apart(self, settings, mailoutbox):
        settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
        for number in range(25):
            headers = {"X-Forwarded-For": f"1.2.3.4, 10.0.0.{number}"}
            response = Client().post(
                CODE, {"email": f"n{number}@example.org"}, headers=headers, REMOTE_ADDR=""
            )
            assert response.headers["Location"] == CONFIRM

    def test_the_page_that_asks_for_the_code_says_once_where_it_was_sent(self, client):
        answer = client.post(CODE, {"email": "iemand@example.org"}, follow=True)

        assert answer.redirect_chain[-1][0] == CONFIRM
        shown = re.sub("<[^>]+>", " ", answer.text)
        assert shown.count("iemand@example.org") == 1

    def test_nobody_signs_up(self, client):
        fields = {"email": "nieuw@example.org", "password1": SECRET * 2, "password2": SECRET * 2}
        client.post(reverse("account_signup"), fields)

        assert not get_user_model().objects.exists()


class TestLogs:
    """Whatever goes wrong: no query string, no posted value, no referrer, no address."""

    ASKED = {
        "QUERY_STRING": f"q={SECRET}&plaats={SECRET}",
        "HTTP_REFERER": f"https://jac.example/{SECRET}?q={SECRET}",
        "REMOTE_ADDR": "192.0.2.77",
        "HTTP_X_FORWARDED_FOR": "192.0.2.77",
    }

    def check(self, logged, *, says):
        text = logged.getvalue()
        assert says in text
        for telling in (SECRET, "jac.example", "192.0.2.77"):
            assert telling not in text

    @pytest.mark.urls("tests.failing")
    @pytest.mark.parametrize(
        ("path", "status", "says"),
        [
            ("bug", 500, "ValueError"),
            ("statement", 500, "InvalidTextRepresentation"),
            ("suspicious", 400, "SuspiciousOperation"),
            ("bad", 400, "BadRequest"),
            ("denied", 403, "PermissionDenied"),
        ],
    )
    def test_an_error(self, logged, path, status, says):
        response = Client(raise_request_exception=False).get(f"/{path}/", **self.ASKED)

        assert (response.status_code, response.content) == (status, error_page(str(status)))
        self.check(logged, says=says)
        assert "tests/failing.py" in logged.getvalue()

    @pytest.mark.parametrize("path", [SEARCH, "/bestaat-niet/", MAP])
    def test_an_unknown_host_or_address(self, logged, path):
        Client().get(path, **self.ASKED | {"HTTP_HOST": "evil.example"})
        Client().post(path, {"q": SECRET}, QUERY_STRING=f"q={SECRET}", REMOTE_ADDR="192.0.2.77")
        self.check(logged, says="DisallowedHost")

    def test_too_many_fields(self, logged):
        query = "&".join(f"{SECRET}{number}=1" for number in range(2_000))
        Client().get(SEARCH, QUERY_STRING=query, REMOTE_ADDR="192.0.2.77")
        self.check(logged, says="TooManyFieldsSent")

    def test_a_body_that_is_too_large(self, logged, service):
        Client().post(
            f"{service.get_absolute_url()}klopt-niet/?q={SECRET}",
            f"reason={SECRET * settings.DATA_UPLOAD_MAX_MEMORY_SIZE}"[:3_000_000],
            content_type="application/x-www-form-urlencoded",
            REMOTE_ADDR="192.0.2.77",
        )
        self.check(logged, says="RequestDataTooBig")

    def test_a_forged_form(self, logged, service):
        Client(enforce_csrf_checks=True).post(
            f"{service.get_absolute_url()}klopt-niet/?q={SECRET}",
            {"reason": SECRET},
            secure=True,
            HTTP_REFERER=self.ASKED["HTTP_REFERER"],
        )
        self.check(logged, says="Referer checking failed")

    #: The links that are mailed, as addresses: what opens them is in the path.
    MAILED = {
        "services:invitation": "/mijn/uitnodiging/%s/",
        "services:claim-confirm": "/mijn/aanvraag/%s/",
        "services:confirm-by-mail": "/mijn/klopt-nog/%s/",
        "account_confirm_email": "/account/confirm-email/%s/",
        "account_reset_password_from_key": "/account/password/reset/key/1-%s/",
    }

    def test_these_are_all_links_with_a_secret(self):
        secret = {
            f"{namespace}{one.name}"
            for namespace, module in (("services:", "services.urls"), ("", "allauth.account.urls"))
            for one in get_resolver(module).url_patterns
            if any(type(kind) is StringConverter for kind in one.pattern.converters.values())
            or "key" in one.pattern.regex.groupindex
        }
        assert secret == self.MAILED.keys()

    @pytest.mark.parametrize("address", MAILED.values(), ids=MAILED)
    @pytest.mark.parametrize("shape", ["%s", "MQ:1vNqYz:%s_x-Y", "%s>", "[%s]"])
    def test_a_mailed_link_that_does_nothing(self, logged, address, shape):
        path = address % (shape % SECRET)
        browser = Client(enforce_csrf_checks=True)
        for one in (path, path.rstrip("/"), f"{path}meer/", f"{path}../", f"{path}?a={SECRET}"):
            browser.get(one, **self.ASKED)
            browser.post(one, **self.ASKED)
            browser.put(one, **self.ASKED)
        self.check(logged, says=address.partition("%s")[0].rpartition("/")[0] + "/…")

    def test_of_a_link_that_works_no_longer_only_the_kind_is_said(self, logged, service):
        person = MembershipFactory(organisation=service.organisation).user
        path = reminders.link(service=service, user=person)
        person.memberships.all().delete()
        assert Client().get(path).status_code == 410
        assert logged.getvalue() == "WARNING django.request: Gone: /mijn/klopt-nog/…\n"

    def test_nor_is_it_when_the_path_before_it_is_wrong(self, logged, service):
        person = MembershipFactory(organisation=service.organisation).user
        token = reminders.token(service=service, user=person)
        assert Client().get(f"/mijn/klopt-no/{token}/").status_code == 404
        assert logged.getvalue() == "WARNING django.request: Not Found: /mijn/klopt-no/…/\n"

    def test_other_paths_are_said_in_full(self, logged):
        path = "/aanbod/een-heel-lange-naam-van-een-fiche-in-antwerpen/klopt-niet/"
        Client().get(path)
        assert path in logged.getvalue()

    def test_no_mail_and_no_log_of_its_own_goes_out(self):
        handlers = {name: logging.getLogger(name).handlers for name in ("django", "django.server")}
        kinds = {type(one).__name__ for own in handlers.values() for one in own}

        assert not kinds & {"AdminEmailHandler", "StreamHandler"}

    def test_the_workers_of_the_server_log_errors_only_and_as_plainly(self):
        logger = logging.getLogger("gunicorn.error")
        [formatter] = {
            one.formatter for one in logger.handlers if isinstance(one.formatter, PlainFormatter)
        }
        said = formatter.format(
            logger.makeRecord(
                *(logger.name, logging.ERROR, "", 0, "Error handling request %s %s"),
                ("GET", f"/?q={SECRET}"),
                None,
            )
        )

        assert logger.level == logging.ERROR and not logger.propagate
        assert said == "ERROR gunicorn.error: Error handling request GET /…"

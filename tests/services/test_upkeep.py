"""What an organisation sees to at /mijn/: what is missing or signalled, closing, ending, drafts."""

import datetime
import json

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.urls import reverse

from services import completeness, structured_data, wording
from services.actions import accounts, availability, documents, drafts, reports
from services.actions import services as service_actions
from services.enums import AccessMode, MemberRole, ServiceKind, Status, TriState
from services.models import Draft, OpenInterval, ReadModelVersion, Report, Service
from services.views.own.listings import SECTIONS
from services.views.own.overview import PAGE_SIZE
from tests.factories import (
    MapEditorFactory,
    MembershipFactory,
    PhoneFactory,
    ReportFactory,
    ServiceFactory,
)
from tests.listings import listing
from tests.services.test_editing import edit, filled, opened, send, url

pytestmark = pytest.mark.django_db

NOW = datetime.datetime(2026, 11, 24, 10, 0, tzinfo=datetime.UTC)
REOPENS = datetime.date(2026, 12, 1)


@pytest.fixture(autouse=True)
def _now(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def service(db):
    return listing(slug="ons", name="Open huis", hours="Mo-Fr 09:00-17:00")


@pytest.fixture
def member(service):
    return MembershipFactory(organisation=service.organisation).user


@pytest.fixture
def owner(service):
    return MembershipFactory(organisation=service.organisation, role=MemberRole.OWNER).user


@pytest.fixture
def desk(client, member):
    client.force_login(member)
    return client


def post(client, name, **data):
    return client.post(reverse(f"services:{name}", args=["ons"]), data, follow=True)


def text(response):
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text().split())


class TestCompleteness:
    @staticmethod
    def missing(**fields):
        service = ServiceFactory(**fields)
        return {str(rule.label) for rule in completeness.of(service).missing}

    def test_a_phone_is_asked_only_where_access_is_by_phone(self):
        assert "telefoonnummer" in self.missing(access_modes=[AccessMode.PHONE])
        assert "telefoonnummer" not in self.missing(access_modes=[AccessMode.CHAT])

    @pytest.mark.parametrize(
        ("mode", "label"),
        [
            (AccessMode.WALK_IN, "adres"),
            (AccessMode.WALK_IN, "openingsuren"),
            (AccessMode.EMAIL, "e-mailadres"),
            (AccessMode.CHAT, "adres van de chat"),
            (AccessMode.ONLINE, "website"),
            (AccessMode.APPOINTMENT, "wachttijd"),
        ],
    )
    def test_each_way_in_asks_its_own(self, mode, label):
        assert label in self.missing(access_modes=[mode])
        assert label not in self.missing(access_modes=[AccessMode.OUTREACH])

    def test_what_is_only_read_is_asked_for_neither_intake_nor_price(self):
        missing = self.missing(kind=ServiceKind.SOURCE)
        assert missing == {"omschrijving", "website", "talen", "thema's"}

    def test_what_does_not_apply_is_not_counted(self):
        source = ServiceFactory(kind=ServiceKind.SOURCE, description="Wat het is.")
        found = completeness.of(source)
        assert (found.filled, found.applying, found.percent) == (1, 4, 25)

    def test_what_is_filled_in_is_not_missing(self):
        service = ServiceFactory(access_modes=[AccessMode.PHONE])
        PhoneFactory(service=service)
        assert "telefoonnummer" not in {
            str(rule.label) for rule in completeness.of(service).missing
        }

    def test_a_waiting_time_is_stale_after_three_months(self):
        service = ServiceFactory(
            has_waiting_time=TriState.NO, waiting_checked_on=datetime.date(2026, 8, 1)
        )
        (stale,) = completeness.stale(service, today=NOW.date())
        assert str(stale.label) == "Wachttijd"
        assert completeness.stale(service, today=datetime.date(2026, 10, 1)) == []


def test_whatever_is_missing_can_be_mended_in_a_section():
    assert {rule.section for rule in completeness.RULES} <= SECTIONS.keys()


class TestOverview:
    def test_it_says_what_is_missing_and_signalled(self, desk, service):
        ReportFactory(service=service, count=3)
        said = text(desk.get("/mijn/"))
        assert "Open huis" in said
        assert "3 keer gemeld: Het telefoonnummer klopt niet" in said
        assert "Ontbreekt nog: omschrijving" in said

    def test_a_missing_thing_leads_to_the_section_that_mends_it(self, desk, service):
        page = BeautifulSoup(desk.get("/mijn/").content, "html.parser")
        links = {link.get_text(): link["href"] for link in page.select(".own__missing")}
        assert links["talen"] == url("contact")

    def test_two_hundred_listings_take_no_more_queries_than_few(
        self, desk, service, django_assert_max_num_queries
    ):
        others = ServiceFactory.create_batch(200, organisation=service.organisation)
        for other in others:
            ReportFactory(service=other)
        with django_assert_max_num_queries(14):
            response = desk.get("/mijn/")
        assert len(response.context["page"].object_list) == PAGE_SIZE
        last = desk.get("/mijn/?pagina=99")
        assert "Bladzijde 11 van 11" in text(last)

    def test_rubbish_as_page_number_is_the_first(self, desk, service):
        assert desk.get("/mijn/?pagina=x").context["page"].number == 1

    def test_others_listings_are_not_there(self, desk, service):
        listing(name="Van een ander")
        assert "Van een ander" not in text(desk.get("/mijn/"))


class TestSignals:
    def test_a_member_looked_at_it(self, desk, service):
        ReportFactory(service=service)
        ReportFactory(service=service, reported_on=datetime.date(2026, 11, 3))
        response = post(desk, "own-look-over", reden="phone", terug="/mijn/?pagina=1#fiche-ons")
        assert response.redirect_chain[0][0] == "/mijn/?pagina=1#fiche-ons"
        assert not Report.objects.open().exists()

    @pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org/", "/account/"])
    def test_it_leads_nowhere_else(self, desk, service, elsewhere):
        response = post(desk, "own-look-over", reden="phone", terug=elsewhere)
        assert response.redirect_chain[0][0] == "/mijn/aanbod/ons/"

    def test_an_invented_reason_changes_nothing(self, desk, service):
        ReportFactory(service=service)
        assert "Kies welke melding" in text(post(desk, "own-look-over", reden="verzonnen"))
        assert Report.objects.open().exists()

    def test_only_of_ones_own(self, service):
        with pytest.raises(PermissionDenied):
            reports.look_over(service=service, reason="phone", by=MembershipFactory().user)


class TestAtOnce:
    def test_no_waiting_time(self, desk, service):
        post(desk, "own-waiting", weken="0")
        service.refresh_from_db()
        assert (service.has_waiting_time, service.waiting_weeks) == (TriState.NO, None)
        assert service.waiting_checked_on == NOW.date()

    def test_what_was_done_is_said_where_it_was_done(self, desk, service, member):
        listing(slug="ander", organisation=service.organisation)
        terug = f"{reverse('services:own')}?pagina=1#fiche-ons"
        page = post(desk, "own-waiting", weken="6", terug=terug)
        [said] = BeautifulSoup(page.content, "html.parser").select(".notice[role=status]")
        assert "wachttijd is bewaard" in said.get_text()
        assert said.find_parent(id="fiche-ons")

    def test_so_many_weeks(self, desk, service, client):
        post(desk, "own-waiting", weken="6")
        service.refresh_from_db()
        assert (service.has_waiting_time, service.waiting_weeks) == (TriState.YES, 6)
        assert "6 weken" in text(client.get(service.get_absolute_url()))

    @pytest.mark.parametrize("weeks", ["", "-1", "veel", "521", "9" * 5000])
    def test_other_weeks_are_refused(self, desk, service, weeks):
        assert "hoogstens 520" in text(post(desk, "own-waiting", weken=weeks))
        service.refresh_from_db()
        assert service.has_waiting_time == TriState.UNKNOWN

    @pytest.mark.parametrize(("answer", "state"), [("ja", TriState.YES), ("nee", TriState.NO)])
    def test_room(self, desk, service, answer, state):
        post(desk, "own-capacity", plaats=answer)
        service.refresh_from_db()
        assert (service.has_capacity, service.capacity_checked_on) == (state, NOW.date())

    def test_room_is_yes_or_no(self, desk, service):
        assert "Kies of je" in text(post(desk, "own-capacity", plaats="misschien"))

    def test_only_of_ones_own(self, service):
        with pytest.raises(PermissionDenied):
            availability.state_capacity(
                service=service, has_capacity=True, by=MembershipFactory().user
            )


class TestClosing:
    def close(self, desk, **more):
        return edit(desk, "sluiting", closed_until=REOPENS.isoformat(), **more)

    def test_it_is_said_everywhere_and_ends_by_itself(self, desk, service, time_machine):
        self.close(desk, closure_reason="Verbouwing")
        for address in (service.get_absolute_url(), "/", service.organisation.get_absolute_url()):
            assert "Tijdelijk gesloten tot 1 december 2026" in text(desk.get(address)), address
        page = text(desk.get(service.get_absolute_url()))
        assert "Verbouwing" in page and "nu gesloten" in page
        time_machine.move_to(NOW + datetime.timedelta(days=7), tick=False)
        page = text(desk.get(service.get_absolute_url()))
        assert "Tijdelijk gesloten" not in page and "nu bereikbaar" in page.replace("\xa0", " ")

    def test_it_is_not_open_before_that_day(self, desk, service):
        assert "Past niet" not in text(desk.get("/?open=1"))
        self.close(desk)
        assert "Past niet: Nu open" in text(desk.get("/?open=1"))
        first = OpenInterval.objects.order_by("starts_at").first()
        assert first.starts_at.date() == REOPENS

    def test_unknown_hours_are_no_maybe_while_it_is_closed(self, desk):
        other = listing(name="Zonder uren", closed_until=REOPENS)
        assert "Past niet: Nu open" in text(desk.get("/?open=1"))
        Service.objects.filter(pk=other.pk).update(closed_until=NOW.date())
        assert "Uren: onbekend" in text(desk.get("/?open=1"))

    def test_beyond_the_horizon_nothing_is_open(self, service):
        Service.objects.update(closed_until=datetime.date(2027, 6, 1))
        documents.refresh([service.pk])
        assert not OpenInterval.objects.exists()

    def test_structured_hours_hold_from_that_day(self, desk, service):
        self.close(desk)
        loaded = Service.objects.for_detail().get(pk=service.pk)
        data = json.dumps(structured_data.listing_page(loaded, url="https://x/"))
        assert '"validFrom": "2026-12-01"' in data

    @pytest.mark.parametrize(
        ("day", "message"),
        [
            ("2026-11-24", "moet komen"),
            ("2072-01-01", "twee jaar"),
            ("morgen", "datum"),
            ("", "Vul in vanaf welke dag"),
        ],
    )
    def test_a_bad_day_is_named(self, desk, service, day, message):
        response = edit(desk, "sluiting", closed_until=day, closure_reason="Vakantie")
        assert message in " ".join(response.context["form"].errors["closed_until"])
        assert response.context["form"]["closure_reason"].value() == "Vakantie"

    def test_open_again_with_one_click(self, desk, service):
        self.close(desk, closure_reason="Verbouwing")
        post(desk, "own-reopen")
        service.refresh_from_db()
        assert (service.closed_until, service.closure_reason) == (None, "")
        assert wording.closure(service, on=NOW.date()) == ""


class TestEnding:
    @pytest.fixture
    def owners_desk(self, client, owner):
        client.force_login(owner)
        return client

    def test_it_leaves_the_map_and_its_address_says_so(self, owners_desk, service):
        assert "adres blijft bestaan" in text(owners_desk.get("/mijn/aanbod/ons/archiveren/"))
        post(owners_desk, "own-end", reason="Geen middelen meer")
        page = owners_desk.get(service.get_absolute_url())
        assert page.status_code == 410
        assert "Dit aanbod is gestopt" in text(page) and "middelen" not in text(page)
        assert "Open huis" not in text(owners_desk.get("/"))
        assert "Geen middelen meer" in text(owners_desk.get("/mijn/aanbod/ons/"))

    def test_an_owner_takes_it_back(self, owners_desk, service):
        post(owners_desk, "own-end")
        post(owners_desk, "own-resume")
        assert owners_desk.get(service.get_absolute_url()).status_code == 200
        service.refresh_from_db()
        assert (service.status_reason, service.ended_on) == ("", None)

    def test_what_an_editor_archived_is_not_put_back(self, owners_desk, service):
        service_actions.archive(
            services=Service.objects.all(), by=MapEditorFactory(), reason="Dubbel"
        )
        assert "enkel een beheerder" in text(post(owners_desk, "own-resume"))
        assert owners_desk.get(service.get_absolute_url()).status_code == 404

    def test_an_editor_publishes_what_ended(self, owners_desk, service):
        post(owners_desk, "own-end")
        service_actions.publish(services=Service.objects.all(), by=MapEditorFactory())
        service.refresh_from_db()
        assert (service.status, service.ended_on) == (Status.PUBLISHED, None)

    def test_a_draft_cannot_end(self, owners_desk, service):
        Service.objects.update(status=Status.DRAFT)
        assert "niet op de kaart" in text(post(owners_desk, "own-end"))

    def test_only_owners(self, desk, service):
        assert desk.post("/mijn/aanbod/ons/archiveren/").status_code == 403
        assert desk.post("/mijn/aanbod/ons/terugzetten/").status_code == 403


class TestPreview:
    def preview(self, desk, **changes):
        return edit(desk, "contact", toon="voorbeeld", **changes)

    def test_it_is_the_public_page_and_nothing_is_written(self, desk, service, mailoutbox):
        before = Service.objects.filter(pk=service.pk).values().get()
        versions = list(ReadModelVersion.objects.order_by("pk").values())
        events = Service.pgh_event_model.objects.count()
        response = self.preview(desk, email="onthaal@example.org")
        page = text(response)
        assert "Voorbeeld, nog niet bewaard" in page and "onthaal@example.org" in page
        assert "services/service_detail.html" in [one.name for one in response.templates]
        assert Service.objects.filter(pk=service.pk).values().get() == before
        assert list(ReadModelVersion.objects.order_by("pk").values()) == versions
        assert Service.pgh_event_model.objects.count() == events
        assert mailoutbox == []
        assert "onthaal@example.org" not in text(desk.get(service.get_absolute_url()))

    def test_saving_from_there_saves_the_same(self, desk, service):
        typed = self.hidden(self.preview(desk, email="onthaal@example.org", languages=["nl", "fr"]))
        send(desk, "contact", typed)
        service.refresh_from_db()
        assert (service.email, service.languages) == ("onthaal@example.org", ["nl", "fr"])

    def test_going_on_from_there_loses_nothing(self, desk, service):
        typed = self.hidden(self.preview(desk, email="onthaal@example.org"))
        response = send(desk, "contact", typed, toon="formulier")
        assert filled(response)["email"] == ["onthaal@example.org"]
        service.refresh_from_db()
        assert service.email == ""

    @staticmethod
    def hidden(response):
        page = BeautifulSoup(response.content, "html.parser")
        data = {}
        for field in page.select(".own__preview input[type=hidden]"):
            data.setdefault(field["name"], []).append(field["value"])
        return data

    def test_what_is_not_public_yet_is_shown_as_if_it_were(self, desk, service):
        Service.objects.update(status=Status.DRAFT)
        documents.refresh([service.pk])
        assert "onthaal@example.org" in text(self.preview(desk, email="onthaal@example.org"))
        assert desk.get(service.get_absolute_url()).status_code == 404

    def test_bad_input_is_named_first(self, desk, service):
        assert self.preview(desk, email="geen adres").context["form"].errors["email"]

    def test_somebody_elses_change_is_shown_first(self, desk, service):
        data = opened(desk, "contact")
        Service.objects.update(email="eerst@example.org")
        response = send(desk, "contact", data, email="tweede@example.org", toon="voorbeeld")
        assert "Iemand anders wijzigde dit" in text(response)


class TestDrafts:
    KEEP = "/mijn/aanbod/ons/contact/concept/"

    def keep(self, desk, **changes):
        return desk.post(self.KEEP, opened(desk, "contact") | changes)

    def test_it_is_offered_and_taken_up(self, desk, service):
        response = self.keep(desk, email="half@")
        assert response.content.decode() == "Concept bewaard om 11.00 u."
        assert "Je hebt een concept van 24 november 2026, 11.00 u" in text(desk.get(url("contact")))
        taken_up = desk.get(f"{url('contact')}?concept=1")
        assert filled(taken_up)["email"] == ["half@"]
        assert "concept dat nog niet bewaard is: Contact" in text(desk.get("/mijn/"))

    def test_it_is_one_for_each_section(self, desk, service):
        self.keep(desk, email="een@example.org")
        desk.post(self.KEEP, {"email": "twee@example.org", "toon": "voorbeeld"})
        assert Draft.objects.get().data == {"email": ["twee@example.org"]}

    def test_what_changed_meanwhile_is_noticed(self, desk, service):
        self.keep(desk, email="tweede@example.org")
        Service.objects.update(email="eerst@example.org")
        typed = filled(desk.get(f"{url('contact')}?concept=1"))
        assert "Iemand anders wijzigde dit" in text(send(desk, "contact", typed))

    def test_it_goes_when_it_is_saved_or_thrown_away(self, desk, service):
        self.keep(desk, email="een@example.org")
        send(desk, "contact", filled(desk.get(f"{url('contact')}?concept=1")))
        assert not Draft.objects.exists()
        self.keep(desk, email="twee@example.org")
        desk.post(f"{self.KEEP}weg/")
        assert not Draft.objects.exists()
        service.refresh_from_db()
        assert service.email == "een@example.org"

    def test_nobody_else_sees_it(self, desk, service, owner):
        self.keep(desk, email="half@")
        desk.force_login(owner)
        assert "Je hebt een concept" not in text(desk.get(url("contact")))

    def test_it_is_kept_for_a_month(self, desk, service, time_machine):
        self.keep(desk, email="half@")
        time_machine.move_to(NOW + datetime.timedelta(days=30, seconds=1), tick=False)
        assert not Draft.objects.live().exists()
        call_command("expire_drafts")
        assert not Draft.objects.exists()

    def test_it_goes_with_the_person(self, desk, service, member):
        self.keep(desk, email="half@")
        accounts.erase(email=member.email)
        assert not Draft.objects.exists()

    def test_odd_characters_and_endless_text(self, desk, service):
        assert self.keep(desk, first_contact="nul\0byte").status_code == 200
        assert self.keep(desk, first_contact="x" * drafts.LONGEST).status_code == 400
        assert Draft.objects.get().data["first_contact"] == ["nulbyte"]

    def test_only_for_ones_own(self, service):
        with pytest.raises(PermissionDenied):
            drafts.keep(service=service, section="contact", data={}, by=MembershipFactory().user)

    def test_an_invented_section_is_not_found(self, desk, service):
        assert desk.post("/mijn/aanbod/ons/verzonnen/concept/").status_code == 404

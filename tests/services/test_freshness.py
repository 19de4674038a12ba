"""How far a confirmation holds: in Python, in SQL, and in words."""

import datetime

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from services import freshness, wording
from services.actions import organisations
from services.enums import Freshness, MemberRole, Rhythm, VerificationMethod
from services.freshness import Deadlines
from services.models import Service
from tests.factories import MembershipFactory, OrganisationFactory
from tests.listings import listing

CONFIRMED = datetime.date(2026, 1, 31)
DAY = datetime.timedelta(days=1)
#: Of a listing that was confirmed on that day by whom is asked every half year.
DUE, LAPSES = datetime.date(2026, 7, 31), datetime.date(2027, 1, 31)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2027-08-31", 6, "2028-02-29"),
        ("2028-02-29", 12, "2029-02-28"),
        ("2026-12-15", 3, "2027-03-15"),
        ("2026-05-31", -3, "2026-02-28"),
    ],
)
def test_months_end_where_they_end(day, months, expected):
    found = freshness.months_after(datetime.date.fromisoformat(day), months)
    assert found.isoformat() == expected


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (CONFIRMED, Freshness.CURRENT),
        (DUE - 14 * DAY, Freshness.CURRENT),
        (DUE - 13 * DAY, Freshness.DUE_SOON),
        (DUE, Freshness.DUE_SOON),
        (DUE + DAY, Freshness.OVERDUE),
        (DUE + 30 * DAY, Freshness.OVERDUE),
        (DUE + 31 * DAY, Freshness.LATE),
        (LAPSES, Freshness.LATE),
        (LAPSES + DAY, Freshness.LAPSED),
    ],
)
def test_a_confirmation_wears_out(today, expected):
    assert freshness.state(Deadlines(DUE, LAPSES), today=today) == expected


def test_what_nobody_confirmed_is_never_late():
    assert freshness.state(None, today=DUE) == Freshness.NEVER


@pytest.mark.django_db
@pytest.mark.parametrize("rhythm", Rhythm.values)
def test_sql_says_the_same(rhythm):
    organisation = OrganisationFactory(rhythm=rhythm)
    first = datetime.date(2024, 1, 29)
    for number in range(14):
        listing(organisation=organisation, **confirmed(first + number * 61 * DAY))
    listing(organisation=organisation)
    services = Service.objects.select_related("organisation")
    seen = set()
    for number in range(60):
        today = datetime.date(2026, 1, 1) + number * 7 * DAY
        for service in services.with_freshness(today=today):
            state = freshness.state(freshness.deadlines(service), today=today)
            assert service.freshness == state
            seen.add(state)
    assert seen == set(Freshness)


def confirmed(day, how=VerificationMethod.ORGANISATION):
    return {"verified_on": day, "verified_how": how}


@pytest.mark.django_db
class TestRhythm:
    @pytest.fixture
    def owner(self):
        return MembershipFactory(role=MemberRole.OWNER, organisation__slug="deze")

    def test_another_rhythm_moves_the_deadlines(self, client, owner):
        service = listing(organisation=owner.organisation, **confirmed(CONFIRMED))
        assert service.document.due_on == DUE
        client.force_login(owner.user)

        response = client.post("/mijn/deze/ritme/", {"rhythm": "3"}, follow=True)

        assert "elke drie maanden" in response.content.decode()
        service.document.refresh_from_db()
        assert service.document.due_on == datetime.date(2026, 4, 30)
        assert service.document.lapses_on == DUE

    @pytest.mark.parametrize("rhythm", ["", "5", "vaak"])
    def test_rubbish_is_refused_in_words(self, client, owner, rhythm):
        client.force_login(owner.user)
        response = client.post("/mijn/deze/ritme/", {"rhythm": rhythm})
        assert "field__error" in response.content.decode()
        owner.organisation.refresh_from_db()
        assert owner.organisation.rhythm == Rhythm.HALF_YEARLY

    def test_only_an_owner_chooses(self, owner):
        editor = MembershipFactory(organisation=owner.organisation).user
        with pytest.raises(PermissionDenied):
            organisations.set_rhythm(organisation=owner.organisation, rhythm=3, by=editor)


@pytest.mark.django_db
class TestWords:
    @pytest.mark.parametrize(
        ("today", "is_confirmed", "said"),
        [
            (DUE, True, ["Nagekeken op 31 januari 2026, telefonisch nagevraagd"]),
            (DUE + DAY, False, ["Laatst nagekeken op 31 januari 2026", "tegen 31 juli 2026"]),
            (LAPSES + DAY, False, ["Niet meer bevestigd", "Laatst nagekeken op 31 januari 2026"]),
        ],
    )
    def test_the_public_page_and_the_card_say_how_when_and_whether_it_holds(
        self, client, today, is_confirmed, said
    ):
        service = listing(name="Open deur", **confirmed(CONFIRMED, VerificationMethod.PHONE))
        with time_machine.travel(today):
            assert wording.trust(service).is_confirmed is is_confirmed
            for address in (service.get_absolute_url(), "/?q=open+deur", "/"):
                page = client.get(address).content.decode()
                for words in said:
                    assert words in page, address

    @pytest.mark.parametrize("how", VerificationMethod)
    def test_every_way_of_checking_is_said(self, client, how):
        service = listing(**confirmed(datetime.date.today(), how))
        assert str(how.label) in client.get(service.get_absolute_url()).content.decode()

    def test_an_import_is_not_late(self, client):
        service = listing()
        page = client.get(service.get_absolute_url()).content.decode()
        assert "Nog niet bevestigd door de organisatie" in page
        assert "Niet meer bevestigd" not in page

    def test_members_see_it_too(self, client):
        member = MembershipFactory()
        service = listing(organisation=member.organisation, **confirmed(CONFIRMED))
        client.force_login(member.user)
        with time_machine.travel(DUE + 5 * DAY):
            client.force_login(member.user)
            for address in ("/mijn/", f"/mijn/aanbod/{service.slug}/"):
                assert "Moest tegen 31 juli 2026" in client.get(address).content.decode()


@pytest.mark.django_db
class TestOrder:
    """In a list: late after what is not, no longer confirmed last and under its own words."""

    @pytest.fixture
    def services(self):
        """Late today, lapsed today, never confirmed and confirmed, in that order by name."""
        today = datetime.date(2026, 11, 25)
        days = {"A": today - 250 * DAY, "B": today - 500 * DAY, "C": None, "D": today - 9 * DAY}
        with time_machine.travel(today):
            for name, day in days.items():
                facts = confirmed(day) if day else {}
                listing(name=f"Huis {name}", slug=f"huis-{name.lower()}", at="Gent", **facts)
            yield

    @pytest.mark.parametrize(
        "address", ["/", "/?plaats=gent", "/?q=huis", "/?provincie=oost-vlaanderen"]
    )
    def test_it_holds_with_words_and_without(self, client, services, address):
        page = client.get(address).context["page"]
        results = [*page.answer.ranked, *page.answer.local]
        assert [result.service.name[-1] for result in results] == ["D", "C", "A", "B"]
        assert "Niet meer bevestigd</p>" in client.get(address).content.decode()

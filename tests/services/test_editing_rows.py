"""An organisation keeps the numbers, hours and places of its listing, and whom it serves."""

import json

import pytest
from bs4 import BeautifulSoup

from services import history
from services.enums import AccessMode, AddressVisibility, Precision, ServiceAreaScope
from services.models import (
    Location,
    Municipality,
    OpenInterval,
    Phone,
    Province,
    PublicPoint,
    Schedule,
    ServiceDocument,
    Topic,
)
from tests.factories import MembershipFactory, PhoneFactory, ScheduleFactory
from tests.listings import listing
from tests.services.test_editing import edit, filled, opened, send, url

pytestmark = pytest.mark.django_db

MARKUP = "<b>vet</b>"


@pytest.fixture
def service(db):
    return listing(
        slug="ons", access_modes=[AccessMode.PHONE], at="Gent", hours="Mo-Fr 09:00-17:00; PH off"
    )


@pytest.fixture
def phones(service):
    return [
        PhoneFactory(service=service, number="+3292234567", label="Onthaal"),
        PhoneFactory(service=service, number="1712", position=1),
    ]


@pytest.fixture
def desk(client, service):
    client.force_login(MembershipFactory(organisation=service.organisation).user)
    return client


def press(client, section, response, button, **changes):
    """Press a button of a page that arranges the form."""
    return client.post(url(section), filled(response) | changes | {"doe": button})


def numbers():
    return list(Phone.objects.order_by("position", "pk").values_list("number", "label"))


def press_and_save(desk, step):
    send(desk, "telefoon", filled(press(desk, "telefoon", desk.get(url("telefoon")), step)))


@pytest.mark.usefixtures("phones")
class TestPhones:
    def test_a_number_is_changed_as_a_person_writes_it(self, desk, service):
        first = Phone.objects.get(number="+3292234567").pk

        response = edit(desk, "telefoon", **{"phones-0-number": "09 235 43 21"})

        assert "Bewaard" in response.content.decode()
        assert numbers() == [("+3292354321", "Onthaal"), ("1712", "")]
        assert Phone.objects.get(number="+3292354321").pk == first
        assert "09 235 43 21" in desk.get(service.get_absolute_url()).content.decode()

    def test_one_is_added_moved_and_another_removed_without_a_script(self, desk):
        page = desk.get(url("telefoon"))
        page = press(desk, "telefoon", page, "erbij", **{"phones-0-label": "Balie"})
        assert len(numbers()) == 2
        page = press(
            desk,
            "telefoon",
            page,
            "omhoog-2",
            **{"phones-2-number": "0475 12 34 56", "phones-2-label": MARKUP},
        )
        page = press(desk, "telefoon", page, "weg-1")
        assert "wordt verwijderd" in page.content.decode()

        send(desk, "telefoon", filled(page))

        assert numbers() == [("+3292234567", "Balie"), ("+32475123456", MARKUP)]

    def test_what_was_to_be_removed_can_stay(self, desk):
        page = press(desk, "telefoon", desk.get(url("telefoon")), "weg-1")
        page = press(desk, "telefoon", page, "terug-1")
        send(desk, "telefoon", filled(page))
        assert len(numbers()) == 2

    def test_two_change_places_and_numbers(self, desk):
        page = press(desk, "telefoon", desk.get(url("telefoon")), "omlaag-0")
        send(desk, "telefoon", filled(page))
        assert numbers() == [("1712", ""), ("+3292234567", "Onthaal")]

        edit(desk, "telefoon", **{"phones-0-number": "09 223 45 67", "phones-1-number": "1712"})
        assert numbers() == [("+3292234567", ""), ("1712", "Onthaal")]

    @pytest.mark.parametrize("typed", ["geen", "09 12", "", "nul\x00", "1712", "9" * 60])
    def test_a_wrong_number_is_named_and_kept(self, desk, typed):
        before = numbers()
        response = edit(
            desk, "telefoon", **{"phones-0-number": typed, "phones-0-label": "Nieuwe naam"}
        )

        page = BeautifulSoup(response.content, "html.parser")
        assert page.select(".field__error")
        assert "Nieuwe naam" in response.content.decode()
        assert page.find(attrs={"name": "phones-0-number"}).get("value", "") == typed
        assert numbers() == before

    def test_markup_is_shown_as_text(self, desk, service):
        edit(desk, "telefoon", **{"phones-0-label": MARKUP})
        assert MARKUP not in desk.get(service.get_absolute_url()).content.decode()

    def test_rows_of_others_are_out_of_reach(self, desk):
        other = PhoneFactory(number="+3211223344")
        data = opened(desk, "telefoon")
        values = {"number": other.number, "label": ""}
        data["phones-0-seen"] = json.dumps([str(other.pk), values, 0])

        send(desk, "telefoon", data, **{"phones-0-number": "011 55 66 77"}, email="x@example.org")

        other.refresh_from_db()
        assert other.number == "+3211223344"
        assert other.service.phones.count() == 1

    @pytest.mark.parametrize(
        "seen", ["{", "[]", "1", '["1", 2, 3]', '[["x"], {}, 0]', '["1", {}, 0]']
    )
    def test_rubbish_in_hidden_fields_is_no_error(self, desk, seen):
        response = send(
            desk, "telefoon", opened(desk, "telefoon"), **{"phones-1-seen": seen}, rij=["0", "x"]
        )
        assert response.status_code == 200
        assert send(desk, "telefoon", opened(desk, "telefoon"), doe="-").status_code == 200

    def test_what_others_did_elsewhere_stays(self, desk, service):
        data = opened(desk, "telefoon")
        Phone.objects.filter(number="1712").update(label="Geweld")
        PhoneFactory(service=service, number="+3233334444", position=2)

        send(desk, "telefoon", data, **{"phones-0-label": "Balie"})

        assert numbers() == [
            ("+3292234567", "Balie"),
            ("1712", "Geweld"),
            ("+3233334444", ""),
        ]

    def test_of_the_same_row_both_versions_are_shown(self, desk):
        data = opened(desk, "telefoon")
        Phone.objects.filter(number="+3292234567").update(number="+3292111111")

        response = send(desk, "telefoon", data, **{"phones-0-number": "09 222 22 22"})

        text = response.content.decode()
        assert "Iemand anders wijzigde dit" in text
        assert "09 211 11 11" in text and "09 222 22 22" in text
        assert ("+3292111111", "Onthaal") in numbers()
        send(desk, "telefoon", filled(response))
        assert numbers() == [("+3292222222", "Onthaal"), ("1712", "")]

    def test_of_two_orders_both_are_shown_and_the_second_chooses(self, desk, service):
        PhoneFactory(service=service, number="+3233334444", position=2)
        page = press(desk, "telefoon", desk.get(url("telefoon")), "omhoog-1")
        second = filled(page)
        press_and_save(desk, "omhoog-2")
        theirs = numbers()
        assert [number for number, _label in theirs] == ["+3292234567", "+3233334444", "1712"]

        response = send(desk, "telefoon", second)

        shown = BeautifulSoup(response.content, "html.parser")
        notice = " ".join(shown.select_one('.notice[role="alert"]').text.split())
        assert notice.index("03 333 44 44") < notice.index("1712")
        fields = [tag["value"] for tag in shown.select('form.form input[name$="-number"]')]
        assert fields == ["1712", "09 223 45 67", "03 333 44 44"]
        assert numbers() == theirs
        send(desk, "telefoon", filled(response))
        assert [number for number, _label in numbers()] == ["1712", "+3292234567", "+3233334444"]

    def test_the_order_of_the_other_can_be_kept_and_a_number_changed(self, desk, service):
        PhoneFactory(service=service, number="+3233334444", position=2)
        second = filled(press(desk, "telefoon", desk.get(url("telefoon")), "omhoog-1"))
        press_and_save(desk, "omhoog-2")
        theirs = [number for number, _label in numbers()]

        response = send(desk, "telefoon", second | {"phones-0-label": "Balie"})
        for step in ("omhoog-0", "omhoog-2"):
            response = press(desk, "telefoon", response, step)
        send(desk, "telefoon", filled(response))

        assert [number for number, _label in numbers()] == theirs
        assert ("+3292234567", "Balie") in numbers()

    def test_what_two_people_add_and_remove_is_put_together(self, desk, service):
        first = press(desk, "telefoon", desk.get(url("telefoon")), "erbij")
        second = press(desk, "telefoon", desk.get(url("telefoon")), "erbij")
        second = press(desk, "telefoon", second, "weg-1", **{"phones-2-number": "09 222 22 22"})
        send(desk, "telefoon", filled(first), **{"phones-2-number": "03 333 44 44"})
        send(desk, "telefoon", filled(second))
        found = {number for number, _label in numbers()}
        assert found == {"+3292234567", "+3233334444", "+3292222222"}

    def test_a_row_that_is_gone_comes_back_only_when_asked(self, desk):
        data = opened(desk, "telefoon")
        Phone.objects.filter(number="+3292234567").delete()

        response = send(desk, "telefoon", data, **{"phones-0-label": "Balie"})

        assert "Iemand anders" in response.content.decode()
        send(desk, "telefoon", filled(response))
        assert ("+3292234567", "Balie") in numbers()

    def test_the_history_says_which_number(self, desk, service):
        edit(desk, "telefoon", **{"phones-0-label": "Balie"})
        change = history.changes(history.of_record(service))[0]
        assert "Balie" in change.lines[0]


def hours():
    return Schedule.objects.get().opening_hours


class TestHours:
    def test_a_week_is_filled_in_and_open_at_once(self, desk, service):
        OpenInterval.objects.all().delete()
        edit(
            desk,
            "uren",
            **{
                "schedules-0-d0_0_van": "10u",
                "schedules-0-d0_1_van": "18",
                "schedules-0-d0_1_tot": "20.30",
            },
        )

        assert hours() == "Mo 10:00-17:00,18:00-20:30; Tu-Fr 09:00-17:00; PH off"
        assert OpenInterval.objects.filter(service=service).exists()
        assert "18.00" in desk.get(service.get_absolute_url()).content.decode()

    def test_monday_is_copied_to_friday(self, desk):
        page = press(
            desk, "uren", desk.get(url("uren")), "kopieer-0", **{"schedules-0-d0_0_tot": "12.30"}
        )
        send(desk, "uren", filled(page))
        assert hours() == "Mo-Fr 09:00-12:30; PH off"

    @pytest.mark.parametrize(
        ("changes", "stored"),
        [
            ({"mode": "altijd"}, ("24/7", "")),
            ({"mode": "woorden"}, ("", "op afspraak")),
            ({"mode": "woorden", "text": "na 17 uur"}, ("", "na 17 uur")),
            ({"mode": "osm", "osm": "Mo[1] 09:00-12:00"}, ("Mo[1] 09:00-12:00", "")),
        ],
    )
    def test_other_rhythms(self, desk, changes, stored):
        edit(desk, "uren", **{f"schedules-0-{name}": one for name, one in changes.items()})
        row = Schedule.objects.get()
        assert (row.opening_hours, row.text) == stored

    @pytest.mark.parametrize(
        "held",
        [
            "Mo-Fr 09:00-17:00;PH off",
            "Mar-Oct: Mo 09:00-12:00",
            "off",
            "24/7",
            "Mo 09:00-10:00,11:00-12:00,13:00-14:00",
            'Mo "op afspraak"',
        ],
    )
    def test_what_is_not_changed_stays_to_the_letter(self, desk, held):
        Schedule.objects.update(opening_hours=held)
        edit(desk, "uren", **{"schedules-0-text": "bel eerst"})
        row = Schedule.objects.get()
        assert (row.opening_hours, row.text) == (held, "bel eerst")

    @pytest.mark.parametrize(
        "changes",
        [
            {"d0_0_van": "negen"},
            {"d0_0_tot": ""},
            {"d0_0_tot": "8"},
            {"d0_1_van": "16", "d0_1_tot": "18"},
            {"mode": "osm", "osm": "altijd"},
            {"mode": "osm", "osm": ""},
            {"mode": "nooit"},
            {"channel": "duif"},
            {"text": "x" * 301},
        ],
    )
    def test_what_is_wrong_is_named_and_kept(self, desk, changes):
        sent = {f"schedules-0-{name}": one for name, one in changes.items()}
        response = edit(desk, "uren", **sent)
        assert BeautifulSoup(response.content, "html.parser").select(".field__error")
        form = response.context["form"]
        assert all(form.data[name] == one for name, one in sent.items())
        assert hours() == "Mo-Fr 09:00-17:00; PH off"

    def test_a_channel_has_its_hours_once(self, desk, service):
        ScheduleFactory(service=service, channel=AccessMode.CHAT)
        response = edit(desk, "uren", **{"schedules-0-channel": "chat"})
        assert "staat er al" in response.content.decode()

    def test_both_versions_of_the_hours_are_shown(self, desk):
        data = opened(desk, "uren")
        Schedule.objects.update(opening_hours="Mo 08:00-09:00")
        response = send(desk, "uren", data, **{"schedules-0-mode": "altijd"})
        assert "8.00–9.00" in response.content.decode()
        assert hours() == "Mo 08:00-09:00"
        send(desk, "uren", filled(response))
        assert hours() == "24/7"

    def test_markup_is_shown_as_text(self, desk, service):
        edit(desk, "uren", **{"schedules-0-text": MARKUP})
        assert MARKUP not in desk.get(service.get_absolute_url()).content.decode()


class TestPlaces:
    def test_one_is_added_at_the_centre_of_its_municipality(self, desk, service):
        page = press(desk, "plekken", desk.get(url("plekken")), "erbij")
        send(desk, "plekken", filled(page), **{"locations-1-place": "3000 leuven"})

        town = Municipality.objects.get(name="Leuven")
        place = Location.objects.get(municipality=town)
        assert (place.latitude, place.longitude) == (town.latitude, town.longitude)
        assert (place.postal_code, place.precision) == ("3000", Precision.MUNICIPALITY)
        assert PublicPoint.objects.filter(service=service, municipality=town).exists()

    def test_a_point_is_placed(self, desk):
        edit(
            desk,
            "plekken",
            **{
                "locations-0-latitude": "51.06",
                "locations-0-longitude": "3.73",
                "locations-0-street": MARKUP,
            },
        )
        place = Location.objects.get()
        assert (place.latitude, place.longitude, place.street) == (51.06, 3.73, MARKUP)
        assert MARKUP not in desk.get("/aanbod/ons/").content.decode()

    def test_a_hidden_place_is_nowhere_to_be_seen(self, desk, service):
        edit(desk, "plekken", **{"locations-0-visibility": AddressVisibility.HIDDEN})
        assert not PublicPoint.objects.filter(service=service).exists()
        assert "Voorbeeldstraat" not in desk.get(service.get_absolute_url()).content.decode()

    def test_one_of_several_is_chosen(self, desk):
        response = edit(
            desk,
            "plekken",
            **{"locations-0-place": "Beveren", "locations-0-precision": "municipality"},
        )
        buttons = BeautifulSoup(response.content, "html.parser").select(
            'button[name="locations-0-place"]'
        )
        if buttons:
            data = filled(response) | {"locations-0-place": buttons[0]["value"]}
            send(desk, "plekken", data)
        assert Location.objects.get().municipality.name != "Gent"

    @pytest.mark.parametrize(
        "changes",
        [
            {"place": "Nergenshuizen"},
            {"place": ""},
            {"place": "Provincie Limburg"},
            # The point would stay behind in Ghent.
            {"place": "Leuven"},
            {"latitude": "3.72", "longitude": "51.05"},
            {"latitude": ""},
            {"latitude": "noord"},
            {"street": ""},
            {"visibility": "iedereen"},
        ],
    )
    def test_what_is_wrong_is_named_and_kept(self, desk, changes):
        sent = {f"locations-0-{name}": one for name, one in changes.items()}
        before = Location.objects.values().get()
        response = edit(desk, "plekken", **sent)
        assert BeautifulSoup(response.content, "html.parser").select(".field__error")
        form = response.context["form"]
        assert all(form.data[name] == one for name, one in sent.items())
        assert Location.objects.values().get() == before

    def test_both_versions_of_a_place_are_shown(self, desk):
        data = opened(desk, "plekken")
        Location.objects.update(street="Kade 2")
        response = send(desk, "plekken", data, **{"locations-0-street": "Plein 3"})
        text = response.content.decode()
        assert "Kade 2" in text and "Plein 3" in text
        send(desk, "plekken", filled(response))
        assert Location.objects.get().street == "Plein 3"

    def test_the_point_is_looked_up_without_a_script(self, desk):
        page = press(
            desk, "plekken", desk.get(url("plekken")), "zoek-0", **{"locations-0-place": "Leuven"}
        )
        send(desk, "plekken", filled(page))
        assert Location.objects.get().municipality.name == "Leuven"


class TestSubjectsAndArea:
    def test_topics_and_ages(self, desk, service):
        topic = Topic.objects.get(code="prep")
        edit(desk, "themas", topics=[topic.pk], min_age="16", max_age="25")
        service.refresh_from_db()
        assert (service.min_age, service.max_age) == (16, 25)
        assert ServiceDocument.objects.get(service=service).topics == ["prep"]

    def test_ages_that_do_not_go_together(self, desk):
        response = edit(desk, "themas", min_age="30", max_age="20")
        assert "ligt boven" in response.content.decode()

    def test_both_sets_of_topics_are_shown(self, desk, service):
        prep, other = Topic.objects.get(code="prep"), Topic.objects.exclude(code="prep").first()
        data = opened(desk, "themas")
        service.topics.set([other])
        response = send(desk, "themas", data, topics=[prep.pk])
        assert "Iemand anders" in response.content.decode()
        assert [*service.topics.all()] == [other]
        send(desk, "themas", filled(response))
        assert [*service.topics.all()] == [prep]

    def test_an_area_of_municipalities(self, desk, service):
        edit(
            desk,
            "werkingsgebied",
            service_area_scope="municipalities",
            municipalities_served="9000\naalst",
        )
        service.refresh_from_db()
        names = {one.name for one in service.municipalities_served.all()}
        assert names == {"Gent", "Aalst"}

        edit(desk, "werkingsgebied", service_area_scope="flanders")
        service.refresh_from_db()
        assert service.service_area_scope == ServiceAreaScope.FLANDERS
        assert not service.municipalities_served.exists()

    def test_an_area_of_provinces(self, desk, service):
        limburg = Province.objects.get(slug="limburg")
        edit(desk, "werkingsgebied", service_area_scope="provinces", provinces_served=[limburg.pk])
        assert ServiceDocument.objects.get(service=service).provinces_served == ["limburg"]

    @pytest.mark.parametrize(
        "changes",
        [
            {"service_area_scope": "provinces"},
            {"service_area_scope": "municipalities"},
            {"service_area_scope": "municipalities", "municipalities_served": "nergenshuizen"},
            {"service_area_scope": "municipalities", "municipalities_served": "Limburg"},
            {"provinces_served": ["999"]},
        ],
    )
    def test_what_is_wrong_is_named(self, desk, service, changes):
        response = edit(desk, "werkingsgebied", **changes)
        assert response.context["form"].errors
        service.refresh_from_db()
        assert service.service_area_scope == ServiceAreaScope.UNKNOWN

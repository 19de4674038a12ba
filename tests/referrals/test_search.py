"""What a search answers: groups, order, reasons, near misses, counts."""

import pytest
from django.http import QueryDict

from referrals.counts import COUNT_LIMIT, ChoiceTally, Tally
from referrals.search_page import SearchPage
from services.enums import AccessMode, Focus, ServiceAreaScope, ServiceKind, TriState
from services.enums import YouthSuitability as Youth
from tests.listings import listing

pytestmark = pytest.mark.django_db


def page(address=""):
    return SearchPage(QueryDict(address))


def names(results):
    return [result.service.name for result in results]


def test_without_a_question_everything_is_there_integrated_first():
    listing(name="Drughulp", at="Gent", focus=Focus.DRUGS)
    listing(name="Beide", at="Genk", focus=Focus.BOTH)
    listing(name="Algemeen", at="Gent", focus=Focus.GENERAL)
    assert names(page().answer.local) == ["Beide", "Algemeen", "Drughulp"]


def test_certain_comes_before_unknown_and_says_so():
    listing(name="Beide, onbekend", at="Gent", focus=Focus.BOTH)
    listing(name="Zeker anoniem", at="Gent", focus=Focus.DRUGS, is_anonymous=TriState.YES)
    listing(name="Niet anoniem", at="Gent", is_anonymous=TriState.NO)
    results = page("anoniem=1").answer.local
    assert names(results) == ["Zeker anoniem", "Beide, onbekend"]
    assert [[fact.text for fact in result.facts] for result in results] == [
        ["Anoniem"],
        ["Anoniem: onbekend"],
    ]
    assert [result.facts[0].state for result in results] == [TriState.YES, TriState.UNKNOWN]


def test_near_a_place_integrated_first_then_the_nearest_with_its_distance():
    listing(name="Ver", at="Brugge", focus=Focus.BOTH)
    listing(name="Deinze", at="Deinze", focus=Focus.DRUGS)
    listing(name="Gent", at="Gent", focus=Focus.DRUGS)
    listing(name="Aalst", at="Aalst", focus=Focus.BOTH)
    results = page("plaats=gent").answer.local
    assert names(results) == ["Aalst", "Gent", "Deinze"]
    assert [round(result.distance_km) for result in results] == [26, 0, 15]
    assert names(page("plaats=gent&straal=20").answer.local) == ["Gent", "Deinze"]
    assert names(page("plaats=gent&straal=50").answer.local) == ["Aalst", "Ver", "Gent", "Deinze"]


def test_what_needs_no_journey_stands_in_its_own_group_in_every_local_answer():
    flanders = {"service_area_scope": ServiceAreaScope.FLANDERS}
    listing(name="Lijn", kind=ServiceKind.HELPLINE, access_modes=[AccessMode.PHONE], **flanders)
    listing(name="Genk, heel Vlaanderen", at="Genk", **flanders)
    listing(name="Genk", at="Genk")
    listing(name="Gent", at="Gent")
    listing(name="Bron", kind=ServiceKind.SOURCE, **flanders)
    answer = page("plaats=gent").answer
    assert names(answer.local) == ["Gent"]
    assert names(answer.remote) == ["Lijn", "Genk, heel Vlaanderen", "Bron"]


def test_sources_of_information_are_found_but_have_no_place_on_the_map():
    listing(name="Bron", kind=ServiceKind.SOURCE, at="Gent")
    search = page("q=bron").search
    assert not search.local.exists()
    assert search.remote.count() == 1


def test_in_a_province_what_surely_serves_it_comes_first():
    listing(name="Brussel", at="Brussel", focus=Focus.BOTH, is_anonymous=TriState.YES)
    listing(name="Limburg", at="Genk", focus=Focus.DRUGS)
    assert names(page("provincie=limburg&anoniem=1").answer.local) == ["Limburg", "Brussel"]


def test_what_answers_and_is_specific_comes_first_where_distance_means_nothing():
    listing(name="Algemene lijn", kind=ServiceKind.HELPLINE, focus=Focus.GENERAL)
    listing(name="Druglijn", kind=ServiceKind.HELPLINE, focus=Focus.DRUGS)
    listing(name="App", kind=ServiceKind.SOURCE, focus=Focus.DRUGS)
    listing(name="Beide", kind=ServiceKind.SOURCE, focus=Focus.BOTH)
    assert names(page().answer.remote) == ["Beide", "Druglijn", "Algemene lijn", "App"]


def test_the_far_group_shows_a_few_and_leads_to_all_of_them():
    for number in range(8):
        listing(name=f"Lijn {number}", kind=ServiceKind.HELPLINE)
    few = page()
    assert len(few.answer.remote) == 5
    assert few.all_remote_url == "?bereik=overal"
    everything = page("bereik=overal")
    assert len(everything.answer.remote) == 8
    assert not everything.answer.local


def test_a_province_is_no_point_so_no_distance_is_told():
    listing(name="Genk", at="Genk")
    listing(name="Gent", at="Gent")
    result = page("plaats=limburg").answer.local
    assert names(result) == ["Genk"]
    assert result[0].distance_km is None


def test_a_near_miss_fails_one_wish_and_never_age_or_place():
    both = {"at": "Gent", "is_anonymous": TriState.YES}
    listing(name="Past", is_free=TriState.YES, **both)
    listing(name="Mist gratis", is_free=TriState.NO, **both)
    listing(name="Mist twee", at="Gent", is_free=TriState.NO, is_anonymous=TriState.NO)
    listing(name="Te oud", is_free=TriState.NO, max_age=18, **both)
    listing(name="Te ver", at="Genk", is_free=TriState.NO, is_anonymous=TriState.YES)
    answer = page("plaats=gent&leeftijd=19&anoniem=1&gratis=1").answer
    assert names(answer.local) == ["Past"]
    assert [(one.service.name, one.missed) for one in answer.near_misses] == [
        ("Mist gratis", "Gratis")
    ]
    assert "Gratis" not in [fact.text for fact in answer.near_misses[0].facts]


def test_near_misses_are_left_out_when_there_are_enough_results():
    for number in range(5):
        listing(name=f"Past {number}", at="Gent", is_free=TriState.YES)
    listing(name="Mist", at="Gent", is_free=TriState.NO)
    assert not page("gratis=1").answer.near_misses


def test_an_empty_answer_says_what_to_loosen_what_is_nearest_and_who_answers_now():
    listing(name="Genk", at="Genk", topics=["prep"])
    listing(
        name="Altijd",
        kind=ServiceKind.HELPLINE,
        topics=["detox"],
        hours="24/7",
        service_area_scope=ServiceAreaScope.FLANDERS,
    )
    empty = page("q=prep&plaats=gent")
    assert empty.total.number == 0
    assert [(one.text, one.count, one.url) for one in empty.loosenings] == [
        ("“prep”", "1", "?plaats=gent")
    ]
    assert names(empty.answer.nearest) == ["Genk"]
    assert [helpline.name for helpline in empty.helplines] == ["Altijd"]


def test_choices_say_how_many_would_be_left_certain_and_unknown():
    listing(at="Gent", focus=Focus.DRUGS, is_anonymous=TriState.YES)
    listing(at="Gent", focus=Focus.BOTH)
    listing(at="Gent", focus=Focus.SEXUALITY, is_anonymous=TriState.NO)
    choices = page().search.choices
    drugs, anonymous = choices["focus", "drugs"], choices["anonymous", True]
    assert (str(drugs.certain), str(drugs.unknown)) == ("2", "0")
    assert (str(anonymous.certain), str(anonymous.unknown)) == ("1", "1")
    # The choices of one filter are counted as if it were not used, under all the others.
    chosen = page("focus=drugs&anoniem=1").search.choices
    assert str(chosen["focus", "sexuality"].certain) == "1"
    assert str(chosen["focus", "sexuality"].unknown) == "0"


def test_taking_a_filter_off_is_a_choice_that_says_how_many_there_are():
    listing(at="Gent", focus=Focus.DRUGS, is_anonymous=TriState.YES)
    listing(at="Genk", focus=Focus.UNKNOWN)
    listing(at="Genk", focus=Focus.SEXUALITY, is_anonymous=TriState.NO)
    asked = page("anoniem=1&focus=drugs&provincie=limburg")
    province = next(group for group in asked.option_groups if group.name == "provincie")
    for option, left in (
        (asked.focus_group.any_option, "anoniem=1&provincie=limburg"),
        (province.any_option, "anoniem=1&focus=drugs"),
    ):
        assert option.tally == ChoiceTally(certain=page(left).total, unknown=Tally(0))
        assert not option.is_chosen
    assert page().focus_group.any_option.is_chosen


@pytest.mark.parametrize("address", ["", "plaats=gent", "anoniem=1&jongeren=1", "q=hulp&taal=fr"])
def test_a_choice_counts_what_choosing_it_gives(address):
    for place in ("Gent", "Genk", "Aalst", None):
        for focus in (Focus.DRUGS, Focus.BOTH, Focus.UNKNOWN):
            listing(
                name=f"Hulp {place} {focus}",
                at=place,
                focus=focus,
                is_anonymous=TriState.YES if place else TriState.UNKNOWN,
                youth_suitability=Youth.MADE_FOR if focus == Focus.BOTH else Youth.UNKNOWN,
            )
    before = page(address)
    # Every seventh: some of each filter.
    for option in before.all_options[::7]:
        parameter = next(one for one in before.query.parameters.values() if one.name == option.name)
        after = page(before.query.url({parameter.filter_name: [option.value]}).lstrip("?"))
        left = option.tally.certain.number + option.tally.unknown.number
        assert after.total.number == left, option


def test_counts_past_the_limit_are_not_told():
    assert str(Tally(COUNT_LIMIT)) == "500"
    assert str(Tally(COUNT_LIMIT + 1)) == "500+"
    assert str(Tally(12, is_floor=True)) == "12+"


def test_the_order_is_the_same_every_time():
    for _ in range(6):
        listing(name="Zelfde naam", at="Gent")
    first = [result.service.pk for result in page("plaats=gent").answer.local]
    assert first == [result.service.pk for result in page("plaats=gent").answer.local]
    assert first == sorted(first)


@pytest.mark.parametrize(
    ("asked", "number"), [("2", 2), ("99", 2), ("0", 1), ("-1", 1), ("x", 1), ("²", 1), ("", 1)]
)
def test_pages(asked, number):
    for count in range(25):
        listing(name=f"Fiche {count:02}", at="Gent")
    result = page(f"pagina={asked}")
    assert result.number == number
    assert len(result.answer.local) == (5 if number == 2 else 20)


def test_chips_take_off_one_thing_at_a_time():
    address = "q=yoga&plaats=gent&straal=10&leeftijd=19&focus=drugs&taal=fr&taal=nl&anoniem=1"
    gone = {
        "“yoga”": "q=yoga&",
        "10 km rond Gent": "plaats=gent&straal=10&",
        "19 jaar": "leeftijd=19&",
        "Drugs": "focus=drugs&",
        "Frans": "taal=fr&",
        "Nederlands": "taal=nl&",
        "Anoniem": "&anoniem=1",
    }
    assert {chip.text: chip.url for chip in page(address).chips} == {
        text: f"?{address.replace(part, '')}" for text, part in gone.items()
    }


def test_the_last_chip_leads_to_the_page_itself():
    assert [chip.url for chip in page("anoniem=1").chips] == ["/"]


def test_one_bad_value_leaves_the_good_ones_and_is_named_alone():
    listing(name="Chemseks", at="Gent", topics=["chemsex"])
    listing(name="Prep", at="Gent", topics=["prep"])
    found = page("thema=bestaatniet&thema=chemseks")
    assert names(found.answer.local) == ["Chemseks"]
    assert [problem.text for problem in found.problems] == [
        "Thema: “bestaatniet” begrijpen we niet, dus dat telt nu niet mee."
    ]
    assert [(chip.text, chip.url) for chip in found.chips] == [("Chemseks", "/")]


@pytest.mark.parametrize(
    ("address", "text"),
    [
        ("straal=600", "Straal in km: kies een heel getal van 1 tot 500. “600” telt nu niet mee."),
        ("straal=0", "Straal in km: kies een heel getal van 1 tot 500. “0” telt nu niet mee."),
        ("leeftijd=121", "Leeftijd: kies een heel getal van 0 tot 120. “121” telt nu niet mee."),
        ("leeftijd=19,5", "Leeftijd: kies een heel getal van 0 tot 120. “19,5” telt nu niet mee."),
        (
            f"plaats={'g' * 101}",
            "Gemeente of postcode: dat is te lang voor een plaats, dus dat telt nu niet mee.",
        ),
        ("focus=drank", "Focus: “drank” begrijpen we niet, dus dat telt nu niet mee."),
    ],
)
def test_what_is_wrong_is_said_for_each_field(address, text):
    assert [problem.text for problem in page(address).problems] == [text]


def test_in_a_province_what_may_serve_it_stands_apart_with_its_number():
    flanders = {"service_area_scope": ServiceAreaScope.FLANDERS}
    listing(name="Genk", at="Genk", is_anonymous=TriState.YES)
    listing(name="Genk, onbekend", at="Genk")
    listing(name="Heel Vlaanderen", at="Gent", is_anonymous=TriState.YES, **flanders)
    for name in ("Antwerpen", "Brussel"):
        listing(name=name, at=name, is_anonymous=TriState.YES)
    sections = page("provincie=limburg&anoniem=1").local_sections
    assert [
        (
            section.title,
            section.count,
            [(part.words, names(part.results)) for part in section.parts],
        )
        for section in sections
    ] == [
        (
            "Zeker voor Limburg",
            "3",
            [("", ["Genk", "Heel Vlaanderen"]), ("Hier is niet alles bekend", ["Genk, onbekend"])],
        ),
        ("Misschien ook: werkingsgebied niet bekend", "2", [("", ["Antwerpen", "Brussel"])]),
    ]


def test_certain_results_and_others_are_parted_where_there_are_both():
    def words(address):
        [section] = page(address).local_sections
        return [part.words for part in section.parts]

    listing(name="Onbekend", at="Gent")
    assert words("anoniem=1") == [""]
    listing(name="Zeker", at="Gent", is_anonymous=TriState.YES)
    assert words("anoniem=1") == ["", "Hier is niet alles bekend"]
    assert words("plaats=gent") == [""]
    for number in range(20):
        listing(name=f"Zeker {number}", at="Gent", is_anonymous=TriState.YES)
    assert words("anoniem=1&pagina=2") == ["", "Hier is niet alles bekend"]


def test_a_card_does_not_say_what_its_tag_says_or_nearly_every_card_would():
    listing(name="Drugs", at="Gent", focus=Focus.DRUGS)
    listing(name="Brussel", at="Aalst", focus=Focus.UNKNOWN)
    texts = {
        result.service.name: [fact.text for fact in result.facts]
        for result in page("plaats=gent&straal=50&focus=drugs&leeftijd=19").answer.local
    }
    assert texts["Drugs"] == ["Leeftijd: onbekend"]
    assert "Focus: onbekend" not in texts["Brussel"]
    listing(name="Ver", at="Antwerpen")
    [far] = [one for one in page("plaats=gent&straal=60").answer.local if one.distance_km > 40]
    assert [fact.text for fact in far.facts] == ["Bedient Gent: onbekend"]


def test_namesakes_on_a_page_are_told_apart():
    for at in ("Gent", "Genk"):
        listing(name="Hiv-referentiecentrum", at=at)
    listing(name="Prep-raadpleging", at="Gent")
    assert {one.service.name: one.is_namesake for one in page().answer.local} == {
        "Hiv-referentiecentrum": True,
        "Prep-raadpleging": False,
    }


@pytest.fixture
def nothing_near():
    """Nothing about sexuality within 10 km of Kortrijk, but further away and from anywhere."""
    listing(name="Kortrijk, drugs", at="Kortrijk", focus=Focus.DRUGS)
    for name in ("Roeselare", "Gent", "Genk"):
        listing(name=name, at=name, focus=Focus.SEXUALITY)
    listing(name="Lijn", kind=ServiceKind.HELPLINE, focus=Focus.SEXUALITY)


def test_where_nothing_is_near_there_are_ways_to_something(nothing_near):
    found = page("plaats=kortrijk&straal=10&focus=seksualiteit")
    assert not found.answer.local
    assert [(way.text, way.count) for way in found.wider] == [
        ("Binnen 20 km", "1"),
        ("Binnen 50 km", "2"),
    ]
    assert found.wider[0].url == "?plaats=kortrijk&straal=20&focus=seksualiteit"
    assert [(way.text, way.count, way.url) for way in found.near_loosenings] == [
        ("“Seksualiteit”", "1", "?plaats=kortrijk&straal=10")
    ]
    assert names(found.answer.fitting) == ["Roeselare", "Gent", "Genk"]
    assert [round(one.distance_km) for one in found.answer.fitting] == [17, 40, 158]
    assert names(found.answer.remote) == ["Lijn"]


@pytest.mark.parametrize("address", ["focus=seksualiteit", "q=roeselare+seksualiteit"])
def test_a_way_to_something_gives_as_many_as_it_says(nothing_near, address):
    found = page(f"plaats=kortrijk&straal=10&{address}")
    for way in [*found.wider, *found.near_loosenings]:
        assert str(page(way.url.lstrip("?")).local_total) == way.count


def test_where_something_is_near_no_ways_are_looked_for(nothing_near):
    assert page("plaats=kortrijk&straal=10&focus=drugs").nearby is None


def test_a_guessed_place_is_said_and_a_shared_name_offers_the_choice():
    guessed = page("plaats=leuve")
    assert guessed.place_reading.text == "We zoeken rond Leuven."
    [problem] = page("plaats=berchem").problems
    assert "Berchem (Antwerpen)" in [choice.text for choice in problem.choices]
    chosen = page(problem.choices[0].url.lstrip("?"))
    assert chosen.problems == []
    assert chosen.search.has_distance

"""Which words give away what somebody needs help with."""

import json

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from referrals.giving_away import BEGINNINGS, PARTS, TOGETHER, WORDS, tells


@pytest.mark.parametrize(
    "text",
    [
        "De DrugLijn",
        "Verslavingszorg",
        "chemMEN",
        "Chem-Sex",
        "https://www.chemsex.be",
        "SOA-test",
        "soa’s en hiv",
        "MSOC Oostende",
        "msoc@oostende.be",
        "PrEP-consultatie",
        "3-MMC",
        "Ex Æquo asbl",
        "exaequo.be",
        "Infor Drogues & Addictions",
        "Séropositivité",
        "Regenbooghuis",
        "LGBTQI+-huis",
        "Zorgcentrum na Seksueel Geweld",
        "usagers",
        "spuitenruil",
        "drug_test",
        "SEKSUOLOGIE",
    ],
)
def test_it_is_told_by_a_word(text):
    assert tells(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "JAC Brussel",
        "CAW onthaal",
        "Chemin de la Colline 3",
        "Rue des Archives 12",
        "Contactpersoon",
        "Stichting Steunpunt",
        "preparaat",
        "Roeselare",
        "Drogenbos",
        "Tele-Onthaal 106",
        "homologatie van transport",
    ],
)
def test_other_words_tell_nothing(text):
    assert not tells(text)


def test_no_place_is_left_out_for_its_name():
    text = (settings.BASE_DIR / "fixtures" / "gazetteer.json").read_text(encoding="utf-8")
    places = json.loads(text)
    names = {place["name"] for kind in places if kind != "about" for place in places[kind]}
    names |= {place["name_fr"] for place in places["municipalities"] + places["provinces"]}
    assert len(names) > 1000
    assert {name for name in names if tells(name)} == set()


@given(
    word=st.sampled_from([*PARTS, *BEGINNINGS, *WORDS, *TOGETHER]),
    before=st.text(max_size=8),
    after=st.text(max_size=8),
)
def test_a_word_tells_in_whatever_company(word, before, after):
    assert tells(f"{before} {word.upper()} {after}")


@given(text=st.text(max_size=40))
def test_any_text_is_read(text):
    assert tells(text) in (True, False)

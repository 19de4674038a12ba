"""Which words give away what somebody needs help with."""

import csv
import json

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from referrals.giving_away import BEGINNINGS, PARTS, TOGETHER, WORDS, tells

#: What the lexicon of the scene knows, and anybody says of other things too.
EVERYDAY = {
    "CGG",
    "G",
    "consent",
    "doseren",
    "ervaringsdeskundige",
    "gokken",
    "handelingsverlegenheid",
    "intervisiegroep",
    "kater",
    "minority stress",
    "n=n",
    "out gaan",
    "praatgroep",
    "tabak",
    "vroeginterventie",
}


@pytest.mark.parametrize(
    "text",
    [
        "De DrugLijn",
        "Zelfmoordlijn 1813",
        "Centrum ter Preventie van Zelfdoding",
        "zelfmoord1813.be",
        "Prévention du suicide",
        "Hulplijn geweld, misbruik en kindermishandeling",
        "Victim support",
        "SOS violences conjugales",
        "Antigifcentrum",
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
        "s.o.a.-test",
        "G.H.B.",
        "H I V",
        "za 10-12u enkel medicatie",
        "straatwerk vr-za",
        "genotmiddelen",
        "usage de substances",
        "produits psychotropes",
        "transpersonen",
        "non-binair",
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
        "Middelkerke",
        "bemiddeling",
        "directie",
        "analyse",
        "v.z.w. Onthaal",
        "M. De Smet",
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


def test_the_words_of_the_scene_tell_but_for_everyday_ones():
    path = settings.BASE_DIR / "fixtures" / "lexicon.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["kind"] in {"", "substance", "practice"}]
    assert len(rows) > 200
    assert {row["term"] for row in rows if not tells(row["term"])} == EVERYDAY


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

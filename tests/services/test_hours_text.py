"""Opening hours out of Dutch text: every cell of the real file, and what must not be read."""

import csv

import pytest
from django.conf import settings

from services.importing.hours import ChannelHours, parse
from services.opening_hours import validate

LISTINGS = settings.BASE_DIR / "fixtures" / "listings.csv"

#: By listing: (channel, OSM syntax, words).
EXPECTED = {
    "multiversum-cadenza": [
        ("", "", "daarbuiten onthaal campus Alexianen 03 455 75 31"),
        ("phone", "Mo-Su 09:00-16:30", "cluster"),
    ],
    "de-sleutel-mechelen": [("phone", "Mo-Th 13:00-18:00; Fr-Su off", "")],
    "de-sleutel-brugge": [("phone", "", "Drugsexpertiseteam elke voormiddag telefonisch")],
    "msoc-gent": [
        ("walk_in", "", "langskomen elke werkdag tijdens openingsuren (uren niet in bron)")
    ],
    "msoc-oostende": [
        (
            "",
            "",
            "oude stadspagina: ma/wo/vr 9-12 en 13-19u; di/do 9-12 en 15-19u; za 10-12u enkel"
            " medicatie. Instuif ma en wo 9-12u (pers 2022)",
        )
    ],
    "kompas-roeselare": [("walk_in", "", "wekelijks vrije inloop medische consultaties (2022)")],
    "lumi": [
        (
            "",
            "",
            "telefoon ma 18.30-21.30u; chat ma, wo, do 18.30-21.30u; mail altijd (bron 2026-10)."
            " Andere derde bron: ma, wo, do 18.30-21.30u",
        )
    ],
    "het-roze-huis-antwerpen": [("", "", "telefoon werkdagen 13-16.30u (oude eigen pagina)")],
    "transgender-infopunt": [("", "", "do en vr (bron 2013)")],
    "rainbowhouse-brussels": [("", "", "sociale dienst ma 14-17u; bureau namiddag 14-18u")],
    "merhaba": [("", "Mo-Fr 09:30-17:00", "")],
    "boysproject": [("walk_in", "", "wekelijkse drop-in (dag/uur niet in bron)")],
    "alias-brussel": [
        ("", "", "medisch di 17.30-21u en do 14-17u; Oudere bron: di 18-21u"),
        ("outreach", "", "straatwerk vr-za 20-2u (bron 2026)"),
        ("walk_in", "We 14:00-17:00", ""),
    ],
    "utsopi": [
        ("", "Mo-Fr 10:00-18:00", ""),
        ("walk_in", "", "open permanentie di-namiddag (niet in zomer)"),
    ],
    "exaequo-chemsex": [("", "", "praatgroep donderdag 20u (inschrijven gewenst, niet verplicht)")],
    "modus-fiesta": [("", "", "twee avonden per week, o.a. vrijdagavond")],
    "infor-drogues": [("", "", "ma-za, uren op website")],
    "druglijn": [
        ("chat", "", "chat dagelijks (sinds 2019; uren op site)"),
        ("phone", "Mo-Fr 10:00-20:00", ""),
    ],
    "zsg-algemeen": [("", "", "centra dag en nacht open")],
    "zsg-antwerpen": [("", "24/7", "")],
    "zsg-gent": [("", "24/7", "")],
    "zsg-leuven": [("", "24/7", "")],
    "zsg-limburg": [("", "24/7", "")],
    "zsg-west-vlaanderen": [("", "24/7", "")],
    "zsg-brussel": [("", "24/7", "")],
    "awel": [
        ("chat", "Mo-Sa 18:00-22:00; Su,PH off", ""),
        ("phone", "Mo-Sa 16:00-22:00; We,Sa 14:00-22:00; Su,PH off", ""),
    ],
    "tele-onthaal": [
        ("chat", "Mo-Su 18:00-23:00; We,Su 15:00-23:00", ""),
        ("phone", "24/7", ""),
    ],
    "zelfmoordlijn-1813": [
        ("chat", "Mo-Su 17:00-24:00; We 12:00-24:00", ""),
        ("phone", "24/7", ""),
    ],
    "1712": [
        ("chat", "Mo-Th 13:00-17:00,18:00-22:00; Fr 13:00-17:00", ""),
        ("phone", "Mo-Fr 09:00-18:00; PH off", ""),
    ],
    "antigifcentrum": [("", "24/7", "")],
    "nood-112": [("", "24/7", "")],
    "tele-accueil-107": [("chat", "", "chat namiddag en avond"), ("phone", "24/7", "")],
    "chs-helpline": [("", "24/7", "")],
}


def real_cells():
    with LISTINGS.open(encoding="utf-8-sig", newline="") as lines:
        return {
            row["id"]: row["opening_hours"] for row in csv.DictReader(lines) if row["opening_hours"]
        }


def test_the_table_holds_every_cell_of_the_file():
    assert real_cells().keys() == EXPECTED.keys()


@pytest.mark.parametrize(("key", "cell"), real_cells().items())
def test_every_cell_of_the_file(key, cell):
    found = parse(cell)
    assert found == [ChannelHours(*channel) for channel in EXPECTED[key]]
    for channel in found:
        if channel.opening_hours:
            validate(channel.opening_hours)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("", []),
        ("  ", []),
        ("zo 20-2u", [("", "Su 20:00-02:00", "")]),
        ("di 9:15-12u en do 14-17u", [("", "Tu 09:15-12:00; Th 14:00-17:00", "")]),
        ("zaterdag en zondag 10-12u", [("", "Sa,Su 10:00-12:00", "")]),
        ("za-ma 10-12u", [("", "Mo,Sa,Su 10:00-12:00", "")]),
        (
            "chat dagelijks 9-12u (vakantie: enkel mail)",
            [("chat", "Mo-Su 09:00-12:00", "vakantie: enkel mail")],
        ),
        ("mail altijd", [("email", "", "mail altijd")]),
        # One reading or another: not certain, so not hours.
        ("vr-za 20-2u", [("", "", "vr-za 20-2u")]),
        ("ma-vr 9-12u, ma 13-17u", [("", "", "ma-vr 9-12u, ma 13-17u")]),
        ("ma 9-25u", [("", "", "ma 9-25u")]),
        ("ma-wo 9-12u (za vanaf 14u)", [("", "", "ma-wo 9-12u (za vanaf 14u)")]),
        ("ma-vr 9-12u op afspraak", [("appointment", "", "ma-vr 9-12u op afspraak")]),
        ("juridische dienst ma 9-12u", [("", "", "juridische dienst ma 9-12u")]),
        # A second reading of the same channel is kept as words.
        ("ma 9-12u; di 9-12u", [("", "Mo 09:00-12:00", "di 9-12u")]),
        ("gesloten op feestdagen", [("", "", "gesloten op feestdagen")]),
    ],
)
def test_other_cells(cell, expected):
    assert parse(cell) == [ChannelHours(*channel) for channel in expected]

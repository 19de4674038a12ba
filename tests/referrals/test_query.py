"""What is understood of the lines that workers type."""

import csv
import re
from itertools import pairwise

import pytest
from django.conf import settings
from hypothesis import example, given
from hypothesis import strategies as st

from referrals.enums import LinkKind
from referrals.query import MAX_WORDS, understand

#: A line, and what has to be understood of it: concepts in their order ("!" for negated ones),
#: then, after a bar each, place, age (or age group), helplines first in line, and text left over.
TABLE = """
tina | methamfetamine
Tina | methamfetamine
iemand met tina | methamfetamine
meth | methamfetamine
crystal meth | methamfetamine
ice | methamfetamine
ice roken | methamfetamine
ice skating | | | | | ice skating
hulp bij ice | methamfetamine
verwacht bezoek | | | | | verwacht bezoek
geprobeerd | | | | | geprobeerd
babbelgroepke | praatgroep
slam | slammen
slammen | slammen
slamt | slammen
geslamd | slammen
hij slamt elk weekend | slammen | | | | elk weekend
slammers | slammen
mijn zoon slamt wat nu | ouders van iemand, slammen
te veel G genomen | overdosis | | | nood-112
teveel ghb genomen | overdosis | | | nood-112
OD | overdosis | | | nood-112
niet aanspreekbaar | bewustzijnsverlies | | | nood-112
hij wordt niet meer wakker | bewustzijnsverlies | | | nood-112
hij slaapt raar en snurkt | bewustzijnsverlies | | | nood-112
krijgt geen lucht | ademnood | | | nood-112
blauw aangelopen | ademnood | | | nood-112
reanimatie | ademnood | | | nood-112
erectie die niet weggaat | noodgeval | | | nood-112
hangt zich op | zelfdoding | | | zelfmoordlijn-1813
werd wakker en iemand zat op mij | verkrachting | | | zsg-algemeen
zonder drugs geen seks | chemseks
zonder drugs geen seks meer | chemseks
zonder wachtlijst |
iets met G | G
iets met g | G
G gebruik | G
G | G
hij drinkt G | alcohol, G
verslaafd aan G | G
T en G in Antwerpen | methamfetamine, G | Antwerpen
hij doet K en G | ketamine, G
K gebruik | ketamine | | | | gebruik
T. Lievens
dr. T. Lievens gent | | Gent | | | dr lievens
vitamine K tekort | | | | | vitamine tekort
't is geen probleem | | | | | probleem
plan van aanpak | | | | | plan aanpak
plan met tina | chemseksfeest, methamfetamine
hij gaat out | out gaan | | | nood-112
ging out op G | out gaan, G | | | nood-112
out of office
miauw | miauw
3mmc | 3-MMC
3-MMC | 3-MMC
3 mmc | 3-MMC
mefedron snuiven | mefedron, snuiven
xtc | MDMA
coke | cocaïne
weed | cannabis
blowen | cannabis
pnp | PnP
party and play | PnP
chems | chems
no chems | no chems
geen chems | no chems
seks zonder drugs | no chems
jongere 19 gent prep vragen | jongeren, PrEP | Gent | 19
praatgroep chemsex limburg | praatgroep, chemseks | Provincie Limburg
drugs bij seks hetero koppel | chemseks, hetero
afkicken ghb | detox, GHB
zonder papieren soa test | mensen zonder papieren, soa
geen papieren hiv test | mensen zonder papieren, testen op soa's en hiv
sans papiers | mensen zonder papieren
geen detox | !detox
geen detox of opname gent | !detox, !opname | Gent
geen inloop maar afspraak | !inloop, op afspraak
geen hulp: wat doet 3-mmc | 3-MMC
niet hier, wel detox in gent | detox | Gent
don't want detox | !detox
niet stoppen | niet stoppen
wil niet stoppen met tina | niet stoppen, methamfetamine
wil niet afkicken | niet stoppen
wil stoppen met chemsex | abstinentie, chemseks
kan niet stoppen | afhankelijkheid
minderen met coke | minderen, cocaïne
niet anoniem | !anoniem
zonder afspraak | inloop
zonder intake | zonder intake
inloop antwerpen | inloop | Antwerpen
anoniem chatten over ghb | anoniem, chat, GHB
chat voor jongeren | chat, jongeren | | young
bellen over drugs | telefonisch, drugs
gratis soa test | gratis, soa
spreekt Frans | Frans
franstalig psycholoog brussel | Frans, therapie | Brussel
english speaking therapist | Engels, therapie
spreekt geen nederlands | anderstaligen
19 | | | 19
19j prep | PrEP | | 19
19 jaar slammen | slammen | | 19
19-jarige student leuven | studenten | Leuven | 19
man van 34 slamt antwerpen | slammen | Antwerpen | 34
m34 chemsex | chemseks | | 34
jongen 16 coming out | jongeren, coming-out | | 16
26 weken zwanger | zwangerschap
2 jaar clean | abstinentie
al 10 jaar verslaafd | afhankelijkheid
24/7 open | nu open | | | | open
078 15 10 20
minderjarig en drugs | minderjarigen, drugs | | minor
jonger dan 18 | minderjarigen | | minor
student gent drugs | studenten, drugs | Gent | student
tiener blowt | tieners, cannabis | | teen
volwassene | volwassenen | | adult
9000 prep | PrEP | 9000 Gent
prep in gent | PrEP | Gent
sint niklaas hiv test | testen op soa's en hiv | Sint-Niklaas
st.-truiden spuitenruil | spuitenruil | Sint-Truiden
heist op den berg caw | CAW | Heist-op-den-Berg
knokke heist prep | PrEP | Knokke-Heist
de haan jac | JAC | De Haan
in de omgeving van turnhout slammen | slammen | Turnhout
tandarts in boom | | Boom | | | tandarts
soa test mol | soa | Mol
mol in de tuin | | | | | mol tuin
praatgroep peer | praatgroep | Peer
spuitenruil regio kortrijk | spuitenruil | Kortrijk
limburg | | Provincie Limburg
chemseks provincie antwerpen | chemseks | Provincie Antwerpen
inloop prov. oost-vlaanderen | inloop | Provincie Oost-Vlaanderen
praatgroep erpe-mere | praatgroep | Erpe-Mere
praatgroep zichen-zussen-bolder | praatgroep | Zichen-Zussen-Bolder (Riemst)
praatgroep onze-lieve-vrouw-waver | praatgroep | Onze-Lieve-Vrouw-Waver (Sint-Katelijne-Waver)
help my friend is ODing on g | vriend van iemand, overdosis, G | | | nood-112
G-verslaving wetteren | G, afhankelijkheid | Wetteren
soa test O.-L.-V.-Lombeek | soa | Onze-Lieve-Vrouw-Lombeek (Roosdaal)
prep olv waver | PrEP | Onze-Lieve-Vrouw-Waver (Sint-Katelijne-Waver)
prep 1040 etterbeek | PrEP | 1040 Etterbeek
west-vlaanderen jongeren drugs | jongeren, drugs | Provincie West-Vlaanderen | young
antwepren chemseks | chemseks | Antwerpen
tina leuvem | methamfetamine | Leuven
mefdron | mefedron
tian | methamfetamine
aflicken van ketmaine | detox, ketamine
transgeder jongere | trans en non-binair, jongeren | | young
praatgorep | praatgroep
chlamidya | soa
depresie | psychische gezondheid
ghbverslaving hasselt | GHB, afhankelijkheid | Hasselt
chemseksvraag | chemseks
overdosis | overdosis | | | nood-112
bewusteloos na ghb | bewustzijnsverlies, GHB | | | nood-112
hij ademt niet | ademnood | | | nood-112
verkracht | verkrachting | | | zsg-algemeen
pas verkracht | verkrachting | | | zsg-algemeen
aangerand op feestje | grensoverschrijdend gedrag, uitgaan | | | zsg-algemeen
suïcide | zelfdoding | | | zelfmoordlijn-1813
zelfmoord | zelfdoding | | | zelfmoordlijn-1813
niet suïcidaal | !zelfdoding | | | zelfmoordlijn-1813
wil niet meer leven | zelfdoding | | | zelfmoordlijn-1813
vergiftiging | vergiftiging | | | antigifcentrum
wordt geslagen door partner | geweld, partner van iemand | | | 1712
druiper | soa
gonorroe | soa
syfilis test | testen op soa's en hiv
sti | soa
soi | soa
ist | soa
hiv positief | hiv
prep | PrEP
pep na condoom gescheurd | PEP, PEP
homo | MSM
holebi | LGBTQ+
lesbisch | lesbische vrouwen
transgender | trans en non-binair
non-binair | trans en non-binair
prostitutie | sekswerk
escort | sekswerk
escort gent | sekswerk | Gent
seks voor geld | sekswerk
lotgenoten | lotgenoten
groupe de parole bruxelles | praatgroep | Brussel
dépistage gratuit | testen op soa's en hiv, gratis
réduction des risques | harm reduction
where can i get prep in ghent | PrEP | Gent
sober sex | no chems
consent | consent
erectieproblemen zonder drugs | seksuologie, !drugs
moeder bezorgd over zoon | ouders van iemand, mensen dichtbij, ouders van iemand
opleiding hulpverleners chemseks | vorming, professionals, chemseks
loodgieter gent | | Gent | | | loodgieter
treinuren brugge kortrijk | | Brugge | | | treinuren
praatgroep brugge kortrijk | praatgroep | Brugge | | | kortrijk
kzie da ni meer zitten | zelfdoding | | | zelfmoordlijn-1813
zit aan den drank | alcohol
gene detox | !detox
take crystal | methamfetamine
ghb in haar drankje | spiking | | | zsg-algemeen
weerbericht | | | | | weerbericht
DRUGS BIJ SEKS IN GENT | chemseks | Gent
"""


def row(line):
    typed, *cells = [cell.strip() for cell in line.split("|")]
    return pytest.param(typed, *(cells + [""] * 5)[:5], id=typed)


@pytest.fixture(scope="session")
def read(lexicon, gazetteer):
    def read(text, **options):
        return understand(text, lexicon=lexicon, gazetteer=gazetteer, **options)

    return read


def named(understanding):
    return [("!" if m.is_negated else "") + m.meaning.term for m in understanding.mentions]


@pytest.mark.parametrize(
    ("typed", "concepts", "place", "age", "helpline", "text"),
    [row(line) for line in TABLE.strip().splitlines()],
)
def test_the_table(read, typed, concepts, place, age, helpline, text):
    said = read(typed)
    assert named(said) == [term for term in concepts.split(", ") if term]
    assert (said.place.label if said.place else "") == place
    assert str(said.age or said.age_group or "") == age
    assert (said.helplines[0] if said.helplines else "") == helpline
    if text:
        assert said.text == tuple(text.split())


@pytest.mark.parametrize(
    ("typed", "avoided", "place"),
    [
        ("praatgroep niet in Antwerpen", ["Antwerpen"], ""),
        ("niet gent", ["Gent"], ""),
        ("chemsex, niet naar Gent of Antwerpen", ["Gent", "Antwerpen"], ""),
        ("prep in Hasselt, niet in Genk", ["Genk"], "Hasselt"),
        ("niet in Genk maar in Hasselt", ["Genk"], "Hasselt"),
        ("niet in Sint-Niklaas", ["Sint-Niklaas"], ""),
        ("geen detox in Gent", [], "Gent"),
        ("niet ver van Gent", [], "Gent"),
        ("zonder papieren Gent", [], "Gent"),
    ],
)
def test_a_place_that_is_denied_is_avoided(read, typed, avoided, place):
    said = read(typed)
    assert [one.resolution.place.name for one in said.avoided] == avoided
    assert (said.place.name if said.place else "") == place
    assert not {name.lower() for name in avoided} & set(said.text)


def aliases():
    with (settings.BASE_DIR / "fixtures/aliases.csv").open(encoding="utf-8-sig") as lines:
        return [
            pytest.param(row, id=f"{row['alias']}→{row['term']}") for row in csv.DictReader(lines)
        ]


@pytest.mark.parametrize("alias", aliases())
def test_every_alias_is_understood_as_its_term(read, alias):
    """Everyday words in the company of a word that only the scene has."""
    line = f"tina en {alias['alias']}" if alias["everyday_word"] == "yes" else alias["alias"]
    meanings = {
        meaning.term
        for mention in read(line).mentions
        for meaning in (mention.meaning, *mention.alternatives)
    }
    assert alias["term"] in meanings


class TestAmbiguity:
    def test_both_senses_are_kept_and_searched(self, read):
        (mention,) = read("miauw").mentions
        assert [meaning.term for meaning in mention.alternatives][:2] == ["mefedron", "3-MMC"]
        assert {"mefedron", "3-MMC"} <= read("miauw").texts.keys()

    def test_a_name_for_two_substances(self, read):
        (mention,) = read("iets met G").mentions
        assert {"GHB", "GBL"} <= {meaning.term for meaning in mention.alternatives}


class TestWeights:
    def test_a_substance_leads_to_topics_and_to_the_scene(self, read):
        said = read("tina")
        assert said.weights(LinkKind.TOPIC)["chemsex"] > 0.5
        assert {"methamfetamine", "chemseks"} <= said.texts.keys()

    def test_injecting(self, read):
        said = read("hij slamt")
        assert said.weights(LinkKind.TOPIC)["injecting"] >= 0.9
        assert said.weights(LinkKind.TARGET_GROUP)["people_who_inject"] >= 0.8

    def test_wishes_and_modes(self, read):
        said = read("anoniem en gratis chatten in het Engels zonder intake")
        assert said.weights(LinkKind.WISH).keys() == {"anonymous", "free", "no_intake"}
        assert said.weights(LinkKind.ACCESS_MODE) == {"chat": 1.0}
        assert said.weights(LinkKind.LANGUAGE) == {"en": 1.0}

    def test_a_group_is_a_format(self, read):
        assert read("praatgroep").weights(LinkKind.FORMAT)["group"] == 1

    def test_a_negated_concept_weighs_nothing(self, read):
        said = read("geen detox")
        assert said.concepts == () and said.texts == {}
        assert said.weights(LinkKind.TOPIC) == {}
        assert said.unwanted == {"detox"}

    def test_no_chems_is_the_opposite(self, read):
        said = read("no chems")
        assert "chemseks" in said.unwanted
        assert "chemsex" not in said.weights(LinkKind.TOPIC)

    def test_not_stopping_asks_for_harm_reduction(self, read):
        said = read("wil niet stoppen")
        assert said.weights(LinkKind.APPROACH) == {"harm_reduction": 0.9}
        assert {"abstinentie", "detox"} <= said.unwanted


class TestCorrections:
    def test_it_says_what_it_read(self, read):
        (correction,) = read("is mefdron riskant").corrections
        assert (correction.typed, correction.meant) == ("mefdron", "mefedron")
        assert (correction.start, correction.end) == (3, 10)

    def test_there_is_a_way_back(self, read):
        said = read("Mefdron", exact={"mefdron"})
        assert said.corrections == () and said.mentions == ()
        assert said.text == ("mefdron",)

    def test_a_place_too(self, read):
        (correction,) = read("prep antwepren").corrections
        assert correction.meant == "Antwerpen"
        assert read("prep antwepren", exact={"antwepren"}).place is None

    KNOWN = "stappen slaap slang mannen spelen kop bloed post hoest koppen gezicht trouwen"

    @pytest.mark.parametrize("word", KNOWN.split())
    def test_a_known_dutch_word_is_never_corrected(self, read, word):
        assert read(word).corrections == ()


def test_characters_are_those_of_the_line(read):
    line = "  Mijn  zoon, 19 jaar, slamt in  Sint-Niklaas "
    said = read(line)
    for mention in (*said.mentions, said.place_mention, said.age_mention):
        assert line[mention.start : mention.end] == mention.typed
    assert said.mentions[-1].typed == "slamt"
    assert said.place_mention.typed == "Sint-Niklaas"
    assert said.age_mention.typed == "19 jaar"


def test_a_place_of_several_is_offered(read):
    said = read("slammen in Brussel")
    assert said.place.label == "Brussel"
    assert said.place_mention.resolution.choices


def test_a_postal_code_of_two_towns_is_no_place_until_one_is_chosen(read):
    said = read("prep 1804")
    assert said.place is None and said.text == ()
    choices = said.place_mention.resolution.choices
    assert [place.label for place in choices] == ["1804 Vilvoorde", "1804 Zemst"]


def test_a_long_line_is_cut(read):
    said = read("hulp " * (MAX_WORDS - 1) + "tina slammen")
    assert said.was_cut and named(said) == ["methamfetamine"]
    assert not read("hulp " * (MAX_WORDS - 1) + "tina").was_cut


PIECES = """
tina|slamt|G|g|T.|K|gent|in|mol|19|jaar|geen|niet|zonder|afspraak|ghb|antwepren|mefdron|prep
anoniem|Frans|miauw|3-MMC|no|chems|’t|9000|overdosis|ghbverslaving|ziekenhuis|kat|fiets
"""
lines = st.lists(st.sampled_from(re.split(r"[|\n]", PIECES.strip())), max_size=12).map(" ".join)


@given(st.text() | lines)
@example("\0 ² ½ ٣٤ jaar İ ß")
@example("9" * 5000)
@example("a" * 5000)
@example("e\u0301" * 100)
def test_it_never_raises_and_its_spans_fit(read, text):
    said = read(text)
    spans = [(m.start, m.end) for m in (*said.mentions, said.place_mention, said.age_mention) if m]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(left[1] <= right[0] for left, right in pairwise(sorted(spans)))
    assert read(text) == said


@given(lines)
def test_white_space_does_not_matter(read, text):
    wide = "  " + text.replace(" ", " \t\n ") + " "
    assert named(read(wide)) == named(read(text))
    assert (read(wide).place, read(wide).age, read(wide).text) == (
        read(text).place,
        read(text).age,
        read(text).text,
    )


@given(lines.filter(lambda line: not {"G", "g", "T.", "K", "’t"} & set(line.split())))
def test_case_does_not_matter(read, text):
    assert named(read(text.upper())) == named(read(text.lower())) == named(read(text))
    assert read(text.upper()).place == read(text.lower()).place
    assert read(text.upper()).text == read(text.lower()).text

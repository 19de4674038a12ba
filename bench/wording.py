"""What generated listings say: kinds of help, each in its own words, and what any may add.

The words are those of the scene and of help, so that search has concepts to find; how often each
occurs is made up, but for some being everywhere and most being rare.
"""

from dataclasses import dataclass

from services.enums import Focus


@dataclass(frozen=True)
class Kind:
    """A kind of help: how common it is, whose side it knows, its topics' codes, what it says."""

    name: str
    weight: int
    focuses: tuple[str, ...]
    topics: tuple[str, ...]
    sentences: tuple[str, ...]


_DRUGS, _SEXUALITY, _BOTH, _GENERAL = (
    Focus.DRUGS.value,
    Focus.SEXUALITY.value,
    Focus.BOTH.value,
    Focus.GENERAL.value,
)

KINDS = (
    Kind(
        "Ambulante drughulp",
        20,
        (_DRUGS, _DRUGS, _DRUGS, _BOTH),
        ("counselling", "harm_reduction", "detox"),
        (
            "Begeleiding voor wie vragen heeft over drugs, alcohol of medicatie.",
            "Gesprekken met een hulpverlener over minderen of stoppen met {substance}.",
            "We zoeken samen wat werkt, ook als stoppen nu niet lukt.",
        ),
    ),
    Kind(
        "Praatgroep",
        9,
        (_BOTH, _SEXUALITY, _DRUGS, _GENERAL),
        ("peer_support", "counselling"),
        (
            "Elke maand samenkomst in kleine groep, met een ervaringsdeskundige erbij.",
            "Praten over {substance} en wat het met je doet, zonder oordeel.",
            "Wat gezegd wordt, blijft in de groep.",
        ),
    ),
    Kind(
        "Ontwenning",
        7,
        (_DRUGS,),
        ("detox", "ghb", "mental_health"),
        (
            "Opname om lichamelijk te ontwennen van {substance}, met medische opvolging.",
            "Afkicken van GHB gebeurt hier met een afbouwschema, nooit van vandaag op morgen.",
            "Na de ontwenning helpen we bij een plan tegen terugval.",
        ),
    ),
    Kind(
        "Spuitenruil",
        5,
        (_DRUGS, _DRUGS, _BOTH),
        ("injecting", "harm_reduction"),
        (
            "Steriel materiaal voor wie spuit of slamt, en een plek voor gebruikte naalden.",
            "Verpleegkundige kijkt naar wonden en aders; naloxon is te krijgen.",
        ),
    ),
    Kind(
        "Soa- en hivtest",
        12,
        (_SEXUALITY, _SEXUALITY, _SEXUALITY, _BOTH),
        ("sti_testing", "prep"),
        (
            "Testen op hiv, syfilis, chlamydia en gonorroe, met uitslag binnen de week.",
            "Sneltest zonder afspraak en een gesprek over veilig vrijen.",
            "Na een risico kan je hier terecht voor PEP, binnen 72 uur.",
        ),
    ),
    Kind(
        "PrEP-consultatie",
        5,
        (_SEXUALITY, _SEXUALITY, _BOTH),
        ("prep", "sti_testing", "hiv_care"),
        (
            "Opstarten en opvolgen van PrEP, elke drie maanden met bloedname.",
            "De arts vraagt ook naar gebruik bij seks en luistert zonder oordeel.",
        ),
    ),
    Kind(
        "Seksuologische consultatie",
        9,
        (_SEXUALITY, _SEXUALITY, _BOTH),
        ("sexology", "counselling"),
        (
            "Een seksuoloog helpt bij vragen over verlangen, erectie en intimiteit.",
            "Ook voor wie nuchter wil leren vrijen na jaren met {substance}.",
            "Koppels zijn welkom.",
        ),
    ),
    Kind(
        "Straathoekwerk",
        6,
        (_DRUGS, _GENERAL),
        ("harm_reduction", "information"),
        (
            "Straathoekwerkers gaan naar mensen toe: op straat, in het uitgaansleven en online.",
            "Een babbel, materiaal voor veilig gebruik, of mee op stap naar een dienst.",
        ),
    ),
    Kind(
        "Jongerenonthaal",
        9,
        (_GENERAL, _GENERAL, _DRUGS, _SEXUALITY),
        ("counselling", "information", "coming_out"),
        (
            "Je kan er binnenlopen met elke vraag, ook over {substance} of over seks.",
            "Voor jongeren en hun ouders, op school of in het jongerencentrum.",
        ),
    ),
    Kind(
        "Crisisopvang",
        5,
        (_GENERAL, _DRUGS),
        ("mental_health", "detox"),
        (
            "Opvang voor enkele dagen bij psychose, paniek of een overdosis die voorbij is.",
            "Verwijzing via huisarts of spoed.",
        ),
    ),
    Kind(
        "Slachtofferonthaal",
        5,
        (_SEXUALITY, _GENERAL),
        ("sexual_violence", "consent"),
        (
            "Zorg na seksueel geweld, ook wanneer er {substance} in het spel was.",
            "Forensisch onderzoek kan zonder klacht in te dienen.",
        ),
    ),
    Kind(
        "Gezinsbegeleiding",
        8,
        (_GENERAL, _DRUGS),
        ("someone_close", "counselling"),
        (
            "Voor ouders, partners en vrienden van wie gebruikt.",
            "Hoe praat je thuis over {substance}, en waar ligt je grens?",
        ),
    ),
)

#: What any listing may add, by how often it does.
COMMON_SENTENCES = {
    "Eerste gesprek zonder wachttijd.": 8,
    "Bel of mail om een afspraak te maken.": 12,
    "Ook voor mensen zonder papieren.": 3,
    "Een tolk kan erbij komen als je dat vooraf vraagt.": 3,
    "We werken samen met huisartsen en wijkgezondheidscentra.": 6,
    "Je hoeft je naam niet te zeggen.": 4,
    "Discreet en met beroepsgeheim.": 6,
    "Er is aandacht voor mannen die seks hebben met mannen.": 4,
    "Ervaring met chemseks: drugs gebruiken bij seks.": 3,
    "Ook wie tina, mephedrone of G gebruikt op een chemsexfeest is welkom.": 1,
    "Advies over combineren van middelen en over dosering.": 2,
    "Ook online, met beeldbellen of chat.": 4,
    "Transpersonen en non-binaire personen zijn welkom.": 2,
    "Voor sekswerkers is er een eigen spreekuur.": 1,
    "Inwoners van {municipality} krijgen voorrang.": 3,
    "Er is een wachtlijst; intussen kan je bellen.": 4,
    "Mensen in armoede betalen niets.": 2,
}

#: What somebody uses, by how often a listing names it.
SUBSTANCES = {
    "drugs": 40,
    "alcohol": 14,
    "cannabis": 10,
    "cocaïne": 8,
    "medicatie": 6,
    "GHB": 4,
    "ketamine": 3,
    "speed": 3,
    "heroïne": 3,
    "xtc": 3,
    "3-MMC": 2,
    "crystal meth": 2,
    "chems": 1,
    "lachgas": 1,
    "poppers": 1,
}

#: Names of organisations are made of these: a word, and a sound that means nothing.
ORGANISATIONS = ("Centrum", "Huis", "Dienst", "Team", "Werkgroep", "Vzw", "Ontmoetingsplek", "CGG")
SYLLABLES = (
    *("ba", "bru", "dal", "del", "dra", "fe", "gor", "han", "ka", "ki", "lo", "lum", "mer", "mo"),
    *("ni", "no", "pol", "ri", "sta", "ta", "ter", "ul", "va", "ven", "wi", "zel", "zo", "za"),
)
STREETS = ("Kerkstraat", "Stationsplein", "Lindelaan", "Molenweg", "Veldstraat", "Kaai", "Markt")

#: In OpenStreetMap's syntax.
HOURS = (
    "Mo-Fr 09:00-17:00",
    "Mo,We 13:00-20:00; PH off",
    "24/7",
    "Tu-Th 10:00-12:30,13:30-16:00",
    "Mo-Fr 08:30-12:00; We 13:00-19:00; PH off",
    "Th 18:30-21:30",
    "Sa 10:00-12:00",
)

"""Words that give away what somebody needs help with: drugs, sex, and what goes with either. Pure.

None of them stands on a discreet card. Dutch, English and French together, for a name may be in any
of these. A word too many costs a line on a card; one too few tells what nobody should read.
"""

import re

from services.text import fold

#: Anywhere in a word, without accents.
PARTS = [
    "addic",
    "afkick",
    "chemsex",
    "cocain",
    "detox",
    "desintox",
    "drogu",
    "drug",
    "ecstasy",
    "gebruik",
    "geslacht",
    "heroin",
    "holebi",
    "ketamin",
    "lesb",
    "lgbt",
    "methadon",
    "middelenmis",
    "morfine",
    "ontwen",
    "opiat",
    "opioid",
    "porno",
    "preservati",
    "prostit",
    "psychoacti",
    "queer",
    "rainbow",
    "regenboog",
    "schadebeperk",
    "seks",
    "seropos",
    "seringue",
    "sevrage",
    "sex",
    "spuit",
    "stupefiant",
    "substitu",
    "syfilis",
    "syphilis",
    "syringe",
    "toxico",
    "verdov",
    "verslav",
    "verslaaf",
    "withdrawal",
]
#: At the beginning of a word.
BEGINNINGS = [
    "abstinen",
    "afhankelijk",
    "alcohol",
    "alcool",
    "amfetamin",
    "amphetamin",
    "cannabis",
    "chem",
    "chlamyd",
    "condom",
    "condoom",
    "consommat",
    "crystal",
    "dependan",
    "dependen",
    "erotie",
    "erotiq",
    "escort",
    "exaequo",
    "fetish",
    "fetisj",
    "gay",
    "gbl",
    "ghb",
    "gonor",
    "hepatit",
    "hiv",
    "injec",
    "intox",
    "masturb",
    "mdma",
    "methamf",
    "middelen",
    "mmc",
    "naalden",
    "needle",
    "poppers",
    "slam",
    "soa",
    "stoned",
    "transgender",
    "usager",
    "viagra",
    "wiet",
    "xtc",
]
#: Only as a word by itself: within others they mean nothing.
WORDS = [
    "aids",
    "homo",
    "homos",
    "ist",
    "meth",
    "miauw",
    "msm",
    "msoc",
    "mst",
    "pnp",
    "prep",
    "roes",
    "roze",
    "sida",
    "sti",
    "stis",
    "std",
    "stds",
    "tina",
    "trans",
    "users",
    "vih",
    "viol",
]
#: What begins as one of them all the same: streets, mostly.
HARMLESS = ["chemin", "chemins"]
#: More than one word, whatever stands between them.
TOGETHER = [
    "arc en ciel",
    "ex aequo",
    "harm reduction",
    "planning familial",
    "reduction des risques",
]

_TELLING = re.compile(
    rf"{'|'.join(PARTS)}"
    rf"|\b(?!(?:{'|'.join(HARMLESS)})\b)(?:{'|'.join(BEGINNINGS)})"
    rf"|\b(?:{'|'.join(WORDS + TOGETHER)})\b"
)


def tells(text):
    """Whether a text, such as a name or a web address, gives away what the help is about."""
    return _TELLING.search(" ".join(re.findall(r"[a-z0-9]+", fold(text)))) is not None

"""Forty people, and whom the guide names for them among the real listings.

Each was judged by hand: who is named first, who else is or is not, and whether a service for both
sides is in reach, two that do it together, or neither.
"""

from dataclasses import dataclass

BOTH, PAIR, NEITHER = "both", "pair", "neither"


@dataclass(frozen=True)
class Case:
    """`asked` is the address of the guide; the rest are slugs of listings.

    `also` are among the other choices, `never` are not named at all; `pair` is what does it
    together, and `lines` are those that can always be called.
    """

    name: str
    asked: str
    first: str
    reach: str
    also: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    pair: tuple[str, str] | None = None
    lines: tuple[str, ...] = ("druglijn",)
    is_far: bool = False
    is_beside: bool = False


CASES = [
    Case(
        "Antwerpen",
        "plaats=Antwerpen",
        "itg-chemseks-seksuoloog",
        BOTH,
        also=("chemmen-free-clinic",),
        never=("soda-stad-antwerpen", "zsg-antwerpen"),
    ),
    Case(
        "not a man who has sex with men, in Antwerpen",
        "plaats=Antwerpen&doelgroep=vrouwen",
        "de-sleutel-antwerpen",
        BOTH,
    ),
    Case("support in Antwerpen", "plaats=Antwerpen&deur=steun", "itg-chemseks-seksuoloog", BOTH),
    Case(
        "sexology in Antwerpen",
        "plaats=Antwerpen&thema=seksuologie",
        "itg-chemseks-seksuoloog",
        BOTH,
    ),
    Case("PrEP in Antwerpen", "plaats=Antwerpen&thema=prep", "itg-hiv-soa-prep", BOTH),
    Case(
        "sex work in Antwerpen",
        "plaats=Antwerpen&thema=sekswerk",
        "boysproject",
        BOTH,
        also=("violett-antwerpen",),
    ),
    Case(
        "sex work at sixteen, where one centre is for adults",
        "plaats=Antwerpen&thema=sekswerk&leeftijdsgroep=16-17",
        "violett-antwerpen",
        BOTH,
        never=("boysproject",),
        lines=("druglijn", "awel"),
    ),
    Case("a suburb of Antwerpen", "plaats=Sint-Niklaas", "itg-chemseks-seksuoloog", BOTH),
    Case(
        "between two cities",
        "plaats=Mechelen",
        "exaequo-chemsex",
        BOTH,
        also=("itg-chemseks-seksuoloog",),
    ),
    Case(
        "mental health in Mechelen",
        "plaats=Mechelen&thema=psychische-gezondheid",
        "caw",
        BOTH,
        lines=("tele-onthaal",),
    ),
    Case(
        "far from everything in the Kempen",
        "plaats=Turnhout",
        "chemmen-free-clinic",
        NEITHER,
        is_far=True,
    ),
    Case(
        "to stop, in the Kempen",
        "plaats=Geel&thema=ontwenning&deur=minderen",
        "t-kader-geel",
        NEITHER,
        also=("de-sleutel-opname-volwassenen",),
    ),
    Case(
        "Brussel",
        "plaats=Brussel",
        "exaequo-chemsex",
        BOTH,
        never=("reseau-chemsex-bruxelles",),
        lines=("infor-drogues", "druglijn"),
    ),
    Case(
        "in French, in Brussel",
        "plaats=Brussel&taal=fr",
        "exaequo-chemsex",
        BOTH,
        lines=("infor-drogues", "tele-accueil-107"),
    ),
    Case("sex workers in Brussel", "plaats=Brussel&doelgroep=sekswerkers", "alias-brussel", BOTH),
    Case(
        "living with hiv in Brussel",
        "plaats=Brussel&thema=hiv-zorg",
        "mia-sint-pieter-brussel",
        BOTH,
    ),
    Case(
        "Gent",
        "plaats=Gent",
        "msoc-gent",
        PAIR,
        also=("de-sleutel-gent", "de-kiem-gent"),
        never=("zsg-gent", "violett-gent"),
        pair=("msoc-gent", "regenbooghuis-gent"),
    ),
    Case(
        "seventeen in Gent, where one centre is for adults",
        "plaats=Gent&leeftijdsgroep=16-17",
        "eeklo-ketenzorg-middelengebruik",
        PAIR,
        never=("msoc-gent",),
        pair=("eeklo-ketenzorg-middelengebruik", "wel-jong"),
        lines=("druglijn", "awel"),
    ),
    Case(
        "fourteen in Gent",
        "plaats=Gent&leeftijdsgroep=onder-16",
        "tejo",
        PAIR,
        never=("msoc-gent",),
        lines=("druglijn", "awel"),
    ),
    Case(
        "fifty in Gent",
        "plaats=Gent&leeftijdsgroep=boven-30",
        "msoc-gent",
        PAIR,
        never=("wel-jong", "eeklo-ketenzorg-middelengebruik", "awel"),
    ),
    Case(
        "injecting in Gent, where harm reduction is",
        "plaats=Gent&thema=injecteren",
        "msoc-gent",
        PAIR,
    ),
    Case(
        "an STI test in Gent",
        "plaats=Gent&thema=soa-test",
        "violett-gent",
        PAIR,
        pair=("msoc-gent", "violett-gent"),
    ),
    Case("sex work in Gent", "plaats=Gent&thema=sekswerk", "violett-gent", PAIR),
    Case(
        "coming out at twenty in Gent",
        "plaats=Gent&thema=coming-out&leeftijdsgroep=18-25",
        "wel-jong",
        PAIR,
        also=("regenbooghuis-gent",),
        lines=("lumi",),
    ),
    Case(
        "after sexual violence in Gent",
        "plaats=Gent&thema=seksueel-geweld",
        "zsg-gent",
        PAIR,
        also=("caw",),
        lines=("1712",),
    ),
    Case(
        "young in Eeklo",
        "plaats=Eeklo&leeftijdsgroep=18-25",
        "eeklo-ketenzorg-middelengebruik",
        PAIR,
    ),
    Case("Aalst, near Brussel", "plaats=Aalst", "exaequo-chemsex", BOTH),
    Case("walking in, in Ronse", "plaats=Ronse&contact=inloop", "de-kiem-ronse", NEITHER),
    Case(
        "Hasselt",
        "plaats=Hasselt",
        "zorggroep-zin",
        PAIR,
        also=("regenbooghuis-limburg",),
        never=("zsg-limburg", "violett-hasselt"),
        pair=("zorggroep-zin", "regenbooghuis-limburg"),
    ),
    Case(
        "sixteen in Hasselt",
        "plaats=Hasselt&leeftijdsgroep=16-17",
        "zin-vroeginterventie-jongeren",
        PAIR,
        lines=("druglijn", "awel"),
    ),
    Case(
        "PrEP in Hasselt",
        "plaats=Hasselt&thema=prep",
        "jessa-hasselt-hiv",
        PAIR,
        pair=("zorggroep-zin", "jessa-hasselt-hiv"),
    ),
    Case(
        "after sexual violence in Genk",
        "plaats=Genk&thema=seksueel-geweld",
        "zsg-limburg",
        PAIR,
        lines=("1712",),
    ),
    Case(
        "Leuven, near Brussel",
        "plaats=Leuven",
        "exaequo-chemsex",
        BOTH,
        pair=("de-sleutel-mechelen", "unique-vlaams-brabant"),
    ),
    Case(
        "sixteen in Leuven",
        "plaats=Leuven&leeftijdsgroep=16-17",
        "tejo-leuven",
        BOTH,
        lines=("druglijn", "awel"),
    ),
    Case(
        "to stop, in Leuven",
        "plaats=Leuven&thema=ontwenning&deur=minderen",
        "de-sleutel-opname-volwassenen",
        BOTH,
    ),
    Case(
        "a town whose own service is for its people",
        "plaats=Ternat&leeftijdsgroep=18-25",
        "exaequo-chemsex",
        BOTH,
        also=("ternat-vroeginterventie",),
    ),
    Case(
        "the next town, which it does not serve",
        "plaats=Liedekerke&leeftijdsgroep=18-25",
        "exaequo-chemsex",
        BOTH,
        also=("cgg-zov-ninove",),
        never=("ternat-vroeginterventie",),
    ),
    Case(
        "Kortrijk", "plaats=Kortrijk", "kompas-roeselare", NEITHER, never=("zsg-west-vlaanderen",)
    ),
    Case("Brugge", "plaats=Brugge", "de-sleutel-brugge", NEITHER, also=("msoc-oostende",)),
    Case("an STI test in Oostende", "plaats=Oostende&thema=soa-test", "msoc-oostende", NEITHER),
    Case(
        "an STI test in Kortrijk, far from any",
        "plaats=Kortrijk&thema=soa-test",
        "msoc-oostende",
        NEITHER,
        is_far=True,
    ),
    Case("no place told", "", "exaequo-chemsex", ""),
    Case("to stop, in Kortrijk", "plaats=Kortrijk&deur=minderen", "kompas-kortrijk", NEITHER),
    Case(
        "after sexual violence in Gent, by the group",
        "plaats=Gent&doelgroep=na-seksueel-geweld",
        "zsg-gent",
        PAIR,
    ),
    Case(
        "sex workers in Hasselt, by the group",
        "plaats=Hasselt&doelgroep=sekswerkers",
        "violett-hasselt",
        PAIR,
    ),
    Case(
        "who takes PrEP in Antwerpen, by the group",
        "plaats=Antwerpen&doelgroep=prep-gebruikers",
        "itg-hiv-soa-prep",
        BOTH,
    ),
    Case(
        "the mother of somebody of sixteen in Genk",
        "plaats=Genk&leeftijdsgroep=16-17&thema=iemand-dichtbij",
        "zorggroep-zin",
        PAIR,
        never=("zsg-limburg",),
    ),
]

"""Words of everyday Dutch, French and English that say nothing by themselves; folded.

They keep the reading of a line honest: what stands here is never "corrected" into a word of the
scene, and a place that is also an everyday word needs more than its name to be meant.
"""

from pathlib import Path


def _words(text):
    return frozenset(text.split())


#: Small words as they are said in Flanders, and as they are written.
SPOKEN = {
    "nie": "niet",
    "ni": "niet",
    "da": "dat",
    "wa": "wat",
    "gin": "geen",
    "gene": "geen",
    "nen": "een",
    "den": "de",
    "mijne": "mijn",
    "zijne": "zijn",
    "heur": "haar",
    "goe": "goed",
}
#: Dropped from the text that is searched.
STOP_WORDS = _words(
    """
    de het een der den des ten ter te en of maar want dus als dat die dit deze wat wie waar
    wanneer hoe waarom welke welk ik jij je u hij zij ze we wij jullie hun hen hem haar mij me
    mijn jouw uw zijn ons onze men er is was ben bent waren wordt worden werd geworden heeft heb
    hebt hebben had hadden kan kun kunnen kon konden mag mogen moet moeten moest wil wilt willen
    wou zou zouden zal zullen ga gaat gaan ging doe doet doen deed gedaan in op aan van voor met
    bij naar om over uit tot tegen door tussen na rond onder sinds ook nog al niet geen wel zo
    dan nu toch iets iemand niemand niets alles alle meer veel weinig heel erg zeer echt graag
    misschien via per ofzo eens soms altijd vaak hier daar ervan erover eraan ermee zich zelf
    ander andere anders zoek zoekt zoeken gezocht zoekende vraag vraagt vragen hulp help helpt
    helpen nodig kwam komt komen kom zegt zei gezegd vertelt vertelde weet weten denk denkt
    iemands jou mn zn ne ge gij gy a an the and or to for with on at by from are be been he
    she they his her him their my you your i it this that who what where when how need needs
    find looking someone somebody wants some any do does can have has le la les l un une du d et
    ou au aux pour avec sans sur dans par ce cette ces mon ma mes son sa ses j tu il elle nous
    vous ils elles est suis sont qui que quoi comment cherche chercher trouver aide besoin veut
    voudrais pas n s qu y client clienten klant clientje man mannen persoon mensen mens gast
    """
)

#: Give a line away as Dutch, as French or as English.
DUTCH_MARKERS = _words(
    "het een ik wij hij zij ze mijn zijn haar niet geen voor van met naar bij wil wat waar die dat"
)
FRENCH_MARKERS = _words(
    """
    le la une du et ou au aux pour avec sans sur dans par ce cette ces mon mes son sa ses je
    tu il elle nous vous ils elles est suis sont qui que quoi comment cherche trouver aide besoin
    qu se juste oui homme femme fils fille ami copain bruxelles liege anvers gand louvain malines
    ostende courtrai
    """
)
ENGLISH_MARKERS = _words(
    """
    the and or to for with from are be been he she they his her their my your you it this that who
    what where when how looking someone somebody wants any does can has too much not uses friend
    boyfriend girlfriend ghent antwerp brussels ostend
    """
)

#: Turn round what follows; "pas" only where "de" follows, for in Dutch it means "just now".
NEGATIONS = _words("geen niet zonder nooit noch no not without never sans dont doesnt don doesn")

#: Negations that another one before them turns round again.
WITHOUT = frozenset({"zonder", "without", "sans"})

#: Announce a place.
PLACE_PREPOSITIONS = _words(
    """
    in te nabij naar rond rondom uit van vlakbij dichtbij omgeving regio provincie prov buurt
    near around from at a
    """
)

#: Before a name, say that it is the province's and not the city's.
PROVINCE_WORDS = _words("provincie prov province")

#: Begin a place name of several words.
PLACE_BEGINNINGS = _words("de het la le sint st ste saint oud nieuw groot klein olv")

#: Known words that the lexicon does not hold and nobody misspelt.
COMMON_WORDS = STOP_WORDS | _words(
    """
    vitamine vitamines manneke aan aanbod aandacht aanpak aanraden acht achter actief adres
    afdeling afgelopen agenda akkoord alleen allemaal arbeid avond baan bang basis bed bedrijf
    been begin begint begrijpt belangrijk bericht beroep best beste beter bewegen bezig bezoek
    bieden binnen blij blijf blijft blijven bloed boek boom boos brief broek brood buiten
    buurman centrum collega contact dag dagelijks dagen daarna dame deel deur dichter dichtbij
    dienst dingen doel dood door dorp draagt droom duur dwars eerst eerste eigen einde eten
    even feit fiets film fijn flink foto fout gaande gebeurd gebeurt gebruik gebruikt gebruiken
    gebruiker geeft geel gehad gehoord geloof geld gelijk geluk gemeente genoeg gereden geraken
    geraakt geval gevaar geven gevoel gevolg gewerkt gewoon gezegd gezien gezicht gezin gezond
    gezondheid gisteren goed goede groei groen grond groot grote half hand handen hard hart
    hebt helder herfst hoest hoofd hoog hoor hoort houden houdt huis huid ineens jaar jaren jas
    juist jurk kamer kanker kant keer kerk keuze kijken kijkt klaar klacht klachten klanten
    klein kleine kleding klinkt knie koken koffie kop kopen koppen kort kost kosten koud kracht
    krijgt krijgen kring kwaad kwijt laat laatste lach lachen lamp land lang lange langer laten
    leeft leeg leer leeftijd leerde leert leven lezen licht lief liefde liefst liggen ligt
    lijst lopen loopt lucht maak maakt maken maand maanden maart machine markt meestal melk
    merk merkt middag mid midden minder minuut mobiel moe moed moeilijk mogelijk mond mooi
    morgen naam nacht neemt nemen net neus nieuw nieuwe nodige nog nummer onder onlangs onze
    oog ooit oor oorlog open opeens organisatie oud oude over paar paard pakt pakken pijn
    plaats plan plank plant plat plek plezier plots plus pols post praatje precies prik
    probleem problemen proberen probeert punt raad raam reden regel regen reis rest retour
    rijden rijk ring risico rond rood ruim rust rustig samen schaal school schrik schrijven
    slaan slaap slaapt slaat slang slank slapen slecht slechte slag slim slot sluit smaak snel
    snelle soep soms soort spelen speelt speel sport spraak spreek spreekt spreken staan staat
    stad stap stappen start steeds steen sterk stil stof stoel stop storing straat straf straks
    strand strijd stuk systeem taal tafel tand team tegen teken tekst terug thema thuis tijd
    tijdelijk toekomst toen tolerant trap trein trek trouw trouwen tuin tweede uren uur vaak
    vader vak vakantie vallen valt vandaag vast veel veilig veilige ver verder verhaal verkeer
    verkoop vers verschil vertrouwen vervelend vier vijf vind vinden vindt vis vlees vlug voelt
    voelen voet vol volgende volgens volgt voorbeeld vorig vorige vorm vraagje vreemd vrees
    vrij vroeg vroeger vuur waard waarheid wacht wachten wagen wandelen want warm water week
    weken weekend weer weg weinig welkom welzijn wens wereld werk werken werkt werkloos wet wit
    woon woont wonen woord ziek zieke ziet zin zit zitten zoals zoon zorg zorgen zomer zon
    zwaar zwart zwembad bibliotheek kinderopvang thuisverpleging studietoelage wachtlijst
    dierenarts trains winter fietsen bakker garage tandarts kapper belasting belastingen
    verzekering voetbal schilder loodgieter recept pizza computer laptop hotel vliegtuig bank
    stemmen gras hond kat katten honden paarden trommel piano gitaar muziek appels as baal
    bever bevel berg beek bree burcht eine ham hal heks hoeke hove huise jeuk kanne laken
    landen lauw leest lede leut linden lint lo lot mal marke mater meer mere mol munte outer
    paal peer perk proven putte reet schilde schore sluizen staden stene veulen voort vorst
    wange weelde welle wellen wijer woesten zande zele forest essen donk elst eke rutten
    gezonde steun kans kansen netwerk vrijwilliger vrijwilligers werkgever woning zaak zaken
    zeker lening cadeau gedicht ticket trouwring verhuizen verjaardag weerbericht wiskunde
    huiswerk good bad time place people person day night year years thing things work home
    house street love like know think make take give get got go goes going come comes use used
    using bien jour nuit temps vie monde chose faire fait aller venir prendre prend donner
    mettre
    """
)

#: Words of everyday Dutch, English and French that resemble one of the lexicon; nobody misspelt
#: them: "verwacht" is not "verkracht".
RESEMBLING_WORDS = frozenset(
    (Path(__file__).parent.parent / "fixtures" / "resembling_words.txt")
    .read_text(encoding="utf-8")
    .split()
)

#: Beside one of these, a letter or an everyday word stands for a substance.
USE_WORDS = _words(
    """
    gebruik gebruikt gebruiken gebruikte gebruiker gebruikers verslaafd verslaving nemen neemt
    genomen nam pakt pakken gepakt slikt slikken geslikt spuit spuiten gespoten snuift snuiven
    gesnoven rookt roken gerookt dosis doseren druppel druppels ml milliliter dopje dopjes
    overdosis overdose overdosed overdosing oding od afkicken stoppen minderen minder using uses
    take taking takes took addicted smoke smokes prend consomme
    """
)

#: Ends of compounds, written together with what they are about: "ghbverslaving".
COMPOUND_ENDS = _words(
    """
    verslaving verslaafd verslaafde gebruik gebruiker gebruikers vraag vragen vraagje hulp
    hulpverlening test testen tests groep groepen probleem problemen misbruik feest feestje feestjes
    begeleiding therapie gerelateerd vriendelijk scene ervaring ervaringen dienst lijn werking
    kliniek centrum arts preventie behandeling consultatie
    """
)

#: Letters and words after which a letter is part of a name: "vitamine K", "hepatitis C".
NAMING_WORDS = _words("vitamine vitamines groep klas type blok gebouw lijn tram bus zone plan")

#: After a number: the years of a person.
YEARS = _words("j jr jaar jaren jarig jarige jarigen y yo yr year years an ans")
#: Before a number: whose age it is.
AGED_PERSONS = _words("m v x man vrouw jongen meisje hij zij iemand client")
#: Before or after a number of years: how long something lasted.
DURATION_BEFORE = _words("al reeds sinds na voor gedurende afgelopen laatste depuis for")
DURATION_AFTER = _words("clean lang geleden nuchter samen getrouwd ago later verslaafd")
#: After a number: it counts something else.
UNITS = _words(
    """
    km kilometer euro eur uur uren u h min minuten dag dagen week weken maand maanden keer maal mg
    ml g gr gram kg procent pillen pil x de e ste mensen personen op graden
    """
)

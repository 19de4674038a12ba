"""The closed vocabularies of a listing.

Values are English and stay the same from database to API; labels are what the screen shows.
In every vocabulary "not stated" is a value of its own: unknown is never read as no.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TriState(models.TextChoices):
    """A fact that a source states, denies, or does not speak of."""

    YES = "yes", _("ja")
    NO = "no", _("nee")
    UNKNOWN = "unknown", _("onbekend")


class Status(models.TextChoices):
    """Where a record stands; nothing is ever deleted."""

    DRAFT = "draft", _("wacht op nazicht")
    PUBLISHED = "published", _("gepubliceerd")
    ARCHIVED = "archived", _("gearchiveerd")


class ServiceKind(models.TextChoices):
    """What sort of thing a listing is."""

    SERVICE = "service", _("hulpaanbod")
    HELPLINE = "helpline", _("hulplijn")
    SOURCE = "source", _("informatiebron")


class Focus(models.TextChoices):
    """Which side of chemsex a service knows: N3's gap is between the first two."""

    DRUGS = "drugs", _("drugs")
    SEXUALITY = "sexuality", _("seksualiteit")
    BOTH = "both", _("drugs én seksualiteit")
    GENERAL = "general", _("algemeen")
    UNKNOWN = "unknown", _("focus onbekend")


class YouthSuitability(models.TextChoices):
    """How a service stands to people under 30 (N6)."""

    MADE_FOR = "made_for", _("gemaakt voor jongeren")
    SUITED = "suited", _("ook voor jongeren")
    ADULTS_ONLY = "adults_only", _("enkel volwassenen")
    UNKNOWN = "unknown", _("jongeren: onbekend")


class AccessMode(models.TextChoices):
    """The ways to get in touch or to get help (contactwijze)."""

    WALK_IN = "walk_in", _("inloop")
    APPOINTMENT = "appointment", _("op afspraak")
    PHONE = "phone", _("telefonisch")
    EMAIL = "email", _("e-mail")
    CHAT = "chat", _("chat")
    ONLINE = "online", _("online")
    OUTREACH = "outreach", _("outreach")
    RESIDENTIAL = "residential", _("residentieel")


class Format(models.TextChoices):
    """With whom one sits together; a group is a format, not an access mode."""

    INDIVIDUAL = "individual", _("individueel")
    GROUP = "group", _("groep")


class Approach(models.TextChoices):
    """What a service works towards (N11)."""

    HARM_REDUCTION = "harm_reduction", _("schadebeperking")
    CONTROLLED_USE = "controlled_use", _("gecontroleerd gebruik")
    ABSTINENCE = "abstinence", _("abstinentie")


class Language(models.TextChoices):
    """Languages of help, ISO 639-1."""

    DUTCH = "nl", _("Nederlands")
    FRENCH = "fr", _("Frans")
    ENGLISH = "en", _("Engels")
    GERMAN = "de", _("Duits")
    SPANISH = "es", _("Spaans")
    PORTUGUESE = "pt", _("Portugees")
    ITALIAN = "it", _("Italiaans")
    ARABIC = "ar", _("Arabisch")
    TURKISH = "tr", _("Turks")
    POLISH = "pl", _("Pools")
    ROMANIAN = "ro", _("Roemeens")
    RUSSIAN = "ru", _("Russisch")
    UKRAINIAN = "uk", _("Oekraïens")


class ServiceAreaScope(models.TextChoices):
    """Whom a service serves; distinct from where it is."""

    UNKNOWN = "unknown", _("werkingsgebied onbekend")
    FLANDERS = "flanders", _("heel Vlaanderen en Brussel")
    PROVINCES = "provinces", _("bepaalde provincies")
    MUNICIPALITIES = "municipalities", _("bepaalde gemeenten")


class Precision(models.TextChoices):
    """How well a point on the map is known."""

    EXACT = "exact", _("precies adres")
    STREET = "street", _("straat")
    MUNICIPALITY = "municipality", _("gemeente")


class AddressVisibility(models.TextChoices):
    """How much of an address the public may see."""

    PUBLIC = "public", _("openbaar")
    MUNICIPALITY = "municipality", _("enkel de gemeente")
    HIDDEN = "hidden", _("verborgen")


class Confidence(models.TextChoices):
    """Where a listing's facts were seen; freshness is told by the source's year."""

    HIGH = "high", _("bron van de organisatie of een overheid")
    MEDIUM = "medium", _("bron van derden")
    LOW = "low", _("zonder bron")


class VerificationMethod(models.TextChoices):
    """How a listing was checked with the organisation itself."""

    ORGANISATION = "organisation", _("door de organisatie")
    PHONE = "phone", _("telefonisch nagevraagd")
    WEBSITE = "website", _("op de website van de organisatie")
    LETTER = "letter", _("schriftelijk")


class Channel(models.TextChoices):
    """Through what a change came into the database."""

    FORM = "form", _("via het formulier")
    API = "api", _("via de API")
    DESK = "desk", _("via het beheer")
    IMPORT = "import", _("via een import")
    COMMAND = "command", _("via een beheerscommando")
    SQL = "sql", _("rechtstreeks in de databank")
    MAIL = "mail", _("via de link in een mail")


class Rhythm(models.IntegerChoices):
    """After how many months an organisation is asked whether its listings are still right."""

    QUARTERLY = 3, _("elke drie maanden")
    HALF_YEARLY = 6, _("elke zes maanden")
    YEARLY = 12, _("elk jaar")


class Freshness(models.TextChoices):
    """How far the confirmation of a listing still holds; `services.freshness` has the days."""

    NEVER = "never", _("nog nooit bevestigd")
    CURRENT = "current", _("bevestigd")
    DUE_SOON = "due_soon", _("binnenkort opnieuw te bevestigen")
    OVERDUE = "overdue", _("opnieuw te bevestigen")
    LATE = "late", _("opnieuw te bevestigen, en lager in de lijst")
    LAPSED = "lapsed", _("niet meer bevestigd")


class TargetGroupKind(models.TextChoices):
    """Whether a group is the people helped, people close to them, or those who refer."""

    AUDIENCE = "audience", _("mensen met een vraag")
    ENVIRONMENT = "environment", _("omgeving")
    PROFESSIONALS = "professionals", _("professionals")


class PlaceNameKind(models.TextChoices):
    """Why a municipality answers to a name."""

    OFFICIAL = "official", _("officiële naam")
    FRENCH = "french", _("Franse naam")
    FORMER = "former", _("vroegere gemeente")
    SUBMUNICIPALITY = "submunicipality", _("deelgemeente")
    OTHER = "other", _("andere naam")


class ReportReason(models.TextChoices):
    """What a visitor may say is wrong with a listing: coded, so nothing about a person fits in."""

    PHONE = "phone", _("Het telefoonnummer klopt niet")
    ADDRESS = "address", _("Het adres klopt niet")
    HOURS = "hours", _("De openingsuren kloppen niet")
    WEBSITE = "website", _("De website of e-mail werkt niet")
    OFFER = "offer", _("Het aanbod of de doelgroep klopt niet")
    CLOSED = "closed", _("Dit bestaat niet meer")
    ADDRESS_EXPOSED = "address_exposed", _("Dit adres hoort niet openbaar te zijn")


class MemberRole(models.TextChoices):
    """What a member of an organisation may do: an owner also decides who is a member."""

    OWNER = "owner", _("verantwoordelijke")
    EDITOR = "editor", _("medewerker")


class ClaimOutcome(models.TextChoices):
    """What an editor of the map decided on somebody who says an organisation is theirs."""

    APPROVED = "approved", _("goedgekeurd")
    REJECTED = "rejected", _("afgewezen")


class ProposalField(models.TextChoices):
    """What of a listing may be proposed to change; also that it is put on the map at all."""

    NAME = "name", _("naam")
    PHONE = "phone", _("telefoon")
    EMAIL = "email", _("e-mail")
    WEBSITE = "website", _("website")
    HOURS = "hours", _("uren")
    ADDRESS = "address", _("adres")
    MIN_AGE = "min_age", _("vanaf leeftijd")
    MAX_AGE = "max_age", _("tot en met leeftijd")
    WAITING = "waiting_weeks", _("wachttijd")
    ANONYMOUS = "is_anonymous", _("anoniem")
    FREE = "is_free", _("gratis")
    INTAKE = "needs_intake", _("intake")
    LETTER = "needs_referral_letter", _("verwijsbrief")
    CLOSED = "closed", _("bestaat niet meer")
    FOCUS = "focus", _("focus")
    YOUTH = "youth_suitability", _("geschiktheid voor jongeren")
    TARGET_GROUPS = "target_groups", _("doelgroepen")
    EXPERTISE = "expertise", _("ervaring met drugs bij seks")
    LISTING = "listing", _("nieuw op de kaart")


class ProposalState(models.TextChoices):
    """Where a proposal stands; an adapted one went on the map with another value."""

    WAITS = "waits", _("wacht op een beslissing")
    ACCEPTED = "accepted", _("aanvaard")
    ADAPTED = "adapted", _("aangepast aanvaard")
    REJECTED = "rejected", _("afgewezen")


class ExpertiseCriterion(models.TextChoices):
    """By what it shows that a service knows of sex and drugs together, whatever it is called."""

    TRAINING = "training", _("opleiding gevolgd")
    NAMED_IN_OFFER = "named_in_offer", _("noemt het thema in het eigen aanbod")
    ASKS_ABOUT_BOTH = "asks_about_both", _("vraagt naar beide: drugs en seks")
    INTERVISION = "intervision", _("lid van een intervisienetwerk")
    REFERS_KNOWINGLY = "refers_knowingly", _("verwijst door en kent de andere kant")

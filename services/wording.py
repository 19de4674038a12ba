"""How a listing is put in words: pure, from a listing that is already loaded."""

from dataclasses import dataclass
from datetime import time, timedelta
from urllib.parse import urlencode, urlsplit

from django.utils import timezone
from django.utils.formats import date_format, localize
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from services import checked_numbers, expertise, freshness, opening_hours, source_age
from services.enums import (
    AccessMode,
    Confidence,
    ExpertiseCriterion,
    Freshness,
    Precision,
    ServiceAreaScope,
    TargetGroupKind,
    TriState,
    VerificationMethod,
)
from services.text import unbroken

#: Where the way to an address can be looked up; nothing is asked of it before somebody clicks.
DIRECTIONS = "https://www.openstreetmap.org/directions"

#: How far ahead the next opening is told.
LOOK_AHEAD = timedelta(days=7)


def listed(terms):
    """Terms of the vocabulary as one line of text; PrEP and GHB keep their capitals."""
    names = [str(term) for term in terms]
    return ", ".join(
        name if any(letter.isupper() for letter in name[1:4]) else name[:1].lower() + name[1:]
        for name in names
    )


def subjects(service, *, topics):
    """What a listing is about, as one line: "begeleiding, praatgroep, PrEP"."""
    return listed([*topics, *service.format_labels])


def distance(service, kilometres):
    """How far a listing is, as one says it; no more precise than its places are known."""
    is_exact = all(point.precision == Precision.EXACT for point in service.points.all())
    if kilometres < 1:
        return _("minder dan 1 km") if is_exact else _("vlakbij, bij benadering")
    if not is_exact:
        return _("ongeveer %(distance)s km") % {"distance": round(kilometres)}
    rounded = round(kilometres, 1) if kilometres < 10 else round(kilometres)
    return _("%(distance)s km") % {"distance": localize(rounded)}


def ages(service):
    """The ages a listing states, in words; empty when it states none."""
    words = {"low": service.min_age, "high": service.max_age}
    if service.min_age is not None and service.max_age is not None:
        return _("%(low)s tot en met %(high)s jaar") % words
    if service.min_age is not None:
        return _("vanaf %(low)s jaar") % words
    if service.max_age is not None:
        return _("tot en met %(high)s jaar") % words
    return ""


@dataclass(frozen=True)
class Claim:
    """Groups that one statement backs: what the listing shows for it, or its source's own words."""

    groups: list
    backing: str


@dataclass(frozen=True)
class Audience:
    """The claims about one kind of people: those helped, those around them, those who refer."""

    label: str
    claims: list


def audiences(service):
    """For whom a listing is, kind by kind; kinds without any claim are left out."""
    claims = service.target_group_claims.all()
    return [
        Audience(kind.label, _merged(own))
        for kind in TargetGroupKind
        if (own := [claim for claim in claims if claim.target_group.kind == kind])
    ]


def _merged(claims):
    """Claims with the same backing as one; what nothing backs stands each by itself."""
    merged = []
    for claim in claims:
        backing = _backing(claim)
        if backing and merged and merged[-1].backing == backing:
            merged[-1].groups.append(claim.target_group)
        else:
            merged.append(Claim([claim.target_group], backing))
    return merged


def _backing(claim):
    if claim.evidence:
        return claim.evidence
    if claim.wording.casefold() in ("", claim.target_group.name.casefold()):
        return ""
    return _("volgens de bron: %(wording)s") % {"wording": claim.wording}


def area(service):
    """Where those live whom a listing serves; unstated is unknown beyond its own province.

    Empty where nothing is known at all.
    """
    match service.service_area_scope:
        case ServiceAreaScope.FLANDERS:
            return service.get_service_area_scope_display()
        case ServiceAreaScope.PROVINCES:
            return ", ".join(province.name for province in service.provinces_served.all())
        case ServiceAreaScope.MUNICIPALITIES:
            return ", ".join(town.name for town in service.municipalities_served.all())
    provinces = sorted({point.municipality.province.name for point in service.points.all()})
    if not provinces and service.home_province:
        provinces = [service.home_province.name]
    if not provinces:
        return ""
    words = _("%(provinces)s; van elders: onbekend")
    return words % {"provinces": get_text_list(provinces, _("en"))}


def confidence(service):
    """Where a listing's facts were read, as a sentence; how old they are, its sources say.

    Or that its organisation said itself that they are right, wherever they were read before. Empty
    where no source was noted.
    """
    if service.verified_how == VerificationMethod.ORGANISATION:
        return _("De organisatie keek deze gegevens zelf na.")
    if not service.sources.all():
        return ""
    return {
        Confidence.HIGH: _("Gelezen in een bron van de organisatie zelf of van een overheid."),
        Confidence.MEDIUM: _("Gelezen bij anderen, niet bij de organisatie zelf."),
        Confidence.LOW: _("In geen enkele bron gezien."),
    }[service.confidence]


def closure(service, *, on):
    """That a listing is closed for a while on a day, and until when; empty when it is not."""
    if not service.is_closed_on(on):
        return ""
    words = _("Tijdelijk gesloten tot %(day)s")
    return words % {"day": date_format(service.closed_until, "j F Y")}


def experience(service):
    """What an editor attested of experience with both sides, as a sentence; empty when nothing.

    Out of the read model alone: what expired, or was not attested, is not in it.
    """
    document = getattr(service, "document", None)
    if document is None or not expertise.is_valid(document.expertise_on, on=timezone.localdate()):
        return ""
    met = [label for code, label in ExpertiseCriterion.choices if code in document.expertise]
    words = _("Ervaring met drugs bij seks, nagekeken door de redactie in %(month)s: %(criteria)s")
    month = date_format(document.expertise_on, "F Y")
    return words % {"month": month, "criteria": ", ".join(map(str, met))}


@dataclass(frozen=True)
class Trust:
    """How far a listing can be trusted; `rest` is what a confirmation does not hold for."""

    text: str
    is_confirmed: bool
    rest: str = ""


def trust(service):
    """Confirmed on a day and how, and whether that still holds today.

    Otherwise that nobody did, and how old its newest source is. Of the numbers of the bar it is
    said that they were checked, as long as they are the same.
    """
    if service.verified_on:
        return _trust_in_confirmation(service)
    year = _newest_year(service)
    source = _("bron van %(year)s") % {"year": year} if year else _("bron zonder datum")
    source = source.replace(" ", "\N{NO-BREAK SPACE}")
    if checked_numbers.is_checked(service):
        words = _("Nummer nagekeken op %(day)s bij de officiële site")
        return Trust(
            words % {"day": date_format(checked_numbers.CHECKED_ON, "j F Y")},
            is_confirmed=True,
            rest=_("De rest is nog niet bevestigd\N{NO-BREAK SPACE}· %(source)s")
            % {"source": source},
        )
    return Trust(
        _("Nog niet bevestigd door de organisatie\N{NO-BREAK SPACE}· %(source)s")
        % {"source": source},
        is_confirmed=False,
    )


def _trust_in_confirmation(service):
    held = freshness.deadlines(service)
    state = freshness.state(held, today=timezone.localdate())
    how = service.get_verified_how_display()
    said = {"day": date_format(service.verified_on, "j F Y"), "how": how}
    if state in (Freshness.CURRENT, Freshness.DUE_SOON):
        return Trust(_("Nagekeken op %(day)s, %(how)s") % said, is_confirmed=True)
    last = _("Laatst nagekeken op %(day)s, %(how)s") % said
    if state == Freshness.LAPSED:
        return Trust(_("Niet meer bevestigd"), is_confirmed=False, rest=last)
    due = {"day": date_format(held.due_on, "j F Y")}
    overdue = _("Moest tegen %(day)s opnieuw nagekeken zijn") % due
    return Trust(last, is_confirmed=False, rest=overdue)


def reminder(service, state):
    """How a listing stands, to those who keep it; `state` is its `Freshness`."""
    if state == Freshness.NEVER:
        return _("Nog nooit bevestigd.")
    held = freshness.deadlines(service)
    said = {
        "day": date_format(service.verified_on, "j F Y"),
        "due": date_format(held.due_on, "j F Y"),
        "lapses": date_format(held.lapses_on, "j F Y"),
    }
    holds = _("Bevestigd op %(day)s. Dat geldt tot en met %(due)s.")
    words = {
        Freshness.CURRENT: holds,
        Freshness.DUE_SOON: holds,
        Freshness.OVERDUE: _(
            "Bevestigd op %(day)s. De kaart zegt erbij dat het nazicht te laat is."
        ),
        Freshness.LATE: _(
            "Bevestigd op %(day)s. De fiche staat lager in de lijst, want het nazicht is te laat."
            " Na %(lapses)s staat ze achteraan, als niet meer bevestigd."
        ),
        Freshness.LAPSED: _(
            "Bevestigd op %(day)s. Dat is te lang geleden: de fiche staat achteraan, als niet meer"
            " bevestigd."
        ),
    }
    return words[state] % said


def _newest_year(service):
    years = [source.year for source in service.sources.all()]
    return max(filter(None, [*years, source_age.year(service.source_ages)]), default=None)


@dataclass(frozen=True)
class Source:
    """A page in which facts were read.

    `address` is where, without the scheme, of a source that has no other name; `name` is the name
    of another, or what is remarked on it; `age` may be empty.
    """

    url: str
    address: str
    name: str
    age: str


def sources(service):
    """The sources of a listing, in their order."""
    has_shared_ages = bool(service.source_ages)
    return [_source(source, has_shared_ages) for source in service.sources.all()]


def _source(source, has_shared_ages):
    age = source_age.told(source.age)
    if not age and not has_shared_ages and not source_age.names_year(source.title):
        age = _("zonder datum")
    host = site(source.url)
    if not source.url or not source.title.startswith(host):
        return Source(url=source.url, address="", name=source.title, age=age)
    return Source(
        url=source.url,
        address=host + urlsplit(source.url).path.rstrip("/"),
        name=source.title.removeprefix(host).strip(),
        age=age,
    )


def site(url):
    """The name of the site that an address leads to, without what every address has."""
    return urlsplit(url).netloc.removeprefix("www.") or url


def provenance(service):
    """Where a listing's facts were read, in one line: its newest source, and how many others."""
    if not service.sources.all():
        return ""
    newest = max(service.sources.all(), key=lambda source: (source.year or 0, bool(source.url)))
    name = site(newest.url) or newest.title
    others = len(service.sources.all()) - 1
    if not others:
        return _("Gelezen in %(source)s") % {"source": name}
    words = ngettext(
        "Gelezen in %(source)s en %(others)s andere bron",
        "Gelezen in %(source)s en %(others)s andere bronnen",
        others,
    )
    return words % {"source": name, "others": others}


@dataclass(frozen=True)
class Place:
    """Where a listing can be found, as far as the public may know.

    `route_url` leads to another site, which learns of it only when it is followed.
    """

    address: str
    is_approximate: bool
    route_url: str


def places(service):
    """The public places of a listing; one known by its municipality alone has no route."""
    return [_place(point) for point in service.points.all()]


def _place(point):
    municipality = " ".join(filter(None, [point.postal_code, point.municipality_name]))
    address = ", ".join(filter(None, [point.street, municipality]))
    destination = ""
    if point.precision == Precision.EXACT:
        destination = f"{point.latitude:.6f},{point.longitude:.6f}"
    elif point.street:
        destination = address
    return Place(
        address=address,
        is_approximate=point.precision != Precision.EXACT,
        route_url=f"{DIRECTIONS}?{urlencode({'to': destination})}" if destination else "",
    )


@dataclass(frozen=True)
class Hours:
    """The hours of one channel in lines of words, and whether it can be reached now."""

    channel: str
    lines: list
    state: str
    now: str


def hours(service, *, at):
    """When each channel can be reached, and whether at the aware moment `at`.

    What is not certain enough to compute stays as the source tells it, its state unknown.
    """
    is_closed = service.is_closed_on(timezone.localdate(at))
    return [_hours(schedule, at, is_closed) for schedule in service.schedules.all()]


def not_by_phone(service, *, at):
    """That nobody answers its phone at the aware moment `at`, and from when somebody does.

    Empty where somebody answers, and where the hours of its phone are not known.
    """
    is_closed = service.is_closed_on(timezone.localdate(at))
    for schedule in service.schedules.all():
        if schedule.channel == AccessMode.PHONE and (schedule.opening_hours or is_closed):
            by_phone = _hours(schedule, at, is_closed)
            return by_phone.now if by_phone.state == TriState.NO else ""
    return ""


def _hours(schedule, at, is_closed):
    lines = [schedule.text] if schedule.text else []
    state, now = TriState.UNKNOWN, _("nu: onbekend")
    if schedule.opening_hours:
        lines = opening_hours.describe(schedule.opening_hours) + lines
    if is_closed:
        state, now = TriState.NO, _("nu gesloten")
    elif schedule.opening_hours:
        state, now = _reachable(schedule.opening_hours, at)
    channel = AccessMode(schedule.channel).label if schedule.channel else _("algemeen")
    return Hours(
        channel=channel,
        lines=[unbroken(line) for line in lines],
        state=state,
        now=unbroken(now),
    )


def _reachable(text, at):
    """Whether hours in OpenStreetMap's syntax hold at a moment, and until or from when."""
    coming = opening_hours.intervals(text, start=at, end=at + LOOK_AHEAD)
    if not coming:
        return TriState.NO, _("nu gesloten")
    opens, closes = coming[0]
    if opens > at:
        words = _("nu gesloten, weer %(day)s om %(time)s u")
        when = {"day": _day(opens, at), "time": date_format(opens, "G.i")}
        return TriState.NO, words % when
    if closes - at >= timedelta(days=1):
        return TriState.YES, _("nu bereikbaar")
    words = _("nu bereikbaar, tot %(time)s u")
    # The end of a day, as the hours beside it say it.
    closing = "24.00" if closes.time() == time.min else date_format(closes, "G.i")
    return TriState.YES, words % {"time": closing}


def _day(moment, at):
    days = (moment.date() - at.astimezone(moment.tzinfo).date()).days
    return {0: _("vandaag"), 1: _("morgen")}.get(days) or date_format(moment, "l")

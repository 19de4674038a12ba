"""What a hand-over card (doorverwijskaart) says: pure, from listings that are already loaded.

In the language that is switched on. A discreet card says nothing of what the help is about: no
word of `referrals.giving_away` stands on it, and no name but of broad help, or which the worker
chose to keep (docs/decisions/0019-discreet-card.md).
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from io import BytesIO
from urllib.parse import quote, urlsplit

import segno
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from referrals import short_codes
from referrals.giving_away import tells
from services import facts, opening_hours, wording
from services.enums import AccessMode, Focus, TargetGroupKind
from services.text import fold, unbroken

#: What listings are written in.
DUTCH = "nl"
#: Ways to get in touch that say nothing of what for.
_NEUTRAL_MODES = {
    AccessMode.WALK_IN,
    AccessMode.APPOINTMENT,
    AccessMode.PHONE,
    AccessMode.EMAIL,
    AccessMode.CHAT,
    AccessMode.ONLINE,
}


@dataclass(frozen=True)
class Words:
    """A text, and its language where that is not the card's."""

    text: str
    language: str = ""


@dataclass(frozen=True)
class Row:
    """A label with what stands beside it, one or more."""

    label: Words
    said: list[Words]


@dataclass(frozen=True)
class Way:
    """A way to reach a listing: what it is, as one reads it and as a machine follows it."""

    label: Words
    text: str
    url: str
    is_called: bool = False


@dataclass(frozen=True)
class Code:
    """The address that a QR code holds; `shown` is how one types it, `svg` the code itself."""

    url: str
    shown: str
    svg: str
    picture: str

    @property
    def data(self):
        """The code as an address that a page can show as a picture."""
        return f"data:image/svg+xml,{quote(self.svg)}"


@dataclass(frozen=True)
class Card:
    """All that one listing has on paper; what is empty is left out.

    `key` is its short code. `is_named` is whether it goes by its own name. `note` says in which
    language its organisation wrote, where that is not the card's.
    """

    key: str
    name: str
    is_named: bool
    organisation: str
    focus: str
    focus_label: str
    closure: str
    about: list[Row]
    ways: list[Way]
    places: list[wording.Place]
    hours: list[Row]
    first_contact: Words | None
    facts: list[Row]
    unknown: str
    trust: str
    trust_rest: str
    code: Code | None
    note: str = ""


@dataclass(frozen=True)
class Sheet:
    """Cards that are printed together, with all that stands around them."""

    language: str
    is_discreet: bool
    title: str
    printed: str
    labels: dict[str, str]
    cards: list[Card]


@dataclass(frozen=True)
class Frame:
    """What decides what a card may say and where it leads.

    `kept` are the short codes of listings whose name the worker keeps on a discreet card; `root` is
    the address that the code starts with, empty where no address may stand on the card.
    """

    is_discreet: bool
    root: str
    kept: Collection[str] = ()


def sheet(services: Iterable, *, frame: Frame, on: date) -> Sheet:
    """The cards of listings, loaded as `ServiceQuerySet.for_detail` does, in their order."""
    return Sheet(
        language=_language(),
        is_discreet=frame.is_discreet,
        title=_("Contactgegevens") if frame.is_discreet else _("Doorverwijskaart"),
        printed=_("Afgedrukt op %(day)s") % {"day": date_format(on, "j F Y")},
        labels=_labels(),
        cards=[_card(service, frame=frame, on=on) for service in services],
    )


def _labels():
    return {
        "reach": _("Hoe bereiken"),
        "hours": _("Uren"),
        "first_contact": _("Wat gebeurt er als je contact opneemt"),
        "facts": _("Goed om te weten"),
        "about": _("Voor wie en waarover"),
        "route": _("Route op openstreetmap.org"),
        "address": _("Adres"),
        "place": _("Plaats"),
        "code": _("Scan voor de nieuwste gegevens"),
        "urgent": _("Dringend? Bel 112."),
        "page": _("blz."),
    }


def _card(service, *, frame, on):
    is_named, may_say = _discretion(service, frame)
    known = facts.on_card(service)
    trust = wording.trust(service)
    card = Card(
        key=short_codes.write(service.pk),
        name=service.name if is_named else _("Contactpersoon"),
        is_named=is_named,
        organisation=_organisation(service, frame, is_named=is_named, may_say=may_say),
        focus="" if frame.is_discreet else service.focus,
        focus_label="" if frame.is_discreet else capfirst(service.get_focus_display()),
        closure=wording.closure(service, on=on),
        about=[] if frame.is_discreet else _about(service),
        ways=_ways(service, is_named=is_named, may_say=may_say),
        places=_places(service, may_say=may_say),
        hours=_hours(service, is_discreet=frame.is_discreet, may_say=may_say),
        first_contact=_free(service.first_contact, may_say=may_say),
        facts=[
            *_contact(service, is_discreet=frame.is_discreet),
            *(Row(Words(fact.label), [Words(fact.text)]) for fact in known.known),
            *_cost(service, may_say=may_say),
        ],
        unknown=_unknown(known.unknown),
        trust=trust.text,
        trust_rest=trust.rest,
        code=_code(service, frame=frame),
    )
    has_dutch = any(words.language == DUTCH for words in _free_texts(card))
    return replace(card, note=_("Tekst in het Nederlands")) if has_dutch else card


def _discretion(service, frame) -> tuple[bool, Callable[[str], bool]]:
    """Whether a listing is named, and what tells of a text whether it may stand on the card."""
    if not frame.is_discreet:
        return True, bool
    own = [service.name, *([service.organisation.name] if service.organisation else [])]
    # A service for drugs or sexuality is known by its name, whatever words this is made of.
    is_named = _is_kept(service, frame) or (
        service.focus == Focus.GENERAL and not tells(service.name)
    )
    hidden = [fold(name) for name in own if not is_named or tells(name)]

    def may_say(text):
        return bool(text) and not tells(text) and not any(name in fold(text) for name in hidden)

    return is_named, may_say


def _organisation(service, frame, *, is_named, may_say):
    name = service.organisation.name if service.organisation else ""
    if not is_named or name == service.name:
        return ""
    return name if _is_kept(service, frame) or may_say(name) else ""


def _is_kept(service, frame):
    return short_codes.write(service.pk) in frame.kept


def _language():
    return get_language().partition("-")[0]


def _said(text):
    """A text that listings are written in: its language is said where it is not the card's."""
    return Words(text, "" if _language() == DUTCH else DUTCH)


def _term(text):
    """A word of the vocabulary, translated; one that an editor added may not be."""
    translated = _(text)
    words = _said(text) if translated == text else Words(translated)
    return Words(wording.listed([words.text]), words.language)


def _free(text, *, may_say):
    text = "\n".join(filter(None, (" ".join(line.split()) for line in text.splitlines())))
    return _said(text) if may_say(text) else None


def _free_texts(card):
    """What stands on a card in the words of its organisation."""
    yield from filter(None, [card.first_contact])
    for row in [*card.hours, *card.facts]:
        yield from row.said
    for way in card.ways:
        yield way.label


def _about(service):
    groups = [
        _term(claim.target_group.name)
        for claim in service.target_group_claims.all()
        if claim.target_group.kind != TargetGroupKind.PROFESSIONALS
    ]
    ages = [Words(text) for text in [wording.ages(service)] if text]
    rows = {
        _("Waarover"): [_term(topic.name) for topic in service.topics.all()],
        _("Voor wie"): groups + ages,
    }
    return [Row(Words(label), said) for label, said in rows.items() if said]


def _contact(service, *, is_discreet):
    said = [
        Words(str(mode.label))
        for mode in AccessMode
        if mode in service.access_modes and _may_name(mode, is_discreet=is_discreet)
    ]
    return [Row(Words(_("Contact")), said)] if said else []


def _may_name(mode, *, is_discreet):
    return not is_discreet or mode in _NEUTRAL_MODES


def _cost(service, *, may_say):
    note = _free(service.cost_note, may_say=may_say)
    return [Row(Words(_("Wat het kost")), [note])] if note else []


def _unknown(labels):
    if not labels:
        return ""
    return _("Nog niet bekend, vraag het gerust: %(what)s") % {"what": wording.listed(labels)}


def _ways(service, *, is_named, may_say):
    ways = [
        Way(
            label=_free(phone.label, may_say=may_say) or Words(_("Telefoon")),
            text=phone.display,
            url=f"tel:{phone.number}",
            is_called=True,
        )
        for phone in service.phones.all()
    ]
    if not is_named:
        # The name of a site or a mailbox is that of who owns it.
        return ways
    organisation = service.organisation.website if service.organisation else ""
    websites = {
        _("Chat"): service.chat_url,
        _("Website"): service.website,
        _("Website van de organisatie"): "" if service.website else organisation,
    }
    if may_say(service.email):
        ways.append(Way(Words(_("Mail")), service.email, f"mailto:{service.email}"))
    return ways + [
        Way(Words(label), shown(url), url) for label, url in websites.items() if may_say(url)
    ]


def shown(url):
    """An address as one types it over: without what every browser adds."""
    parts = urlsplit(url)
    rest = f"?{parts.query}" if parts.query else ""
    return f"{parts.netloc.removeprefix('www.')}{parts.path}{rest}".rstrip("/") or url


def _places(service, *, may_say):
    """Where it is; a street with a word beside it that tells something is left out."""
    return [
        place
        if may_say(place.address)
        else wording.Place(point.municipality_name, is_approximate=True, route_url="")
        for place, point in zip(wording.places(service), service.points.all(), strict=True)
    ]


def _hours(service, *, is_discreet, may_say):
    rows = []
    for schedule in service.schedules.all():
        lines = []
        if schedule.opening_hours:
            described = opening_hours.describe(schedule.opening_hours)
            lines = [Words(unbroken(line)) for line in described if may_say(line)]
        if note := _free(schedule.text, may_say=may_say):
            lines.append(Words(unbroken(note.text), note.language))
        is_said = schedule.channel and _may_name(schedule.channel, is_discreet=is_discreet)
        channel = AccessMode(schedule.channel).label if is_said else _("algemeen")
        if lines:
            rows.append(Row(Words(capfirst(str(channel))), lines))
    return rows


def _code(service, *, frame):
    if not frame.root:
        return None
    path = service.get_absolute_url()
    if frame.is_discreet:
        path = reverse("referrals:short", args=[short_codes.write(service.pk)])
    url = f"{frame.root}{path}"
    svg = BytesIO()
    segno.make_qr(url, error="m").save(svg, kind="svg", border=0, xmldecl=False, omitsize=True)
    return Code(
        url=url,
        shown=shown(url),
        svg=svg.getvalue().decode().strip(),
        picture=_("QR-code naar %(address)s") % {"address": shown(url)},
    )

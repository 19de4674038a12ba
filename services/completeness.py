"""How complete a listing is, counting only what applies to it; and what was checked long ago.

Pure: from a listing that is loaded with its phones, schedules, locations and topics.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from services.enums import AccessMode, ServiceAreaScope, ServiceKind, TriState

#: A waiting time or whether there is room, checked longer ago than this, is asked again.
CHECKED_LONG_AGO = timedelta(days=90)


@dataclass(frozen=True)
class Rule:
    """One thing a listing should say: where that applies, and the section that mends it."""

    label: str
    section: str
    is_filled: Callable
    applies: Callable = lambda service: True


def _by(*modes):
    """Applies where one gets in touch in one of these ways."""
    return lambda service: not set(modes).isdisjoint(service.access_modes)


def _of(*kinds):
    return lambda service: service.kind in kinds


def _known(name):
    return lambda service: getattr(service, name) != TriState.UNKNOWN


def _there(name):
    return lambda service: bool(getattr(service, name))


def _any(name):
    return lambda service: bool(getattr(service, name).all())


_ANSWERING = _of(ServiceKind.SERVICE, ServiceKind.HELPLINE)
_SERVICE = _of(ServiceKind.SERVICE)
_MAKES_WAIT = (AccessMode.APPOINTMENT, AccessMode.RESIDENTIAL)


RULES = (
    Rule(_("omschrijving"), "omschrijving", _there("description")),
    Rule(_("contactwijze"), "contact", _there("access_modes"), _ANSWERING),
    Rule(_("telefoonnummer"), "telefoon", _any("phones"), _by(AccessMode.PHONE)),
    Rule(_("adres"), "plekken", _any("locations"), _by(AccessMode.WALK_IN)),
    Rule(
        _("openingsuren"),
        "uren",
        _any("schedules"),
        _by(AccessMode.PHONE, AccessMode.WALK_IN, AccessMode.CHAT),
    ),
    Rule(_("e-mailadres"), "contact", _there("email"), _by(AccessMode.EMAIL)),
    Rule(_("adres van de chat"), "contact", _there("chat_url"), _by(AccessMode.CHAT)),
    Rule(
        _("website"),
        "contact",
        _there("website"),
        lambda service: (
            service.kind == ServiceKind.SOURCE or AccessMode.ONLINE in service.access_modes
        ),
    ),
    Rule(_("talen"), "contact", _there("languages")),
    Rule(
        _("wat er bij het eerste contact gebeurt"), "contact", _there("first_contact"), _ANSWERING
    ),
    Rule(_("anoniem of niet"), "voorwaarden", _known("is_anonymous"), _ANSWERING),
    Rule(_("gratis of niet"), "voorwaarden", _known("is_free"), _ANSWERING),
    Rule(_("intake nodig of niet"), "voorwaarden", _known("needs_intake"), _SERVICE),
    Rule(_("verwijsbrief nodig of niet"), "voorwaarden", _known("needs_referral_letter"), _SERVICE),
    Rule(_("aanpak"), "omschrijving", _there("approaches"), _SERVICE),
    Rule(_("thema's"), "themas", _any("topics")),
    Rule(
        _("werkingsgebied"),
        "werkingsgebied",
        lambda service: service.service_area_scope != ServiceAreaScope.UNKNOWN,
        _SERVICE,
    ),
    Rule(_("wachttijd"), "beschikbaarheid", _known("has_waiting_time"), _by(*_MAKES_WAIT)),
    Rule(
        _("of er plaats is voor nieuwe mensen"),
        "beschikbaarheid",
        _known("has_capacity"),
        _by(*_MAKES_WAIT),
    ),
)


@dataclass(frozen=True)
class Completeness:
    """How many of the things that apply are filled in, and the rules of those that are not."""

    filled: int
    applying: int
    missing: tuple[Rule, ...]

    @property
    def percent(self):
        return round(100 * self.filled / self.applying)


def of(service):
    applying = [rule for rule in RULES if rule.applies(service)]
    missing = tuple(rule for rule in applying if not rule.is_filled(service))
    return Completeness(len(applying) - len(missing), len(applying), missing)


@dataclass(frozen=True)
class Stale:
    """What was checked so long ago that it is asked again."""

    label: str
    checked_on: date


def stale(service, *, today):
    """What is stated of waiting time and room, but was checked long ago."""
    checked = [
        (_("Wachttijd"), service.has_waiting_time, service.waiting_checked_on),
        (_("Plaats voor nieuwe mensen"), service.has_capacity, service.capacity_checked_on),
    ]
    return [
        Stale(label, day)
        for label, state, day in checked
        if state != TriState.UNKNOWN and day and today - day > CHECKED_LONG_AGO
    ]

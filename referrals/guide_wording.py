"""What the guide says: how a listing stands to a need, what to ask it, what two do together.

In the words of the guide's own questions, for somebody who has a person before them. Pure, from
listings that are already loaded.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from referrals.enums import Wish
from referrals.matching import Choice, Need, answering, is_for_asked_group
from referrals.pairs import Pair, Tie
from services import wording
from services.enums import Focus, ServiceAreaScope, TriState
from services.models import Service

#: Questions for one call; whoever asks more is no longer listened to.
MOST_QUESTIONS = 5
YES, UNKNOWN, NO = TriState.YES, TriState.UNKNOWN, TriState.NO
#: How a listing stands to what was asked: `%(value)s` is that.
_SAID = {
    "topic": {
        UNKNOWN: gettext_lazy("thema’s onbekend"),
        NO: gettext_lazy("niet gekend voor %(value)s"),
    },
    "age": {
        YES: gettext_lazy("leeftijd past"),
        UNKNOWN: gettext_lazy("leeftijd: na te vragen"),
    },
    "place": {
        YES: gettext_lazy("helpt mensen uit %(value)s"),
        UNKNOWN: gettext_lazy("mensen uit %(value)s: onbekend"),
    },
    "access_mode": {
        YES: gettext_lazy("%(value)s kan"),
        UNKNOWN: gettext_lazy("contactwijze onbekend"),
        NO: gettext_lazy("%(value)s: niet vermeld"),
    },
    "language": {
        YES: gettext_lazy("helpt in het %(value)s"),
        UNKNOWN: gettext_lazy("talen onbekend"),
        NO: gettext_lazy("%(value)s: niet vermeld"),
    },
    "approach": {
        YES: gettext_lazy("werkt met %(value)s"),
        UNKNOWN: gettext_lazy("aanpak onbekend"),
        NO: gettext_lazy("%(value)s: niet vermeld"),
    },
    "target_group": {
        YES: gettext_lazy("ook voor %(value)s"),
        UNKNOWN: gettext_lazy("ervaring met %(value)s: onbekend"),
    },
    Wish.ANONYMOUS: {
        YES: gettext_lazy("anoniem"),
        UNKNOWN: gettext_lazy("anoniem: onbekend"),
        NO: gettext_lazy("niet anoniem"),
    },
    Wish.NO_INTAKE: {
        YES: gettext_lazy("zonder intake"),
        UNKNOWN: gettext_lazy("intake: onbekend"),
        NO: gettext_lazy("met intake"),
    },
    Wish.FREE: {
        YES: gettext_lazy("gratis"),
        UNKNOWN: gettext_lazy("prijs: onbekend"),
        NO: gettext_lazy("niet gratis"),
    },
}
#: What to ask when calling, where it is unknown.
_QUESTIONS = {
    "topic": gettext_lazy("Kan iemand met een vraag over %(value)s bij jullie terecht?"),
    "age": gettext_lazy("Is iemand van die leeftijd (%(value)s) welkom?"),
    "place": gettext_lazy("Is iemand uit %(value)s welkom?"),
    "near": gettext_lazy("Waar spreken jullie met iemand af?"),
    "audience": gettext_lazy("Is iemand die niet tot die groep hoort, ook welkom?"),
    "access_mode": gettext_lazy("Kan het contact zo: %(value)s?"),
    "language": gettext_lazy("Kan het gesprek in het %(value)s?"),
    "approach": gettext_lazy("Hoe werken jullie: kan %(value)s?"),
    "target_group": gettext_lazy("Hebben jullie ervaring met %(value)s?"),
    Wish.ANONYMOUS: gettext_lazy("Kan iemand komen zonder naam te geven?"),
    Wish.NO_INTAKE: gettext_lazy("Is er eerst een intake, en hoe gaat die?"),
    Wish.FREE: gettext_lazy("Wat kost het?"),
}
#: What to ask whoever knows one side only.
_OTHER_SIDE = {
    Focus.DRUGS: gettext_lazy("Kan het bij jullie ook over seks gaan, als dat samenhangt?"),
    Focus.SEXUALITY: gettext_lazy("Kan het bij jullie ook over drugs gaan, als dat samenhangt?"),
    Focus.GENERAL: gettext_lazy("Kan het bij jullie over drugs en over seks gaan?"),
}
#: How well two services are known to know each other.
_TIES = {
    Tie.ORGANISATION: gettext_lazy("Ze horen bij dezelfde organisatie."),
    Tie.COOPERATION: gettext_lazy("Ze werken samen, volgens een bron op hun fiche."),
    Tie.NETWORK: gettext_lazy("Ze zitten samen in een netwerk: %(networks)s."),
    Tie.UNKNOWN: gettext_lazy("Of ze elkaar kennen, is niet bekend."),
}


@dataclass(frozen=True)
class Names:
    """Names of facets ("topic:prep"), and the facets of groups that leave others out."""

    facets: Mapping[str, str]
    narrowing: frozenset[str]


@dataclass(frozen=True)
class Remark:
    """How a listing stands to one thing that was asked, in words; `state` is a TriState."""

    state: str
    text: str


def remarks(service: Service, choice: Choice, need: Need, *, names: Names) -> list[Remark]:
    """What fits, like "werkt rond PrEP", then what does not, then what nobody knows.

    `service` comes with its points.
    """
    said = [
        Remark(one.outcome, str(text))
        for one in choice.verdicts
        if (text := _remark(one, service, choice, need, names))
    ]
    order = [YES, NO, UNKNOWN]
    return sorted(said, key=lambda one: order.index(one.state))


def _remark(verdict, service, choice, need, names):
    fits = verdict.outcome == YES
    match verdict.name:
        case "near":
            return _distance(verdict, service, choice)
        case "audience":
            groups = [names.facets[one] for one in sorted(choice.offer.facets & names.narrowing)]
            return _("richt zich tot %(groups)s") % {"groups": wording.listed(groups)}
        case "closed":
            return wording.closure(service, on=need.today)
        case "touch":
            return _("nog geen telefoon, e-mail of website bekend")
        case "place" if fits and _is_by_province(service):
            return _("in dezelfde provincie")
        case "target_group" if fits and not is_for_asked_group(choice.offer, need):
            return _("staat open voor iedereen")
        case "topic" if fits:
            found = {answering(choice.offer, code) for code in need.topics} - {None}
            subjects = wording.listed(names.facets[one] for one in sorted(found))
            return _("werkt rond %(subjects)s") % {"subjects": subjects}
    return _SAID[verdict.name][verdict.outcome] % {"value": value(verdict.name, need, names)}


def now(service: Service, *, is_answering: bool, at: datetime) -> Remark:
    """Whether somebody answers at the aware moment `at`; `service` has its document and hours."""
    if is_answering:
        return Remark(YES, _("nu bereikbaar"))
    by_phone = wording.not_by_phone(service, at=at)
    if service.document.has_hours:
        return Remark(NO, by_phone or _("nu gesloten"))
    if by_phone:
        return Remark(NO, _("telefoon: %(closed)s") % {"closed": by_phone})
    return Remark(UNKNOWN, _("nu: onbekend"))


def _is_by_province(service):
    """Whether nothing tells whom it serves but where it is."""
    return service.service_area_scope == ServiceAreaScope.UNKNOWN


def _distance(verdict, service, choice):
    if choice.offer.distance_km is None:
        return {
            YES: _("ook van thuis uit"),
            NO: _("in een andere provincie"),
            UNKNOWN: _("waar precies: onbekend"),
        }[verdict.outcome]
    distance = wording.distance(service, choice.offer.distance_km)
    is_near = verdict.outcome == YES
    return distance if is_near else _("%(km)s: niet in de buurt") % {"km": distance}


def value(name: str, need: Need, names: Names) -> str:
    """What was asked under the name of a filter, within a sentence."""
    if name == "age":
        return need.age.label
    if name == "place":
        return need.place.name
    values = need.topics if name == "topic" else need.wanted.get(name, ())
    terms = [names.facets[f"{name}:{one}"] for one in sorted(values)]
    # A language is written with a capital in any sentence.
    return _(" of ").join(map(str, terms)) if name == "language" else wording.listed(terms)


def questions(service: Service, choice: Choice, need: Need, *, names: Names) -> list[str]:
    """What to ask when calling, because nobody knows; at most MOST_QUESTIONS."""
    asked = [
        str(_QUESTIONS[one.name]) % {"value": value(one.name, need, names)}
        for one in choice.verdicts
        if one.outcome == UNKNOWN and one.name in _QUESTIONS
    ]
    if service.focus in _OTHER_SIDE:
        asked.insert(0, str(_OTHER_SIDE[service.focus]))
    if service.has_waiting_time == UNKNOWN:
        asked.append(_("Hoe lang duurt het voor iemand aan de beurt is?"))
    return asked[:MOST_QUESTIONS]


def for_whom(service: Service) -> str:
    """Whom it helps, with what backs that: who does not meet it is better told before they go.

    `service` comes with its claims.
    """
    claims = next((one.claims for one in wording.audiences(service)), [])
    said = [
        f"{wording.listed(group.name for group in claim.groups)} ({claim.backing})"
        if claim.backing
        else wording.listed(group.name for group in claim.groups)
        for claim in claims
    ]
    return "; ".join(said)


def tie(pair: Pair, *, networks: Mapping[int, str]) -> str:
    """How the two are known to know each other; `networks` are the names of networks."""
    names = ", ".join(networks[one] for one in sorted(pair.networks))
    return str(_TIES[pair.tie]) % {"networks": names}


def apart(pair: Pair) -> str:
    """How far the two are from each other."""
    if pair.distance_km is None:
        return _("Naar een van beide hoeft niemand op weg.")
    if pair.distance_km < 1:
        return _("Ze zijn in dezelfde gemeente, of vlak bij elkaar.")
    return _("Tussen beide is het ongeveer %(km)s km.") % {"km": round(pair.distance_km)}


def introduction(pair: Pair, *, drugs: Service, sexuality: Service) -> list[str]:
    """How to introduce one to the other, step by step, with the person's consent."""
    names = {"first": drugs.name, "second": sexuality.name}
    if pair.tie == Tie.ORGANISATION:
        middle = _("Vraag aan %(first)s om %(second)s mee aan tafel te krijgen.")
    elif pair.tie == Tie.UNKNOWN:
        middle = _(
            "Neem contact op met %(first)s. Zeg dat %(second)s de andere kant opneemt, en vraag een"
            " naam om naar te bellen."
        )
    else:
        middle = _("Vraag aan %(first)s wie daar %(second)s kent: die legt het contact.")
    return [
        _("Vraag de persoon of beide van elkaar mogen weten. Zonder akkoord vertel je niets door."),
        middle % names,
        _("Geef %(second)s die naam, en spreek af wie wanneer belt.") % names,
        _("Blijf zelf bereikbaar tot er bij beide een eerste gesprek was."),
    ]

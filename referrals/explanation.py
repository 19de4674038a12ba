"""Why a listing is among the results, in one line of plain Dutch."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from referrals.enums import Wish
from referrals.question import Question
from referrals.ranking import Ranked
from referrals.suitability import does_age_fit, fact
from services import wording
from services.enums import Focus, ServiceAreaScope, ServiceKind, TriState
from services.models import Service

#: Facts in a line that answer what was typed.
MOST_REASONS = 3

_FOCUS = {
    Focus.BOTH: gettext_lazy("werkt rond seks én drugs"),
    Focus.DRUGS: gettext_lazy("werkt rond drugs"),
    Focus.SEXUALITY: gettext_lazy("werkt rond seksualiteit"),
    Focus.GENERAL: gettext_lazy("helpt bij vragen van alle soort"),
}
_AGE = {
    TriState.YES: gettext_lazy("geschikt voor %(years)s jaar"),
    TriState.NO: gettext_lazy("niet voor %(years)s jaar"),
    TriState.UNKNOWN: gettext_lazy("leeftijd onbekend"),
}
_WISHES = {
    Wish.ANONYMOUS: {
        TriState.YES: gettext_lazy("anoniem"),
        TriState.NO: gettext_lazy("niet anoniem"),
        TriState.UNKNOWN: gettext_lazy("anoniem onbekend"),
    },
    Wish.FREE: {
        TriState.YES: gettext_lazy("gratis"),
        TriState.NO: gettext_lazy("niet gratis"),
        TriState.UNKNOWN: gettext_lazy("prijs onbekend"),
    },
    Wish.NO_INTAKE: {
        TriState.YES: gettext_lazy("zonder intake"),
        TriState.NO: gettext_lazy("met intake"),
        TriState.UNKNOWN: gettext_lazy("intake onbekend"),
    },
    Wish.YOUTH: {
        TriState.YES: gettext_lazy("voor jongeren"),
        TriState.NO: gettext_lazy("enkel volwassenen"),
        TriState.UNKNOWN: gettext_lazy("jongeren onbekend"),
    },
}


def line(service: Service, ranked: Ranked, question: Question, *, labels: Mapping[str, str]) -> str:
    """Like "werkt rond seks én drugs · praatgroep · 3 km · geschikt voor 19 jaar".

    In order: the focus, what answers the words that were typed, where it is, how it stands to the
    age and the wishes in them, and until when it is closed, if it is. `labels` are the names of
    facets; `service` comes with its points.
    """
    candidate = ranked.candidate
    parts = [_FOCUS.get(service.focus, "")]
    reasons = [facet for facet in ranked.reasons if facet in labels][:MOST_REASONS]
    languages = [labels[facet] for facet in reasons if facet.startswith("language:")]
    subjects = [labels[facet] for facet in reasons if not facet.startswith("language:")]
    parts.append(wording.listed(dict.fromkeys(subjects)))
    if languages:
        parts.append(_("spreekt %(languages)s") % {"languages": ", ".join(map(str, languages))})
    parts.append(_where(service, candidate, question))
    if question.understanding.age is not None:
        fits = does_age_fit(candidate, question.understanding.age)
        parts.append(_AGE[fits] % {"years": question.understanding.age})
    parts += [
        _WISHES[wish][fact(candidate, wish)]
        for wish in Wish
        if wish in question.wishes & _WISHES.keys()
    ]
    parts.append(_closure(service, question.today))
    return " · ".join(str(part) for part in parts if part)


def _closure(service, today):
    """The words of the tag on its card, within a line."""
    words = wording.closure(service, on=today)
    return words[:1].lower() + words[1:]


def _where(service, candidate, question):
    if candidate.distance_km is not None:
        return wording.distance(service, candidate.distance_km)
    if question.place is None:
        return ""
    is_no_place = service.kind != ServiceKind.SERVICE and not candidate.is_local
    is_anywhere = is_no_place and not candidate.provinces_served
    if service.service_area_scope == ServiceAreaScope.FLANDERS or is_anywhere:
        return _("waar je ook bent")
    if question.place.province_slug in candidate.provinces_served:
        return _("bedient %(place)s") % {"place": question.place.label}
    return ""

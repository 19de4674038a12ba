"""What is known of a listing, and what is not yet: pure, from a listing that is already loaded.

Yes, no and unknown are each said; unknown is never left out where the answer would matter.
"""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from services import wording
from services.enums import ServiceKind, TargetGroupKind, TriState, YouthSuitability


@dataclass(frozen=True)
class Fact:
    """One line of a listing: what is asked, and the answer in words, empty when it is unknown."""

    label: str
    text: str


@dataclass(frozen=True)
class Facts:
    """The answers that are there, and the labels of those that are not."""

    known: list
    unknown: list


def subjects(service):
    """For which ages, for whom living where, and what about."""
    facts = [
        Fact(_("Waarover"), wording.listed(service.topics.all())),
        Fact(_("Leeftijd"), wording.ages(service)),
        Fact(_("Jongeren"), _youth(service)),
    ]
    area = wording.area(service)
    if area or service.kind != ServiceKind.SOURCE:
        facts.append(Fact(_("Werkingsgebied"), area))
    if not service.target_group_claims.all():
        facts.append(Fact(_("Doelgroep"), ""))
    return _sorted_out(facts)


def helpline(service):
    """What to know of a helpline beside its number and its hours."""
    groups = [
        claim.target_group
        for claim in service.target_group_claims.all()
        if claim.target_group.kind != TargetGroupKind.PROFESSIONALS
    ]
    for_whom = ", ".join(filter(None, [wording.listed(groups), wording.ages(service)]))
    return _sorted_out(
        [Fact(_("Voor wie"), for_whom), Fact(_("Talen"), _joined(service.language_labels))]
    )


def on_card(service):
    """What somebody wants to know who has a card in hand; nothing of it says what the help is for.

    What it costs is told as yes or no alone: the rest of it is the organisation's own text.
    """
    return _sorted_out(
        [
            Fact(_("Prijs"), _free(service)),
            Fact(_("Anoniem"), _anonymity(service)),
            Fact(_("Talen"), _joined(service.language_labels)),
            Fact(_("Intake"), _intake(service)),
            Fact(_("Verwijsbrief"), _letter(service)),
            Fact(_("Wachttijd"), waiting(service)),
        ]
    )


def practical(service):
    """What somebody wants to know before the first contact."""
    facts = [
        Fact(_("Prijs"), _price(service)),
        Fact(_("Anoniem"), _anonymity(service)),
        Fact(_("Talen"), _joined(service.language_labels)),
    ]
    of_services = [
        Fact(_("Intake"), _intake(service)),
        Fact(_("Verwijsbrief"), _letter(service)),
        Fact(_("Wachttijd"), waiting(service)),
        Fact(_("Plaats voor nieuwe mensen"), _capacity(service)),
        Fact(_("Aanpak"), _joined(service.approach_labels)),
    ]
    if service.kind == ServiceKind.SERVICE:
        facts += of_services
    else:
        # Who calls a line or opens a site expects none of these: only a stated answer is news.
        facts += [fact for fact in of_services if fact.text]
    if service.formats:
        facts.append(Fact(_("Werkvorm"), _joined(service.format_labels)))
    return _sorted_out(facts)


def _sorted_out(facts):
    return Facts(
        known=[fact for fact in facts if fact.text],
        unknown=[fact.label for fact in facts if not fact.text],
    )


def _joined(labels):
    return ", ".join(str(label) for label in labels)


def _youth(service):
    if service.youth_suitability == YouthSuitability.UNKNOWN:
        return ""
    return service.get_youth_suitability_display()


def _free(service):
    return _answer(service.is_free, yes=_("gratis"), no=_("niet gratis"))


def _price(service):
    return ": ".join(filter(None, [_free(service), service.cost_note]))


def _answer(state, *, yes, no):
    return {TriState.YES: yes, TriState.NO: no, TriState.UNKNOWN: ""}[state]


def _anonymity(service):
    return _answer(
        service.is_anonymous, yes=_("ja, je kunt anoniem blijven"), no=_("nee, niet anoniem")
    )


def _intake(service):
    return _answer(
        service.needs_intake, yes=_("ja, eerst een intakegesprek"), no=_("nee, geen intake nodig")
    )


def _letter(service):
    return _answer(
        service.needs_referral_letter, yes=_("ja, die is nodig"), no=_("nee, niet nodig")
    )


def waiting(service):
    """How long one waits, and when that was asked; empty when it is unknown."""
    yes = _("ja")
    if service.waiting_weeks is not None:
        yes = ngettext("ongeveer %(weeks)s week", "ongeveer %(weeks)s weken", service.waiting_weeks)
        yes %= {"weeks": service.waiting_weeks}
    answer = _answer(service.has_waiting_time, yes=yes, no=_("nee"))
    return _dated(answer, service.waiting_checked_on)


def _capacity(service):
    answer = _answer(service.has_capacity, yes=_("ja"), no=_("nee, nu niet"))
    return _dated(answer, service.capacity_checked_on)


def _dated(answer, day):
    if not answer or day is None:
        return answer
    words = _("%(answer)s (nagevraagd op %(day)s)")
    return words % {"answer": answer, "day": date_format(day, "j F Y")}

"""The closed vocabularies of a listing, and the two that editors keep, as taxonomies and terms.

A fact is named "taxonomy:code", as in "focus:both" or "topic:prep": so it stands among the terms
of the read model, and so `Taxonomies` leads to its record.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from services.enums import (
    AccessMode,
    Approach,
    Confidence,
    ExpertiseCriterion,
    Focus,
    Format,
    ServiceKind,
    TriState,
    VerificationMethod,
    YouthSuitability,
)
from services.hsds.identifiers import identifier

LANGUAGE = "nl"

#: Facts that are yes or no, by the column that holds them: the code and name of each answer.
FACTS = {
    "is_anonymous": {
        TriState.YES: ("anonymous", _("anoniem")),
        TriState.NO: ("not_anonymous", _("niet anoniem")),
    },
    "is_free": {
        TriState.YES: ("free", _("gratis")),
        TriState.NO: ("not_free", _("niet gratis")),
    },
    "needs_intake": {
        TriState.YES: ("intake", _("intake nodig")),
        TriState.NO: ("no_intake", _("zonder intake")),
    },
    "needs_referral_letter": {
        TriState.YES: ("referral_letter", _("verwijsbrief nodig")),
        TriState.NO: ("no_referral_letter", _("zonder verwijsbrief")),
    },
    "has_waiting_time": {
        TriState.YES: ("waiting_time", _("wachttijd")),
        TriState.NO: ("no_waiting_time", _("geen wachttijd")),
    },
    "has_capacity": {
        TriState.YES: ("takes_new_people", _("neemt nieuwe mensen aan")),
        TriState.NO: ("takes_no_new_people", _("neemt nu geen nieuwe mensen aan")),
    },
}


@dataclass(frozen=True)
class Term:
    code: str
    name: str
    description: str


@dataclass(frozen=True)
class Taxonomy:
    """One vocabulary; its code is the `link_type` of the attributes that use it."""

    code: str
    name: str
    description: str
    terms: tuple[Term, ...]

    @property
    def id(self):
        return identifier("taxonomy", self.code)

    @property
    def record(self):
        return {"id": self.id, "name": str(self.name), "description": str(self.description)}


def _of_choices(code, name, description, choices, *, without=()):
    terms = (Term(value, label, label) for value, label in choices.choices if value not in without)
    return Taxonomy(code, name, description, tuple(terms))


def _of_rows(code, name, description, rows):
    """Of topics or target groups, in their order."""
    terms = (Term(row.code, row.name, row.description or row.name) for row in rows)
    return Taxonomy(code, name, description, tuple(terms))


#: The vocabularies that are part of the code.
CLOSED = (
    _of_choices("kind", _("soort"), _("Wat voor iets de fiche beschrijft."), ServiceKind),
    _of_choices(
        "focus",
        _("focus"),
        _("Welke kant van drugs bij seks het aanbod kent; wie beide kent, heeft ook elk apart."),
        Focus,
        without=[Focus.UNKNOWN],
    ),
    _of_choices(
        "youth",
        _("geschiktheid voor jongeren"),
        _("Hoe het aanbod staat tegenover mensen onder de dertig."),
        YouthSuitability,
        without=[YouthSuitability.UNKNOWN],
    ),
    _of_choices(
        "access_mode",
        _("contactwijze"),
        _("De manieren om contact te leggen of hulp te krijgen."),
        AccessMode,
    ),
    _of_choices("approach", _("aanpak"), _("Waar het aanbod naartoe werkt."), Approach),
    _of_choices("format", _("werkvorm"), _("Met wie men samenzit."), Format),
    Taxonomy(
        "fact",
        _("wat telt"),
        _("Wat iemand wil weten voor het eerste contact; wat er niet staat, is onbekend."),
        tuple(
            Term(*answer, answer[1]) for answers in FACTS.values() for answer in answers.values()
        ),
    ),
    _of_choices(
        "expertise",
        _("nagekeken ervaring"),
        _("Waaruit een redacteur zag dat het aanbod drugs bij seks kent; het geldt twee jaar."),
        ExpertiseCriterion,
    ),
    _of_choices(
        "verification",
        _("hoe nagekeken"),
        _("Hoe de fiche bij de organisatie zelf nagekeken is, op de dag in assured_date."),
        VerificationMethod,
    ),
    _of_choices(
        "confidence",
        _("herkomst van de gegevens"),
        _("Waar de gegevens gelezen zijn."),
        Confidence,
    ),
)

#: The codes of all vocabularies, those that editors keep at the end.
CODES = (*(taxonomy.code for taxonomy in CLOSED), "topic", "target_group")


class Taxonomies:
    """All vocabularies at one moment, and the records of their terms."""

    def __init__(self, *, topics: Iterable, target_groups: Iterable):
        """Both are rows with a code, a name and a description, in the order to show them in."""
        self.all = (
            *CLOSED,
            _of_rows("topic", _("thema"), _("Waarover een vraag kan gaan."), topics),
            _of_rows(
                "target_group",
                _("doelgroep"),
                _("Mensen met wie het aanbod ervaring heeft."),
                target_groups,
            ),
        )
        #: The record of every term by its fact ("topic:prep"), and each fact by the term's id.
        self.terms = {
            f"{taxonomy.code}:{term.code}": _term_record(taxonomy, term)
            for taxonomy in self.all
            for term in taxonomy.terms
        }
        self.facts = {record["id"]: fact for fact, record in self.terms.items()}
        self.by_id = {taxonomy.id: taxonomy for taxonomy in self.all}

    def facts_of_term(self, term_id):
        """The fact of a term, by its id, alone in a list; none of an unknown one."""
        return [self.facts[term_id]] if term_id in self.facts else []

    def facts_of(self, taxonomy_id):
        """Every fact of a taxonomy, by its id; none of an unknown one."""
        taxonomy = self.by_id.get(taxonomy_id)
        return [f"{taxonomy.code}:{term.code}" for term in taxonomy.terms] if taxonomy else []


def _term_record(taxonomy, term):
    return {
        "id": identifier("taxonomy_term", taxonomy.code, term.code),
        "code": term.code,
        "name": str(term.name),
        "description": str(term.description),
        "taxonomy": str(taxonomy.name),
        "taxonomy_id": taxonomy.id,
        "taxonomy_detail": taxonomy.record,
        "language": LANGUAGE,
    }


def facts(service, *, topics, target_groups, expertise):
    """The coded facts of a listing, sorted; what is unknown has none.

    `topics`, `target_groups` and `expertise` are the codes that hold for it.
    """
    sides = [Focus.DRUGS, Focus.SEXUALITY] if service.focus == Focus.BOTH else []
    answers = [
        answers[getattr(service, column)][0]
        for column, answers in FACTS.items()
        if getattr(service, column) in answers
    ]
    codes = {
        "kind": [service.kind],
        "focus": [service.focus, *sides],
        "youth": [service.youth_suitability],
        "access_mode": service.access_modes,
        "approach": service.approaches,
        "format": service.formats,
        "fact": answers,
        "expertise": expertise,
        "verification": [service.verified_how],
        "confidence": [service.confidence],
        "topic": topics,
        "target_group": target_groups,
    }
    return sorted(
        f"{taxonomy}:{code}"
        for taxonomy, own in codes.items()
        for code in own
        if code not in ("", "unknown")
    )

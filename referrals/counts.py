"""How many listings each choice would leave: exact where it matters, and bounded work always."""

from dataclasses import dataclass

from django.db import connection
from django.db.models import BooleanField, ExpressionWrapper, F
from django.db.models.functions import Coalesce
from django_filters import ChoiceFilter

from services.filters import AnyOfFilter, CriterionFilter, FlagFilter
from services.models import Service

#: Counts are exact up to here; past it the page says "500+".
COUNT_LIMIT = 500
#: Listings that are looked at for the counts. Past it every count is a floor: "at least".
CANDIDATES = 10_000
#: The choice that takes a filter off, as it stands in a form.
ANY = ""


@dataclass(frozen=True)
class Tally:
    """A number of listings; a floor when more listings were in play than were looked at."""

    number: int
    is_floor: bool = False

    def __str__(self):
        if self.number > COUNT_LIMIT:
            return f"{COUNT_LIMIT}+"
        return f"{self.number}+" if self.is_floor and self.number else str(self.number)


@dataclass(frozen=True)
class ChoiceTally:
    """What a choice would leave: listings that certainly fit, and those of which it is unknown."""

    certain: Tally
    unknown: Tally


def count_choices(candidates, *, filters, criteria, conditions, groups):
    """Count the groups of an answer and every choice of every filter, in one query.

    `candidates` are listings in scope, and `criteria` what was asked that some of them may not fit.
    `groups` maps names to the names of the `conditions` that hold in them, or "NOT" and a name.
    Gives {group: Tally} and {(filter name, value): ChoiceTally}: a choice is counted under all
    criteria but those of its own filter. Of a filter that takes one value, ANY is the choice of
    none, which leaves nothing unknown.
    """
    filters = {name: one for name, one in filters.items() if isinstance(one, CriterionFilter)}
    flags = conditions | {f"fits_{one.name}": one.possible for one in criteria}
    passing = {name: one for name, one in filters.items() if not one.is_timeless}
    flags |= _choice_flags(passing)
    facts, fact_parameters = _timeless_facts(filters)
    counted = {("", name): [*which, *_fits(criteria)] for name, which in groups.items()}
    choices = [(name, value) for name, one in filters.items() for value in fixed_values(one)]
    for name, value in choices:
        certain, unknown = _flag_names(name, value)
        fits = _fits(criteria, but=name)
        counted["certain", name, value] = [certain, *fits]
        counted["unknown", name, value] = [unknown, f"NOT {certain}", *fits]

    single = [name for name, one in filters.items() if isinstance(one, ChoiceFilter)]
    for name in single:
        counted["any", name] = _fits(criteria, but=name)

    # One pass over the candidates; the slice has each condition worked out once a listing. The
    # ORM can write the outer query too, but takes ten times as long over it as PostgreSQL.
    inner, parameters = _flagged(candidates, flags, slice(CANDIDATES))
    counts = [
        f"count(*) FILTER (WHERE {' AND '.join(which) or 'TRUE'})" for which in counted.values()
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*), {', '.join(counts)} FROM ({inner}) AS listing"
            f" JOIN ({facts}) AS fact ON fact.fact_pk = listing.pk",
            (*parameters, *fact_parameters),
        )
        seen, *numbers = cursor.fetchone()
    tallies = {
        key: Tally(number, is_floor=seen == CANDIDATES)
        for key, number in zip(counted, numbers, strict=True)
    }
    return (
        {name: tallies["", name] for name in groups},
        {
            choice: ChoiceTally(tallies["certain", *choice], tallies["unknown", *choice])
            for choice in choices
        }
        | {(name, ANY): ChoiceTally(tallies["any", name], Tally(0)) for name in single},
    )


#: What every listing says of every choice, as SQL and its parameters, by the choices there are:
#: the ORM takes longer to write it than PostgreSQL to answer it.
_written = {}


def _timeless_facts(filters):
    timeless = {name: one for name, one in filters.items() if one.is_timeless}
    key = tuple((name, *map(str, fixed_values(one))) for name, one in timeless.items())
    if key not in _written:
        services = Service.objects.searchable().annotate(fact_pk=F("pk"))
        _written.clear()
        _written[key] = _flagged(services, _choice_flags(timeless), slice(None), "fact_pk")
    return _written[key]


def _choice_flags(filters):
    """Conditions of all choices, by the names of their flags."""
    flags = {}
    for name, one in filters.items():
        for value in fixed_values(one):
            choice = one.criterion(name, [value] if isinstance(one, AnyOfFilter) else value)
            certain, unknown = _flag_names(name, value)
            flags |= {certain: choice.certain, unknown: choice.unknown}
    return flags


def _flag_names(name, value):
    return f"certain_{name}_{value}".replace("-", "_").lower(), f"unknown_{name}"


def _flagged(services, flags, part, pk="pk"):
    """SQL and parameters of listings with each condition worked out, never null."""
    conditions = {
        flag: Coalesce(ExpressionWrapper(condition, output_field=BooleanField()), False)
        for flag, condition in flags.items()
    }
    flagged = services.annotate(**conditions).order_by().values(pk, *flags)[part]
    return flagged.query.sql_with_params()


def _fits(criteria, but=None):
    return [f"fits_{one.name}" for one in criteria if one.name != but]


def fixed_values(one):
    """The values of a filter that has a fixed list of them."""
    if isinstance(one, FlagFilter):
        return [True]
    return [value for value, label in one.extra.get("choices", [])]


def count_each(querysets):
    """Count a few querysets in one query, each up to COUNT_LIMIT + 1: {key: Tally}."""
    if not querysets:
        return {}
    statements, parameters = [], []
    for number, queryset in enumerate(querysets.values()):
        limited = queryset.order_by().values("pk")[: COUNT_LIMIT + 1]
        sql, values = limited.query.sql_with_params()
        statements.append(f"SELECT {number}, count(*) FROM ({sql}) AS part")
        parameters += values
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(statements), parameters)
        counted = dict(cursor.fetchall())
    return {key: Tally(counted[number]) for number, key in enumerate(querysets)}

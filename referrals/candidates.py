"""The listings that may answer a question, read from the public read model in bounded work."""

import re

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchQuery
from django.db.models import Case, F, FloatField, Func, OuterRef, Q, Subquery, Value, When

from referrals.question import Question
from referrals.ranking import IN_NAME, IN_TEXT
from referrals.suitability import Candidate
from services.enums import ServiceAreaScope, ServiceKind
from services.freshness import Deadlines
from services.gazetteer import Place
from services.models import PublicPoint
from services.text import TEXT_CONFIG

#: Listings that are ranked; a broader question is answered from this many of them.
LIMIT = 1_000
#: A word of this many letters may be a misspelt name that begins with this many of them.
SHORTEST_MISSPELT, RIGHT_LETTERS = 6, 4

#: What helps without a journey: it has no address, or serves all of Flanders.
REACHES_FAR = (
    Q(document__is_local=False)
    | Q(service_area_scope=ServiceAreaScope.FLANDERS)
    | Q(kind=ServiceKind.SOURCE)
)
#: What a candidate has of its listing, and of that one's document.
COLUMNS = (
    "pk",
    "name",
    "kind",
    "focus",
    "min_age",
    "max_age",
    "youth_suitability",
    "is_anonymous",
    "is_free",
    "needs_intake",
    "service_area_scope",
    "closed_until",
)
DOCUMENT_COLUMNS = (
    "facets",
    "is_for_everyone",
    "is_narrow",
    "is_local",
    "provinces_served",
    "municipalities_served",
    "due_on",
    "lapses_on",
    "expertise_on",
)


class _Places(Func):
    """Where each group of words stands in a document: an array of IN_NAME, IN_TEXT and 0."""

    output_field = ArrayField(FloatField())

    def __init__(self, vector, texts):
        super().__init__(vector)
        self.texts = texts

    def as_sql(self, compiler, connection, **context):
        vector, _ = compiler.compile(self.source_expressions[0])
        query = f"websearch_to_tsquery('{TEXT_CONFIG}', %s)"
        place = (
            f"CASE WHEN ts_filter({vector}, '{{a}}') @@ {query} THEN {IN_NAME}"
            f" WHEN {vector} @@ {query} THEN {IN_TEXT} ELSE 0 END"
        )
        parameters = [_any_of(words) for words in self.texts for _use in range(2)]
        return f"ARRAY[{', '.join([place] * len(self.texts))}]::float8[]", parameters


class _Array(Func):
    """An array of numbers, one for each text: how a column fits it."""

    template = "ARRAY[%(expressions)s]::float8[]"
    output_field = ArrayField(FloatField())


def read(services, *, question: Question, distance) -> list[Candidate]:
    """At most LIMIT of these listings that answer something, in one query.

    `services` are the listings in scope and `distance` an expression for their kilometres from the
    place of the question. Nearer ones are no likelier to be read: whoever has more than LIMIT
    listings about one thing chooses a place, which narrows the scope.
    """
    names = (*COLUMNS, *DOCUMENT_COLUMNS, "distance_km", "places", "likeness", "is_named")
    rows = answering(services, question=question, distance=distance)[:LIMIT]
    return [Candidate(**facts(dict(zip(names, row, strict=True)))) for row in rows]


def distance_from(place: Place | None):
    """An expression for the kilometres from a place to a listing's nearest point; none without."""
    if place is None:
        return Value(None, output_field=FloatField())
    points = PublicPoint.objects.filter(service=OuterRef("pk")).with_distance(place)
    return Subquery(points.order_by("distance_km").values("distance_km")[:1])


def answering(services, *, question: Question, distance):
    """The rows of the listings that answer something, found through the indexes."""
    return (
        services.filter(_answers(question))
        .annotate(
            distance_km=distance,
            places=_Places("document__vector", question.texts),
            likeness=_Array(*(_likeness(word) for word in question.words)),
            is_named=_is_named(question),
        )
        .order_by()
        .values_list(
            *COLUMNS,
            *(f"document__{name}" for name in DOCUMENT_COLUMNS),
            "distance_km",
            "places",
            "likeness",
            "is_named",
        )
    )


def facts(row):
    """The facts of a candidate out of a row of `COLUMNS` and `DOCUMENT_COLUMNS`, by their names."""
    due_on, lapses_on = row.pop("due_on"), row.pop("lapses_on")
    deadlines = Deadlines(due_on, lapses_on) if due_on else None
    return row | {"facets": frozenset(row["facets"]), "deadlines": deadlines}


def _answers(question):
    """Condition for listings of which a word or a facet answers something of the question."""
    if question.is_open:
        return Q()
    answers = Q(document__facets__overlap=sorted(question.facets)) if question.facets else Q()
    if question.sought:
        anything = _query([word for words in question.sought for word in words])
        answers |= Q(document__vector=anything)
    for word in question.words:
        answers |= Q(document__text__trigram_strict_word_similar=word)
        if len(word) >= SHORTEST_MISSPELT:
            answers |= Q(document__vector=_begins_with(word[:RIGHT_LETTERS]))
    return answers


def _is_named(question):
    """Whether the line is one of the names in a document's text, which stand between dots."""
    if question.is_open:
        # A place alone is no name.
        return Value(False)
    name = rf"(^| · ){re.escape(question.name)}($| · )"
    return Case(When(document__text__regex=name, then=True), default=False)


def _begins_with(letters):
    """What finds any word that begins so: misspelt ones are mostly right at their beginning."""
    return SearchQuery(f"{letters}:*", config=TEXT_CONFIG, search_type="raw")


def _query(words):
    return SearchQuery(_any_of(words), config=TEXT_CONFIG, search_type="websearch")


def _any_of(words):
    """What finds any of these words, or groups of words that stand together."""
    return " or ".join(f'"{word}"' for word in words)


def _likeness(word):
    return Func(
        Value(word),
        F("document__text"),
        function="strict_word_similarity",
        output_field=FloatField(),
    )

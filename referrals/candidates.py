"""The listings that may answer a question, read from the public read model in bounded work."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchQuery
from django.db.models import F, FloatField, Func, Q, Value

from referrals.question import Question
from referrals.ranking import IN_NAME, IN_TEXT
from referrals.suitability import Candidate
from services.text import TEXT_CONFIG

#: Listings that are ranked; a broader question is answered from this many of them.
LIMIT = 1_000
#: A word of this many letters may be a misspelt name that begins with this many of them.
SHORTEST_MISSPELT, RIGHT_LETTERS = 6, 4

_COLUMNS = (
    "pk",
    "kind",
    "focus",
    "min_age",
    "max_age",
    "youth_suitability",
    "is_anonymous",
    "is_free",
    "needs_intake",
    "verified_on",
    "service_area_scope",
)
_DOCUMENT_COLUMNS = (
    "facets",
    "is_for_everyone",
    "is_narrow",
    "is_local",
    "provinces_served",
    "municipalities_served",
)


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
    names = (*_COLUMNS, *_DOCUMENT_COLUMNS, "distance_km", "places", "likeness")
    rows = answering(services, question=question, distance=distance)[:LIMIT]
    return [_candidate(dict(zip(names, row, strict=True))) for row in rows]


def answering(services, *, question: Question, distance):
    """The rows of the listings that answer something, found through the indexes."""
    return (
        services.filter(_answers(question))
        .annotate(
            distance_km=distance,
            places=_Array(*(_Where("document__vector", _query(ws)) for ws in question.texts)),
            likeness=_Array(*(_likeness(word) for word in question.words)),
        )
        .order_by()
        .values_list(
            *_COLUMNS,
            *(f"document__{name}" for name in _DOCUMENT_COLUMNS),
            "distance_km",
            "places",
            "likeness",
        )
    )


def _candidate(values):
    return Candidate(**values | {"facets": frozenset(values["facets"])})


def _answers(question):
    """Condition for listings of which a word or a facet answers something of the question."""
    if question.is_open:
        return Q()
    answers = Q(document__facets__overlap=sorted(question.facets)) if question.facets else Q()
    if question.texts:
        anything = _query([word for words in question.texts for word in words])
        answers |= Q(document__vector=anything)
    for word in question.words:
        answers |= Q(document__text__trigram_strict_word_similar=word)
        if len(word) >= SHORTEST_MISSPELT:
            answers |= Q(document__vector=_begins_with(word[:RIGHT_LETTERS]))
    return answers


def _begins_with(letters):
    """What finds any word that begins so: misspelt ones are mostly right at their beginning."""
    return SearchQuery(f"{letters}:*", config=TEXT_CONFIG, search_type="raw")


def _query(words):
    """What finds any of these words, or groups of words that stand together."""
    text = " or ".join(f'"{word}"' for word in words)
    return SearchQuery(text, config=TEXT_CONFIG, search_type="websearch")


class _Where(Func):
    """Where in a document a query fits: `IN_NAME`, `IN_TEXT`, or 0 for nowhere."""

    output_field = FloatField()

    def as_sql(self, compiler, connection, **context):
        (vector, _), (query, parameters) = (
            compiler.compile(part) for part in self.source_expressions
        )
        sql = (
            f"CASE WHEN ts_filter({vector}, '{{a}}') @@ {query} THEN {IN_NAME}"
            f" WHEN {vector} @@ {query} THEN {IN_TEXT} ELSE 0 END"
        )
        return sql, (*parameters, *parameters)


def _likeness(word):
    return Func(
        Value(word),
        F("document__text"),
        function="strict_word_similarity",
        output_field=FloatField(),
    )

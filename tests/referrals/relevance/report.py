"""The table of systems by metrics, and the queries that a system answers badly."""

from collections.abc import Iterable, Mapping, Sequence

from tests.referrals.relevance.metrics import has_right_answer, ndcg, recall
from tests.referrals.relevance.queries import Query

PARTS = {
    "all": lambda query: True,
    "scene half": lambda query: query.is_scene,
    "tune part": lambda query: query.part == "tune",
    "final third": lambda query: query.part == "final",
    "fresh part": lambda query: query.part == "fresh",
    "later part": lambda query: query.part == "later",
}
HEADINGS = (
    "system",
    "queries",
    "nDCG@5",
    "recall@10",
    "right in top 3",
    "found for no-answer",
)

#: What a system found, by the query's id.
Found = Mapping[str, Sequence[str]]


def table(queries: Sequence[Query], found: Mapping[str, Found]) -> str:
    """In Markdown: a row for each part of the queries and each system, by its name in `found`.

    The first three metrics are means over the queries that have a right answer; the last is the
    share of the others for which anything was found, and the only one that is better when lower.
    """
    rows = [HEADINGS, ["---", *["---:"] * (len(HEADINGS) - 1)]]
    for part, is_in in PARTS.items():
        chosen = [query for query in queries if is_in(query)]
        rows.append([f"**{part}**", *[""] * (len(HEADINGS) - 1)])
        rows += [[name, *_measured(chosen, of_system)] for name, of_system in found.items()]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _measured(queries, found):
    answerable = [(found[query.id], query.grades) for query in queries if query.is_answerable]
    others = [found[query.id] for query in queries if not query.is_answerable]
    return [
        f"{len(answerable)} + {len(others)}",
        f"{_mean(ndcg(*one) for one in answerable):.3f}",
        f"{_mean(recall(*one) for one in answerable):.3f}",
        f"{_mean(has_right_answer(*one) for one in answerable):.1%}",
        f"{_mean(bool(one) for one in others):.1%}",
    ]


def _mean(values: Iterable[float]) -> float:
    values = list(values)
    return sum(values) / len(values)


def misses(queries: Sequence[Query], found: Found) -> Iterable[str]:
    """A line for each query without a right answer in the first three, and for each false find."""
    for query in queries:
        slugs = found[query.id]
        is_good = has_right_answer(slugs, query.grades) if query.is_answerable else not slugs
        if not is_good:
            graded = ", ".join(f"{slug} ({query.grades.get(slug, 0)})" for slug in slugs[:5])
            yield f"{query.id}. {query.text} [{query.kind}]: {graded or 'nothing'}"

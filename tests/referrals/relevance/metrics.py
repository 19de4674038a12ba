"""How good a ranking is, for one query. All pure.

`found` is what a system gave, best first, without doubles; `grades` are the right answers of the
query with their grades, 1 (acceptable) to 3 (the best); what is not in it has grade 0. All values
are from 0 to 1, higher is better.
"""

from collections.abc import Mapping, Sequence
from math import log2

Grades = Mapping[str, int]


def ndcg(found: Sequence[str], grades: Grades, *, depth: int = 5) -> float:
    """Normalised discounted cumulative gain of the first `depth`.

    Gain 2^grade - 1 and discount log2(place + 1), as in Burges et al., "Learning to Rank using
    Gradient Descent" (ICML 2005), after Järvelin and Kekäläinen, "Cumulated gain-based evaluation
    of IR techniques" (ACM TOIS 20(4), 2002). Raises ZeroDivisionError without right answers.
    """
    ideal = _gain(sorted(grades.values(), reverse=True)[:depth])
    return _gain([grades.get(one, 0) for one in found[:depth]]) / ideal


def recall(found: Sequence[str], grades: Grades, *, depth: int = 10) -> float:
    """Share of the right answers, of any grade, among the first `depth`.

    Of a query with more right answers than `depth`, `depth` of them is all that can be asked.
    Raises ZeroDivisionError without right answers.
    """
    return len(grades.keys() & set(found[:depth])) / min(depth, len(grades))


def has_right_answer(
    found: Sequence[str], grades: Grades, *, depth: int = 3, grade: int = 2
) -> bool:
    """Whether one of the first `depth` has at least this grade."""
    return any(grades.get(one, 0) >= grade for one in found[:depth])


def _gain(grades: Sequence[int]) -> float:
    return sum((2**grade - 1) / log2(place + 1) for place, grade in enumerate(grades, start=1))

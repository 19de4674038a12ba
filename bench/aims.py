"""What was aimed at, and whether it was reached; pure."""

from dataclasses import dataclass

from bench import scenarios

#: Most that a page may take, as a multiple of its own SQL.
SEARCH_TO_SQL = 3.0
#: Most that the 95th percentile may grow from the fewest listings to the most.
GROWTH = 2.5
#: Most that the map may take when it is asked again, as a multiple of a view that does nothing.
MAP_TO_EMPTY = 1.5
#: Most that a list of the API may take, as a multiple of writing its dictionaries as JSON.
LIST_TO_DICTIONARIES = 1.5
#: Most queries that it may send.
LIST_QUERIES = 8
#: Most memory of a worker that sends the whole map, in bytes.
EXPORT_MEMORY = 200 << 20
#: Seconds.
SUGGESTIONS_P95 = 0.020
#: The slowest pattern as a multiple of the slowest ordinary question.
HOSTILE_TO_ORDINARY = 1.0


@dataclass(frozen=True)
class Verdict:
    """One aim in one case: what was found beside the limit, as text, and whether that is enough.

    Without a limit (`is_reached` is None) it is reported only. `why` says where the time goes.
    """

    aim: str
    case: str
    found: str
    is_reached: bool | None
    why: str = ""


def verdicts(measured):
    """Every aim, over a list of AtSize from few listings to many."""
    return [
        *(verdict for one in measured for verdict in _search(one)),
        *_growth(measured[0], measured[-1]),
        *(verdict for one in measured for verdict in _map(one)),
        *(verdict for one in measured for verdict in _suggestions(one)),
        *(verdict for one in measured for verdict in _api_list(one)),
        *(verdict for one in measured for verdict in _exports(one)),
        *(verdict for one in measured for verdict in _hostile(one)),
    ]


def _search(one):
    for name in scenarios.SEARCHES:
        figures = one.scenarios[name]
        if figures.bare:
            ratio = figures.alone.median / figures.bare.median
            yield Verdict(
                aim=f"search ≤ {SEARCH_TO_SQL:g}× its SQL",
                case=f"{name}, {one.size:,}",
                found=f"{ratio:.1f}×",
                is_reached=ratio <= SEARCH_TO_SQL,
                why=_breakdown(one, figures),
            )


def _breakdown(one, figures):
    """The median of a page, by what it is spent on."""
    empty = one.scenarios[scenarios.EMPTY_VIEW].alone.median
    total, sql = figures.alone.median, figures.bare.median
    rest = max(total - sql - empty, 0)
    return (
        f"{_ms(total)}: SQL {_ms(sql)}, server and middleware {_ms(empty)}, "
        f"reading the question, building queries and the page in Python {_ms(rest)}"
    )


def _growth(few, many):
    if few is many:
        return
    for name in scenarios.SEARCHES:
        before, after = few.scenarios[name], many.scenarios[name]
        ratio = after.alone.p95 / before.alone.p95
        is_selective = name in (scenarios.SELECTIVE, scenarios.FILTERED_SELECTIVE)
        why = f"{_ms(before.alone.p95)} → {_ms(after.alone.p95)}"
        if before.bare and after.bare:
            why += f", of which SQL {_ms(before.bare.p95)} → {_ms(after.bare.p95)}"
            why += f"; the slowest statement alone {_ms(after.bare.slowest)}"
        yield Verdict(
            aim=f"p95 at {many.size:,} ≤ {GROWTH:g}× that at {few.size:,}, selective",
            case=name,
            found=f"{ratio:.1f}×",
            is_reached=ratio <= GROWTH if is_selective else None,
            why=why,
        )


def _map(one):
    figures = one.scenarios[scenarios.MAP_CACHED]
    empty = one.scenarios[scenarios.EMPTY_VIEW].alone.median
    ratio = figures.alone.median / empty
    sql = f", of which SQL {_ms(figures.bare.median)}" if figures.bare else ", no SQL"
    yield Verdict(
        aim=f"map data, cached ≤ {MAP_TO_EMPTY:g}× the empty view",
        case=f"{one.size:,}",
        found=f"{ratio:.1f}×",
        is_reached=ratio <= MAP_TO_EMPTY,
        why=f"{_ms(figures.alone.median)} beside {_ms(empty)}{sql}",
    )


def _suggestions(one):
    if figures := one.scenarios.get(scenarios.SUGGESTIONS):
        sql = f"SQL p95 {_ms(figures.bare.p95)}" if figures.bare else "no SQL"
        yield Verdict(
            aim=f"suggestions p95 ≤ {_ms(SUGGESTIONS_P95)}",
            case=f"{one.size:,}",
            found=_ms(figures.alone.p95),
            is_reached=figures.alone.p95 <= SUGGESTIONS_P95,
            why=f"{sql}; with {figures.crowded.clients} clients {_ms(figures.crowded.p95)}",
        )


def _api_list(one):
    took, made = (one.scenarios[name] for name in (scenarios.API_LIST, scenarios.API_LIST_MADE))
    alone = one.scenarios[scenarios.DICTIONARIES].alone.median
    ratio = took.alone.median / alone
    queries = max(took.bare.queries, made.bare.queries)
    yield Verdict(
        aim=f"list of 100 ≤ {LIST_TO_DICTIONARIES:g}× its dictionaries, ≤ {LIST_QUERIES} queries",
        case=f"{one.size:,}",
        found=f"{ratio:.1f}×, {queries} queries",
        is_reached=ratio <= LIST_TO_DICTIONARIES and queries <= LIST_QUERIES,
        why=f"{_ms(took.alone.median)} beside {_ms(alone)}; a page that does not lie ready"
        f" {_ms(made.alone.median)}, of which SQL {_ms(made.bare.median)}",
    )


def _exports(one):
    for name, export in one.exports.items():
        yield Verdict(
            aim=f"the whole map within {EXPORT_MEMORY >> 20} MiB",
            case=f"{name}, {one.size:,}",
            found=f"{export.memory / 2**20:.0f} MiB",
            is_reached=export.memory <= EXPORT_MEMORY,
            why=f"{export.sent / 2**20:.1f} MiB sent in {export.seconds:.1f} s",
        )


def _hostile(one):
    name, slowest = max(one.hostile.items(), key=lambda item: item[1].median)
    ordinary = max(one.scenarios[name].alone.slowest_median() for name in scenarios.SEARCHES)
    ratio = slowest.median / ordinary
    yield Verdict(
        aim="no pattern takes longer than the slowest ordinary question",
        case=f"{one.size:,}",
        found=f"{ratio:.2f}×",
        is_reached=ratio <= HOSTILE_TO_ORDINARY,
        why=f"“{name}” {_ms(slowest.median)}, slowest question {_ms(ordinary)}",
    )


def _ms(seconds):
    return f"{seconds * 1000:.1f} ms"

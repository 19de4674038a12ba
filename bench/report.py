"""The figures as Markdown; pure."""

from bench.aims import verdicts
from bench.scenarios import EMPTY_VIEW, SUGGESTIONS

HEAD = """\
# How fast it is

Made by `make bench`; do not edit. Listings are generated (seed {seed}), beside the real ones of the
demo. Times are milliseconds as a client on the same machine sees them, over HTTP through the
production server, gzip and all; p95 is the nearest rank. **SQL** is the bare limit in the same run:
the same statements through plain psycopg, the sum of a request. The **empty view** is the other:
the same server and middleware around a view that does nothing. Queries and rows are the most that
one request of the scenario asked and got. Aims are judged with one client; many at once share the
processors with the clients and the database, so that their times are mostly waiting in line.
**Map data, cached** is asked by a client that names the answer it has (`If-None-Match`); within the
first minute a browser does not even ask. **API, its dictionaries alone** writes a page of the API
as JSON that lies ready in memory; a **list of 100** without a question to it lies ready written, as
it does for all but the first who ask, and one **made anew** does not. Files of the whole map come
from a server that did nothing else.
"""


def markdown(measured, *, machine, seed):
    """The whole report; `measured` is a list of AtSize, `machine` lines of text."""
    parts = [HEAD.format(seed=seed), "## Machine", "\n".join(f"- {line}" for line in machine)]
    parts += ["## Aims", _verdict_table(verdicts(measured))]
    if any(SUGGESTIONS not in one.scenarios for one in measured):
        parts.append("Suggestions were not measured: their address does not exist.")
    for one in measured:
        parts += [f"## {one.size:,} listings", _scenario_table(one), _remarks(one)]
    parts += ["## Catastrophic patterns", _hostile_table(measured)]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def table(head, rows):
    """A Markdown table; the first column is text, the others are numbers or what is to be them."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)


def _verdict_table(verdicts):
    words = {True: "reached", False: "**short**", None: "beside it"}
    head = ["aim", "case", "found", "", "where the time goes"]
    rows = [[one.aim, one.case, one.found, words[one.is_reached], one.why] for one in verdicts]
    lines = [head, ["---", "---", "---:", "---", "---"], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _scenario_table(one):
    crowd = next(iter(one.scenarios.values())).crowded.clients
    head = ["scenario", "queries", "rows", "SQL median", "SQL p95", "1 client median", "p95"]
    head += ["× SQL", "requests/s", f"{crowd} clients median", "p95", "requests/s"]
    return table(head, [_scenario_row(name, own) for name, own in one.scenarios.items()])


def _scenario_row(name, figures):
    alone, crowded, bare = figures.alone, figures.crowded, figures.bare
    of_sql = ["0", "0", "–", "–"]
    times = "–"
    if bare:
        of_sql = [bare.queries, bare.rows, _ms(bare.median), _ms(bare.p95)]
        times = f"{alone.median / bare.median:.1f}"
    return [
        *(name, *of_sql, _ms(alone.median), _ms(alone.p95), times, f"{alone.rate:.0f}"),
        *(_ms(crowded.median), _ms(crowded.p95), f"{crowded.rate:.0f}"),
    ]


def _remarks(one):
    """Peak memory, what the load generator took, how many requests, and what failed."""
    runs = [run for figures in one.scenarios.values() for run in (figures.alone, figures.crowded)]
    counts = [len(run.answers) for run in runs]
    empty = one.scenarios[EMPTY_VIEW]
    busiest = max(
        (run.client_share, name)
        for name, figures in one.scenarios.items()
        if name != EMPTY_VIEW
        for run in (figures.alone, figures.crowded)
    )
    lines = [
        "Peak memory of the server's workers: "
        + ", ".join(f"{peak / 2**20:.0f} MiB" for peak in one.workers)
        + ", pages that they share counted in each.",
        f"{min(counts)} to {max(counts)} requests a run.",
        f"The clients took at most {busiest[0]:.0%} of one processor ({busiest[1]}), and "
        f"{empty.crowded.client_share:.0%} for the empty view.",
    ]
    failures = [
        f"{name} {figures.alone.failed + figures.crowded.failed}"
        for name, figures in one.scenarios.items()
        if figures.alone.failed + figures.crowded.failed
    ]
    if failures:
        lines.append(f"**Requests that failed:** {', '.join(failures)}.")
    return " ".join(lines)


def _hostile_table(measured):
    """Medians by pattern and size; the slowest ordinary question is in the aims above."""
    head = ["pattern", "status", *(f"median at {one.size:,}" for one in measured)]
    rows = [
        [
            name,
            ", ".join(sorted({str(s) for one in measured for s in one.hostile[name].statuses})),
            *(_ms(one.hostile[name].median) for one in measured),
        ]
        for name in measured[0].hostile
    ]
    return table(head, rows)


def _ms(seconds):
    return f"{seconds * 1000:.1f}"

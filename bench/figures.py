"""What is measured, as plain values. Times are in seconds, memory in bytes."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from statistics import median


def percentile(values: Sequence[float], percent: float) -> float:
    """The smallest value that at least `percent` of the values do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(ceil(percent / 100 * len(ordered)), 1) - 1]


@dataclass(frozen=True)
class Answer:
    """One request as a client saw it, from sending to the last byte; status 0 when none came."""

    address: str
    status: int
    seconds: float


@dataclass(frozen=True)
class Run:
    """Requests by some clients at once, each of which waits for its answer before the next.

    `elapsed` is the time between the first request and the last answer, `client_seconds` what the
    clients themselves took of a processor meanwhile.
    """

    clients: int
    answers: tuple[Answer, ...]
    elapsed: float
    client_seconds: float

    @property
    def times(self):
        return [answer.seconds for answer in self.answers]

    @property
    def median(self):
        return median(self.times)

    @property
    def p95(self):
        return percentile(self.times, 95)

    @property
    def rate(self):
        """Answers a second."""
        return len(self.answers) / self.elapsed

    @property
    def failed(self):
        """How many were answered by an error, or not at all."""
        return sum(answer.status not in (200, 304) for answer in self.answers)

    @property
    def statuses(self):
        return sorted({answer.status for answer in self.answers})

    @property
    def client_share(self):
        """How much of one processor the clients took, 0 to 1."""
        return self.client_seconds / self.elapsed

    def slowest_median(self):
        """Of the address that took longest: the median of its times."""
        times = defaultdict(list)
        for answer in self.answers:
            times[answer.address].append(answer.seconds)
        return max(median(own) for own in times.values())


@dataclass(frozen=True)
class Bare:
    """The SQL of a scenario's requests on a plain connection: the limit of what a page can reach.

    `queries` and `rows` are the most that one request asked and got; `times` has the sum over a
    request's statements for every replay; `slowest` and `slowest_sql` are of the one statement
    that took longest.
    """

    queries: int
    rows: int
    times: tuple[float, ...]
    slowest: float = 0.0
    slowest_sql: str = ""

    @property
    def median(self):
        return median(self.times)

    @property
    def p95(self):
        return percentile(self.times, 95)


@dataclass(frozen=True)
class Figures:
    """A scenario at one size: by one client, by many, and its bare SQL (None without any)."""

    alone: Run
    crowded: Run
    bare: Bare | None


@dataclass(frozen=True)
class Export:
    """One file of the whole map: what was `sent`, compressed, and the peak `memory` of who sent."""

    seconds: float
    sent: int
    memory: int


@dataclass(frozen=True)
class AtSize:
    """All that was measured with `size` generated listings.

    `scenarios`, `hostile` and `exports` go by name; `workers` holds the peak memory of each of the
    server's worker processes.
    """

    size: int
    scenarios: dict[str, Figures]
    hostile: dict[str, Run]
    workers: tuple[int, ...]
    exports: dict[str, Export]

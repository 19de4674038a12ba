"""Measuring everything at one number of listings, one thing after the other."""

from bench import bare, load, scenarios, server
from bench.figures import AtSize, Export, Figures

MANY = 8
#: How many addresses are asked before a run, by many clients, so that every worker is awake.
WARM_UPS = 12
#: Requests of a run by many clients, for each of one by a single client.
MORE = 2
HOSTILE_REPEATS = 3
#: Most addresses of a scenario whose SQL is looked at.
BARE_ADDRESSES = 24


def measure(url, *, size, requests, seconds):
    """All scenarios with `size` listings in the database at `url`, as an AtSize.

    `requests` are those of a run by one client; a run stops after so many `seconds`.
    """
    # No address of the map is asked twice, so that none is answered out of a cache.
    distinct = WARM_UPS + requests * (1 + MORE)
    with server.running() as running:
        found = {
            scenario.name: _figures(running.port, url, scenario, requests, seconds)
            for scenario in scenarios.scenarios(size=size, requests=distinct)
            if load.status(running.port, scenario.addresses[0]) != 404
        }
        hostile = {
            name: load.run(
                running.port,
                [load.Request(address)] * HOSTILE_REPEATS,
                clients=1,
                seconds=seconds,
            )
            for name, address in scenarios.hostile().items()
        }
        workers = running.workers()
    return AtSize(
        size=size,
        scenarios=found,
        hostile=hostile,
        workers=workers,
        exports={end: _export(address) for end, address in scenarios.EXPORTS.items()},
    )


def _export(address):
    """One file, from a server that did nothing else."""
    with server.running() as running:
        sent, seconds = load.download(running.port, address)
        return Export(seconds=seconds, sent=sent, memory=max(running.workers()))


def _figures(port, url, scenario, requests, seconds):
    def asked(count, *, start):
        addresses = scenario.requests(count, start=start)
        if not scenario.is_revalidated:
            return [load.Request(address) for address in addresses]
        tagged = {one.address: one for one in load.tagged(port, scenario.addresses)}
        return [tagged[address] for address in addresses]

    load.run(port, asked(WARM_UPS, start=0), clients=MANY, seconds=seconds)
    alone = load.run(port, asked(requests, start=WARM_UPS), clients=1, seconds=seconds)
    crowded = load.run(
        port,
        asked(requests * MORE, start=WARM_UPS + requests),
        clients=MANY,
        seconds=seconds,
    )
    # The addresses of the single client, each once.
    distinct = list(dict.fromkeys(asked(requests, start=WARM_UPS)))
    captured = bare.capture(distinct[:BARE_ADDRESSES])
    sql = bare.replay(url, captured, count=requests, seconds=seconds)
    return Figures(alone=alone, crowded=crowded, bare=sql)

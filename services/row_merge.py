"""Rows that two people change at once: what each did, put together; pure.

A row is a dict of values. `seen` are the rows as somebody found them and `current` as they are now,
both by key and in order. `wanted` are (key, values) as they should become, in order; the key of a
new row is None. A row of `seen` that is not wanted is to be removed.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Merged:
    """`rows` as `wanted` is; `conflicts` are what two people made different things of: by key, the
    row as it is now, or None when it is gone. `order` are the keys as they stand now, where two
    people sorted them in different ways, and else nothing."""

    rows: list
    conflicts: dict
    order: tuple = ()

    @property
    def is_clash(self):
        return bool(self.conflicts or self.order)


def merge(*, seen, current, wanted, identity=None, is_sorted=False):
    """Do to `current` what was done to `seen`; `is_sorted` says that people choose the order.

    No two rows may have the same value of the column `identity`: who adds one that somebody else
    added meanwhile means that one.
    """
    wanted = _recognised(seen, current, wanted, identity)
    mine = {key: values for key, values in wanted if key is not None}
    merged, conflicts = {}, {}
    for key in {**seen, **current, **mine}:
        before, theirs, own = seen.get(key), current.get(key), mine.get(key)
        if own in (before, theirs):
            merged[key] = theirs
        elif theirs == before:
            merged[key] = own
        else:
            conflicts[key] = theirs
    rows = [
        (key, merged.get(key) if key else values) for key, values in _order(seen, current, wanted)
    ]
    order = tuple(current) if is_sorted and _is_order_lost(seen, current, mine) else ()
    return Merged([row for row in rows if row[1] is not None], conflicts, order)


def _is_order_lost(seen, current, mine):
    """Whether two people sorted the rows that all have, and not in the same way."""
    before, theirs, own = (
        [key for key in rows if key in seen and key in current and key in mine]
        for rows in (seen, current, mine)
    )
    return before not in (theirs, own) and theirs != own


def _recognised(seen, current, wanted, identity):
    """`wanted`, with the keys of what was added meanwhile on rows that are the same thing."""
    if identity is None:
        return wanted
    added = {values[identity]: key for key, values in current.items() if key not in seen}
    return [(added.get(values[identity]) if key is None else key, values) for key, values in wanted]


def _order(seen, current, wanted):
    """(key, values) of all rows: sorted as whoever sorted them wants, the rest behind the row that
    they stood behind."""
    known = [key for key, _values in wanted if key in seen and key in current]
    was_sorted = known != [key for key in seen if key in known]
    by_others = [(key, None) for key in current]
    first, second = (wanted, by_others) if was_sorted else (by_others, wanted)
    order, place = list(first), 0
    keys = [key for key, _values in order]
    for key, values in second:
        if key is not None and key in keys:
            place = keys.index(key) + 1
        else:
            order.insert(place, (key, values))
            keys.insert(place, key)
            place += 1
    return order

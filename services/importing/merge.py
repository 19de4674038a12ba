"""Three-way merging: what a file changed, without undoing what people changed since."""

#: Values that are only true together: who changes one has decided on all of them.
TOGETHER = (
    ("kind", "organisation"),
    ("status", "status_reason"),
    ("sources", "source_ages"),
    ("min_age", "max_age", "youth_suitability"),
    ("locations", "home_province", "service_area_scope", "municipalities_served"),
)


def merge(*, base, current, new):
    """What to write, and the names of what is left as somebody made it although the file changed.

    `new` is what the file says, `base` what it said last time, `current` what the database holds;
    each maps names to plain values, collections being lists without a meaningful order. A value
    that still is what the file said last time follows the file.
    """
    changes, conflicts = {}, []
    partners = {name: names for names in TOGETHER for name in names}
    for name, value in new.items():
        if same(current[name], value):
            continue
        if all(same(current[one], base.get(one)) for one in partners.get(name, (name,))):
            changes[name] = value
        elif not same(base.get(name), value):
            conflicts.append(name)
    return changes, conflicts


def same(left, right):
    """Whether two values are equal, collections as sets."""
    if isinstance(left, list) and isinstance(right, list):
        return sorted(map(_sort_key, left)) == sorted(map(_sort_key, right))
    return left == right


def _sort_key(entry):
    return repr(sorted(entry.items()) if isinstance(entry, dict) else entry)

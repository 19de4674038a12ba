"""Listings, organisations and the vocabulary as records of HSDS 3.1, Open Referral's standard.

Pure: from objects that are already loaded to dictionaries that hold what JSON can. What is unknown
or hidden has no property, but for the few that the standard requires. An address comes from the
public points only, and one that stands for a whole municipality says so.
`docs/api.md` says how our facts map to the standard's terms.
"""


def stated(record):
    """Without what is empty: the standard knows no null, and an unknown fact is no property."""
    return {name: value for name, value in record.items() if value not in (None, "", [])}

"""The numbers that stand on every page, as a list held them that was checked at the official sites.

Pure. The numbers themselves are those of the listings; this only says which of them were checked.
"""

from datetime import date

CHECKED_ON = date(2026, 8, 6)
#: As they are dialled, by the slug of their listing.
NUMBERS = {
    "nood-112": "112",
    "antigifcentrum": "+3270245245",
    "druglijn": "+3278151020",
    "tele-onthaal": "106",
    "zelfmoordlijn-1813": "1813",
    "1712": "1712",
}


def is_checked(service):
    """Whether the number of this listing is the one that was checked, and the only one it shows."""
    number = NUMBERS.get(service.slug)
    return number is not None and [phone.number for phone in service.phones.all()] == [number]

"""The short code of a listing, for an address that says nothing of where it leads. Pure.

The first twelve hexadecimal digits of its key: the same for good, found through the key's own
index, and spelling no word. Of a hundred thousand listings two have the same one with a chance of
one in fifty thousand; neither is then found by it.
"""

import re
from uuid import UUID

_DIGITS = 12
_CODE = re.compile(rf"[0-9a-f]{{{_DIGITS}}}")


def write(key: UUID) -> str:
    return key.hex[:_DIGITS]


def read(code: str) -> tuple[UUID, UUID] | None:
    """The first and the last key that have this code; None when it is no code."""
    if not _CODE.fullmatch(code):
        return None
    rest = 32 - _DIGITS
    return UUID(code + "0" * rest), UUID(code + "f" * rest)

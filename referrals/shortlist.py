"""The listings that somebody set aside (selectie), as one text: for a cookie and for a link. Pure.

Their keys and nothing else, in the order of the keys: who added what first cannot be told from it.
"""

import base64
import binascii
from collections.abc import Iterable
from uuid import UUID

#: The name of the cookie that holds it, which leaving at once takes away.
COOKIE = "selectie"
#: Listings that fit; who hands over more hands over a phone book.
MOST = 20
#: The length of a key as text: 16 bytes in base64, without its padding.
_LETTERS = 22


def write(keys: Iterable[UUID]) -> str:
    """The text that stands for these listings, the same whatever their order; at most MOST."""
    texts = (base64.urlsafe_b64encode(key.bytes).decode().rstrip("=") for key in sorted(set(keys)))
    return "".join(list(texts)[:MOST])


def read(text: str) -> tuple[UUID, ...]:
    """The listings that a text stands for, in the order of their keys; what is no key is left out.

    Whoever changes a letter names listings that do not exist: nothing else can come of it.
    """
    parts = (text[at : at + _LETTERS] for at in range(0, len(text), _LETTERS))
    keys = {key for part in parts if (key := _key(part)) is not None}
    return tuple(sorted(keys))[:MOST]


def _key(text):
    if len(text) != _LETTERS:
        return None
    try:
        return UUID(bytes=base64.b64decode(f"{text}==", altchars=b"-_", validate=True))
    except (binascii.Error, ValueError):
        return None

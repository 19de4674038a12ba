"""UUIDs that never change for what has none of its own in the database."""

import uuid

#: The space in which names become UUIDs (RFC 9562, version 5); another one changes every id.
_NAMESPACE = uuid.UUID("6f6ac1bb-5a55-4c5b-9d0e-2f6a4c1f5d3b")


def identifier(kind, *keys):
    """The UUID, as text, of the thing of this kind that these keys tell from all others."""
    return str(uuid.uuid5(_NAMESPACE, "/".join((kind, *map(str, keys)))))

"""Which version of a record somebody has: the ETag (RFC 9110) of its JSON."""

import hashlib

from django.utils.http import parse_etags, quote_etag

from services.api.formats import Json


def of(record):
    """The strong ETag of a record as it is answered in JSON."""
    return quote_etag(hashlib.md5(Json().render(record), usedforsecurity=False).hexdigest())


def is_meant(header, record):
    """Whether an If-Match header means a record as it is now.

    Compression on the way makes an ETag a weak one; it is of the same record all the same.
    """
    meant = [etag.removeprefix("W/") for etag in parse_etags(header)]
    return meant == ["*"] or of(record) in meant

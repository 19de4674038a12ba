"""The page of a shortlist as its template reads it."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.functional import cached_property

from referrals import shortlist
from services import wording
from services.models import Service


@dataclass(frozen=True)
class Entry:
    """A listing that is set aside, or `service` None where it is no longer on the map."""

    key: UUID
    service: Service | None
    subjects: str = ""


@dataclass(frozen=True)
class ShortlistPage:
    """`own` is what is set aside; `carried` what the address carries, None when it carries none.

    `is_full` says that another one did not fit, `is_whole` that the address could be read.
    """

    own: Sequence[UUID]
    carried: Sequence[UUID] | None
    is_full: bool = False
    is_whole: bool = True

    @property
    def is_carried(self):
        """Whether this is somebody else's list, and not one's own."""
        return self.carried is not None and set(self.carried) != set(self.own)

    @cached_property
    def keys(self):
        return self.carried if self.is_carried else self.own

    @cached_property
    def entries(self):
        """The listings by name; what is no longer there comes last, nothing told of it."""
        found = Service.objects.searchable().for_card().in_bulk(self.keys)
        entries = [
            Entry(service.pk, service, wording.subjects(service, topics=service.topics.all()))
            for service in sorted(found.values(), key=lambda one: (one.name.casefold(), one.pk))
        ]
        return entries + [Entry(key, None) for key in self.keys if key not in found]

    @property
    def text(self):
        return shortlist.write(self.keys)

    @property
    def url(self):
        """The address that carries this list."""
        return f"{reverse('referrals:shortlist')}?{urlencode({'fiches': self.text})}"

    @property
    def most(self):
        return shortlist.MOST

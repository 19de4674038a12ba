"""The organisations that imported listings name: found by name, or created."""

import uuid
from collections import defaultdict

from django.utils import timezone
from django.utils.text import slugify

from services.actions.organisations import publish_drafts
from services.enums import Status
from services.importing.organisations import NameIndex, name_key
from services.models import FormerOrganisationSlug, Organisation, Service


class ImportedOrganisations:
    """The organisations in the database, by all their names, with those that a file adds.

    An organisation is created once, as a draft; what exists only gains other names. A former
    address counts as a name too. `namespace` is what ids are derived from.
    """

    def __init__(self, namespace):
        self._namespace = namespace
        self._index, self._by_id, self._changed = NameIndex(), {}, set()
        former = defaultdict(list)
        for pk, slug in FormerOrganisationSlug.objects.order_by("pk").values_list(
            "record_id", "slug"
        ):
            former[pk].append(slug)
        for organisation in Organisation.objects.order_by("created_at", "pk"):
            self._add_to_index(organisation)
            self._index.add(organisation, own=[], other=former[organisation.pk])

    def _add_to_index(self, organisation):
        self._by_id[str(organisation.pk)] = organisation
        self._index.add(
            organisation, own=[organisation.name, organisation.slug], other=organisation.other_names
        )

    def add(self, listings):
        """Create or complete the organisations of (listing, other names it gave before) pairs.

        Another name that somebody took away is not added a second time.
        """
        listings = [(listing, known) for listing, known in listings if listing.organisation]
        named = NameIndex()
        for listing, _known in listings:
            named.add(listing.organisation, own=[], other=listing.other_names)
        changed = {}
        created = {}
        for listing, known in listings:
            name = listing.organisation
            organisation = self._find(name) or self._find(named.find(name) or "")
            if organisation is None:
                organisation = self._new(named.find(name) or name)
                created[organisation.pk] = organisation
                self._add_to_index(organisation)
            added = [
                other
                for other in listing.other_names
                if other not in {*known, *organisation.other_names, organisation.name}
            ]
            if added:
                organisation.other_names = [*organisation.other_names, *added]
                self._index.add(organisation, own=[], other=added)
                changed[organisation.pk] = organisation
        Organisation.objects.bulk_create(created.values())
        self._save_names([one for pk, one in changed.items() if pk not in created])

    def _find(self, name):
        """By the id that a name leads to, whatever it is called today, or by one of its names."""
        return self._by_id.get(str(self._id(name))) or self._index.find(name)

    def _id(self, name):
        return uuid.uuid5(self._namespace, f"organisation:{name_key(name)}")

    def _new(self, name):
        pk = self._id(name)
        slug = slugify(name_key(name))[:120] or str(pk)
        return Organisation(pk=pk, slug=slug, name=name, status=Status.DRAFT)

    def id_of(self, name):
        """The id, as text, of the organisation that goes by this name; None when there is none."""
        organisation = self._find(name) if name else None
        return organisation and str(organisation.pk)

    def publish_for(self, listings):
        """Show the draft organisations of those of these listings (primary keys) that are shown."""
        self._changed.update(publish_drafts(services=listings))

    def touched_listings(self):
        """Primary keys of all listings whose organisation got another name or status here."""
        return Service.objects.filter(organisation__in=self._changed).values_list("pk", flat=True)

    def _save_names(self, organisations):
        for organisation in organisations:
            organisation.updated_at = timezone.now()
        Organisation.objects.bulk_update(organisations, ["other_names", "updated_at"])
        self._changed.update(organisation.pk for organisation in organisations)

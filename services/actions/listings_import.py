"""Writing the listings of a file: new ones, and changes to those that came from a file before.

What somebody changed since the last import is never overwritten, see `services.importing.merge`.
"""

from collections import defaultdict
from dataclasses import dataclass

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext as _

from services.actions import documents, history
from services.actions.listings_store import listing_id, write_listings
from services.enums import Channel, PlaceNameKind
from services.importing.files import FileError, RowError, RowRejected, read_file
from services.importing.groups import read_phrases
from services.importing.places import Places, Town
from services.importing.rows import CHEMSEX, Vocabulary, parse_row
from services.models import (
    FormerServiceSlug,
    PlaceName,
    PostalCode,
    Province,
    Service,
    TargetGroup,
    Topic,
)

PHRASES = settings.BASE_DIR / "fixtures" / "target_group_phrases.csv"
#: Number of the lock that lets one import go at a time.
LOCK = 5_271_023


@dataclass
class Outcome:
    """What an import did, listings by their id in the file, and what it could not do."""

    created: list[str]
    changed: list[str]
    unchanged: list[str]
    #: What stays as somebody made it although the file changed: names of values by listing.
    conflicts: dict[str, list[str]]
    #: Wordings of target groups that mean nothing to the table, with the listings they are in.
    unmapped: dict[str, list[str]]
    #: How many channels' hours are in OSM syntax.
    hours_read: int
    #: Hours kept in words: (listing, text).
    hours_in_words: list[tuple[str, str]]
    pending: int
    errors: list[RowError]

    @property
    def rejected(self):
        """Numbers of the rows with at least one error."""
        return sorted({error.number for error in self.errors})


def import_listings(*, lines, dry_run=False):
    """Import the rows of a CSV file and return the `Outcome`; with `dry_run` nothing stays written.

    Rows with errors are left out, the others go on. Raises FileError when the file as a whole is
    no listings file or when the reference data is not there. One import runs at a time: a second
    one waits.
    """
    rows = read_file(lines)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        listings, errors = _parse(rows, vocabulary=_vocabulary())
        with history.recorded(channel=Channel.IMPORT):
            written = write_listings(listings)
        documents.refresh(written.touched)
        transaction.set_rollback(dry_run)
    return _outcome(listings, written, errors)


def _outcome(listings, written, errors):
    unmapped = defaultdict(list)
    for listing in listings:
        for wording in listing.unmapped:
            unmapped[wording].append(listing.key)
    schedules = [
        (listing.key, schedule) for listing in listings for schedule in listing.values["schedules"]
    ]
    return Outcome(
        created=[listing.key for listing in listings if listing.key in written.created],
        changed=[listing.key for listing in listings if listing.key in written.changed],
        unchanged=[
            listing.key
            for listing in listings
            if listing.key not in written.created | written.changed
        ],
        conflicts=written.conflicts,
        unmapped=dict(unmapped),
        hours_read=sum(1 for _key, schedule in schedules if schedule["opening_hours"]),
        hours_in_words=[(key, schedule["text"]) for key, schedule in schedules if schedule["text"]],
        pending=sum(len(listing.values["pending_values"]) for listing in listings),
        errors=errors,
    )


def _vocabulary():
    with PHRASES.open(encoding="utf-8", newline="") as lines:
        phrases = read_phrases(lines)
    vocabulary = Vocabulary(
        places=_places(),
        provinces=frozenset(Province.objects.values_list("slug", flat=True)),
        topics=frozenset(Topic.objects.values_list("code", flat=True)),
        group_kinds=dict(TargetGroup.objects.values_list("code", "kind")),
        phrases=phrases,
    )
    codes = {code for phrase in phrases.values() for code in phrase.groups}
    if (
        not vocabulary.provinces
        or CHEMSEX not in vocabulary.topics
        or not codes <= vocabulary.group_kinds.keys()
    ):
        raise FileError(_("Laad eerst de plaatsen (load_gazetteer) en de thema's (load_taxonomy)."))
    return vocabulary


def _places():
    names = PlaceName.objects.values_list(
        "name",
        "kind",
        "municipality__refnis",
        "municipality__province__slug",
        "latitude",
        "longitude",
    )
    postal_codes = defaultdict(list)
    for code, refnis, *point in PostalCode.objects.order_by("pk").values_list(
        "code", "municipality__refnis", "latitude", "longitude"
    ):
        postal_codes[code, refnis].append(tuple(point))
    return Places(
        names=[
            (
                name,
                Town(
                    refnis=refnis,
                    province=province,
                    latitude=latitude,
                    longitude=longitude,
                    is_official=kind == PlaceNameKind.OFFICIAL,
                ),
            )
            for name, kind, refnis, province, latitude, longitude in names
        ],
        postal_codes=postal_codes,
    )


def _parse(rows, *, vocabulary):
    """The listings of the rows that can be imported, and the errors of the others."""
    owners = dict(FormerServiceSlug.objects.values_list("slug", "record_id"))
    owners |= Service.objects.values_list("slug", "pk")
    listings, errors, numbers = [], [], {}
    for number, row in rows:
        try:
            listing = parse_row(number=number, row=row, vocabulary=vocabulary)
        except RowRejected as rejected:
            errors += rejected.errors
            continue
        key = listing.key
        if key in numbers:
            message = _("staat ook in rij %(number)s") % {"number": numbers[key]}
            errors.append(RowError(number, key, "id", message))
        elif owners.get(key, listing_id(key)) != listing_id(key):
            message = _("is al het webadres van een andere fiche")
            errors.append(RowError(number, key, "id", message))
        else:
            numbers[key] = number
            listings.append(listing)
    return listings, errors

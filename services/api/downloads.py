"""The whole map as files, written while they are sent, so that memory does not grow with it.

They hold what the API gives of listings, at the moment of asking: what stops being public is in no
file of yesterday.
"""

import csv
import json
import re
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import islice

from zipstream import ZIP_DEFLATED, ZipStream

from services import spreadsheet
from services.hsds import flat, geojson, package, records
from services.hsds.taxonomies import Taxonomies
from services.models import Organisation, Service

#: Listings read, and sent, at a time.
CHUNK = 500
#: Characters of a waiting table sent at a time.
PART = 64 * 1024
PHONE = re.compile(r"\+\d+")


@dataclass(frozen=True)
class WholeMap:
    """All that is published, at one moment.

    `page` gives the address of a listing's page here; `about` says what the data set is, in the
    words of Frictionless (`name`, `title`, `homepage`, `modified`, `licenses`, `sources`).
    """

    taxonomies: Taxonomies
    today: date
    page: Callable
    about: dict

    def as_json(self):
        """The records of all listings, after what there is to say of them together."""
        head = json.dumps(self.about, ensure_ascii=False)[:-1]
        return _together(_in_list(f'{head}, "services": [', self._records(), "]}\n"))

    def as_geojson(self):
        """A feature for each listing."""
        head = json.dumps(self.about | {"type": "FeatureCollection"}, ensure_ascii=False)[:-1]
        features = map(geojson.of_service, self._records())
        return _together(_in_list(f'{head}, "features": [', features, "]}\n"))

    def as_csv(self):
        """A row for each listing, for a spreadsheet in Dutch."""
        rows = (flat.row(flat.SERVICE, record).values() for record in self._records())
        return _together(spreadsheet.lines(flat.SERVICE, rows))

    def as_package(self):
        """A zip of a table for each kind of record, and datapackage.json, which describes them.

        Listings are read once: the other tables wait in files that have no name meanwhile.
        """
        described = json.dumps(package.description(self.about), ensure_ascii=False, indent=1)
        archive = ZipStream(compress_type=ZIP_DEFLATED)
        archive.add(described, "datapackage.json")
        with ExitStack() as files:
            others = {
                name: _Table(name, files.enter_context(_temporary_file()))
                for name in package.TABLES
                if name != "service"
            }
            archive.add(_together(self._services(others)), package.TABLES["service"].path)
            for name, table in others.items():
                archive.add(table.read(), package.TABLES[name].path)
            yield from archive

    def _records(self):
        listings = Service.objects.searchable().for_record().order_by("pk")
        for service in listings.iterator(chunk_size=CHUNK):
            yield records.service(
                service, terms=self.taxonomies.terms, today=self.today, page=self.page
            )

    def _services(self, others):
        """The lines of the table of listings; the other tables are filled meanwhile."""
        writer = _writer("service", spreadsheet.Line())
        yield writer.writeheader()
        for record in self._records():
            for name, row in package.rows(record):
                others[name].write(row)
            yield writer.writerow(_plain(record))
        for organisation in Organisation.objects.published().order_by("pk").iterator():
            others["organization"].write(records.organization_summary(organisation))
        for taxonomy in self.taxonomies.all:
            others["taxonomy"].write(taxonomy.record)
        for term in self.taxonomies.terms.values():
            others["taxonomy_term"].write(term)


class _Table:
    """Rows of a table in a file: written first, read later."""

    def __init__(self, name, file):
        self._file = file
        self._writer = _writer(name, file)
        self._writer.writeheader()

    def write(self, row):
        self._writer.writerow(_plain(row))

    def read(self):
        self._file.seek(0)
        while part := self._file.read(PART):
            yield part.encode()


_temporary_file = partial(tempfile.TemporaryFile, "w+", encoding="utf-8", newline="")


def _writer(table, file):
    return csv.DictWriter(file, package.fields(table), extrasaction="ignore")


def _plain(row):
    """A row in which no text is a formula to a spreadsheet; a phone number is none."""
    return {
        name: spreadsheet.defused(value)
        if isinstance(value, str) and not PHONE.fullmatch(value)
        else value
        for name, value in row.items()
    }


def _in_list(head, items, tail):
    """JSON with all items in a list, between what stands before and after it."""
    lines = (json.dumps(item, ensure_ascii=False) for item in items)
    yield head
    for number, line in enumerate(lines):
        yield f",\n{line}" if number else f"\n{line}"
    yield tail


def _together(lines):
    """The lines as bytes, many at a time."""
    lines = iter(lines)
    while part := "".join(islice(lines, CHUNK)):
        yield part.encode()

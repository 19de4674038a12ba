"""A listings file: its columns, its rows, and what can be wrong with them."""

import csv
from dataclasses import dataclass

from django.utils.translation import gettext as _

COLUMNS = (
    "id",
    "publish",
    "publish_reason",
    "confidence",
    "organisation",
    "organisation_other_names",
    "partners",
    "service_name",
    "type",
    "focus",
    "focus_reason",
    "street",
    "postcode",
    "municipality",
    "province",
    "address_visibility",
    "phone",
    "email",
    "website",
    "min_age",
    "max_age",
    "youth_explicit",
    "target_groups",
    "modalities",
    "anonymous",
    "free",
    "languages",
    "topics",
    "opening_hours",
    "cooperation",
    "unverified_fields",
    "unverified_values",
    "source_urls",
    "source_age",
    "notes",
)


class FileError(ValueError):
    """The file as a whole cannot be read as listings."""


@dataclass(frozen=True)
class RowError:
    """What is wrong with one cell; `number` is the row's in a spreadsheet, headings being 1."""

    number: int
    key: str
    column: str
    message: str

    def __str__(self):
        return _("rij %(number)s (%(key)s), kolom %(column)s: %(message)s") % {
            "number": self.number,
            "key": self.key or "?",
            "column": self.column,
            "message": self.message,
        }


class RowRejected(ValueError):
    """A row holds something impossible; `errors` says what, cell by cell."""

    def __init__(self, errors):
        super().__init__("\n".join(str(error) for error in errors))
        self.errors = errors


def read_file(lines):
    """The rows of a CSV file as (number, cells by column), the first row of data being number 2.

    What stands beyond the last column is under "". Raises FileError when columns are missing,
    unknown or doubled, or when it is no CSV at all.
    """
    reader = csv.DictReader(lines, restkey="", restval="", strict=True)
    try:
        names = reader.fieldnames or []
        faults = {
            _("ontbreekt"): [name for name in COLUMNS if name not in names],
            _("onbekend"): [name for name in names if name not in COLUMNS],
            _("dubbel"): sorted({name for name in names if names.count(name) > 1}),
        }
        if any(faults.values()):
            raise FileError(
                _("De kolommen kloppen niet: %(faults)s.")
                % {
                    "faults": "; ".join(
                        f"{fault}: {', '.join(columns)}"
                        for fault, columns in faults.items()
                        if columns
                    )
                }
            )
        return list(enumerate(reader, start=2))
    except (csv.Error, UnicodeDecodeError) as error:
        raise FileError(
            _("Dit is geen CSV-bestand in UTF-8 met komma's: %(error)s") % {"error": error}
        ) from error

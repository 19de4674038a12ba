"""Tables that open right in a spreadsheet in Dutch: semicolons, a decimal comma, UTF-8's mark.

No cell is a formula (CWE-1236), whoever wrote what is in it.
"""

import csv

#: With what a spreadsheet takes a cell for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
MARK = "\ufeff"
#: What stands between the texts of a cell that holds several.
BETWEEN = " | "


def lines(titles, rows):
    """The lines of a table, one by one: its titles, and for each row an iterable of values."""
    writer = csv.writer(Line(), delimiter=";")
    yield MARK + writer.writerow(map(str, titles))
    for row in rows:
        yield writer.writerow(map(cell, row))


def cell(value):
    """A value as it is written."""
    match value:
        case None:
            return ""
        case list():
            value = BETWEEN.join(map(str, value))
        case float():
            return str(value).replace(".", ",")
        case int():
            return str(value)
    return defused(str(value))


def defused(text):
    """The text, with an apostrophe before it where it looks like a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


class Line:
    """What the writer writes to: each line is handed on at once."""

    def write(self, line):
        return line

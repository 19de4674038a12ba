"""One page of a list, in the envelope that HSDS calls Page."""

from dataclasses import dataclass
from math import ceil


@dataclass(frozen=True)
class Paging:
    """Which page was asked for, from 1, and how many records stand on one."""

    number: int
    size: int

    @classmethod
    def of(cls, answers):
        """Of the answers of `ListParameters`."""
        return cls(answers["page"], answers["per_page"])

    @property
    def part(self):
        """Which records of the list stand on it."""
        return slice((self.number - 1) * self.size, self.number * self.size)

    def envelope(self, contents, *, total):
        """The page with these records, out of a list of `total`."""
        pages = max(1, ceil(total / self.size))
        return {
            "total_items": total,
            "total_pages": pages,
            "page_number": self.number,
            "size": len(contents),
            "first_page": self.number == 1,
            "last_page": self.number >= pages,
            "empty": not contents,
            "contents": contents,
        }

"""Which organisation a name means: spelling, legal form and former names do not matter."""

from services.gazetteer import normalise

_LEGAL_FORMS = {"asbl", "vzw", "npo", "cv", "nv"}


def name_key(name):
    """The form in which two spellings of a name are equal: "ADIC vzw" gives "adic"."""
    words = normalise(name.replace("/", " ")).split()
    return " ".join(word for word in words if word not in _LEGAL_FORMS) or " ".join(words)


class NameIndex:
    """Finds organisations by name, own names before other names; the first to claim one has it."""

    def __init__(self):
        self._own, self._other = {}, {}

    def add(self, organisation, *, own, other=()):
        """Let `organisation` (anything) be found by its own names and by its other names."""
        for name in own:
            self._own.setdefault(name_key(name), organisation)
        for name in other:
            self._other.setdefault(name_key(name), organisation)

    def find(self, name):
        """The organisation that goes by this name, or None."""
        key = name_key(name)
        return self._own.get(key) or self._other.get(key)

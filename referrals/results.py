"""What an answer holds: listings with what they say about the question, in their groups."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.enums import Focus, TriState
from services.models import Service


@dataclass(frozen=True)
class Fact:
    """What a result says about one thing that was asked."""

    text: str
    is_certain: bool

    @property
    def state(self):
        return TriState.YES if self.is_certain else TriState.UNKNOWN


@dataclass(frozen=True)
class Result:
    """A listing with its distance in kilometres, what it answers, and any wish it misses.

    `subjects` is the line of what it is about; `why` the one that says why it is here, in plain
    Dutch, empty when nothing was typed. `is_certain` says that all that was asked is known to fit,
    `is_in_province` that it surely serves the province that was asked for, `is_lapsed` that it is
    no longer confirmed. A namesake shares its name with another result.
    """

    service: Service
    distance_km: float | None
    facts: tuple[Fact, ...]
    missed: str | None = None
    subjects: str = ""
    why: str = ""
    is_certain: bool = True
    is_in_province: bool = True
    is_lapsed: bool = False
    is_namesake: bool = False

    @property
    def focus_label(self):
        """Django's own `get_focus_display` takes as long as half a card."""
        return Focus(self.service.focus).label


@dataclass(frozen=True)
class Answer:
    """The results of one page: near ones, ones without a journey, near misses, and the nearest.

    Where words were typed and no region was chosen, nothing is near: `ranked` then holds all of
    them, the best first. Where nothing near fits, `fitting` holds the nearest that do; where
    nothing fits at all, `nearest` holds the nearest of any kind.
    """

    ranked: Sequence[Result] = ()
    local: Sequence[Result] = ()
    fitting: Sequence[Result] = ()
    remote: Sequence[Result] = ()
    near_misses: Sequence[Result] = ()
    nearest: Sequence[Result] = ()

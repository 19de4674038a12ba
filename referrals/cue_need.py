"""What a conversation is about, from what was typed and chosen in search; pure."""

from collections.abc import Mapping

from referrals.cues import Need
from referrals.enums import Door, LinkKind
from referrals.question import YOUNG_UNTIL, Question
from services.enums import Approach

YOUNG_PEOPLE = "young_people"
#: From this weight on a question is about a topic or a group.
SURELY_ABOUT = 0.6
#: From this weight on somebody wants to use less, or not any more.
SURELY_WANTED = 0.8
_CHANGE = frozenset({Approach.CONTROLLED_USE, Approach.ABSTINENCE})


def need_of(question: Question, *, chosen: Mapping[str, object]) -> Need:
    """What a typed question is about, after what was `chosen`: answers by name of a filter."""
    young = (YOUNG_PEOPLE,) if _is_young(question, chosen) else ()
    approaches = {
        *chosen.get("approach", ()),
        *_surely(question, LinkKind.APPROACH, SURELY_WANTED),
    }
    door = Door.CHANGE if approaches & _CHANGE else ""
    return Need(
        topics=_codes(question, LinkKind.TOPIC, first=chosen.get("topic", ())),
        target_groups=_codes(
            question, LinkKind.TARGET_GROUP, first=(*chosen.get("target_group", ()), *young)
        ),
        door=Door.URGENT if question.urgent else door,
    )


def _is_young(question, chosen):
    is_young = question.years is not None and question.years < YOUNG_UNTIL
    return is_young or chosen.get("youth", False)


def _codes(question, kind, *, first):
    return tuple(dict.fromkeys([*first, *_surely(question, kind, SURELY_ABOUT)]))


def _surely(question, kind, least):
    """Targets of one kind of link that the words point at and do not deny, the surest first."""
    weights = question.understanding.weights(kind)
    sure = [
        target
        for target, weight in weights.items()
        if weight >= least and f"{kind}:{target}" not in question.unwanted
    ]
    return sorted(sure, key=lambda target: (-weights[target], target))

"""The terms that editors keep, read once per request."""

from dataclasses import dataclass

from services.models import TargetGroup, Topic


@dataclass(frozen=True)
class Vocabulary:
    """Topics and target groups, in the order that editors gave them."""

    topics: tuple[Topic, ...]
    target_groups: tuple[TargetGroup, ...]

    @classmethod
    def load(cls):
        order = ("position", "name", "pk")
        return cls(
            topics=tuple(Topic.objects.order_by(*order)),
            target_groups=tuple(TargetGroup.objects.order_by(*order)),
        )

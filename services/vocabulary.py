"""The terms that editors keep, read once per request."""

from dataclasses import dataclass

from django.db.models import CharField, Value

from services.models import TargetGroup, Topic


@dataclass(frozen=True)
class Vocabulary:
    """Topics and target groups, in the order that editors gave them: code, slug and name."""

    topics: tuple[Topic, ...]
    target_groups: tuple[TargetGroup, ...]

    @classmethod
    def load(cls):
        """One query for both."""
        read = {Topic: [], TargetGroup: []}
        terms = [
            model.objects.annotate(model=Value(model.__name__, CharField())).values_list(
                "model", "code", "slug", "name", "position"
            )
            for model in read
        ]
        by_name = {model.__name__: model for model in read}
        for name, code, slug, label, position in (
            terms[0].union(terms[1], all=True).order_by("position", "name")
        ):
            model = by_name[name]
            read[model].append(model(code=code, slug=slug, name=label, position=position))
        return cls(topics=tuple(read[Topic]), target_groups=tuple(read[TargetGroup]))

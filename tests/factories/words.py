"""Concepts of the scene and their words, and cues to talk of them."""

import factory
from factory.django import DjangoModelFactory

from referrals.enums import ConceptKind
from referrals.models import Concept, ConversationCue, Word
from services.models import TargetGroup, Topic


class ConceptFactory(DjangoModelFactory):
    class Meta:
        model = Concept

    term = factory.Sequence("begrip {}".format)
    slug = factory.Sequence("begrip-{}".format)
    kind = ConceptKind.SUBSTANCE
    explanation = "Wat het is."
    sources = "example.org"
    confidence = "high"


class WordFactory(DjangoModelFactory):
    class Meta:
        model = Word

    concept = factory.SubFactory(ConceptFactory)
    text = factory.Sequence("woord {}".format)


class ConversationCueFactory(DjangoModelFactory):
    """A cue for everybody, unless it gets a `door`, or `topics` and `target_groups` by code."""

    class Meta:
        model = ConversationCue
        skip_postgeneration_save = True

    slug = factory.Sequence("tip-{}".format)
    title = factory.Sequence("Tip {}".format)
    opening = "Mag ik je iets vragen?"
    question = "Waar zou je iets aan hebben?"
    avoid = "Schrikken."
    if_urgent = "Bel 112."
    source = "Eigen redactie"

    @factory.post_generation
    def topics(self, create, codes, **_):
        self.topics.set(Topic.objects.filter(code__in=codes or ()))

    @factory.post_generation
    def target_groups(self, create, codes, **_):
        self.target_groups.set(TargetGroup.objects.filter(code__in=codes or ()))

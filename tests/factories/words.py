"""Concepts of the scene and their words."""

import factory
from factory.django import DjangoModelFactory

from referrals.enums import ConceptKind
from referrals.models import Concept, Word


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

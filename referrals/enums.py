"""The closed vocabularies of the scene's language."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ConceptKind(models.TextChoices):
    """What sort of thing a word of the glossary is about."""

    SUBSTANCE = "substance", _("middelen")
    PRACTICE = "practice", _("gebruik en seks")
    IDEA = "concept", _("begrippen")
    PLACE = "place", _("plekken en diensten")
    NEED = "need", _("vragen en wensen")
    GROUP = "group", _("mensen")
    LANGUAGE = "language", _("talen")


class LinkKind(models.TextChoices):
    """What a concept points at, and so what the target of the link is.

    Up to `LANGUAGE`, kinds bear the name of a filter and targets are its values; the target of a
    `WISH` is itself the name of one. `CONCEPT` targets are
    terms of concepts that lend their own links; `MEANS` are the concepts that an ambiguous word may
    stand for, `EXCLUDES` those that it denies. `HELPLINE` is the slug of a listing that has to be
    in sight when the concept is mentioned.
    """

    TOPIC = "topic", _("thema")
    TARGET_GROUP = "target_group", _("doelgroep")
    FOCUS = "focus", _("focus")
    APPROACH = "approach", _("aanpak")
    ACCESS_MODE = "access_mode", _("contactwijze")
    LANGUAGE = "language", _("taal")
    WISH = "wish", _("wens")
    FORMAT = "format", _("vorm")
    AGE_GROUP = "age_group", _("leeftijdsgroep")
    HELPLINE = "helpline", _("noodnummer")
    CONCEPT = "concept", _("hoort bij begrip")
    MEANS = "means", _("kan betekenen")
    EXCLUDES = "excludes", _("sluit begrip uit")


class Wish(models.TextChoices):
    """Facts of a listing that somebody may ask for; the values are names of filters."""

    YOUTH = "youth", _("voor jongeren")
    ANONYMOUS = "anonymous", _("anoniem")
    FREE = "free", _("gratis")
    NO_INTAKE = "no_intake", _("zonder intake")
    OPEN_NOW = "open_now", _("nu open")


class Door(models.TextChoices):
    """With what somebody comes (N16): a question, for support, to change something, or in need."""

    QUESTION = "question", _("ik heb een vraag")
    SUPPORT = "support", _("ik zoek steun")
    CHANGE = "change", _("ik wil minderen of stoppen")
    URGENT = "urgent", _("het is dringend")


class AgeBand(models.TextChoices):
    """An age as a worker knows it: near enough to tell for whom a listing is, and no nearer."""

    UNDER_16 = "under_16", _("jonger dan 16")
    FROM_16 = "16_17", _("16 of 17")
    FROM_18 = "18_25", _("18 tot en met 25")
    FROM_26 = "26_30", _("26 tot en met 30")
    OVER_30 = "over_30", _("ouder dan 30")

    @property
    def years(self):
        """Its lowest and its highest age."""
        return {
            AgeBand.UNDER_16: (10, 15),
            AgeBand.FROM_16: (16, 17),
            AgeBand.FROM_18: (18, 25),
            AgeBand.FROM_26: (26, 30),
            AgeBand.OVER_30: (31, 120),
        }[self]


class AgeGroup(models.TextChoices):
    """An age that was said in words."""

    MINOR = "minor", _("minderjarig")
    TEEN = "teen", _("tiener")
    STUDENT = "student", _("student")
    YOUNG = "young", _("jongere")
    ADULT = "adult", _("volwassene")
    OLDER = "older", _("oudere")

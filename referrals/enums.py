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


class AgeGroup(models.TextChoices):
    """An age that was said in words."""

    MINOR = "minor", _("minderjarig")
    TEEN = "teen", _("tiener")
    STUDENT = "student", _("student")
    YOUNG = "young", _("jongere")
    ADULT = "adult", _("volwassene")
    OLDER = "older", _("oudere")


class Door(models.TextChoices):
    """With what somebody comes in (N16): most have a question, not a problem."""

    QUESTION = "question", _("ik heb een vraag")
    SUPPORT = "support", _("ik zoek steun")
    CHANGE = "change", _("ik wil minderen of stoppen")
    URGENT = "urgent", _("het is dringend")

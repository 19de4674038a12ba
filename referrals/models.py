"""The language of the scene: concepts and the words people use for them, and how to talk of it."""

from django.contrib.postgres.aggregates import ArrayAgg
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from referrals import cues
from referrals.enums import AgeGroup, ConceptKind, Door, LinkKind, Wish
from services.enums import AccessMode, Approach, Focus, Format, Language
from services.models import Service, TargetGroup, Topic

#: The vocabularies that links point into, besides the taxonomy, the listings and the concepts.
_CHOICES = {
    LinkKind.FOCUS: Focus,
    LinkKind.APPROACH: Approach,
    LinkKind.ACCESS_MODE: AccessMode,
    LinkKind.LANGUAGE: Language,
    LinkKind.WISH: Wish,
    LinkKind.FORMAT: Format,
    LinkKind.AGE_GROUP: AgeGroup,
}


def _parts(text):
    return [part.strip() for part in text.split(";") if part.strip()]


class ConceptQuerySet(models.QuerySet):
    def explained(self):
        """What the glossary prints; a concept without explanation only serves the search."""
        return self.exclude(explanation="")

    def for_glossary(self):
        """In the order of the page, each with its printable words."""
        return (
            self.explained()
            .order_by("kind", Lower("term"), "pk")
            .prefetch_related(
                models.Prefetch(
                    "words",
                    Word.objects.filter(is_seen=True).order_by(Lower("text"), "pk"),
                    to_attr="printed_words",
                )
            )
        )

    def led_to_by(self, word):
        """Concepts that a word, or a part of one, leads to: printed or not, accents or not."""
        return self.filter(
            Q(term__unaccent__icontains=word)
            | Q(maps_to__unaccent__icontains=word)
            | Q(words__text__unaccent__icontains=word)
        ).distinct()


class Concept(models.Model):
    """A thing the scene or the sector has words for (N5)."""

    slug = models.SlugField(_("naam in het webadres"), max_length=80, unique=True)
    term = models.CharField(_("term"), max_length=80, unique=True)
    kind = models.CharField(_("soort"), max_length=10, choices=ConceptKind)
    maps_to = models.CharField(_("heet ook of hoort bij"), max_length=160, blank=True)
    explanation = models.TextField(
        _("uitleg"), blank=True, help_text=_("Zonder uitleg dient het begrip enkel de zoekfunctie.")
    )
    sources = models.TextField(_("bronnen"), help_text=_("Gescheiden door een puntkomma."))
    confidence = models.CharField(_("herkomst"), max_length=8)

    objects = ConceptQuerySet.as_manager()

    class Meta:
        verbose_name = _("begrip")
        verbose_name_plural = _("woordenlijst")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=ConceptKind.values), name="concept_kind_known"
            )
        ]

    def __str__(self):
        return self.term

    @property
    def source_list(self):
        """Its sources, without the editors' remarks in brackets: these name unseen words."""
        return [source.partition(" (")[0] for source in _parts(self.sources)]

    @property
    def related_terms(self):
        """Terms of other concepts that this one is a word for, or belongs to."""
        return _parts(self.maps_to)


class WordQuerySet(models.QuerySet):
    def attributed(self):
        """Words that a source has, or that are said to be somebody's own addition."""
        return self.exclude(is_seen=False, source="")


class Word(models.Model):
    """Another word for a concept. Everyday words count only beside other words of the scene."""

    concept = models.ForeignKey(
        Concept, models.CASCADE, related_name="words", verbose_name=_("begrip")
    )
    text = models.CharField(_("woord"), max_length=80)
    language = models.CharField(_("taal"), max_length=8, blank=True)
    is_seen = models.BooleanField(_("in een bron gezien"), default=True)
    is_everyday = models.BooleanField(_("ook een alledaags woord"), default=False)
    remark = models.CharField(_("opmerking"), max_length=200, blank=True)
    source = models.CharField(
        _("bron"), max_length=160, blank=True, help_text=_("Leeg: de bronnen van het begrip.")
    )

    objects = WordQuerySet.as_manager()

    class Meta:
        verbose_name = _("woord")
        verbose_name_plural = _("woorden")
        constraints = [
            models.UniqueConstraint(fields=["concept", "text"], name="word_once_per_concept")
        ]

    def __str__(self):
        return self.text


class ConceptLink(models.Model):
    """What a concept says about listings: a code of the taxonomy, a fact, or another concept.

    `target` is a code of what `kind` names, see `LinkKind`; `weight` says how surely, up to 1.
    """

    concept = models.ForeignKey(
        Concept, models.CASCADE, related_name="links", verbose_name=_("begrip")
    )
    kind = models.CharField(_("soort"), max_length=12, choices=LinkKind)
    target = models.CharField(_("doel"), max_length=80)
    weight = models.FloatField(_("gewicht"), default=1, help_text=_("Boven 0, hoogstens 1."))

    class Meta:
        verbose_name = _("verband")
        verbose_name_plural = _("verbanden")
        constraints = [
            models.UniqueConstraint(
                fields=["concept", "kind", "target"], name="link_once_per_concept"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=LinkKind.values), name="concept_link_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(weight__gt=0, weight__lte=1), name="concept_link_weight_in_range"
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.target}"

    def clean(self):
        """Refuse a target that `kind` does not have."""
        if self.kind and self.target not in link_targets(self.kind):
            raise ValidationError({"target": _("Dit doel bestaat niet voor deze soort.")})


def link_targets(kind):
    """Every target that links of this kind may have, see `LinkKind`."""
    match kind:
        case LinkKind.TOPIC:
            return set(Topic.objects.values_list("code", flat=True))
        case LinkKind.TARGET_GROUP:
            return set(TargetGroup.objects.values_list("code", flat=True))
        case LinkKind.HELPLINE:
            return set(Service.objects.published().values_list("slug", flat=True))
        case LinkKind.CONCEPT | LinkKind.MEANS | LinkKind.EXCLUDES:
            return set(Concept.objects.values_list("term", flat=True))
    return set(_CHOICES[kind].values)


class LexiconVersion(models.Model):
    """One row that a trigger gives a new value with every change of concepts, words and links.

    Never twice the same, so that a process sees by one cheap read whether its lexicon still holds,
    whoever changed it and however: the admin, a bulk update, SQL or a rollback.
    """

    value = models.UUIDField(_("versie"))

    class Meta:
        verbose_name = _("versie van de woordenlijst")
        verbose_name_plural = _("versies van de woordenlijst")

    def __str__(self):
        return str(self.value)


class ConversationCueQuerySet(models.QuerySet):
    def to_choose_from(self):
        """Those that are shown, as `referrals.cues.Cue`, in one query."""
        codes = {
            name: ArrayAgg(f"{name}__code", filter=Q(**{f"{name}__isnull": False}), distinct=True)
            for name in ("topics", "target_groups")
        }
        aggregated = {f"{name}_codes": aggregate for name, aggregate in codes.items()}
        return [
            cues.Cue(
                slug=cue.slug,
                title=cue.title,
                door=cue.door,
                topics=frozenset(cue.topics_codes or ()),
                target_groups=frozenset(cue.target_groups_codes or ()),
                position=cue.position,
                opening=cue.opening,
                question=cue.question,
                avoid=cue.avoid,
                if_urgent=cue.if_urgent,
                source=cue.source,
                source_url=cue.source_url,
            )
            for cue in self.filter(is_shown=True).annotate(**aggregated)
        ]


class ConversationCue(models.Model):
    """A few sentences that help a worker begin (gesprekstip, N4), for a door, a matter, or both.

    Without topics and target groups it is for whatever the matter is, without a door for whoever
    comes in. `loaded` is a fingerprint of what the table of the project last gave it.
    """

    slug = models.SlugField(_("naam in de tabel"), max_length=80, unique=True)
    title = models.CharField(_("titel"), max_length=80)
    door = models.CharField(
        _("deur"), max_length=8, choices=Door, blank=True, help_text=_("Leeg: voor elke deur.")
    )
    topics = models.ManyToManyField(
        Topic, related_name="cues", blank=True, verbose_name=_("thema's")
    )
    target_groups = models.ManyToManyField(
        TargetGroup, related_name="cues", blank=True, verbose_name=_("doelgroepen")
    )
    opening = models.TextField(
        _("openingszin"), max_length=200, help_text=_("Zoals je het zegt, zonder aanhalingstekens.")
    )
    question = models.TextField(
        _("een goede vraag"),
        max_length=200,
        help_text=_("Zoals je het zegt, zonder aanhalingstekens."),
    )
    avoid = models.TextField(_("liever niet"), max_length=300)
    if_urgent = models.TextField(_("als het dringend wordt"), max_length=400)
    source = models.CharField(
        _("bron"), max_length=160, help_text=_("Zonder andere bron: Eigen redactie.")
    )
    source_url = models.URLField(_("webadres van de bron"), max_length=300, blank=True)
    is_shown = models.BooleanField(
        _("tonen"),
        default=True,
        help_text=_("Zet dit uit in plaats van te verwijderen: wat in de tabel staat, komt terug."),
    )
    position = models.PositiveSmallIntegerField(
        _("volgorde"), default=0, help_text=_("Op een fiche gaat de laagste voor.")
    )
    loaded = models.CharField(max_length=64, blank=True, editable=False)

    objects = ConversationCueQuerySet.as_manager()

    class Meta:
        verbose_name = _("gesprekstip")
        verbose_name_plural = _("gesprekstips")
        constraints = [
            models.CheckConstraint(condition=Q(door__in=["", *Door.values]), name="cue_door_known"),
            models.CheckConstraint(
                condition=~(
                    Q(title="")
                    | Q(opening="")
                    | Q(question="")
                    | Q(avoid="")
                    | Q(if_urgent="")
                    | Q(source="")
                ),
                name="cue_complete",
            ),
        ]

    def __str__(self):
        return self.title

    def clean(self):
        """Refuse what no worker should read out: a dose, or a word that makes a person a thing."""
        refused = {
            name: problems
            for name in ("title", "source", *cues.TEXTS)
            if (problems := cues.problems_of(getattr(self, name)))
        }
        if refused:
            raise ValidationError(refused)

"""The language of the scene, and the cues to talk of it, at the editors' desk."""

from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db import models

from referrals.cues import TEXTS
from referrals.models import Concept, ConceptLink, ConversationCue, Word
from services.admin.base import DeskFields, RowsInline


class WordInline(RowsInline):
    model = Word


class LinkInline(RowsInline):
    model = ConceptLink


@admin.register(Concept)
class ConceptAdmin(admin.ModelAdmin):
    list_display = ["term", "kind", "maps_to", "confidence"]
    list_filter = ["kind", "confidence"]
    search_fields = ["term", "maps_to", "words__text"]
    ordering = ["term", "pk"]
    prepopulated_fields = {"slug": ["term"]}
    inlines = [WordInline, LinkInline]


@admin.register(Word)
class WordAdmin(admin.ModelAdmin):
    list_display = ["text", "concept", "language", "is_seen", "is_everyday"]
    list_filter = ["is_seen", "is_everyday", ("language", admin.EmptyFieldListFilter)]
    list_select_related = ["concept"]
    search_fields = ["text", "concept__term"]
    autocomplete_fields = ["concept"]
    ordering = ["text", "pk"]


@admin.register(ConversationCue)
class ConversationCueAdmin(DeskFields, admin.ModelAdmin):
    list_display = ["title", "door", "is_shown", "source"]
    list_filter = ["is_shown", "door", "topics"]
    search_fields = ["title", *TEXTS]
    ordering = ["position", "pk"]
    prepopulated_fields = {"slug": ["title"]}
    autocomplete_fields = ["topics", "target_groups"]
    formfield_overrides = {models.TextField: {"widget": AdminTextareaWidget(attrs={"rows": 3})}}

"""What every page of the desk shares."""

from django.contrib import admin, messages
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.forms import BaseInlineFormSet, RadioSelect
from django.forms.formsets import DELETION_FIELD_NAME
from django.utils.text import capfirst

from services.actions import documents, helplines
from services.admin.history import HistoryAdmin
from services.admin.meanwhile import MeanwhileForm
from services.forms import vocabulary_field
from services.helplines import in_bar


class DeskFields:
    """Closed vocabularies as tick boxes, and web addresses that are https unless they say so."""

    def formfield_for_dbfield(self, db_field, request, **options):
        if isinstance(db_field, models.URLField):
            options["assume_scheme"] = "https"
        if isinstance(db_field, ArrayField) and db_field.base_field.choices:
            return vocabulary_field(db_field)
        return super().formfield_for_dbfield(db_field, request, **options)


class NamedFields:
    """Fields below the heading of a column tell their names: Django leaves them without one."""

    def formfield_for_dbfield(self, db_field, request, **options):
        field = super().formfield_for_dbfield(db_field, request, **options)
        if field and not isinstance(field.widget, RadioSelect):
            field.widget.attrs.setdefault("aria-label", capfirst(field.label))
        return field


class NamedDeletion(BaseInlineFormSet):
    """The box that takes a row away tells what it is for."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if deletion := form.fields.get(DELETION_FIELD_NAME):
            deletion.widget.attrs["aria-label"] = deletion.label


class RowsInline(NamedFields, DeskFields, admin.TabularInline):
    """What hangs on a record, a row each."""

    formset = NamedDeletion
    extra = 0


class ReadModelAdmin(DeskFields, HistoryAdmin):
    """Keeps the public read model in step, in the transaction of the save itself."""

    def listings_of(self, record):
        """Ids of the listings whose public face `record` is part of."""
        raise NotImplementedError

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        documents.refresh(self.listings_of(form.instance))


class KeptAdmin(ReadModelAdmin):
    """For what is archived when it ends, and never deleted; two who change it see one another."""

    form = MeanwhileForm

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        seen = (None, {"fields": ["seen"], "classes": ["hidden"]})
        return [*fieldsets, seen] if obj else fieldsets

    def has_delete_permission(self, request, obj=None):
        return False

    def warn_of_bar(self, request, services):
        """Name the ones among these listings that every page depends on."""
        for service in in_bar(services):
            self.message_user(request, f"{service}: {helplines.WARNING}", messages.WARNING)


class NoHandEntry:
    """Rows that come from elsewhere: nobody writes or deletes them here."""

    def has_add_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class ReadOnly(NoHandEntry):
    """What is there to be looked up, and to be chosen from."""

    def has_change_permission(self, request, obj=None):
        return False


class ReadOnlyAdmin(ReadOnly, admin.ModelAdmin):
    """Reference data, and what is decided elsewhere."""

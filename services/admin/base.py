"""What every page of the desk shares."""

from django import forms
from django.contrib import admin
from django.contrib.postgres.fields import ArrayField
from django.db import models

from services.actions import documents


class DeskFields:
    """Closed vocabularies as tick boxes, and web addresses that are https unless they say so."""

    def formfield_for_dbfield(self, db_field, request, **options):
        if isinstance(db_field, models.URLField):
            options["assume_scheme"] = "https"
        if isinstance(db_field, ArrayField) and db_field.base_field.choices:
            return forms.MultipleChoiceField(
                choices=db_field.base_field.choices,
                label=db_field.verbose_name,
                help_text=db_field.help_text,
                required=not db_field.blank,
                widget=forms.CheckboxSelectMultiple,
            )
        return super().formfield_for_dbfield(db_field, request, **options)


class ReadModelAdmin(DeskFields, admin.ModelAdmin):
    """Keeps the public read model in step, in the transaction of the save itself."""

    def listings_of(self, record):
        """Ids of the listings whose public face `record` is part of."""
        raise NotImplementedError

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        documents.refresh(self.listings_of(form.instance))


class KeptAdmin(ReadModelAdmin):
    """For what is archived when it ends, and never deleted."""

    def has_delete_permission(self, request, obj=None):
        return False


class ReadOnlyAdmin(admin.ModelAdmin):
    """Reference data, there to be looked up and to be chosen from."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

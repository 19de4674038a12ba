"""Filling the places of the database from the gazetteer's fixture."""

from django.db import transaction

from services import gazetteer as index
from services.models import Municipality, PlaceName, PostalCode, Province


def load_gazetteer(*, gazetteer):
    """Make the database hold the places of `gazetteer`, the parsed fixture; count rows by model.

    Rows are recognised by slug, REFNIS code, or name within a municipality. Names and postal codes
    that a new edition no longer has go; provinces and municipalities stay, since listings refer
    to them.
    """
    with transaction.atomic():
        _upsert(
            Province,
            [
                Province(slug=row["slug"], **_fields(row, "name", "name_fr", "nuts"))
                for row in gazetteer["provinces"]
            ],
            unique=["slug"],
        )
        provinces = dict(Province.objects.values_list("slug", "pk"))
        _upsert(
            Municipality,
            [
                Municipality(
                    province_id=provinces[row["province_slug"]],
                    **_fields(row, "refnis", "slug", "name", "name_fr", "population"),
                )
                for row in gazetteer["municipalities"]
            ],
            unique=["refnis"],
        )
        towns = dict(Municipality.objects.values_list("refnis", "pk"))
        _replace(
            PostalCode,
            [
                PostalCode(municipality_id=towns[row["refnis"]], **_fields(row, "code", "name"))
                for row in gazetteer["postal_codes"]
            ],
            unique=["code", "municipality", "name"],
        )
        _replace(
            PlaceName,
            [
                PlaceName(
                    municipality_id=towns[row["refnis"]], **_fields(row, "name", "key", "kind")
                )
                for row in gazetteer["names"]
            ],
            unique=["key", "municipality"],
        )
    index.load.cache_clear()
    return {
        model: model.objects.count() for model in (Province, Municipality, PostalCode, PlaceName)
    }


def _fields(row, *names):
    return {name: row[name] for name in (*names, "latitude", "longitude")}


def _upsert(model, rows, *, unique):
    model.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=unique,
        update_fields=[
            field.name
            for field in model._meta.concrete_fields
            if not field.primary_key and field.name not in unique
        ],
    )


def _replace(model, rows, *, unique):
    """Upsert, after the rows that are in none of `rows` have gone."""
    attributes = [model._meta.get_field(name).attname for name in unique]
    kept = {tuple(getattr(row, name) for name in attributes) for row in rows}
    stale = [
        pk for pk, *key in model.objects.values_list("pk", *attributes) if tuple(key) not in kept
    ]
    model.objects.filter(pk__in=stale).delete()
    _upsert(model, rows, unique=unique)

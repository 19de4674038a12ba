"""All that is kept of people, organisations and listings, and what of it changed."""

from django.apps import apps

#: Of these rows nobody decides anything: places, words, and what is derived from the rest.
DERIVED = {
    "municipality",
    "postalcode",
    "province",
    "publicpoint",
    "readmodelversion",
    "servicedocument",
    "targetgroup",
    "topic",
}


def rows():
    """All that is kept of people, organisations and listings: columns by model and key."""
    return {
        (model._meta.model_name, row["pk"]): row
        for model in apps.get_app_config("services").get_models()
        if not model._meta.model_name.endswith("event") and model._meta.model_name not in DERIVED
        for row in model._base_manager.values("pk", *(one.name for one in model._meta.fields))
    }


def changed(before):
    """ "model.column" of what is another value than before, and "+model" of what is new."""
    after = rows()
    found = {f"+{name}" for name, _key in after.keys() - before.keys()}
    found |= {f"-{name}" for name, _key in before.keys() - after.keys()}
    for key in before.keys() & after.keys():
        found |= {
            f"{key[0]}.{column}"
            for column, value in after[key].items()
            if value != before[key][column] and column != "updated_at"
        }
    return found

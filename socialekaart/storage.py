"""Static files with a hash in their name, also where one script imports another."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Hashed and compressed; import statements inside ES modules follow the hashed names."""

    support_js_module_import_aggregation = True

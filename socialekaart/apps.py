from importlib import import_module

from django.contrib.admin.apps import SimpleAdminConfig
from django.contrib.staticfiles.apps import StaticFilesConfig


class DeskConfig(SimpleAdminConfig):
    """Django admin as the editors' desk.

    Without autodiscovery, which would load leaflet's admin and that needs GDAL.
    """

    default_site = "socialekaart.accounts.DeskSite"

    def ready(self):
        super().ready()
        for app in ("services", "referrals"):
            import_module(f"{app}.admin")


class StaticConfig(StaticFilesConfig):
    """Static files without htmx's extensions: unused, and their imports name no file."""

    ignore_patterns = [*StaticFilesConfig.ignore_patterns, "django_htmx/ext/*"]

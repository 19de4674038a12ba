from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ServicesConfig(AppConfig):
    """What exists: organisations, their services, where and whom they serve."""

    name = "services"
    verbose_name = _("Aanbod")
    default_auto_field = "django.db.models.BigAutoField"

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReferralsConfig(AppConfig):
    """Finding the way: the language of the scene, search and the map."""

    name = "referrals"
    verbose_name = _("Doorverwijzen")
    default_auto_field = "django.db.models.BigAutoField"

"""Listings whose number stands on every page, error pages included: only editors take them away."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from services.helplines import is_in_bar
from services.permissions import is_editor

REFUSAL = _(
    "Dit nummer staat op elke pagina van de kaart, ook op de foutpagina's. Daarom kan enkel een"
    " beheerder van de kaart deze fiche sluiten, archiveren of zonder nummer laten."
)
WARNING = _(
    "Dit nummer staat op elke pagina van de kaart, ook op de foutpagina's. Kijk na of het daar nog"
    " mag staan."
)


def is_refused(*, service, by):
    """Whether `by` may not close or archive this listing, nor leave it without a number."""
    return is_in_bar(service) and not is_editor(by)


def refuse(*, service, by):
    """Raise ValidationError for whoever may not take this listing out of reach."""
    if is_refused(service=service, by=by):
        raise ValidationError(REFUSAL)


def notice(*, service, by):
    """What `by` is told before taking this listing out of reach; empty for most listings."""
    if not is_in_bar(service):
        return ""
    return WARNING if is_editor(by) else REFUSAL

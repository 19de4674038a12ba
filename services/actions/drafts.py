"""What a member typed and did not save yet: kept for them alone, and not for long."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from services.models import Draft
from services.permissions import require_member

#: Letters in a draft: far past the longest section, and a bound on what a table can grow by.
LONGEST = 50_000


def keep(*, service, section, data, by):
    """Keep what was typed into a section, as lists of texts by name, in place of what was kept.

    Raises ValidationError when it is longer than any section.
    """
    require_member(by, service.organisation)
    # PostgreSQL keeps no NUL character.
    data = {name: [text.replace("\0", "") for text in texts] for name, texts in data.items()}
    if sum(len(name) + sum(map(len, texts)) for name, texts in data.items()) > LONGEST:
        raise ValidationError(_("Dat is te lang om als concept te bewaren."))
    draft, _is_new = Draft.objects.update_or_create(
        person=by, service=service, section=section, defaults={"data": data}
    )
    return draft


def discard(*, service, section, by):
    """Throw away what this person typed into a section."""
    Draft.objects.filter(person=by, service=service, section=section).delete()


def expire():
    """Delete what nobody took up again in time; return how many that were."""
    return Draft.objects.expired().delete()[0]

"""Who may come to the desk, as decided at the command line: whoever is there may do anything."""

from django.db import connection, transaction
from django.utils.translation import gettext as _

from services.actions import history
from services.enums import Channel
from services.models import Claim, Expertise, Invitation, SentMail, Service, User


@transaction.atomic
def make_editor(*, email):
    """Make the person with this address an editor, with an account when there is none yet.

    Returns whether anything changed.
    """
    user = User.objects.filter(email__iexact=email).select_for_update().first()
    if user is None:
        User.objects.create_superuser(email)
        return True
    rights = {"is_active": True, "is_staff": True, "is_superuser": True}
    if all(getattr(user, name) == value for name, value in rights.items()):
        return False
    for name, value in rights.items():
        setattr(user, name, value)
    user.save(update_fields=list(rights))
    return True


@transaction.atomic
def erase(*, email):
    """Delete the account of the person with this address, and their name from the history.

    What they changed stays, by nobody; their memberships, invitations, claims and the log of mails
    to them go. Raises User.DoesNotExist.
    """
    person = User.objects.select_for_update().get(email__iexact=email)
    with connection.cursor() as cursor:
        cursor.execute(
            """UPDATE pghistory_context
               SET metadata = metadata - 'user' - 'token' || '{"erased": true}'
               WHERE metadata @> jsonb_build_object('user', %s::bigint)""",
            [person.pk],
        )
    Service.pgh_event_model.objects.filter(verified_by=person.pk).update(verified_by=None)
    Expertise.pgh_event_model.objects.filter(attested_by=person.pk).update(attested_by=None)
    with history.recorded(channel=Channel.COMMAND, message=_("Persoonsgegevens gewist")):
        person.delete()
    for model in (Invitation, Claim, SentMail):
        model.objects.filter(email__iexact=email).delete()

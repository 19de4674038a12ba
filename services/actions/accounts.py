"""Who may come to the desk, as decided at the command line: whoever is there may do anything."""

from django.db import transaction

from services.models import User


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

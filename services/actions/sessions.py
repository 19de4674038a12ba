"""Ending what is logged in; which machines that are is written nowhere."""

from django.core.exceptions import PermissionDenied
from django.db.models import F

from services.models import User
from services.permissions import is_editor


def end_all(*, user, by):
    """End all sessions of `user`, wherever they are logged in; `user` knows of it afterwards."""
    if user != by and not is_editor(by):
        raise PermissionDenied
    User.objects.filter(pk=user.pk).update(sessions_ended=F("sessions_ended") + 1)
    user.refresh_from_db(fields=["sessions_ended"])

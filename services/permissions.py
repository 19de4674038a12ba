"""Who may do what; every action that a person takes asks here first."""

from django.core.exceptions import PermissionDenied


def require_editor(user):
    """Raise PermissionDenied unless `user` is an editor of the map: staff, and not switched off."""
    if not (user.is_active and user.is_staff):
        raise PermissionDenied

"""Who may do what; every action that a person takes asks here first."""

from django.core.exceptions import PermissionDenied

from services.enums import MemberRole


def is_editor(user):
    """Whether `user` is an editor of the map: staff, and not switched off."""
    return user.is_active and user.is_staff


def require_editor(user):
    """Raise PermissionDenied unless `user` is an editor of the map."""
    if not is_editor(user):
        raise PermissionDenied


def require_member(user, organisation):
    """Raise PermissionDenied unless `user` may change what `organisation` has on the map."""
    if not (is_editor(user) or _has_role(user, organisation, MemberRole.values)):
        raise PermissionDenied


def can_manage_members(user, organisation):
    """Whether `user` may decide who the members of `organisation` are."""
    return is_editor(user) or _has_role(user, organisation, [MemberRole.OWNER])


def require_owner(user, organisation):
    """Raise PermissionDenied unless `user` may decide who the members of `organisation` are."""
    if not can_manage_members(user, organisation):
        raise PermissionDenied


def can_make_tokens(user, organisation):
    """Whether `user` may let software in to the listings of `organisation`.

    A token asks for no second factor, so an editor of the map makes none, owner or not.
    """
    return not user.is_staff and _has_role(user, organisation, [MemberRole.OWNER])


def require_token_maker(user, organisation):
    """Raise PermissionDenied unless `user` may let software in to what `organisation` has."""
    if not can_make_tokens(user, organisation):
        raise PermissionDenied


def _has_role(user, organisation, roles):
    return (
        user.is_active
        and user.memberships.filter(organisation=organisation, role__in=roles).exists()
    )

"""Who speaks for an organisation."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from services.enums import MemberRole
from services.models import Organisation
from services.permissions import require_owner


@transaction.atomic
def change_role(*, membership, role, by):
    """Give a member another role; raises ValidationError for the last owner."""
    require_owner(by, membership.organisation)
    _keep_an_owner(membership, is_owner_after=role == MemberRole.OWNER)
    membership.role = role
    membership.save(update_fields=["role"])


@transaction.atomic
def remove(*, membership, by):
    """End a membership: an owner ends anybody's, everybody their own.

    Raises ValidationError for the last owner, who hands over first.
    """
    if membership.user_id != by.pk:
        require_owner(by, membership.organisation)
    _keep_an_owner(membership, is_owner_after=False)
    membership.delete()


def _keep_an_owner(membership, *, is_owner_after):
    """Raise ValidationError when no owner would be left; of two who leave at once, one stays."""
    organisation = Organisation.objects.select_for_update().get(pk=membership.organisation_id)
    owners = organisation.memberships.filter(role=MemberRole.OWNER).values_list("pk", flat=True)
    if not is_owner_after and set(owners) == {membership.pk}:
        raise ValidationError(
            _("Dit is de laatste verantwoordelijke. Maak eerst iemand anders verantwoordelijk.")
        )

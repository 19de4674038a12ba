"""People with an account, and whom they speak for."""

import datetime

import factory
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.utils import timezone
from factory.django import DjangoModelFactory

from services.enums import MemberRole
from services.models import ApiToken, Claim, Invitation, Membership, User
from tests.factories.listings import OrganisationFactory


class UserFactory(DjangoModelFactory):
    """Somebody without a password, as most are: a code by e-mail lets them in."""

    class Meta:
        model = User

    email = factory.Sequence("persoon{}@example.org".format)
    password = factory.LazyFunction(lambda: make_password(None))


class MapEditorFactory(UserFactory):
    """An editor of the map, who has set up a second factor."""

    class Meta:
        skip_postgeneration_save = True

    is_staff = True

    @factory.post_generation
    def second_factor(user, create, extracted, **options):
        Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "x"})


class MembershipFactory(DjangoModelFactory):
    """An editor of an organisation's listings unless another role is given."""

    class Meta:
        model = Membership

    organisation = factory.SubFactory(OrganisationFactory)
    user = factory.SubFactory(UserFactory)
    role = MemberRole.EDITOR


class InvitationFactory(DjangoModelFactory):
    """Open for a week; its link is nobody's."""

    class Meta:
        model = Invitation

    organisation = factory.SubFactory(OrganisationFactory)
    email = factory.Sequence("genodigde{}@example.org".format)
    role = MemberRole.EDITOR
    digest = factory.Sequence("{:064}".format)
    expires_at = factory.LazyFunction(lambda: timezone.now() + datetime.timedelta(days=7))


class ClaimFactory(DjangoModelFactory):
    class Meta:
        model = Claim

    organisation = factory.SubFactory(OrganisationFactory)
    email = factory.Sequence("aanvrager{}@example.org".format)


class ApiTokenFactory(DjangoModelFactory):
    """Works for a year, for nobody: its secret is not known."""

    class Meta:
        model = ApiToken

    organisation = factory.SubFactory(OrganisationFactory)
    name = factory.Sequence("website {}".format)
    prefix = "skc_abcdef"
    digest = factory.Sequence("{:064}".format)
    made_by = factory.SubFactory(UserFactory)
    expires_on = factory.LazyFunction(lambda: timezone.localdate() + datetime.timedelta(days=365))

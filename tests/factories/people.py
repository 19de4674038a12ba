"""People with an account."""

import factory
from factory.django import DjangoModelFactory

from services.models import User


class UserFactory(DjangoModelFactory):
    """Somebody without a password, as most are: a code by e-mail lets them in."""

    class Meta:
        model = User

    email = factory.Sequence("persoon{}@example.org".format)

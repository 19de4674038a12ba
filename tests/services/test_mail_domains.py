"""Whose mail domains are nobody's own."""

import pytest
from django.core.exceptions import ValidationError

from services.mail_domains import is_public
from services.models import OrganisationDomain
from tests.factories import OrganisationFactory


@pytest.mark.parametrize("domain", ["gmail.com", "Gmail.com", "telenet.be", "mail.yahoo.com"])
def test_where_anybody_gets_an_address(domain):
    assert is_public(domain)


@pytest.mark.parametrize("domain", ["free-clinic.be", "notgmail.com", "gmail.com.example.org", ""])
def test_what_is_somebodys_own(domain):
    assert not is_public(domain)


@pytest.mark.django_db
def test_such_a_domain_lets_nobody_in():
    domain = OrganisationDomain(organisation=OrganisationFactory(), domain="gmail.com")
    with pytest.raises(ValidationError, match="krijgt iedereen een adres"):
        domain.full_clean()

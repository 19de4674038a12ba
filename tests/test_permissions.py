"""Who may open and who may change what: every address of the site, against a written table."""

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from referrals import short_codes
from services import history
from services.actions import claims, invitations, reminders
from services.enums import MemberRole
from services.hsds.identifiers import identifier
from services.models import Service
from tests import addresses
from tests.factories import (
    ApiTokenFactory,
    InvitationFactory,
    MapEditorFactory,
    MembershipFactory,
    PhoneFactory,
    ProposalFactory,
)
from tests.listings import listing

pytestmark = pytest.mark.django_db

EVERYBODY = ["visitor", "outsider", "member", "owner", "map editor"]
WITH_ACCOUNT = ["outsider", "member", "owner", "map editor"]
OWN = ["member", "owner", "map editor"]
DECIDES = ["owner", "map editor"]

#: By address, who may read it (GET) and who may send to it (POST).
TABLE = {
    "api:nothing": ([], []),
    "api:openapi": (EVERYBODY, []),
    "api:organization": (EVERYBODY, []),
    "api:organizations": (EVERYBODY, []),
    "api:profile": (EVERYBODY, []),
    "api:root": (EVERYBODY, []),
    "api:schema": (EVERYBODY, []),
    "api:service": (EVERYBODY, []),
    # Written with a token alone, see tests/services/api/test_writing_rights.py.
    "api:service-capacity": ([], []),
    "api:service-schedules": ([], []),
    "api:service-waiting-time": ([], []),
    "api:service-at-location": (EVERYBODY, []),
    "api:taxonomies": (EVERYBODY, []),
    "api:taxonomy": (EVERYBODY, []),
    "api:taxonomy-term": (EVERYBODY, []),
    "api:taxonomy-terms": (EVERYBODY, []),
    "healthz": (EVERYBODY, []),
    "robots": (EVERYBODY, []),
    "security": (EVERYBODY, []),
    "sitemap": (EVERYBODY, []),
    "django.contrib.sitemaps.views.sitemap": (EVERYBODY, []),
    "referrals:api-service-at-locations": (EVERYBODY, []),
    "referrals:api-services": (EVERYBODY, []),
    "referrals:card": (EVERYBODY, []),
    "referrals:card-pdf": (EVERYBODY, []),
    "referrals:glossary": (EVERYBODY, []),
    "referrals:guide": (EVERYBODY, []),
    "referrals:lexicon": (EVERYBODY, []),
    "referrals:map-data": (EVERYBODY, []),
    "referrals:search": (EVERYBODY, []),
    "referrals:short": (EVERYBODY, []),
    "referrals:shortlist": (EVERYBODY, []),
    "referrals:shortlist-change": ([], EVERYBODY),
    "referrals:sources": (EVERYBODY, []),
    "referrals:suggestions": (EVERYBODY, []),
    "services:about": (EVERYBODY, []),
    "services:api": (EVERYBODY, []),
    "services:accessibility": (EVERYBODY, []),
    "services:claim": (EVERYBODY, EVERYBODY),
    "services:claim-confirm": (EVERYBODY, EVERYBODY),
    "services:confirm-by-mail": (EVERYBODY, EVERYBODY),
    "services:data": (EVERYBODY, []),
    "services:dcat": (EVERYBODY, []),
    "services:helplines": (EVERYBODY, []),
    "services:invitation": (EVERYBODY, EVERYBODY),
    "services:invitation-revoke": ([], DECIDES),
    "services:member-remove": ([], DECIDES),
    "services:member-role": ([], DECIDES),
    "services:organisation-detail": (EVERYBODY, []),
    "services:new-organisation": (EVERYBODY, EVERYBODY),
    "services:own": (WITH_ACCOUNT, []),
    "services:own-account": (WITH_ACCOUNT, WITH_ACCOUNT),
    "services:own-capacity": ([], OWN),
    "services:own-claim": (OWN, OWN),
    "services:own-confirm": ([], OWN),
    "services:own-draft": ([], OWN),
    "services:own-draft-discard": ([], OWN),
    "services:own-end": (DECIDES, DECIDES),
    "services:own-history": (OWN, []),
    "services:own-listing": (OWN, []),
    "services:own-look-over": ([], OWN),
    "services:own-members": (OWN, OWN),
    "services:own-new-listing": (OWN, OWN),
    "services:own-proposal": (OWN, OWN),
    "services:own-reopen": ([], OWN),
    "services:own-resume": ([], DECIDES),
    "services:own-rhythm": (DECIDES, DECIDES),
    "services:own-section": (OWN, OWN),
    "services:own-token-revoke": (DECIDES, DECIDES),
    "services:own-tokens": (DECIDES, ["owner"]),
    "services:own-undo": (OWN, OWN),
    "services:own-waiting": ([], OWN),
    "services:own-withdraw": ([], OWN),
    "services:privacy": (EVERYBODY, []),
    "services:quick-exit": (EVERYBODY, []),
    "services:report": (EVERYBODY, EVERYBODY),
    "services:service-detail": (EVERYBODY, []),
    "services:suggest": (EVERYBODY, []),
    "services:suggest-field": (EVERYBODY, EVERYBODY),
    "services:whole-map": (EVERYBODY, []),
}
OF_A_LISTING = {
    "services:own-capacity",
    "services:own-confirm",
    "services:own-end",
    "services:own-history",
    "services:own-listing",
    "services:own-look-over",
    "services:own-reopen",
    "services:own-resume",
    "services:own-waiting",
    "services:report",
    "services:service-detail",
    "services:suggest",
}
#: Addresses of records and files, and which is asked for.
IDS = {
    "api:organization": lambda service: service.organisation_id,
    "api:schema": lambda service: "service",
    "api:service": lambda service: service.pk,
    "api:service-capacity": lambda service: service.pk,
    "api:service-schedules": lambda service: service.pk,
    "api:service-waiting-time": lambda service: service.pk,
    "api:service-at-location": lambda service: service.points.get().location_id,
    "api:taxonomy": lambda service: identifier("taxonomy", "focus"),
    "api:taxonomy-term": lambda service: identifier("taxonomy_term", "focus", "both"),
    "referrals:short": lambda service: short_codes.write(service.pk),
    "services:whole-map": lambda service: "json",
}
#: Addresses of libraries with rules, and tests, of their own.
OF_LIBRARIES = ("account_", "mfa_", "admin:")


@pytest.fixture
def people():
    """A logged-in browser for everybody in the table; the owner's organisation is the one asked."""
    owner = MembershipFactory(role=MemberRole.OWNER, organisation__slug="deze")
    users = {
        "outsider": MembershipFactory(role=MemberRole.OWNER).user,
        "member": MembershipFactory(organisation=owner.organisation).user,
        "owner": owner.user,
        "map editor": MapEditorFactory(),
    }
    clients = {name: Client() for name in EVERYBODY}
    for name, user in users.items():
        clients[name].force_login(user)
    listing(slug="aanbod-van-deze", organisation=owner.organisation, at="Gent")
    return clients


def address_of(name, organisation):
    """An address of what exists, newly made where reading or sending uses it up."""
    if name in OF_A_LISTING:
        return reverse(name, args=["aanbod-van-deze"])
    if name in ("services:own-claim", "services:suggest-field"):
        field = "focus" if name == "services:own-claim" else "e-mail"
        return reverse(name, args=["aanbod-van-deze", field])
    if name == "services:own-undo":
        service = Service.objects.get(slug="aanbod-van-deze")
        PhoneFactory(service=service)
        change = history.changes(history.of_record(service))[0]
        return reverse(name, args=[service.slug, change.table, change.event])
    if name in ("services:own-proposal", "services:own-withdraw"):
        service = Service.objects.get(slug="aanbod-van-deze")
        return reverse(name, args=[ProposalFactory(service=service).pk])
    if name in ("services:own-section", "services:own-draft", "services:own-draft-discard"):
        return reverse(name, args=["aanbod-van-deze", "contact"])
    if name in ("services:member-role", "services:member-remove"):
        return reverse(name, args=["deze", MembershipFactory(organisation=organisation).pk])
    if name == "services:own-token-revoke":
        return reverse(name, args=["deze", ApiTokenFactory(organisation=organisation).pk])
    if name == "services:invitation-revoke":
        return reverse(name, args=["deze", InvitationFactory(organisation=organisation).pk])
    if name == "services:invitation":
        digest = invitations.digest("geheim")
        InvitationFactory(organisation=organisation, digest=digest)
        return reverse(name, args=["geheim"])
    if name == "services:claim-confirm":
        return claims.link(organisation=organisation, email="a@example.org")
    if name == "services:confirm-by-mail":
        return reminders.link(
            service=organisation.services.get(),
            user=MembershipFactory(organisation=organisation).user,
        )
    if name in IDS:
        return reverse(name, args=[IDS[name](Service.objects.get(slug="aanbod-van-deze"))])
    if name == "django.contrib.sitemaps.views.sitemap":
        return reverse(name, args=["aanbod"])
    parameters = dict(addresses.named(get_resolver()))[name]
    return reverse(name, args=["deze"] * len(parameters))


def is_let_through(response):
    """Whether what was asked was shown or done: not sent to log in, refused or not found."""
    if response.status_code == 302:
        return not response.url.startswith(reverse("account_login"))
    return response.status_code in (200, 303)


def test_every_address_is_in_the_table():
    names = {name for name, _parameters in addresses.named(get_resolver())}
    assert {name for name in names if not name.startswith(OF_LIBRARIES)} == TABLE.keys()


@pytest.mark.parametrize("name", TABLE)
def test_only_those_in_the_table_get_through(people, name):
    organisation = people["owner"].get("/mijn/").context["memberships"][0].organisation
    for method, allowed in zip(("get", "post"), TABLE[name], strict=True):
        through = []
        for person, client in people.items():
            address = address_of(name, organisation)
            data = {"role": MemberRole.EDITOR} if method == "post" else {}
            # Some forms are taken from the site's own pages alone.
            own = {"Origin": "http://testserver"}
            if is_let_through(getattr(client, method)(address, data, headers=own)):
                through.append(person)
            organisation.invitations.all().delete()
        assert through == allowed, method

"""Listings and what belongs to them, for tests: published, and otherwise as little as possible.

Places and terms are in the test database from the start.
"""

from tests.factories.listings import (
    CooperationFactory,
    ExpertiseFactory,
    ListingSourceFactory,
    LocationFactory,
    NetworkFactory,
    OrganisationFactory,
    PendingValueFactory,
    PhoneFactory,
    ProposalFactory,
    ReportFactory,
    ScheduleFactory,
    ServiceFactory,
    TargetGroupClaimFactory,
)
from tests.factories.people import (
    ApiTokenFactory,
    ClaimFactory,
    InvitationFactory,
    MapEditorFactory,
    MembershipFactory,
    UserFactory,
)
from tests.factories.words import ConceptFactory, ConversationCueFactory, WordFactory

__all__ = [
    "ApiTokenFactory",
    "ClaimFactory",
    "ConceptFactory",
    "ConversationCueFactory",
    "CooperationFactory",
    "ExpertiseFactory",
    "InvitationFactory",
    "ListingSourceFactory",
    "LocationFactory",
    "MapEditorFactory",
    "MembershipFactory",
    "NetworkFactory",
    "OrganisationFactory",
    "PendingValueFactory",
    "PhoneFactory",
    "ProposalFactory",
    "ReportFactory",
    "ScheduleFactory",
    "ServiceFactory",
    "TargetGroupClaimFactory",
    "UserFactory",
    "WordFactory",
]

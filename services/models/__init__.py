"""What exists, one file per concept."""

from services.models.contact import OpenInterval, Phone, Schedule
from services.models.document import PublicPoint, ReadModelVersion, ServiceDocument
from services.models.draft import Draft
from services.models.expertise import Expertise
from services.models.former_slug import FormerOrganisationSlug, FormerServiceSlug
from services.models.history import TRACKED
from services.models.location import Location
from services.models.mail import MailTemplate, SentMail
from services.models.membership import Claim, Invitation, Membership, OrganisationDomain
from services.models.network import Cooperation, Network
from services.models.organisation import Organisation
from services.models.place import Municipality, PlaceName, PostalCode, Province
from services.models.proposal import Proposal
from services.models.provenance import ImportedRow, ListingSource, PendingValue, Report
from services.models.request_count import RequestCount
from services.models.service import Service, TargetGroupClaim
from services.models.taxonomy import TargetGroup, Topic
from services.models.token import ApiToken
from services.models.user import User

__all__ = [
    "TRACKED",
    "ApiToken",
    "Claim",
    "Cooperation",
    "Draft",
    "Expertise",
    "FormerOrganisationSlug",
    "FormerServiceSlug",
    "ImportedRow",
    "Invitation",
    "ListingSource",
    "Location",
    "MailTemplate",
    "Membership",
    "Municipality",
    "Network",
    "OpenInterval",
    "Organisation",
    "OrganisationDomain",
    "PendingValue",
    "Phone",
    "PlaceName",
    "PostalCode",
    "Proposal",
    "Province",
    "PublicPoint",
    "ReadModelVersion",
    "Report",
    "RequestCount",
    "Schedule",
    "SentMail",
    "Service",
    "ServiceDocument",
    "TargetGroup",
    "TargetGroupClaim",
    "Topic",
    "User",
]

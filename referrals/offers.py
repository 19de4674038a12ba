"""The listings that may be chosen for somebody, read from the public read model in bounded work."""

from collections import defaultdict
from collections.abc import Mapping

from django.db.models import Case, Exists, F, OuterRef, Q, When

from referrals.candidates import (
    COLUMNS,
    DOCUMENT_COLUMNS,
    REACHES_FAR,
    distance_from,
    facts,
)
from referrals.matching import Need, Offer
from services.distances import NEAR_KM
from services.enums import Focus, ServiceKind
from services.models import Cooperation, Network, Phone, PublicPoint, Schedule, Service

#: Listings that are looked at: so many with a place, and so many that need no journey.
LIMIT = 500
#: How far somebody may be sent where less than so many are near, in kilometres.
FARTHEST_KM, FEW = 120, 60
_OF_IT = {"service": OuterRef("pk")}
#: Whether there is a number, a site, or a door to walk up to; and whether it answers day and night.
_IS_IN_TOUCH = (
    ~Q(email="", website="", chat_url="")
    | Exists(Phone.objects.filter(**_OF_IT))
    | Exists(PublicPoint.objects.filter(**_OF_IT).exclude(street=""))
)
_IS_ALWAYS_OPEN = Exists(Schedule.objects.filter(**_OF_IT, opening_hours="24/7"))


def read(need: Need, *, kinds: Mapping[str, str]) -> list[Offer]:
    """At most twice LIMIT listings that somebody may be sent to, in a fixed number of queries.

    `kinds` are the kinds of the target groups, by code.
    """
    services = Service.objects.searchable().exclude(kind=ServiceKind.SOURCE)
    rows = _far(services, need) | _near(services, need)
    points = _points(rows)
    organisations = {row["organisation"] for row in rows.values()} - {None}
    networks, partners = _networks(organisations), _partners(organisations)
    return [
        Offer(
            **facts(row),
            audiences=frozenset(kinds[code] for code in groups if code in kinds),
            points=tuple(points[row["pk"]]),
            networks=frozenset(networks[row["organisation"]]),
            partners=frozenset(partners[row["organisation"]]),
        )
        for row in rows.values()
        for groups in [row.pop("target_groups")]
    ]


def _far(services, need):
    """Those that need no journey: found first, so that distances are worked out for these alone."""
    found = services.filter(REACHES_FAR).order_by(_is_asked(need), "pk")
    return _rows(services.filter(pk__in=list(found.values_list("pk", flat=True)[:LIMIT])), need)


def _near(services, need):
    """Those with a place: near ones, or further ones too where these are few."""
    services = services.filter(document__is_local=True)
    if need.place is None:
        return _rows(services, need)
    for km in (NEAR_KM, FARTHEST_KM):
        within = PublicPoint.objects.near(need.place, km=km)
        rows = _rows(services.filter(pk__in=within.values("service")), need)
        if len(rows) >= FEW:
            break
    return rows


def _is_asked(need):
    """What to order by, so that what is about the topics, or about both sides, comes first."""
    asked = [f"topic:{code}" for code in sorted(need.topics)] or [f"focus:{Focus.BOTH}"]
    return Case(When(document__facets__overlap=asked, then=0), default=1)


def _rows(services, need):
    """Rows of facts by primary key: what is asked first, then the nearest."""
    annotated = {
        "distance_km": distance_from(need.place),
        "is_in_touch": _IS_IN_TOUCH,
        "is_always_open": _IS_ALWAYS_OPEN,
    }
    names = (*COLUMNS, *DOCUMENT_COLUMNS, "target_groups", "organisation", *annotated)
    columns = [f"document__{name}" for name in (*DOCUMENT_COLUMNS, "target_groups")]
    found = services.annotate(**annotated).order_by(
        _is_asked(need), F("distance_km").asc(nulls_last=True), "pk"
    )
    found = found.values_list(*COLUMNS, *columns, "organisation_id", *annotated)[:LIMIT]
    return {row[0]: dict(zip(names, row, strict=True)) for row in found}


def _points(services):
    """By listing, where the map shows it."""
    found = defaultdict(list)
    rows = PublicPoint.objects.filter(service__in=list(services)).order_by("pk")
    for service, *point in rows.values_list("service_id", "latitude", "longitude"):
        found[service].append(tuple(point))
    return found


def _networks(organisations):
    """By organisation, the networks that it is in."""
    found = defaultdict(set)
    members = Network.members.through.objects.filter(organisation__in=organisations)
    for organisation, network in members.values_list("organisation_id", "network_id"):
        found[organisation].add(network)
    return found


def _partners(organisations):
    """By organisation, those that work with it, as the source of a listing of either says."""
    found = defaultdict(set)
    named = Cooperation.objects.filter(
        service__document__isnull=False,
        service__organisation__in=organisations,
        partner__in=organisations,
    )
    for one, other in named.values_list("service__organisation_id", "partner_id"):
        found[one].add(other)
        found[other].add(one)
    return found

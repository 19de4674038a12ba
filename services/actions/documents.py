"""Rebuilding the public read model of listings, in the transaction that changes them."""

import hashlib
import json
from datetime import timedelta

from django.contrib.postgres.search import SearchVector
from django.db import transaction
from django.db.models import Value
from django.utils import timezone

from services import freshness, opening_hours
from services.enums import (
    AddressVisibility,
    Focus,
    Precision,
    ServiceAreaScope,
    ServiceKind,
    TargetGroupKind,
)
from services.hsds import records, taxonomies
from services.models import (
    OpenInterval,
    Province,
    PublicPoint,
    Service,
    ServiceDocument,
    TargetGroup,
    Topic,
)
from services.text import TEXT_CONFIG, fold

#: Listings rebuilt at once; bounds memory, not the outcome.
BATCH = 500
#: How far ahead "open now" is known; a daily command moves the window.
OPEN_HORIZON = timedelta(days=21)


def refresh(service_ids):
    """Rebuild document, points and open intervals of these listings; unpublished ones get none.

    The listings' rows are locked in a fixed order, so that two changes at once cannot leave the
    read model behind. Outside a transaction each batch is one, so that no row is locked for long.
    """
    ids = sorted(set(service_ids))
    provinces = list(Province.objects.order_by("pk").values_list("slug", flat=True))
    for start in range(0, len(ids), BATCH):
        _refresh_batch(ids[start : start + BATCH], provinces)


@transaction.atomic
def _refresh_batch(ids, provinces):
    list(Service.objects.filter(pk__in=ids).order_by("pk").select_for_update().values_list("pk"))
    before = {
        pk: (fingerprint, modified_at)
        for pk, fingerprint, modified_at in ServiceDocument.objects.filter(
            service__in=ids
        ).values_list("pk", "fingerprint", "modified_at")
    }
    for model in (ServiceDocument, PublicPoint, OpenInterval):
        model.objects.filter(service__in=ids).delete()
    services = (
        Service.objects.published()
        .filter(pk__in=ids)
        .select_related("organisation", "home_province")
        .prefetch_related(
            "topics",
            "target_group_claims__target_group",
            "locations__municipality__province",
            "provinces_served",
            "municipalities_served__province",
            "schedules",
            "expertise",
        )
    )
    documents, points, intervals = [], [], []
    for service in services:
        own_points = [
            _point(service, location)
            for location in service.locations.all()
            if location.visibility != AddressVisibility.HIDDEN
        ]
        points += own_points
        documents.append(_document(service, own_points, provinces))
        intervals += _intervals(service)
    PublicPoint.objects.bulk_create(points)
    ServiceDocument.objects.bulk_create(documents)
    OpenInterval.objects.bulk_create(intervals)
    _date([document.pk for document in documents], before)


def _date(ids, before):
    """Say of each listing when its public record last became another one.

    `before` holds the fingerprint and day of those that were public already. What the record says
    of nobody's knowing, such as an editor's note, leaves no trace in it.
    """
    now = timezone.now()
    terms = _terms()
    documents = []
    for service in Service.objects.filter(pk__in=ids).for_record().order_by("pk"):
        document = service.document
        document.fingerprint = _fingerprint(service, terms)
        fingerprint, modified_at = before.get(service.pk, ("", now))
        document.modified_at = modified_at if document.fingerprint == fingerprint else now
        documents.append(document)
    ServiceDocument.objects.bulk_update(documents, ["fingerprint", "modified_at"])


def _terms():
    """What the words of the vocabulary say that editors keep, by their facts."""
    return {
        f"{kind}:{code}": said
        for kind, model in (("topic", Topic), ("target_group", TargetGroup))
        for code, *said in model.objects.values_list("code", "name", "description")
    }


def _fingerprint(service, terms):
    """The same for the same public record."""
    record = records.service(
        service,
        terms={fact: {"id": [fact, terms.get(fact)]} for fact in service.document.terms},
        today=timezone.localdate(),
        page=Service.get_absolute_url,
    )
    del record["last_modified"]
    return hashlib.md5(json.dumps(record).encode(), usedforsecurity=False).hexdigest()


def _point(service, location):
    """The location as far as the public may know it: a municipality's centre where that is all."""
    municipality = location.municipality
    is_public = location.visibility == AddressVisibility.PUBLIC
    shown = location if is_public else municipality
    return PublicPoint(
        service=service,
        location=location,
        latitude=shown.latitude,
        longitude=shown.longitude,
        street=location.street if is_public else "",
        postal_code=location.postal_code if is_public else "",
        municipality=municipality,
        municipality_name=municipality.name,
        precision=location.precision if is_public else Precision.MUNICIPALITY,
        visibility=location.visibility,
    )


def _document(service, points, provinces):
    own_provinces = {point.municipality.province.slug for point in points}
    if not own_provinces and service.home_province:
        own_provinces = {service.home_province.slug}
    municipalities = service.municipalities_served.all()
    served = {
        ServiceAreaScope.UNKNOWN: own_provinces,
        ServiceAreaScope.FLANDERS: set(provinces),
        ServiceAreaScope.PROVINCES: {one.slug for one in service.provinces_served.all()},
        ServiceAreaScope.MUNICIPALITIES: {one.province.slug for one in municipalities},
    }[service.service_area_scope]

    groups = [claim.target_group for claim in service.target_group_claims.all()]
    audience = [group for group in groups if group.kind == TargetGroupKind.AUDIENCE]
    topics = list(service.topics.all())

    attested = [one for one in service.expertise.all() if one.is_valid]
    names = [service.name]
    if service.organisation:
        names += [service.organisation.name, *service.organisation.other_names]
    places = [point.municipality_name for point in points]
    places += [point.postal_code for point in points if point.postal_code]
    deadlines = freshness.deadlines(service)
    subjects = [topic.name for topic in topics] + [group.name for group in groups]
    return ServiceDocument(
        service=service,
        vector=_weighted("A", names)
        + _weighted("B", [*places, *subjects])
        + _weighted("C", [service.description, service.get_focus_display()])
        + _weighted("D", [*service.access_mode_labels, *service.format_labels]),
        text=fold(" · ".join([*names, *places])),
        topics=sorted(topic.code for topic in topics),
        target_groups=sorted(group.code for group in groups),
        facets=sorted(_facets(service, topics, groups)),
        terms=taxonomies.facts(
            service,
            topics=[topic.code for topic in topics],
            target_groups=[group.code for group in groups],
            expertise=[one.criterion for one in attested],
        ),
        is_for_everyone=any(group.is_everyone for group in groups),
        is_narrow=any(group.narrows for group in audience) or bool(groups and not audience),
        provinces=sorted(own_provinces),
        provinces_served=sorted(served),
        municipalities_served=sorted(one.refnis for one in municipalities),
        is_area_known=service.service_area_scope != ServiceAreaScope.UNKNOWN,
        has_hours=_are_hours_known(service),
        is_local=bool(points),
        due_on=deadlines and deadlines.due_on,
        lapses_on=deadlines and deadlines.lapses_on,
        expertise=sorted(one.criterion for one in attested),
        expertise_on=min((one.attested_on for one in attested), default=None),
        modified_at=timezone.now(),
    )


def _facets(service, topics, groups):
    """Every coded fact as "kind:code"; who knows both sides knows each of them (N3).

    A helpline or source bears its own slug, for words that ask for that very one.
    """
    sides = [Focus.DRUGS, Focus.SEXUALITY] if service.focus == Focus.BOTH else []
    codes = {
        "focus": [service.focus, *sides],
        "topic": [topic.code for topic in topics],
        "target_group": [group.code for group in groups],
        "access_mode": service.access_modes,
        "approach": service.approaches,
        "format": service.formats,
        "language": service.languages,
        "helpline": [service.slug] if service.kind != ServiceKind.SERVICE else [],
    }
    return {f"{kind}:{code}" for kind, own in codes.items() for code in own}


def _are_hours_known(service):
    """Whether every channel's hours can be computed: one in words only may be open at any time."""
    schedules = service.schedules.all()
    return bool(schedules) and all(schedule.opening_hours for schedule in schedules)


def _weighted(weight, texts):
    words = " ".join(str(text) for text in texts if text)
    return SearchVector(Value(words), weight=weight, config=TEXT_CONFIG)


def _intervals(service):
    """Its open hours from now on, or from the day on which it opens again."""
    now = timezone.now()
    start = max(now, opening_hours.midnight(service.closed_until)) if service.closed_until else now
    end = now + OPEN_HORIZON
    if start >= end:
        return []
    return [
        OpenInterval(service=service, starts_at=starts_at, ends_at=ends_at)
        for schedule in service.schedules.all()
        if schedule.opening_hours
        for starts_at, ends_at in opening_hours.intervals(
            schedule.opening_hours, start=start, end=end
        )
    ]

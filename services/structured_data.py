"""Listings, organisations and vocabularies as JSON-LD in the words of schema.org.

What the API gives of a listing has also the terms of Dublin Core and DCAT that CPSV-AP and OSLO use
for a public service. It claims no more: most that is listed here is no public authority's.

Pure: from objects that are already loaded to dictionaries. What is unknown or hidden has no
property at all; an address comes from the public points only, and a point that stands for a whole
municipality gives no coordinates.
"""

import json

from django.utils.safestring import mark_safe

from services import opening_hours
from services.enums import (
    AccessMode,
    Precision,
    ServiceAreaScope,
    ServiceKind,
    TargetGroupKind,
    TriState,
)
from services.hsds.places import service_areas

DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
CONTEXT = "https://schema.org"
#: The other vocabularies, by their prefix.
PREFIXES = {"dct": "http://purl.org/dc/terms/", "dcat": "http://www.w3.org/ns/dcat#"}
LANGUAGE = "nl-BE"
#: Characters that could end a script element, or start a comment in it, as JSON writes them.
SCRIPT_ESCAPES = {ord(letter): f"\\u{ord(letter):04x}" for letter in "<>&\u2028\u2029"}


def as_script(data):
    """The dictionary as JSON that is safe inside a script element."""
    return mark_safe(json.dumps(data, ensure_ascii=False).translate(SCRIPT_ESCAPES))


def listing_page(service, *, url):
    """The page at `url` (absolute) about a listing, with the listing as its main entity."""
    is_source = service.kind == ServiceKind.SOURCE
    return _stated(
        {
            "@context": CONTEXT,
            "@type": "WebPage",
            "url": url,
            "name": service.name,
            "inLanguage": LANGUAGE,
            "lastReviewed": service.verified_on and service.verified_on.isoformat(),
            "mainEntity": _website(service) if is_source else _service(service),
        }
    )


def organisation_page(organisation, *, url):
    """The page at `url` (absolute) about an organisation."""
    return _stated(
        {
            "@context": CONTEXT,
            "@type": "WebPage",
            "url": url,
            "name": organisation.name,
            "inLanguage": LANGUAGE,
            "mainEntity": _whole_organisation(organisation),
        }
    )


def document(node):
    """A node as a document of its own."""
    return {"@context": [CONTEXT, PREFIXES]} | node


def item_list(nodes, *, total):
    """Some nodes of a list of `total`, in their order."""
    return {"@type": "ItemList", "numberOfItems": total, "itemListElement": list(nodes)}


def listing(service, *, url):
    """A listing, known by the address of its page here."""
    is_source = service.kind == ServiceKind.SOURCE
    areas = [area["uri"] for area in service_areas(service) if "uri" in area]
    return (
        {"@id": url}
        | (_website(service) if is_source else _service(service))
        | _stated(
            {
                "dct:identifier": str(service.pk),
                "dct:title": service.name,
                "dct:description": service.description,
                "dct:spatial": [{"@id": uri} for uri in areas],
                "dcat:keyword": _topics(service),
            }
        )
    )


def organisation(organisation, *, url):
    """An organisation, known by the address of its page here."""
    return (
        {"@id": url} | _whole_organisation(organisation) | {"dct:identifier": str(organisation.pk)}
    )


def taxonomy(record, *, url):
    """A vocabulary, out of its record in the open standard."""
    return {
        "@id": url,
        "@type": "DefinedTermSet",
        "name": record["name"],
        "description": record["description"],
        "dct:identifier": record["id"],
    }


def taxonomy_term(record, *, url, taxonomy_url):
    """A term of a vocabulary, out of its record in the open standard."""
    return {
        "@id": url,
        "@type": "DefinedTerm",
        "termCode": record["code"],
        "name": record["name"],
        "description": record["description"],
        "inDefinedTermSet": {"@id": taxonomy_url},
        "dct:identifier": record["id"],
    }


def _stated(properties):
    """Without what is empty: an unknown fact is no property."""
    return {name: value for name, value in properties.items() if value not in (None, "", [], {})}


def _organisation(organisation):
    return _stated(
        {"@type": "Organization", "name": organisation.name, "url": organisation.website}
    )


def _whole_organisation(organisation):
    return _organisation(organisation) | _stated(
        {"alternateName": organisation.other_names, "description": organisation.description}
    )


def _website(service):
    """A source of information: a site made by others."""
    return _stated(
        {
            "@type": "WebSite",
            "name": service.name,
            "url": service.website,
            "description": service.description,
            "publisher": service.organisation and _organisation(service.organisation),
            "about": [{"@type": "DefinedTerm", "name": name} for name in _topics(service)],
            "inLanguage": service.languages,
            "audience": _audience(service),
        }
    )


def _service(service):
    return _stated(
        {
            "@type": "Service",
            "name": service.name,
            "url": service.website,
            "description": service.description,
            "serviceType": _topics(service),
            "provider": service.organisation and _organisation(service.organisation),
            "audience": _audience(service),
            "areaServed": _area(service),
            "hoursAvailable": _hours(service, ""),
            "availableChannel": _channels(service),
            "offers": _offer(service),
        }
    )


def _topics(service):
    return [topic.name for topic in service.topics.all()]


def _audience(service):
    """Ages and groups of the people helped."""
    groups = [
        claim.target_group.name
        for claim in service.target_group_claims.all()
        if claim.target_group.kind == TargetGroupKind.AUDIENCE
    ]
    people = _stated(
        {
            "audienceType": ", ".join(groups),
            "suggestedMinAge": service.min_age,
            "suggestedMaxAge": service.max_age,
        }
    )
    return {"@type": "PeopleAudience"} | people if people else None


def _area(service):
    match service.service_area_scope:
        case ServiceAreaScope.FLANDERS:
            names = ["Vlaanderen", "Brussel"]
        case ServiceAreaScope.PROVINCES:
            names = [province.name for province in service.provinces_served.all()]
        case ServiceAreaScope.MUNICIPALITIES:
            names = [municipality.name for municipality in service.municipalities_served.all()]
        case _:
            names = []
    return [{"@type": "AdministrativeArea", "name": name} for name in names]


def _channels(service):
    """One channel per way in: numbers, mail, chat, and each place that may be shown."""
    ways = [
        {
            "servicePhone": _stated(
                {
                    "@type": "ContactPoint",
                    "telephone": phone.number,
                    "description": phone.label,
                    "hoursAvailable": _hours(service, AccessMode.PHONE),
                }
            )
        }
        for phone in service.phones.all()
    ]
    if service.email:
        ways.append({"serviceUrl": f"mailto:{service.email}"})
    if service.chat_url:
        ways.append({"serviceUrl": service.chat_url})
    visits = _hours(service, AccessMode.WALK_IN)
    ways += [{"serviceLocation": _place(point, visits)} for point in service.points.all()]
    return [
        {"@type": "ServiceChannel"} | _stated({"availableLanguage": service.languages}) | way
        for way in ways
    ]


def _hours(service, channel):
    """The weekly hours of a channel ("" for the service as a whole), where they are certain.

    What was closed for a while keeps them from the day on which it opens again.
    """
    valid = {"validFrom": service.closed_until.isoformat()} if service.closed_until else {}
    weeks = [
        opening_hours.to_week(schedule.opening_hours)
        for schedule in service.schedules.all()
        if schedule.channel == channel and schedule.opening_hours
    ]
    return [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": day,
            "opens": opens,
            "closes": "23:59" if closes == "24:00" else closes,
        }
        | valid
        for week in weeks
        if week
        for day, spans in zip(DAYS, week, strict=True)
        for opens, closes in spans
    ]


def _place(point, hours):
    address = _stated(
        {
            "streetAddress": point.street,
            "postalCode": point.postal_code,
            "addressLocality": point.municipality_name,
        }
    )
    place = {"@type": "Place", "address": {"@type": "PostalAddress"} | address}
    if point.precision != Precision.MUNICIPALITY:
        place["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": point.latitude,
            "longitude": point.longitude,
        }
    return place | _stated({"openingHoursSpecification": hours})


def _offer(service):
    if service.is_free != TriState.YES:
        return None
    return {"@type": "Offer", "price": 0, "priceCurrency": "EUR"}

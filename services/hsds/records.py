"""A listing, its organisation and its places as whole HSDS records, short or full."""

from services import facts, freshness, wording
from services.enums import Freshness, Language, TriState, YouthSuitability
from services.hsds import places, stated
from services.hsds.identifiers import identifier
from services.hsds.schedules import schedules

ACTIVE = "active"
CLOSED_FOR_A_WHILE = "temporarily closed"
NO_LONGER_CONFIRMED = "Niet meer bevestigd door de organisatie."


def organization_summary(organisation):
    """Without lists. The description, which the standard requires, is empty where none is known."""
    return stated(
        {
            "id": str(organisation.pk),
            "name": organisation.name,
            "alternate_name": ", ".join(organisation.other_names),
            "website": organisation.website,
        }
    ) | {"description": organisation.description}


def service_summary(service, *, today):
    """A listing without lists, but with its organisation: an item of a list.

    `service` is loaded with its document and its organisation.
    """
    organisation = service.organisation
    record = {
        "id": str(service.pk),
        "organization_id": organisation and str(organisation.pk),
        "name": service.name,
        "description": service.description,
        "url": service.website,
        "email": service.email,
        "status": CLOSED_FOR_A_WHILE if service.is_closed_on(today) else ACTIVE,
        "application_process": service.first_contact,
        "fees_description": service.cost_note,
        "wait_time": facts.waiting(service),
        "eligibility_description": _eligibility(service),
        "minimum_age": service.min_age,
        "maximum_age": service.max_age,
        "assured_date": service.verified_on and service.verified_on.isoformat(),
        "alert": _alert(service, today),
        "last_modified": service.document.modified_at.isoformat(timespec="seconds"),
        "organization": organisation and organization_summary(organisation),
    }
    return stated(record)


def service(service, *, terms, today, page):
    """A listing with all that is known of it but its history.

    `service` is loaded as `ServiceQuerySet.for_record` does; `terms` are the records of terms by
    their facts; `page` gives the address of a listing's page here.
    """
    return service_summary(service, today=today) | stated(
        {
            "additional_urls": _urls(service, page),
            "phones": _phones(service),
            "schedules": schedules(service),
            "service_areas": places.service_areas(service),
            "service_at_locations": [
                service_at_location_summary(point) | {"location": places.location(point)}
                for point in service.points.all()
            ],
            "languages": _languages(service),
            "cost_options": _cost_options(service),
            "contacts": _contacts(service),
            "attributes": _attributes(service, terms),
        }
    )


def service_at_location_summary(point):
    """That a listing can be found at a place, without either of them.

    A place here is one of one listing, so it bears the same id.
    """
    return {
        "id": str(point.location_id),
        "service_id": str(point.service_id),
        "location_id": str(point.location_id),
    }


def service_at_location_item(point, *, today):
    """A listing at a place, both without their lists: an item of a list."""
    return service_at_location_summary(point) | {
        "location": places.location_summary(point),
        "service": service_summary(point.service, today=today),
    }


def service_at_location(point, *, terms, today, page):
    """A listing at a place, both with all that is known of them."""
    full = service(point.service, terms=terms, today=today, page=page)
    full.pop("service_at_locations", None)
    return service_at_location_summary(point) | {
        "location": places.location(point),
        "service": full,
    }


def organization(organisation, *, services):
    """An organisation with its listings, which are given as records."""
    return organization_summary(organisation) | stated({"services": services})


def _eligibility(service):
    """The ages it is for in words, and how it stands to young people."""
    youth = ""
    if service.youth_suitability != YouthSuitability.UNKNOWN:
        youth = str(service.get_youth_suitability_display())
    return ", ".join(filter(None, [wording.ages(service), youth]))


def _alert(service, today):
    """What somebody has to know before all else."""
    said = [wording.closure(service, on=today)]
    if freshness.state(freshness.deadlines(service), today=today) == Freshness.LAPSED:
        said.append(NO_LONGER_CONFIRMED)
    return " · ".join(filter(None, said))


def _urls(service, page):
    urls = [("Fiche op de sociale kaart", page(service)), ("Chat", service.chat_url)]
    urls += [(f"Bron: {source.title}", source.url) for source in service.sources.all()]
    return [
        {"id": identifier("url", service.pk, label, url), "label": label, "url": url}
        for label, url in dict.fromkeys(urls)
        if url
    ]


def _phones(service):
    return [
        stated(
            {
                "id": identifier("phone", service.pk, phone.number),
                "service_id": str(service.pk),
                "number": phone.number,
                "type": "voice",
                "description": phone.label,
            }
        )
        for phone in service.phones.all()
    ]


def _languages(service):
    return [
        {
            "id": identifier("language", service.pk, code),
            "service_id": str(service.pk),
            "code": code,
            "name": str(label),
        }
        for code, label in Language.choices
        if code in service.languages
    ]


def _cost_options(service):
    """That it costs nothing, where that is known; no other amount is."""
    if service.is_free != TriState.YES:
        return []
    return [
        {
            "id": identifier("cost_option", service.pk),
            "service_id": str(service.pk),
            "option": "gratis",
            "currency": "EUR",
            "amount": 0,
        }
    ]


def _contacts(service):
    """Whom to write to; the map knows no persons by name."""
    if not service.email:
        return []
    return [
        {
            "id": identifier("contact", service.pk),
            "service_id": str(service.pk),
            "title": "Eerste contact",
            "email": service.email,
        }
    ]


def _attributes(service, terms):
    """The coded facts of the read model; of a group's also what backs it, or its source's words."""
    backing = {
        f"target_group:{claim.target_group.code}": claim.evidence or claim.wording
        for claim in service.target_group_claims.all()
    }
    return [
        stated(
            {
                "id": identifier("attribute", service.pk, fact),
                "link_id": str(service.pk),
                "link_entity": "service",
                "link_type": fact.partition(":")[0],
                "value": backing.get(fact),
                "taxonomy_term_id": terms[fact]["id"],
                "taxonomy_term": terms[fact],
            }
        )
        for fact in service.document.terms
        if fact in terms
    ]

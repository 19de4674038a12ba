"""Filling topics, target groups and networks from their fixtures."""

from django.db import transaction

from services.models import Network, Organisation, TargetGroup, Topic

_TERMS = {"topics": Topic, "target_groups": TargetGroup}


@transaction.atomic
def load_taxonomy(*, taxonomy):
    """Make the database hold the terms of `taxonomy`, the parsed fixture; count terms by model.

    Terms are recognised by code; terms that editors added stay.
    """
    for name, model in _TERMS.items():
        for position, term in enumerate(taxonomy[name]):
            model.objects.update_or_create(
                code=term["code"], defaults=term | {"position": position}
            )
    return {model: model.objects.count() for model in _TERMS.values()}


@transaction.atomic
def load_networks(*, networks):
    """Create the networks that are not there yet; return the names of members nobody knows.

    A network that exists is left as it is: who belongs to it is for its members to say.
    """
    unknown = []
    for row in networks:
        fields = {name: row[name] for name in ("name", "description", "source")}
        network, is_new = Network.objects.get_or_create(slug=row["slug"], defaults=fields)
        if is_new:
            members = Organisation.objects.filter(name__in=row["members"])
            network.members.set(members)
            unknown += sorted(set(row["members"]) - {member.name for member in members})
    return unknown

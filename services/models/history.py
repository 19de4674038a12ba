"""What is kept of every change: who made it, through what, and the row as it then was.

Triggers write it, so bulk changes and plain SQL are in it too. Each tracked table has a table of
events beside it (`ServiceEvent` and so on): the row after an insert or update, the row before a
delete, and as "snapshot" the rows that were there when the history began. Days of creation and
change are left out: they are the events' own. The context of a change names its maker and channel,
see `services.actions.history`; what is changed without one is marked by the database itself as SQL,
with the role that was connected (`services/migrations/0007_history.py`).
"""

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from services.models.contact import Phone, Schedule
from services.models.expertise import Expertise
from services.models.location import Location
from services.models.network import Cooperation, Network
from services.models.organisation import Organisation
from services.models.provenance import ListingSource, PendingValue
from services.models.service import Service, TargetGroupClaim
from services.models.taxonomy import TargetGroup, Topic


class LinkMeta:
    """Of a model for the rows of a many-to-many relation, which Django hides: to be tracked and
    named as any other."""

    proxy = True
    default_permissions = ()


class ServiceTopic(Service.topics.through):
    class Meta(LinkMeta):
        verbose_name = _("thema")


class ServiceProvince(Service.provinces_served.through):
    class Meta(LinkMeta):
        verbose_name = _("bediende provincie")


class ServiceMunicipality(Service.municipalities_served.through):
    class Meta(LinkMeta):
        verbose_name = _("bediende gemeente")


class NetworkMember(Network.members.through):
    class Meta(LinkMeta):
        verbose_name = _("lid van een netwerk")


#: The tracked tables, each with the foreign keys by which a row is part of another record's
#: history. All that the public sees, and the unconfirmed values: what editors decide on.
TRACKED = {
    Organisation: (),
    Service: (),
    ServiceTopic: ("service",),
    TargetGroupClaim: ("service",),
    Phone: ("service",),
    Schedule: ("service",),
    Location: ("service",),
    ServiceProvince: ("service",),
    ServiceMunicipality: ("service",),
    Cooperation: ("service",),
    ListingSource: ("service",),
    PendingValue: ("service",),
    Expertise: ("service",),
    Network: (),
    NetworkMember: ("network", "organisation"),
    Topic: (),
    TargetGroup: (),
}
CLOCK_FIELDS = {"created_at", "updated_at"}


def _track(model, parents):
    names = {field.name for field in model._meta.local_fields}
    pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        exclude=sorted(names & CLOCK_FIELDS),
        obj_field=pghistory.ObjForeignKey(related_name="+", db_index=True),
        context_field=pghistory.ContextForeignKey(related_name="+", db_index=True),
        meta={
            "default_permissions": (),
            "indexes": [
                models.Index(fields=[parent], name=f"{model._meta.model_name}_of_{parent}"[:30])
                for parent in parents
            ],
        },
        # Once for a statement, not for each row: an import then costs hardly more than without.
        level=pghistory.Statement,
    )(model)


for tracked, parents in TRACKED.items():
    _track(tracked, parents)

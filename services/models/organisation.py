"""Organisations (aanbieders)."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from services.enums import Rhythm, Status
from services.models.former_slug import refuse_former_slug
from services.models.membership import Membership
from services.models.network import Network
from services.models.service import Service


class OrganisationQuerySet(models.QuerySet):
    def formerly_at(self, slug):
        """The one that had this slug before it was renamed, if any."""
        return self.filter(former_slugs__slug=slug)

    def published(self):
        return self.filter(status=Status.PUBLISHED)

    def for_detail(self):
        """With the networks it belongs to, in a fixed number of queries."""
        return self.prefetch_related(Prefetch("networks", Network.objects.order_by("name", "pk")))

    def for_mail(self):
        """With its listings that are not archived and its active members, in three queries."""
        listings = Service.objects.exclude(status=Status.ARCHIVED).order_by("name", "pk")
        members = Membership.objects.filter(user__is_active=True).select_related("user")
        return self.order_by("name", "pk").prefetch_related(
            Prefetch("services", listings, to_attr="current_listings"),
            Prefetch("memberships", members.order_by("pk"), to_attr="active_members"),
        )


class Organisation(models.Model):
    """Who offers the help. Archived when it ends, never deleted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(_("naam in het webadres"), max_length=120, unique=True)
    name = models.CharField(_("naam"), max_length=160)
    other_names = ArrayField(
        models.CharField(max_length=160), verbose_name=_("andere namen"), default=list, blank=True
    )
    description = models.TextField(_("omschrijving"), blank=True)
    website = models.URLField(_("website"), blank=True)
    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.DRAFT)
    rhythm = models.PositiveSmallIntegerField(
        _("ritme van nazicht"), choices=Rhythm, default=Rhythm.HALF_YEARLY
    )
    created_at = models.DateTimeField(_("aangemaakt op"), auto_now_add=True)
    updated_at = models.DateTimeField(_("gewijzigd op"), auto_now=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisatie")
        verbose_name_plural = _("organisaties")
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=Status.values), name="organisation_status_known"
            ),
            models.CheckConstraint(
                condition=Q(rhythm__in=Rhythm.values), name="organisation_rhythm_known"
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("services:organisation-detail", args=[self.slug])

    def clean(self):
        refuse_former_slug(self)

"""Organisations, their services, and what hangs on these."""

import datetime

import factory
from factory.django import DjangoModelFactory

from services import models
from services.enums import ExpertiseCriterion, Focus, ProposalField, ReportReason, Status


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = models.Organisation

    name = factory.Sequence("Organisatie {}".format)
    slug = factory.Sequence("organisatie-{}".format)
    status = Status.PUBLISHED


class ServiceFactory(DjangoModelFactory):
    class Meta:
        model = models.Service

    organisation = factory.SubFactory(OrganisationFactory)
    name = factory.Sequence("Aanbod {}".format)
    slug = factory.Sequence("aanbod-{}".format)
    status = Status.PUBLISHED
    focus = Focus.DRUGS


class LocationFactory(DjangoModelFactory):
    """At the centre of Antwerp unless another municipality or point is given."""

    class Meta:
        model = models.Location

    service = factory.SubFactory(ServiceFactory)
    municipality = factory.LazyFunction(lambda: models.Municipality.objects.get(refnis="11002"))
    latitude = factory.SelfAttribute("municipality.latitude")
    longitude = factory.SelfAttribute("municipality.longitude")


class PhoneFactory(DjangoModelFactory):
    class Meta:
        model = models.Phone

    service = factory.SubFactory(ServiceFactory)
    number = factory.Sequence("+3232{:06}".format)


class ScheduleFactory(DjangoModelFactory):
    class Meta:
        model = models.Schedule

    service = factory.SubFactory(ServiceFactory)
    opening_hours = "Mo-Fr 09:00-17:00"


class TargetGroupClaimFactory(DjangoModelFactory):
    class Meta:
        model = models.TargetGroupClaim

    service = factory.SubFactory(ServiceFactory)
    target_group = factory.LazyFunction(lambda: models.TargetGroup.objects.get(code="msm"))


class ListingSourceFactory(DjangoModelFactory):
    class Meta:
        model = models.ListingSource

    service = factory.SubFactory(ServiceFactory)
    title = "example.org"
    url = "https://example.org/"
    position = factory.Sequence(int)


class PendingValueFactory(DjangoModelFactory):
    class Meta:
        model = models.PendingValue

    service = factory.SubFactory(ServiceFactory)
    field = "modalities"
    value = factory.Sequence("waarde {}".format)


class CooperationFactory(DjangoModelFactory):
    class Meta:
        model = models.Cooperation

    service = factory.SubFactory(ServiceFactory)
    partner_name = factory.Sequence("Partner {}".format)


class NetworkFactory(DjangoModelFactory):
    class Meta:
        model = models.Network

    name = factory.Sequence("Netwerk {}".format)
    slug = factory.Sequence("netwerk-{}".format)
    description = "Diensten die elkaar geregeld zien."
    source = "example.org"


class ProposalFactory(DjangoModelFactory):
    """By a visitor unless somebody is given."""

    class Meta:
        model = models.Proposal

    service = factory.SubFactory(ServiceFactory)
    field = ProposalField.EMAIL
    seen = ""
    value = factory.Sequence("voorstel{}@example.org".format)


class ExpertiseFactory(DjangoModelFactory):
    class Meta:
        model = models.Expertise

    service = factory.SubFactory(ServiceFactory)
    criterion = ExpertiseCriterion.TRAINING
    evidence = "Opleiding van twee dagen"
    attested_on = datetime.date(2026, 11, 2)


class ReportFactory(DjangoModelFactory):
    class Meta:
        model = models.Report

    service = factory.SubFactory(ServiceFactory)
    reason = ReportReason.PHONE
    reported_on = datetime.date(2026, 11, 2)

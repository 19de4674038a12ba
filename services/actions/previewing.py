"""Seeing what a change would look like, without making it."""

import contextlib

from django.db import transaction

from services.actions import documents
from services.enums import Status
from services.models import Organisation, Service


@contextlib.contextmanager
def nothing_kept():
    """What is written inside is there to be read inside, and then was never written."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def as_published(service):
    """The listing with all that its page says, as if it were public; inside `nothing_kept` only."""
    Service.objects.filter(pk=service.pk).update(status=Status.PUBLISHED, ended_on=None)
    Organisation.objects.filter(pk=service.organisation_id).update(status=Status.PUBLISHED)
    documents.refresh([service.pk])
    return Service.objects.for_detail().get(pk=service.pk)

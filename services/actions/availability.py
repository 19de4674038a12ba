"""What changes often, stated in one click: waiting time, room, and being open again."""

from django.db import transaction
from django.utils import timezone

from services.actions import documents, history
from services.enums import TriState
from services.models import Service
from services.permissions import require_member


def state_waiting_time(*, service, weeks, by):
    """Remember that today there is no waiting time (`weeks` 0), or one of so many weeks."""
    answer = TriState.YES if weeks else TriState.NO
    state_waiting(service=service, answer=answer, weeks=weeks or None, by=by)


def state_waiting(*, service, answer, weeks, by):
    """Remember what is known today of a waiting time; of how many `weeks`, if that is known."""
    _state(
        service,
        by=by,
        has_waiting_time=answer,
        waiting_weeks=weeks,
        waiting_checked_on=timezone.localdate(),
    )


def state_capacity(*, service, has_capacity, by):
    """Remember that today new people are taken in, or are not, or that it is not known (None)."""
    answers = {True: TriState.YES, False: TriState.NO, None: TriState.UNKNOWN}
    _state(
        service,
        by=by,
        has_capacity=answers[has_capacity],
        capacity_checked_on=timezone.localdate(),
    )


def reopen(*, service, by):
    """End a temporary closure today."""
    _state(service, by=by, closed_until=None, closure_reason="")


@transaction.atomic
def _state(service, *, by, **values):
    require_member(by, service.organisation)
    with history.recorded(by=by):
        Service.objects.filter(pk=service.pk).update(**values, updated_at=timezone.now())
    documents.refresh([service.pk])

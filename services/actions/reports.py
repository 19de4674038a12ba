"""What visitors say is wrong with a listing, and what editors did about it."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from services.models import Report
from services.permissions import require_editor, require_member

#: Counts per listing, reason and day stop here: past it, more of the same tells an editor nothing,
#: and nobody can fill the table or drown the others.
DAILY_LIMIT = 20


def record(*, service, reason):
    """Count once more, today, that visitors say this of the listing; nothing about who said it.

    What was handled earlier today is open again.
    """
    with transaction.atomic():
        report, is_first = Report.objects.get_or_create(
            service=service, reason=reason, reported_on=timezone.localdate()
        )
        if not is_first:
            Report.objects.filter(pk=report.pk, count__lt=DAILY_LIMIT).update(
                count=F("count") + 1, handled_at=None
            )


def handle(*, reports, by):
    """Close these reports, and return how many were still open."""
    require_editor(by)
    return reports.filter(handled_at=None).update(handled_at=timezone.now())


def look_over(*, service, reason, by):
    """Close what visitors said of one thing, now that the listing's own organisation looked at it.

    Returns how many counts were still open.
    """
    require_member(by, service.organisation)
    reports = service.reports.filter(reason=reason, handled_at=None)
    return reports.update(handled_at=timezone.now())

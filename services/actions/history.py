"""Who did what to a record: kept in the history that the desk shows beside it."""

from django.contrib.admin.models import CHANGE, LogEntry


def note(*, records, by, message):
    """Remember that `by` did what `message` says, in the past tense, to each of these records."""
    LogEntry.objects.log_actions(by.pk, records, CHANGE, message)

"""The page that a reminder's link opens; opening it changes nothing, as mail scanners do."""

from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from services import wording
from services.actions import reminders
from services.views.directory import listing_context


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def confirm(request, token):
    """Show what the listing says now; by POST say in the member's name that all of it is right.

    Whoever reads it while somebody else changes it is shown it once more before it counts.
    """
    is_changed = False
    try:
        if request.method == "POST":
            if reminders.confirm(token=token, seen=request.POST.get("seen", "")):
                return redirect(request.path)
            is_changed = True
        asked = reminders.read(token=token)
    except reminders.Refused as refusal:
        return render(request, "services/reminder_gone.html", {"why": refusal}, status=410)
    if asked.is_answered:
        context = {"service": asked.service, "trust": wording.trust(asked.service)}
        return render(request, "services/reminder_answered.html", context)
    context = listing_context(request, asked.service) | {
        "user_named": asked.user,
        "seen": reminders.fingerprint(asked.service),
        "is_changed": is_changed,
    }
    return render(request, "services/reminder.html", context)

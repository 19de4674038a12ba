"""One screen to decide on a proposal, the same at the desk and for members."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from services import proposed
from services.actions import helplines, proposals
from services.actions.editing import ChangedMeanwhile
from services.emails import MailNotSent
from services.enums import ProposalField
from services.forms.proposals import DecisionForm
from services.permissions import is_editor


@dataclass(frozen=True)
class Screen:
    """What the page shows; once `done` says what happened, there is nothing left to ask."""

    context: dict
    done: str = ""
    is_refused: bool = False


def screen(request, proposal):
    """Read a decision out of the request, carry it out, and say what to show."""
    current = proposed.current(proposal.service, proposal.field)
    data = request.POST if request.method == "POST" and proposal.is_waiting else None
    is_rejected = request.POST.get("verdict") == "reject"
    form = DecisionForm(data, proposal=proposal, current=current)
    has_changed = proposal.is_waiting and current != proposal.seen
    if request.method == "POST" and not proposal.is_waiting:
        return Screen({}, _already(proposal), is_refused=True)
    # Who says no need not say what it would have become.
    is_answered = "reason" not in form.errors if is_rejected else form.is_valid()
    if form.is_bound and request.POST.get("verdict") not in ("accept", "reject"):
        is_answered = False
        form.add_error(None, _("Kies of dit op de kaart komt."))
    if form.is_bound and is_answered:
        given = form.cleaned_data
        options = {"proposal": proposal, "by": request.user, "reason": given["reason"]}
        try:
            if is_rejected:
                proposals.reject(**options)
            else:
                proposals.accept(value=given["value"], current=given["current"], **options)
        except ChangedMeanwhile as found:
            current = found.current[proposal.field]
            form, has_changed = form.asked_again(current), True
            form.add_error(None, _("Intussen wijzigde iemand dit. Kijk na wat er nu staat."))
        except proposals.AlreadyDecided as found:
            return Screen({}, _already(found.proposal), is_refused=True)
        except MailNotSent as error:
            return Screen({}, _("Beslist. ") + str(error))
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            return Screen({}, _("Afgewezen.") if is_rejected else _done(proposal.field))
    field = proposal.field
    takes_away = field in (ProposalField.PHONE, ProposalField.CLOSED)
    is_warned = takes_away and proposal.is_waiting and is_editor(request.user)
    then = (_("Toen stond er"), proposed.lines(field, proposal.seen))
    now = (_("Nu staat er"), proposed.lines(field, current))
    return Screen(
        {
            "proposal": proposal,
            "what": capfirst(proposal.get_field_display()),
            "accept": _accept(field),
            "compared": [
                *([then] if has_changed else []),
                *([] if field == ProposalField.CLOSED else [now]),
                (_("Voorgesteld"), proposed.lines(field, proposal.value)),
            ],
            "has_changed": has_changed,
            "notice": is_warned and helplines.notice(service=proposal.service, by=request.user),
            "form": form,
        }
    )


def _accept(field):
    """What the button says that does what was proposed."""
    is_end = field == ProposalField.CLOSED
    return _("Haal dit van de kaart") if is_end else _("Zet dit op de kaart")


def _done(field):
    is_end = field == ProposalField.CLOSED
    return _("Het staat niet meer op de kaart.") if is_end else _("Het staat op de kaart.")


def _already(proposal):
    if proposal is None:
        return _("Dit voorstel is intussen ingetrokken.")
    words = _("Iemand anders besliste hier al over: %(state)s.")
    return words % {"state": proposal.get_state_display()}

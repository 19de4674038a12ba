"""The members of an organisation: who they are, whom to invite, who goes."""

from allauth.core import ratelimit
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from services.actions import invitations, members
from services.emails import MailNotSent
from services.enums import MemberRole
from services.forms import InvitationForm
from services.permissions import can_manage_members
from services.views.own.access import account_required, organisation_or_404


@require_http_methods(["GET", "HEAD", "POST"])
@account_required
def member_list(request, slug):
    """Who is a member and who is invited; a form to invite, for owners."""
    organisation = organisation_or_404(request.user, slug=slug)
    form = InvitationForm(request.POST or None)
    if form.is_valid() and not ratelimit.consume(request, action="invite", user=request.user):
        form.add_error(
            None, _("Je nodigde vandaag al veel mensen uit. Probeer het morgen opnieuw.")
        )
    elif form.is_valid():
        try:
            invitations.invite(organisation=organisation, by=request.user, **form.cleaned_data)
        except (ValidationError, MailNotSent) as error:
            form.add_error(None, error if isinstance(error, ValidationError) else str(error))
        else:
            messages.success(request, _("De uitnodiging is verstuurd."))
            return redirect("services:own-members", slug)
    context = {
        "organisation": organisation,
        "memberships": organisation.memberships.select_related("user").order_by("created_at", "pk"),
        "invitations": organisation.invitations.open().order_by("created_at", "pk"),
        "can_manage": can_manage_members(request.user, organisation),
        "roles": MemberRole.choices,
        "form": form,
    }
    return render(request, "services/own/members.html", context)


@require_POST
@account_required
def member_role(request, slug, pk):
    """Make a member owner or editor."""
    membership = _membership_or_404(request, slug=slug, pk=pk)
    role = request.POST.get("role")
    if role in MemberRole.values:
        _try(request, _("De rol is gewijzigd."), members.change_role, membership, role=role)
    return redirect("services:own-members", slug)


@require_POST
@account_required
def member_remove(request, slug, pk):
    """End a membership; whoever leaves an organisation goes back to their overview."""
    membership = _membership_or_404(request, slug=slug, pk=pk)
    is_own = membership.user == request.user
    done = _("Je bent geen lid meer.") if is_own else _("Het lidmaatschap is beëindigd.")
    is_gone = _try(request, done, members.remove, membership)
    if is_own and is_gone:
        return redirect("services:own")
    return redirect("services:own-members", slug)


@require_POST
@account_required
def invitation_revoke(request, slug, pk):
    """Close an invitation that nobody used yet."""
    organisation = organisation_or_404(request.user, slug=slug)
    invitation = get_object_or_404(organisation.invitations.open(), pk=pk)
    invitations.revoke(invitation=invitation, by=request.user)
    messages.success(request, _("De uitnodiging is ingetrokken."))
    return redirect("services:own-members", slug)


def _membership_or_404(request, *, slug, pk):
    organisation = organisation_or_404(request.user, slug=slug)
    return get_object_or_404(organisation.memberships.select_related("user"), pk=pk)


def _try(request, done, action, membership, **options):
    """Do it and say so, or say why not; returns whether it was done."""
    try:
        action(membership=membership, by=request.user, **options)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return False
    messages.success(request, done)
    return True

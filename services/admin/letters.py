"""Writing to organisations: from a template, adapted, looked at, sent, and kept in a log."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from services import mail_text
from services.actions import letters
from services.admin.base import ReadOnlyAdmin
from services.emails import MailNotSent
from services.forms.letters import LetterForm
from services.models import MailTemplate, SentMail

#: To how many organisations one writes at once, so that sending fits in a request.
MOST = 50


def may_write(request):
    """Whether whoever asks may send mail to organisations."""
    return request.user.has_perm("services.add_sentmail")


class WritesLetters:
    """A list of the desk from which one writes to organisations."""

    def organisations_of(self, queryset):
        """The organisations that the chosen rows stand for."""
        raise NotImplementedError

    def has_write_permission(self, request):
        return may_write(request)

    @admin.action(description=_("Mail schrijven"), permissions=["write"])
    def write(self, request, queryset):
        chosen = [str(pk) for pk in self.organisations_of(queryset).values_list("pk", flat=True)]
        if not chosen:
            self.message_user(request, _("Geen van deze heeft een organisatie."), messages.ERROR)
        elif len(chosen) > MOST:
            words = _("Kies hoogstens %(most)s organisaties tegelijk; dit zijn er %(count)s.")
            found = {"most": MOST, "count": len(chosen)}
            self.message_user(request, words % found, messages.ERROR)
        else:
            return screen(request, LetterForm(initial={"organisations": chosen}))


def screen(request, form):
    """The page on which one writes, with what each organisation would get below, once it can be."""
    written = form.letters if form.is_valid() else []
    context = admin.site.each_context(request) | {
        "title": _("Mail schrijven"),
        "opts": SentMail._meta,
        "form": form,
        "organisations": form.chosen,
        "placeholders": mail_text.PLACEHOLDERS,
        "letters": [letter for letter in written if letter.addresses],
        "unreachable": [letter.organisation for letter in written if not letter.addresses],
        "mails": sum(len(letter.addresses) for letter in written),
        "seen": letters.fingerprint(written),
    }
    return TemplateResponse(request, "services/admin/letter.html", context)


@admin.register(MailTemplate)
class MailTemplateAdmin(admin.ModelAdmin):
    list_display = ["name", "subject"]
    search_fields = ["name", "subject", "text"]
    ordering = ["name"]

    def get_form(self, request, obj=None, change=False, **options):
        words = ", ".join(f"{{{name}}} ({what})" for name, what in mail_text.PLACEHOLDERS.items())
        help_texts = {"text": _("Wat ingevuld wordt: %(words)s.") % {"words": words}}
        return super().get_form(request, obj, change, help_texts=help_texts, **options)


@admin.register(SentMail)
class SentMailAdmin(ReadOnlyAdmin):
    """The log; what is in it is written on a page of its own."""

    list_display = ["subject", "organisation", "email", "sent_by", "sent_at"]
    # Of all people those alone who ever sent one.
    list_filter = ["sent_at", ("sent_by", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["organisation", "sent_by"]
    search_fields = ["subject", "text", "organisation__name", "email"]
    ordering = ["-sent_at", "-pk"]
    fields = ["organisation", "email", "subject", "text", "sent_by", "sent_at"]

    def get_urls(self):
        view = self.admin_site.admin_view(self.write_view)
        return [path("schrijven/", view, name="services_sentmail_write"), *super().get_urls()]

    def write_view(self, request):
        """Take over a template, show what would be sent, or send what was shown."""
        if not may_write(request):
            raise PermissionDenied
        if request.method != "POST":
            return redirect("admin:services_organisation_changelist")
        form = LetterForm(request.POST)
        is_valid, step = form.is_valid(), request.POST.get("step")
        if step == "fill":
            form = form.with_template()
        elif is_valid and step == "send":
            if request.POST.get("seen") != letters.fingerprint(form.letters):
                words = _("Er is intussen iets gewijzigd. Kijk na wat er nu vertrekt.")
                self.message_user(request, words, messages.WARNING)
            elif self._send(request, form):
                return redirect("admin:services_sentmail_changelist")
        return screen(request, form)

    def _send(self, request, form):
        """Send, say what became of it, and return whether nothing is left to send."""
        try:
            outcome = letters.send(
                letters=form.letters, batch=form.cleaned_data["batch"], by=request.user
            )
        except MailNotSent as error:
            self.message_user(request, str(error), messages.ERROR)
            return False
        words = ngettext("%(count)s mail verstuurd.", "%(count)s mails verstuurd.", outcome.sent)
        self.message_user(request, words % {"count": outcome.sent})
        if outcome.failed:
            words = _(
                "Niet verstuurd naar %(addresses)s. Probeer het straks opnieuw: "
                "wie de mail al kreeg, krijgt hem niet nog eens."
            )
            words %= {"addresses": ", ".join(outcome.failed)}
            self.message_user(request, words, messages.ERROR)
        return not outcome.failed

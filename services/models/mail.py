"""What editors of the map write to organisations: their templates, and what left."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from services.mail_text import check_subject, check_text


class MailTemplate(models.Model):
    """A text to begin from; what is between braces is filled in for each organisation."""

    name = models.CharField(
        _("naam"),
        max_length=80,
        unique=True,
        help_text=_("Waaraan redacteurs dit sjabloon herkennen. Het staat in geen enkele mail."),
    )
    subject = models.CharField(
        _("onderwerp"),
        max_length=100,
        validators=[check_subject],
        help_text=_(
            "Te lezen op een vergrendeld scherm: zonder thema en zonder naam van de organisatie."
        ),
    )
    text = models.TextField(_("tekst"), max_length=5000, validators=[check_text])

    class Meta:
        verbose_name = _("sjabloon voor mails")
        verbose_name_plural = _("sjablonen voor mails")
        constraints = [
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(subject="") & ~Q(text=""), name="mailtemplate_filled"
            ),
            models.CheckConstraint(
                condition=~Q(subject__regex=r"[\n\r]"), name="mailtemplate_subject_one_line"
            ),
        ]

    def __str__(self):
        return self.name


class SentMail(models.Model):
    """That an editor wrote to one address of an organisation, and what.

    Mails that were written together have one `batch`, in which nobody gets two.
    """

    batch = models.UUIDField(default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        "services.Organisation",
        models.CASCADE,
        related_name="sent_mails",
        verbose_name=_("organisatie"),
    )
    email = models.EmailField(_("aan"))
    subject = models.CharField(_("onderwerp"), max_length=100)
    text = models.TextField(_("tekst"))
    sent_by = models.ForeignKey(
        "services.User",
        models.SET_NULL,
        related_name="+",
        null=True,
        verbose_name=_("verstuurd door"),
    )
    sent_at = models.DateTimeField(_("verstuurd op"), auto_now_add=True)

    class Meta:
        verbose_name = _("verstuurde mail")
        verbose_name_plural = _("verstuurde mails")
        constraints = [
            models.UniqueConstraint(fields=["batch", "organisation", "email"], name="sentmail_once")
        ]

    def __str__(self):
        return f"{self.subject} – {self.organisation}"

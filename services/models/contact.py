"""How to reach a service: phones, and the hours of each channel."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from services import opening_hours
from services.enums import AccessMode
from services.phones import format_phone, validate_phone


class Phone(models.Model):
    """A number as one dials it: E.164, or a Belgian short number such as 112 or 1712."""

    service = models.ForeignKey(
        "services.Service", models.CASCADE, related_name="phones", verbose_name=_("fiche")
    )
    number = models.CharField(_("nummer"), max_length=20, validators=[validate_phone])
    label = models.CharField(_("waarvoor"), max_length=80, blank=True)
    position = models.PositiveSmallIntegerField(_("volgorde"), default=0)

    class Meta:
        verbose_name = _("telefoonnummer")
        verbose_name_plural = _("telefoonnummers")
        constraints = [
            models.UniqueConstraint(
                fields=["service", "number"],
                name="phone_once",
                violation_error_message=_("Dit nummer staat er al."),
            ),
            models.CheckConstraint(
                condition=Q(number__regex=r"^(\+[1-9]\d{6,14}|1\d{2,3})$"),
                name="phone_e164_or_short",
            ),
        ]

    def __str__(self):
        return self.display

    @property
    def display(self):
        """The number as a Belgian would write it."""
        return format_phone(self.number)


class Schedule(models.Model):
    """Opening hours of one channel of a service, or of the service as a whole.

    `opening_hours` is in OpenStreetMap's syntax; what is not certain enough for it stays as text.
    """

    service = models.ForeignKey(
        "services.Service", models.CASCADE, related_name="schedules", verbose_name=_("fiche")
    )
    channel = models.CharField(
        _("contactwijze"),
        max_length=12,
        choices=AccessMode,
        blank=True,
        help_text=_("Leeg: voor de hele dienst."),
    )
    opening_hours = models.CharField(_("uren (OSM)"), max_length=255, blank=True)
    text = models.CharField(_("uren in woorden"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("openingsuren")
        verbose_name_plural = _("openingsuren")
        constraints = [
            models.UniqueConstraint(
                fields=["service", "channel"],
                name="schedule_per_channel",
                violation_error_message=_("Deze contactwijze heeft al uren."),
            ),
            models.CheckConstraint(
                condition=~Q(opening_hours="") | ~Q(text=""),
                name="schedule_says_something",
                violation_error_message=_("Vul de uren in, in OSM-notatie of in woorden."),
            ),
            models.CheckConstraint(
                condition=Q(channel__in=["", *AccessMode.values]), name="schedule_channel_known"
            ),
        ]

    def __str__(self):
        return self.opening_hours or self.text

    def clean(self):
        if self.opening_hours:
            try:
                opening_hours.validate(self.opening_hours)
            except ValueError as error:
                raise ValidationError({"opening_hours": str(error)}) from error


class OpenIntervalQuerySet(models.QuerySet):
    def at(self, moment):
        return self.filter(starts_at__lte=moment, ends_at__gt=moment)


class OpenInterval(models.Model):
    """A stretch of time in the coming weeks in which a service can be reached.

    Derived from its schedules, so that "open now" is a query; refreshed with the listing and daily.
    """

    service = models.ForeignKey(
        "services.Service", models.CASCADE, related_name="open_intervals", verbose_name=_("fiche")
    )
    starts_at = models.DateTimeField(_("van"))
    ends_at = models.DateTimeField(_("tot"))

    objects = OpenIntervalQuerySet.as_manager()

    class Meta:
        verbose_name = _("open tijd")
        verbose_name_plural = _("open tijden")
        indexes = [models.Index(fields=["ends_at", "starts_at"], name="openinterval_by_end")]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=models.F("starts_at")), name="openinterval_ends_later"
            )
        ]

    def __str__(self):
        return f"{self.starts_at:%Y-%m-%d %H:%M} – {self.ends_at:%H:%M}"

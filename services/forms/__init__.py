"""Forms, by who fills them in."""

from services.forms.desk import LocationForm
from services.forms.locations import LocationsForm
from services.forms.phones import PhoneNumberField, PhonesForm
from services.forms.public import ClaimForm, InvitationForm, ReportForm, RhythmForm
from services.forms.schedules import SchedulesForm
from services.forms.sections import (
    AreaForm,
    AvailabilityForm,
    ClosureForm,
    ContactForm,
    DescriptionForm,
    EndForm,
    SubjectsForm,
    TermsForm,
    WaitingWeeksForm,
    vocabulary_field,
)
from services.forms.tokens import TokenForm

__all__ = [
    "AreaForm",
    "AvailabilityForm",
    "ClaimForm",
    "ClosureForm",
    "ContactForm",
    "DescriptionForm",
    "EndForm",
    "InvitationForm",
    "LocationForm",
    "LocationsForm",
    "PhoneNumberField",
    "PhonesForm",
    "ReportForm",
    "RhythmForm",
    "SchedulesForm",
    "SubjectsForm",
    "TermsForm",
    "TokenForm",
    "WaitingWeeksForm",
    "vocabulary_field",
]

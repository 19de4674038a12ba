"""Forms by which a change is proposed and decided on: for each field its own kind of value.

What they yield in `cleaned_data["value"]` is as JSON keeps it, see `services.proposed`.
"""

import json

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from services import proposed
from services.enums import ExpertiseCriterion, ProposalField, ServiceKind
from services.forms.spam import GuardedForm, refuse_links
from services.models import Organisation, PostalCode, Service, TargetGroup
from services.models.proposal import EVIDENCE_LENGTH
from services.phones import parse_phone

#: More numbers than any listing has.
MOST_PHONES = 6


class PhonesField(forms.CharField):
    """Telephone numbers, each on its own line."""

    widget = forms.Textarea({"rows": 3, "inputmode": "tel"})

    def prepare_value(self, value):
        if isinstance(value, list):
            return "\n".join(proposed.lines(ProposalField.PHONE, value))
        return value

    def clean(self, value):
        lines = super().clean(value).splitlines()
        try:
            numbers = [parse_phone(line) for line in lines if line.strip()]
        except ValueError as error:
            raise ValidationError(str(error)) from error
        if len(numbers) > MOST_PHONES:
            raise ValidationError(_("Hoogstens %(most)s nummers.") % {"most": MOST_PHONES})
        return list(dict.fromkeys(numbers))


class AddressWidget(forms.MultiWidget):
    template_name = "services/widgets/address.html"
    use_fieldset = True

    def __init__(self, attrs=None):
        postal_code = forms.TextInput({"inputmode": "numeric", "size": 6})
        super().__init__({"street": forms.TextInput(), "postal_code": postal_code}, attrs)

    def decompress(self, value):
        return [value["street"], value["postal_code"]] if value else ["", ""]


class AddressField(forms.MultiValueField):
    """Street and number, and a postal code that exists."""

    widget = AddressWidget

    def __init__(self, **options):
        parts = [forms.CharField(max_length=160, strip=True), forms.RegexField(r"^\d{4}$")]
        super().__init__(parts, **options)

    def compress(self, parts):
        street, postal_code = parts
        refuse_links(street)
        if not PostalCode.objects.filter(code=postal_code).exists():
            raise ValidationError(_("Deze postcode bestaat niet."))
        return {"street": street, "postal_code": postal_code}


class LinklessField(forms.CharField):
    """One line of text without a web address."""

    def clean(self, value):
        text = " ".join(super().clean(value).split())
        refuse_links(text)
        return text


class GroupsField(forms.MultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def clean(self, value):
        return sorted(super().clean(value))


def value_field(field):
    """The form field for the value of a `ProposalField`; None where there is nothing to fill in."""
    label = capfirst(ProposalField(field).label)
    if field in proposed.CHOICES:
        kind = forms.RadioSelect
        return forms.ChoiceField(label=label, choices=proposed.CHOICES[field].choices, widget=kind)
    match field:
        case ProposalField.NAME:
            return LinklessField(label=label, max_length=160)
        case ProposalField.PHONE:
            hint = _("Eén nummer per lijn: alle nummers die er moeten staan.")
            return PhonesField(label=label, max_length=200, help_text=hint)
        case ProposalField.EMAIL:
            return forms.EmailField(label=label, max_length=254)
        case ProposalField.WEBSITE:
            return forms.URLField(label=label, max_length=200, assume_scheme="https")
        case ProposalField.HOURS:
            hint = _("In woorden, bijvoorbeeld: ma–vr 9–17u; wo 13–20u.")
            return LinklessField(label=label, max_length=300, help_text=hint)
        case ProposalField.ADDRESS:
            hint = _("Ook na een verhuizing.")
            return AddressField(label=label, help_text=hint)
        case ProposalField.MIN_AGE | ProposalField.MAX_AGE:
            return forms.IntegerField(label=label, min_value=0, max_value=120)
        case ProposalField.WAITING:
            label = _("Weken wachttijd")
            return forms.IntegerField(
                label=label, min_value=0, max_value=520, help_text=_("0: geen wachttijd.")
            )
        case ProposalField.TARGET_GROUPS:
            groups = TargetGroup.objects.order_by("position", "pk")
            return GroupsField(label=label, choices=groups.values_list("code", "name"))
    return None


class SuggestionForm(GuardedForm):
    """What a visitor says it should be: a value of the right kind, and no room for more."""

    def __init__(self, data=None, *, field, current):
        super().__init__(data)
        self._field = field
        if own := value_field(field):
            own.initial = current
            self.fields = {"value": own} | self.fields

    def clean(self):
        cleaned = super().clean()
        if self._field == ProposalField.CLOSED:
            cleaned["value"] = True
        return cleaned


class EvidenceField(forms.CharField):
    """What backs a claim, in a line or two, with three web addresses at most."""

    def __init__(self, **options):
        options = {"label": _("Waaruit blijkt dit?"), "max_length": EVIDENCE_LENGTH} | options
        super().__init__(widget=forms.Textarea({"rows": 3}), **options)

    def clean(self, value):
        text = super().clean(value)
        refuse_links(text, allowed=3)
        return text


class ClaimedValueForm(forms.Form):
    """Another focus, age group or target groups, with what backs it."""

    def __init__(self, data=None, *, field, current):
        super().__init__(data)
        self.fields["value"] = value_field(field)
        self.fields["value"].initial = current
        hint = _("Bijvoorbeeld een opleiding, een werking of een pagina. Niets over personen.")
        if field == ProposalField.TARGET_GROUPS:
            hint = _("Dit komt bij de doelgroep op de kaart te staan. Niets over personen.")
        self.fields["evidence"] = EvidenceField(help_text=hint)


class BackedCriteria(forms.Form):
    """For each criterion of expertise what shows that it is met; empty where it is not."""

    def __init__(self, data=None, *, field=None, current=None):
        super().__init__(data)
        for criterion in ExpertiseCriterion:
            self.fields[criterion] = EvidenceField(
                label=capfirst(criterion.label),
                required=False,
                initial=(current or {}).get(criterion, ""),
            )

    def clean(self):
        cleaned = super().clean()
        backed = {one: cleaned[one] for one in ExpertiseCriterion.values if cleaned.get(one)}
        if not backed and not self.errors:
            raise ValidationError(_("Vul bij minstens één criterium in waaruit het blijkt."))
        return {"value": backed, "evidence": ""}


def claim_form(data=None, *, field, current):
    """The form by which a member puts a claim before the editors."""
    form = BackedCriteria if field == ProposalField.EXPERTISE else ClaimedValueForm
    return form(data, field=field, current=current)


def _listing_field(column, **options):
    if column.name == "website":
        options["assume_scheme"] = "https"
    if column.choices:
        options["widget"] = forms.RadioSelect
    return column.formfield(**options)


class DraftListingForm(forms.ModelForm):
    """A listing in a few words: an editor reads it, its organisation fills in the rest."""

    evidence = EvidenceField(
        label=gettext_lazy("Waar kunnen we dit nalezen?"),
        help_text=gettext_lazy("Een pagina, een folder of wie we kunnen bellen op de dienst."),
    )

    class Meta:
        model = Service
        fields = ["name", "kind", "focus", "description", "website"]
        formfield_callback = _listing_field

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        self.fields["description"].required = True
        kinds = self.fields["kind"]
        kinds.choices = [one for one in ServiceKind.choices if one[0] != ServiceKind.SOURCE]

    def clean_name(self):
        refuse_links(self.cleaned_data["name"])
        return self.cleaned_data["name"]

    def clean_description(self):
        refuse_links(self.cleaned_data["description"], allowed=2)
        return self.cleaned_data["description"]

    @property
    def facts(self):
        """The columns of the listing by name."""
        return {name: self.cleaned_data[name] for name in self._meta.fields}

    def _post_clean(self):
        """Judging the listing as a whole is for whoever writes it."""


class NewOrganisationForm(GuardedForm):
    """An organisation that is not on the map yet, and where to write to whoever works there."""

    organisation = LinklessField(label=gettext_lazy("Naam van de organisatie"), max_length=160)
    organisation_website = forms.URLField(
        label=gettext_lazy("Website van de organisatie"), assume_scheme="https"
    )
    email = forms.EmailField(
        max_length=254,
        label=gettext_lazy("Je e-mailadres bij deze organisatie"),
        widget=forms.EmailInput({"autocomplete": "email"}),
        help_text=gettext_lazy("We mailen je een link, zodat je de fiche daarna zelf bijhoudt."),
    )

    def clean_organisation(self):
        name = self.cleaned_data["organisation"]
        if Organisation.objects.published().filter(name__iexact=name).exists():
            raise ValidationError(
                _("Deze organisatie staat al op de kaart. Kies daar “Dit is onze organisatie”.")
            )
        return name


class DecisionForm(forms.Form):
    """What goes on the map, and why; `current` is what stood there when the page was read."""

    def __init__(self, data=None, *, proposal, current):
        super().__init__(data)
        self._proposal = proposal
        if own := value_field(proposal.field):
            own.initial = proposal.value
            own.label = _("Dit komt op de kaart")
            self.fields["value"] = own
        self.fields["reason"] = forms.CharField(
            label=_("Waarom"),
            required=False,
            max_length=300,
            help_text=_("Wie het voorstelde, krijgt dit in een mail. Verplicht bij een afwijzing.")
            if proposal.proposed_by_id
            else "",
        )
        self.fields["current"] = forms.JSONField(
            required=False, widget=forms.HiddenInput, initial=current
        )

    def clean(self):
        cleaned = super().clean()
        cleaned.setdefault("value", self._proposal.value)
        return cleaned

    def asked_again(self, current):
        """The form as it was sent, knowing what the listing has now."""
        data = self.data.copy()
        data["current"] = json.dumps(current)
        return DecisionForm(data, proposal=self._proposal, current=current)

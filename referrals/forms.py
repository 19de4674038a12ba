"""The questions of the guide, every one of which may be left open."""

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from referrals.enums import AgeBand, Door, Wish
from referrals.matching import Need
from referrals.page_query import ACCESS_MODES, APPROACHES
from services.enums import AccessMode, Approach, Language
from services.places import MunicipalityField
from services.vocabulary import Vocabulary

#: What the address says of a door and of an age.
DOORS = {
    "vraag": Door.QUESTION,
    "steun": Door.SUPPORT,
    "minderen": Door.CHANGE,
    "dringend": Door.URGENT,
}
AGES = {
    "onder-16": AgeBand.UNDER_16,
    "16-17": AgeBand.FROM_16,
    "18-25": AgeBand.FROM_18,
    "26-30": AgeBand.FROM_26,
    "boven-30": AgeBand.OVER_30,
}
WISHES = {"anoniem": Wish.ANONYMOUS, "zonder-intake": Wish.NO_INTAKE, "gratis": Wish.FREE}
#: What the guide is about anyway, or asked by a worker for themselves.
_NOT_ASKED = {"chemsex", "information", "training_for_professionals"}
#: Groups that everybody or nearly everybody is in, or that an age tells.
_GROUPS_NOT_ASKED = {"everyone", "people_who_use_drugs", "children", "young_people", "adults"}
#: Ways to get in touch that somebody may prefer.
_CONTACT = {
    AccessMode.WALK_IN,
    AccessMode.PHONE,
    AccessMode.CHAT,
    AccessMode.ONLINE,
    AccessMode.OUTREACH,
}


class GuideForm(forms.Form):
    """Door, place, age, what it is about, and what matters; `need` is what was understood of it.

    The names of the fields are those of the page's address, as on the search page.
    """

    deur = forms.ChoiceField(
        label=_("Waarmee komt iemand?"),
        choices=[(slug, capfirst(door.label)) for slug, door in DOORS.items()],
        widget=forms.RadioSelect,
        required=False,
    )
    plaats = MunicipalityField(
        label=_("Gemeente of postcode"),
        help_text=_("Waar de persoon woont, of waar die terechtkan."),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "input"}),
    )
    leeftijdsgroep = forms.ChoiceField(
        label=_("Hoe oud is de persoon om wie het gaat?"),
        choices=[(slug, capfirst(band.label)) for slug, band in AGES.items()],
        widget=forms.RadioSelect,
        required=False,
    )
    thema = forms.MultipleChoiceField(
        label=_("Waar gaat het over?"), widget=forms.CheckboxSelectMultiple, required=False
    )
    wens = forms.MultipleChoiceField(
        label=_("Wat telt"),
        choices=[(slug, capfirst(wish.label)) for slug, wish in WISHES.items()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    contact = forms.MultipleChoiceField(
        label=_("Hoe iemand liefst contact heeft"),
        choices=[
            (slug, capfirst(mode.label)) for slug, mode in ACCESS_MODES.items() if mode in _CONTACT
        ],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    taal = forms.MultipleChoiceField(
        label=_("Taal"),
        choices=[(one.value, capfirst(one.label)) for one in Language],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    aanpak = forms.MultipleChoiceField(
        label=_("Aanpak"),
        choices=[(slug, capfirst(Approach(one).label)) for slug, one in APPROACHES.items()],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    doelgroep = forms.MultipleChoiceField(
        label=_("Ervaring met"), widget=forms.CheckboxSelectMultiple, required=False
    )
    use_required_attribute = False

    def __init__(self, data=None, *, vocabulary: Vocabulary, audiences, **options):
        """`audiences` are the codes of the target groups of people who are helped themselves."""
        super().__init__(data, **options)
        self._topics = {
            term.slug: term for term in vocabulary.topics if term.code not in _NOT_ASKED
        }
        self._groups = {
            term.slug: term
            for term in vocabulary.target_groups
            if term.code in audiences and term.code not in _GROUPS_NOT_ASKED
        }
        for name, terms in (("thema", self._topics), ("doelgroep", self._groups)):
            self.fields[name].choices = [(slug, term.name) for slug, term in terms.items()]

    def _said(self, name):
        """What was chosen; of a field that takes many, one bad value leaves the good ones."""
        field = self.fields[name]
        if name in self.errors and isinstance(field, forms.MultipleChoiceField):
            return [one for one in self[name].data if field.valid_value(one)]
        return self.cleaned_data.get(name)

    @property
    def asked(self):
        """What was chosen, as one reads it, in the order of the questions."""
        for name, field in self.fields.items():
            said = self._said(name)
            if isinstance(field, forms.ChoiceField):
                chosen = said if isinstance(said, list) else [said]
                yield from (label for value, label in field.choices if value in chosen)
            elif said:
                yield said.label

    def need(self):
        """What was understood; what was not stands in `errors`, and is left open."""
        self.is_valid()
        said = {name: self._said(name) for name in self.fields}
        wanted = {
            "access_mode": [ACCESS_MODES[slug] for slug in said["contact"] or ()],
            "language": said["taal"] or (),
            "approach": [APPROACHES[slug] for slug in said["aanpak"] or ()],
            "target_group": [self._groups[slug].code for slug in said["doelgroep"] or ()],
        }
        return Need(
            door=DOORS.get(said["deur"], Door.QUESTION),
            place=said["plaats"],
            age=AGES.get(said["leeftijdsgroep"]),
            topics=frozenset(self._topics[slug].code for slug in said["thema"] or ()),
            wishes=frozenset(WISHES[slug] for slug in said["wens"] or ()),
            wanted={name: frozenset(values) for name, values in wanted.items() if values},
            today=timezone.localdate(),
        )

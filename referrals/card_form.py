"""What may be chosen for a hand-over card; what was not understood leaves the usual choice."""

from django import forms
from django.utils.translation import gettext_lazy as _

from referrals import shortlist
from referrals.card_pdf import Paper

#: Languages of a card, and what gettext calls each.
LANGUAGES = {"nl": "nl-be", "fr": "fr", "en": "en"}
#: More than any list holds, and short enough for an address.
_LONGEST_LIST = 1000


class CardForm(forms.Form):
    """The names of the fields are those of the address (docs/url-parameters.md).

    `namen` are short codes: of which listings a discreet card keeps the name. What is chosen of
    one that is not on the card means nothing, and is no mistake.
    """

    fiches = forms.CharField(required=False, max_length=_LONGEST_LIST, widget=forms.HiddenInput)
    taal = forms.ChoiceField(
        label=_("Taal van de kaart"),
        choices=[("nl", _("Nederlands")), ("fr", _("Frans")), ("en", _("Engels"))],
        required=False,
        widget=forms.RadioSelect,
    )
    vorm = forms.ChoiceField(
        label=_("Papier"),
        choices=[
            (Paper.A6.value, _("A6, één per blad")),
            (Paper.A4.value, _("A4, samen")),
        ],
        required=False,
        widget=forms.RadioSelect,
    )
    discreet = forms.BooleanField(
        label=_("Discreet: niets op de kaart zegt waarover het gaat"), required=False
    )
    namen = forms.MultipleChoiceField(
        label=_("Namen die toch op de discrete kaart mogen"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    use_required_attribute = False
    _USUAL = {"taal": "nl", "vorm": Paper.A6.value}

    def __init__(self, query):
        data = query.copy()
        for name, usual in self._USUAL.items():
            if not data.get(name):
                data[name] = usual
        super().__init__(data)
        self.fields["namen"].choices = [(code, code) for code in data.getlist("namen")]
        self.is_valid()

    def _chosen(self, name):
        return self.cleaned_data.get(name) or self._USUAL[name]

    @property
    def keys(self):
        """The listings, by key."""
        return shortlist.read(self.cleaned_data.get("fiches", ""))

    @property
    def is_list_readable(self):
        """Whether the list is as it was written: no letter lost on its way."""
        text = self.cleaned_data.get("fiches", "")
        return not self.errors.get("fiches") and shortlist.write(self.keys) == text

    @property
    def language(self):
        return LANGUAGES[self._chosen("taal")]

    @property
    def paper(self):
        return Paper(self._chosen("vorm"))

    @property
    def is_discreet(self):
        return self.cleaned_data.get("discreet", False)

    @property
    def kept(self):
        return set(self.cleaned_data.get("namen", ()))

    def offer_names(self, named):
        """Let the names of these listings be chosen: short codes and names."""
        self.fields["namen"].choices = named

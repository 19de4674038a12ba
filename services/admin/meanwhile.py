"""What somebody else changed while an editor had a record open."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from services import history


class MeanwhileForm(forms.ModelForm):
    """Overwrites no change that its editor did not see.

    The first time it says what was changed, and shows it where the editor had not typed anything
    else; who then saves has chosen.
    """

    #: The newest event of the record as the editor saw it.
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        if not self.instance._state.adding:
            self.initial["seen"] = history.newest(self.instance)

    def clean(self):
        cleaned = super().clean()
        if "seen" in self.data and not self.instance._state.adding:
            own = type(self.instance)._base_manager.filter(pk=self.instance.pk)
            # Locked, so that nothing changes between this look and the saving.
            own.select_for_update().get()
            changes = history.since(self.instance, self.data["seen"])
            if changes:
                self._show(changes)
                raise ValidationError(
                    [
                        _("Intussen is dit gewijzigd:"),
                        *(f"{change.title}. {'; '.join(change.lines)}" for change in changes),
                        _("Kijk na wat hieronder staat en bewaar opnieuw: dan geldt dat."),
                    ]
                )
        return cleaned

    def _show(self, changes):
        """Put what stands there now where the editor left what stood there before."""
        self.data = self.data.copy()
        self.data["seen"] = history.newest(self.instance)
        for change in reversed(changes):
            if change.model is not type(self.instance) or change.kind != "update":
                continue
            for column, before in change.before.items():
                name = self.add_prefix(column)
                if self.data.getlist(name) == _typed(before):
                    self.data.setlist(name, _typed(change.after[column]))


def _typed(value):
    """A value of a column as a form sends it."""
    values = value if isinstance(value, list) else ["" if value is None else value]
    return [str(one) for one in values]

"""The forms of an organisation's members, filled in by software instead of by a person.

What comes out is what the pages at /mijn/ hand to the actions, so that both do the same.
"""

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from services import proposed
from services.actions import listing_rows
from services.api.patching import MEMBER_OF
from services.api.problems import Unprocessable
from services.forms import ContactForm, DescriptionForm, PhonesForm, SubjectsForm, TermsForm
from services.forms.proposals import claim_form
from services.forms.schedules import OSM, WORDS, SchedulesForm

SECTIONS = (ContactForm, TermsForm, DescriptionForm, SubjectsForm)


def changes(service, asked):
    """What `editing.change` takes, of what was asked of a listing. Raises `Unprocessable`."""
    found, errors = {}, {}
    for form_class in SECTIONS:
        if asked.columns.keys() & set(form_class.names()):
            form = form_class(_filled(form_class, service, asked.columns), instance=service)
            if form.is_valid():
                found |= form.changes
            else:
                _collect(errors, form)
    if errors:
        raise Unprocessable(errors)
    if asked.phones is not None:
        found |= rows(PhonesForm, service, asked.phones)
    return found


def claims(service, asked):
    """(field, value, evidence) of what waits for an editor. Raises `Unprocessable`."""
    found, errors = [], {}
    for field, value in asked.claims.items():
        data = QueryDict(mutable=True)
        data["evidence"] = asked.evidence
        data.setlist("value", value if isinstance(value, list) else [value])
        form = claim_form(data, field=field, current=proposed.current(service, field))
        if form.is_valid():
            found.append((field, form.cleaned_data["value"], form.cleaned_data["evidence"]))
        else:
            _collect(errors, form)
    if errors:
        raise Unprocessable(errors)
    return found


def schedules(service, hours):
    """What `editing.change` takes, of `services.hsds.hours.Hours`. Raises `Unprocessable`."""
    wanted = [
        {
            "channel": one.channel,
            "mode": OSM if one.opening_hours else WORDS,
            "osm": one.opening_hours,
            "text": one.text,
        }
        for one in hours
    ]
    return rows(SchedulesForm, service, wanted)


def rows(form_class, service, wanted):
    """The rows of another table as they are, and as they should become.

    A row that is wanted is the one that has what no other row of a listing may have.
    """
    name, identity = form_class.name, listing_rows.TABLES[form_class.name].identity
    held = listing_rows.read(service, name)
    keys = {values[identity]: key for key, values in held.items()}
    if len(wanted) > form_class.most:
        raise Unprocessable({name: [_("Dat zijn er te veel.")]})
    forms = [form_class.row_form(data, token=place) for place, data in enumerate(wanted)]
    errors = [error for form in forms for said in form.errors.as_data().values() for error in said]
    if errors:
        raise Unprocessable({name: errors})
    new = [form.values for form in forms]
    if len({values[identity] for values in new}) < len(new):
        raise Unprocessable({name: [_("Hier staat iets tweemaal.")]})
    after = [(keys.get(values[identity]), values) for values in new]
    return {} if after == list(held.items()) else {name: (held, after)}


def _filled(form_class, service, columns):
    """What a browser would send of a section in which only these columns were changed."""
    data = QueryDict(mutable=True)
    for bound in form_class(instance=service):
        held = bound.value()
        sent = {bound.html_initial_name: held, bound.html_name: columns.get(bound.name, held)}
        for name, value in sent.items():
            values = value if isinstance(value, list) else ["" if value is None else value]
            data.setlist(name, values)
    return data


def _collect(errors, form):
    for column, said in form.errors.as_data().items():
        errors.setdefault(MEMBER_OF.get(column, column), []).extend(said)

"""What somebody typed into a section, on its way to a draft or a preview and back."""

from django.http import QueryDict

from services.models import Draft

#: What a form sends that nobody typed.
NOT_TYPED = {"csrfmiddlewaretoken", "doe", "toon"}


def typed(data):
    """What somebody typed into a form, as lists of texts by name."""
    return {name: texts for name, texts in data.lists() if name not in NOT_TYPED}


def of_section(service, section, *, person):
    """The draft that somebody has of a section, if any."""
    return Draft.objects.live().filter(person=person, service=service, section=section).first()


def as_sent(draft):
    """A draft as its form would send it."""
    data = QueryDict(mutable=True)
    for name, texts in draft.data.items():
        data.setlist(name, texts)
    return data

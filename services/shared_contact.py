"""How to reach an organisation as a whole: pure, from listings that are already loaded."""

from dataclasses import dataclass

from services import wording


@dataclass(frozen=True)
class Contact:
    """Ways to reach an organisation that are the same for all that it offers; empty where not."""

    phones: list
    chat_url: str
    email: str
    website: str
    places: list

    def __bool__(self):
        """Whether it leads anywhere: that they are in some municipality does not."""
        is_found = any(place.route_url for place in self.places)
        return any((self.phones, self.chat_url, self.email, self.website, is_found))


def of_organisation(organisation, services):
    """The organisation's own website, and what all of its published listings have in common."""
    return Contact(
        phones=_shared([list(service.phones.all()) for service in services], key=_numbers),
        chat_url=_shared([service.chat_url for service in services]),
        email=_shared([service.email for service in services]),
        website=organisation.website or _shared([service.website for service in services]),
        places=_shared([wording.places(service) for service in services]),
    )


def _shared(values, key=lambda value: value):
    """The first value, where all are the same; else an empty one of its kind."""
    if not values:
        return []
    first = values[0]
    return first if all(key(value) == key(first) for value in values) else type(first)()


def _numbers(phones):
    return [(phone.number, phone.label) for phone in phones]

"""Every address that the project answers, for tests that try them all."""

from itertools import product

from django.urls import get_resolver, reverse

#: What a parameter of an address may be, besides the slugs of listings and organisations.
VALUES = {
    "section": ["paginas", "aanbod", "organisaties", "contact", "verzonnen"],
    "uidb36": ["1"],
    "field": ["telefoon", "adres", "focus", "verzonnen"],
    "key": ["set-password", "verzonnen"],
    "pk": [1],
    "table": ["phone", "verzonnen"],
    "event": [1],
    "secret": ["verzonnen"],
    "token": ["verzonnen"],
    "id": ["00000000-0000-4000-8000-000000000000"],
    "name": ["service", "verzonnen"],
    "code": ["000000000000", "verzonnen"],
    "end": ["csv", "geojson", "json", "zip", "verzonnen"],
    "rest": ["verzonnen"],
}


def every_address(*, slugs):
    """The paths of all named addresses but the desk's, with each of the slugs."""
    return [
        reverse(name, kwargs=dict(zip(parameters, values, strict=True)))
        for name, parameters in named(get_resolver())
        for values in product(*(({"slug": slugs} | VALUES)[one] for one in parameters))
    ]


def named(resolver, namespace="", parameters=()):
    """Every named address but the desk's, with the parameters that it takes."""
    for pattern in resolver.url_patterns:
        own = [*parameters, *pattern.pattern.regex.groupindex]
        if hasattr(pattern, "url_patterns"):
            inner = namespace + (f"{pattern.namespace}:" if pattern.namespace else "")
            if inner != "admin:":
                yield from named(pattern, inner, own)
        elif pattern.name:
            yield f"{namespace}{pattern.name}", own

"""A merge patch (RFC 7396) of a listing's record, as what its organisation fills in in its forms.

Each member becomes columns of the forms at /mijn/, numbers of the listing, or a claim that waits
for an editor. What stands in the patch as it stands in the record changes nothing, so that a
record may come back whole. Problems are named by member, as `ValidationError`s.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from services.enums import (
    AccessMode,
    Approach,
    Focus,
    Format,
    Language,
    ProposalField,
    TriState,
    YouthSuitability,
)
from services.hsds.schemas import NUMBER, SCHEMAS, TEXT, URI, UUID
from services.hsds.taxonomies import FACTS, Taxonomies
from services.models import Topic

#: The label of the address of a chat among `additional_urls`.
CHAT = "Chat"
#: Columns that hold the terms of a taxonomy, and its terms in order.
_CODED = {
    "access_mode": ("access_modes", AccessMode.values),
    "approach": ("approaches", Approach.values),
    "format": ("formats", Format.values),
}
#: Facts that have an address of their own to be written at.
_ELSEWHERE = {"has_waiting_time", "has_capacity"}
_READ_ONLY = ("kind", "expertise", "verification", "confidence")
_FOCUS = {
    frozenset(): Focus.UNKNOWN,
    frozenset({"drugs", "sexuality"}): Focus.BOTH,
    frozenset({"both", "drugs", "sexuality"}): Focus.BOTH,
    **{frozenset({one}): one for one in Focus.values if one != Focus.UNKNOWN},
}
#: What a record leaves out.
_EMPTY = (None, "", [])
_CONTRADICTORY = _("Dit spreekt een ander deel van je vraag tegen.")
_NOT_TO_CHANGE = _("Dit kan hier niet gewijzigd worden.")
_UNKNOWN = _("Dit veld bestaat niet.")


@dataclass
class Asked:
    """What a patch asks, of a listing whose record it is.

    `columns` hold values as the forms take them, `phones` the fields of each row in order (None:
    as they are), `claims` values by `ProposalField`, and `errors` problems by member.
    """

    record: dict
    taxonomies: Taxonomies
    columns: dict = field(default_factory=dict)
    phones: list | None = None
    claims: dict = field(default_factory=dict)
    evidence: str = ""
    errors: dict = field(default_factory=dict)

    def set(self, column, value):
        if self.columns.setdefault(column, value) != value:
            raise ValidationError(_CONTRADICTORY)


def read(patch, *, record, taxonomies):
    """What a patch asks; its problems are in `errors`."""
    asked = Asked(record, taxonomies)
    if not isinstance(patch, dict):
        asked.errors["service"] = [ValidationError(_("Hier hoort een object met velden."))]
        return asked
    for name, value in patch.items():
        try:
            if name not in MEMBERS and name not in SCHEMAS["service"]["properties"]:
                raise ValidationError(_UNKNOWN)
            if record.get(name) == (None if value in _EMPTY else value):
                continue
            if name not in MEMBERS:
                raise ValidationError(_NOT_TO_CHANGE)
            MEMBERS[name].read(asked, value)
        except ValidationError as error:
            asked.errors[name] = [error]
    return asked


def _text(column):
    def read_text(asked, value):
        asked.set(column, _string(value))

    return read_text


def _age(column):
    def read_age(asked, value):
        is_whole = isinstance(value, int | float) and not isinstance(value, bool) and value % 1 == 0
        if value is not None and not is_whole:
            raise ValidationError(_("Hier hoort een heel getal, of null."))
        asked.set(column, "" if value is None else int(value))

    return read_age


def _evidence(asked, value):
    asked.evidence = _string(value)


def _phones(asked, value):
    asked.phones = [
        {"number": _string(one.get("number")), "label": _string(one.get("description"))}
        for one in items(value, "phone")
    ]


def _languages(asked, value):
    codes = [_string(one.get("code")) for one in items(value, "language")]
    asked.set("languages", _sorted(codes, Language.values))


def _cost_options(asked, value):
    """That it is free is all that is kept of what it costs, beside words."""
    options = items(value, "cost_option")
    if any(one.get("amount") != 0 or isinstance(one["amount"], bool) for one in options):
        raise ValidationError(
            _("Enkel amount 0 wordt bewaard. Schrijf wat het kost in fees_description.")
        )
    asked.set("is_free", TriState.YES if options else TriState.UNKNOWN)


def _additional_urls(asked, value):
    """Of these only the chat is the organisation's to change; the rest may stay away."""
    held = [(one["label"], one["url"]) for one in asked.record.get("additional_urls", ())]
    chats = []
    for one in items(value, "url"):
        pair = _string(one.get("label")), _string(one.get("url"))
        if pair[0] == CHAT:
            chats.append(pair[1])
        elif pair not in held:
            raise ValidationError(_("Enkel het adres met label “Chat” kan hier gewijzigd worden."))
    if len(chats) > 1:
        raise ValidationError(_CONTRADICTORY)
    asked.set("chat_url", chats[0] if chats else "")


def _attributes(asked, value):
    """All coded facts anew. What cannot be changed here may stay away, not be another one."""
    wanted, held = defaultdict(set), defaultdict(set)
    for one in items(value, "attribute"):
        taxonomy, _colon, code = _fact(one, asked.taxonomies).partition(":")
        wanted[taxonomy].add(code)
    for one in asked.record.get("attributes", ()):
        held[one["link_type"]].add(one["taxonomy_term"]["code"])
    if any(wanted[taxonomy] - held[taxonomy] for taxonomy in _READ_ONLY):
        raise ValidationError(_NOT_TO_CHANGE)
    for taxonomy, (column, order) in _CODED.items():
        if wanted[taxonomy] != held[taxonomy]:
            asked.set(column, _sorted(wanted[taxonomy], order))
    if wanted["topic"] != held["topic"]:
        topics = Topic.objects.filter(code__in=wanted["topic"]).order_by("pk")
        asked.set("topics", list(topics.values_list("pk", flat=True)))
    _answers(asked, wanted["fact"], held["fact"])
    _claims(asked, wanted, held)


def _answers(asked, wanted, held):
    for column, answers in FACTS.items():
        said, before = (
            [answer for answer, (code, _name) in answers.items() if code in codes]
            for codes in (wanted, held)
        )
        if said == before or (column in _ELSEWHERE and not said):
            continue
        if column in _ELSEWHERE:
            raise ValidationError(_NOT_TO_CHANGE)
        if len(said) > 1:
            raise ValidationError(_CONTRADICTORY)
        asked.set(column, said[0] if said else TriState.UNKNOWN)


def _claims(asked, wanted, held):
    focus = _FOCUS.get(frozenset(wanted["focus"]))
    if focus is None or len(wanted["youth"]) > 1:
        raise ValidationError(_CONTRADICTORY)
    if focus != _FOCUS[frozenset(held["focus"])]:
        asked.claims[ProposalField.FOCUS] = str(focus)
    if wanted["youth"] != held["youth"]:
        youth = next(iter(wanted["youth"]), YouthSuitability.UNKNOWN)
        asked.claims[ProposalField.YOUTH] = str(youth)
    if wanted["target_group"] != held["target_group"]:
        asked.claims[ProposalField.TARGET_GROUPS] = sorted(wanted["target_group"])


def _fact(attribute, taxonomies):
    """The fact that an attribute names by its term's id, by taxonomy and code, or by both."""
    term = attribute.get("taxonomy_term")
    code = term.get("code") if isinstance(term, dict) else None
    named = {
        taxonomies.facts.get(_string(attribute.get("taxonomy_term_id"))),
        f"{attribute.get('link_type')}:{code}" if code else None,
    } - {None}
    if len(named) != 1 or not named <= taxonomies.terms.keys():
        raise ValidationError(
            _("Noem van elke term taxonomy_term_id, of link_type en de code in taxonomy_term.")
        )
    return named.pop()


def _string(value):
    if value is not None and not isinstance(value, str):
        raise ValidationError(_("Hier hoort tekst."))
    return value or ""


def items(value, schema):
    """The objects of a list, which hold nothing that such records do not."""
    items = [] if value is None else value
    if not isinstance(items, list) or not all(isinstance(one, dict) for one in items):
        raise ValidationError(_("Hier hoort een lijst van objecten."))
    unknown = {name for one in items for name in one} - SCHEMAS[schema]["properties"].keys()
    if unknown:
        raise ValidationError(
            _("Dit bestaat hier niet: %(names)s."), params={"names": ", ".join(sorted(unknown))}
        )
    return items


def _sorted(codes, order):
    """Codes in the order of their vocabulary, then those that are not in it, for the form."""
    return [*(one for one in order if one in codes), *(one for one in codes if one not in order)]


def _or_null(schema):
    return schema | {"type": [schema["type"], "null"]}


def _list_of(description, /, **properties):
    return {
        "type": ["array", "null"],
        "description": description,
        "items": {"type": "object", "properties": properties},
    }


class Member(NamedTuple):
    """A property that may be written: how it is read, and its schema."""

    read: Callable
    schema: dict


#: By their names in a record; `evidence` is ours.
MEMBERS = {
    "description": Member(_text("description"), _or_null(TEXT)),
    "url": Member(_text("website"), _or_null(URI)),
    "email": Member(_text("email"), _or_null(TEXT)),
    "application_process": Member(_text("first_contact"), _or_null(TEXT)),
    "fees_description": Member(_text("cost_note"), _or_null(TEXT | {"maxLength": 300})),
    "minimum_age": Member(_age("min_age"), _or_null(NUMBER)),
    "maximum_age": Member(_age("max_age"), _or_null(NUMBER)),
    "phones": Member(_phones, _list_of("The most important first.", number=TEXT, description=TEXT)),
    "languages": Member(_languages, _list_of("By their code (ISO 639-1).", code=TEXT)),
    "cost_options": Member(
        _cost_options, _list_of("With amount 0: free. Empty: not known.", amount=NUMBER)
    ),
    "additional_urls": Member(
        _additional_urls,
        _list_of("Only the one with the label Chat can be changed.", label=TEXT, url=URI),
    ),
    "attributes": Member(
        _attributes,
        _list_of(
            "All coded facts, by taxonomy_term_id, or by link_type and the code of taxonomy_term."
            " focus, youth and target_group wait for an editor of the map, with evidence.",
            link_type=TEXT,
            taxonomy_term_id=UUID,
            taxonomy_term={"type": "object", "properties": {"code": TEXT}},
        ),
    ),
    "evidence": Member(
        _evidence,
        _or_null(TEXT | {"maxLength": 300})
        | {"description": "What backs what waits for an editor; of a group everybody can read it."},
    ),
}
#: Which member a column stands in, for what the forms find wrong with it.
MEMBER_OF = {
    "website": "url",
    "first_contact": "application_process",
    "cost_note": "fees_description",
    "min_age": "minimum_age",
    "max_age": "maximum_age",
    "chat_url": "additional_urls",
    "access_modes": "attributes",
    "approaches": "attributes",
    "formats": "attributes",
    "topics": "attributes",
    "is_anonymous": "attributes",
    "is_free": "attributes",
    "needs_intake": "attributes",
    "needs_referral_letter": "attributes",
    "value": "attributes",
    "__all__": "service",
}

"""What the table of conversation cues says, and what it never says."""

import csv
import json
import re

import pytest
from django.conf import settings

from referrals.cues import TEXTS, problems_of
from referrals.enums import Door
from referrals.models import ConversationCue
from services.checked_numbers import NUMBERS
from services.phones import parse_phone
from tests.referrals.cue_table import CUES, ROWS

FIXTURES = settings.BASE_DIR / "fixtures"
#: N12, and whom else the issue names.
MATTERS = [
    {"topics": {"prep"}},
    {"topics": {"hiv_care"}},
    {"topics": {"sti_testing"}},
    {"topics": {"injecting"}},
    {"topics": {"ghb"}},
    {"topics": {"detox"}},
    {"topics": {"dosing_and_combinations"}},
    {"topics": {"consent"}},
    {"topics": {"sexual_violence"}},
    {"topics": {"sex_work"}},
    {"topics": {"mental_health"}},
    {"topics": {"sexology"}},
    {"topics": {"peer_support"}},
    {"topics": {"someone_close"}},
    {"target_groups": {"young_people"}},
]


def known_addresses():
    """Every web address that the listings and the glossary have for a source or a site."""
    texts = ""
    for name in ("listings.csv", "glossary.csv"):
        with (FIXTURES / name).open(encoding="utf-8-sig", newline="") as lines:
            texts += " ".join(" ".join(row.values()) for row in csv.DictReader(lines)) + " "
    return {address.rstrip("/") for address in re.findall(r"https?://[^\s;]+", texts)}


def numbers_in(text):
    return {parse_phone(found) for found in re.findall(r"\b0[\d ]{7,}\d|\b1\d{2,3}\b", text)}


def each(test):
    return pytest.mark.parametrize("row", ROWS, ids=[row["slug"] for row in ROWS])(test)


@each
def test_it_is_complete_and_short(row):
    cue = ConversationCue(**{name: row[name] for name in row.keys() - {"topics", "target_groups"}})
    cue.clean_fields()
    cue.clean()
    assert all(len(row[name]) <= cue._meta.get_field(name).max_length for name in TEXTS)


@each
def test_it_has_no_dose_and_no_word_that_hurts(row):
    assert [problems_of(row[name]) for name in ("title", *TEXTS)] == [[]] * 5


@each
def test_its_source_is_one_that_the_map_has_or_ourselves(row):
    if row["source_url"]:
        assert row["source_url"].rstrip("/") in known_addresses()
    else:
        assert row["source"].startswith("Eigen redactie")


@each
def test_its_numbers_are_those_of_every_page(row):
    assert numbers_in(" ".join(row[name] for name in TEXTS)) <= {*NUMBERS.values()}


@each
def test_it_says_what_to_do_when_it_is_urgent(row):
    assert re.search(r"112|1813|1712|arts|spoed", row["if_urgent"])


@each
def test_its_codes_are_in_the_taxonomy(row):
    taxonomy = json.loads((FIXTURES / "taxonomy.json").read_text(encoding="utf-8"))
    for name in ("topics", "target_groups"):
        assert {*row[name]} <= {term["code"] for term in taxonomy[name]}


def test_every_door_has_an_opening_and_every_matter_its_cue():
    openings = {cue.door for cue in CUES if cue.is_general}
    assert openings == {"", *Door.values}
    for matter in MATTERS:
        assert any(getattr(cue, name) & codes for cue in CUES for name, codes in matter.items())


def test_no_two_have_one_name():
    assert len({row["slug"] for row in ROWS}) == len({row["title"] for row in ROWS}) == len(ROWS)

"""What wordings mean for the taxonomy, and what they say of young people."""

import csv
import json

import pytest
from django.conf import settings

from services.enums import TargetGroupKind
from services.importing.groups import Phrase, phrase_key, read_phrases, youth_suitability

FIXTURES = settings.BASE_DIR / "fixtures"
PHRASES = FIXTURES / "target_group_phrases.csv"


@pytest.fixture(scope="module")
def phrases():
    with PHRASES.open(encoding="utf-8", newline="") as lines:
        return read_phrases(lines)


@pytest.fixture(scope="module")
def kinds():
    """The kind of each target group, by code."""
    taxonomy = json.loads((FIXTURES / "taxonomy.json").read_text(encoding="utf-8"))
    return {term["code"]: term["kind"] for term in taxonomy["target_groups"]}


YOUNG, BESIDE, ADULT, SILENT = (
    Phrase(groups=("x",), youth=youth) for youth in ("made_for", "suited", "adults_only", "")
)


@pytest.mark.parametrize(
    ("explicit", "ages", "phrases", "expected"),
    [
        (None, (None, None), [], "unknown"),
        (None, (None, None), [SILENT], "unknown"),
        (True, (None, None), [], "suited"),
        (True, (None, None), [SILENT], "suited"),
        (True, (None, None), [YOUNG], "made_for"),
        (True, (None, None), [YOUNG, SILENT], "suited"),
        (True, (None, None), [YOUNG, ADULT], "suited"),
        (True, (12, 25), [SILENT], "made_for"),
        (True, (18, 30), [], "made_for"),
        (True, (18, 65), [], "suited"),
        (None, (12, 25), [], "made_for"),
        (None, (12, 31), [], "unknown"),
        (None, (None, None), [YOUNG, ADULT], "suited"),
        (None, (None, None), [BESIDE], "suited"),
        (None, (18, None), [], "adults_only"),
        (False, (18, None), [], "adults_only"),
        (False, (18, 25), [], "adults_only"),
        (False, (None, None), [], "unknown"),
        (False, (None, None), [YOUNG], "unknown"),
        (False, (None, None), [ADULT], "adults_only"),
        (None, (None, None), [ADULT], "adults_only"),
        (None, (None, None), [ADULT, SILENT], "unknown"),
        (None, (16, None), [ADULT], "unknown"),
    ],
)
def test_youth_suitability(explicit, ages, phrases, expected):
    found = youth_suitability(explicit=explicit, min_age=ages[0], max_age=ages[1], phrases=phrases)
    assert found == expected


def test_every_phrase_of_the_table_uses_known_groups_and_ages(phrases, kinds):
    for phrase in phrases.values():
        assert set(phrase.groups) <= kinds.keys()
        assert phrase.groups or phrase.municipality
        assert phrase.youth in ("", "made_for", "suited", "adults_only")
        assert not (phrase.youth == "adults_only" and (phrase.min_age or 18) < 18)


def test_the_table_says_each_phrase_once():
    with PHRASES.open(encoding="utf-8", newline="") as table:
        phrases = [phrase_key(line["phrase"]) for line in csv.DictReader(table)]
    assert len(phrases) == len(set(phrases))


def test_audience_environment_and_professionals_are_apart(phrases, kinds):
    def kinds_of(wording):
        return {kinds[code] for code in phrases[wording].groups}

    assert kinds_of("omgeving") == kinds_of("vrienden") == {TargetGroupKind.ENVIRONMENT}
    assert kinds_of("leerkrachten") == kinds_of("verwijzers") == {TargetGroupKind.PROFESSIONALS}
    assert kinds_of("sekswerkers") == {TargetGroupKind.AUDIENCE}
    assert kinds_of("jongeren en context") == {
        TargetGroupKind.AUDIENCE,
        TargetGroupKind.ENVIRONMENT,
    }

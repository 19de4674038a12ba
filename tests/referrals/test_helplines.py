"""The helplines that answer now: those that everybody knows first."""

import pytest

from referrals.helplines import OPEN_HELPLINES, open_helplines
from services.enums import ServiceKind
from services.helplines import LABELS
from tests.listings import listing

pytestmark = pytest.mark.django_db


def helpline(slug, hours="24/7", **fields):
    return listing(slug=slug, kind=ServiceKind.HELPLINE, hours=hours, **fields)


def test_those_of_the_bar_come_first_and_in_its_order():
    helpline("aaa", name="Aaa")
    helpline("awel", name="Awel")
    for slug in reversed(LABELS):
        if slug not in ("druglijn", "1712"):
            helpline(slug)
    helpline("druglijn", hours="Mo-Su off")
    assert [service.slug for service in open_helplines()] == [
        "nood-112",
        "antigifcentrum",
        "tele-onthaal",
        "zelfmoordlijn-1813",
        "aaa",
        "awel",
    ]


def test_as_many_as_the_bar_has():
    for slug in LABELS:
        helpline(slug)
    helpline("aaa", name="Aaa")
    assert [service.slug for service in open_helplines()] == list(LABELS)
    assert len(LABELS) == OPEN_HELPLINES

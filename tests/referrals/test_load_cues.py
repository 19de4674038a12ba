"""Loading the conversation cues, and what editors made of them."""

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction

from referrals.actions.cues import load_cues
from referrals.models import ConversationCue
from services.models import Topic
from tests.factories import ConversationCueFactory
from tests.referrals.cue_table import CUES, ROWS

pytestmark = pytest.mark.django_db


def row(**changes):
    return ROWS[0] | changes


def test_the_table_is_what_a_page_chooses_from(capsys, django_assert_num_queries):
    call_command("load_cues")
    assert capsys.readouterr().out.splitlines() == [f"gesprekstips: {len(ROWS)}"]
    with django_assert_num_queries(1):
        cues = ConversationCue.objects.to_choose_from()
    assert sorted(cues, key=lambda cue: cue.position) == CUES


def test_loading_again_changes_nothing():
    load_cues(rows=ROWS)
    before = list(ConversationCue.objects.order_by("pk").values())
    assert load_cues(rows=ROWS) == []
    assert list(ConversationCue.objects.order_by("pk").values()) == before


def test_what_nobody_edited_follows_the_table():
    load_cues(rows=[row()])
    load_cues(rows=[row(opening="Anders.", topics=["ghb", "prep"])])
    cue = ConversationCue.objects.get()
    assert cue.opening == "Anders."
    assert {topic.code for topic in cue.topics.all()} == {"ghb", "prep"}
    load_cues(rows=[row(topics=[])])
    assert not cue.topics.exists()


@pytest.mark.parametrize(
    "edit",
    [
        lambda cue: ConversationCue.objects.update(opening="Van ons."),
        lambda cue: ConversationCue.objects.update(position=7),
        lambda cue: cue.topics.add(Topic.objects.get(code="prep")),
    ],
)
def test_what_an_editor_changed_stays(edit, capsys):
    load_cues(rows=[row()])
    edit(ConversationCue.objects.get())
    before = list(ConversationCue.objects.values())
    assert load_cues(rows=[row(question="Nieuw?")]) == [row()["slug"]]
    assert list(ConversationCue.objects.values()) == before
    call_command("load_cues")
    assert f"Left as editors made them: {row()['slug']}" in capsys.readouterr().out


def test_what_an_editor_added_or_hid_stays():
    own = ConversationCueFactory()
    load_cues(rows=[row()])
    ConversationCue.objects.exclude(pk=own.pk).update(is_shown=False)
    load_cues(rows=[row(question="Nieuw?")])
    assert [cue.slug for cue in ConversationCue.objects.to_choose_from()] == [own.slug]
    assert ConversationCue.objects.get(slug=row()["slug"]).question == "Nieuw?"


def test_a_code_that_does_not_exist_is_refused_as_a_whole():
    with pytest.raises(ValueError, match="vliegen"):
        load_cues(rows=[row(), row(slug="ander", topics=["vliegen"])])
    assert not ConversationCue.objects.exists()


BAD_ROWS = {
    "cue_complete": {"source": ""},
    "cue_door_known": {"door": "raam"},
}


@pytest.mark.parametrize("name", BAD_ROWS)
def test_database_refuses(name):
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        ConversationCueFactory(**BAD_ROWS[name])
    assert refusal.value.__cause__.diag.constraint_name == name


def test_every_constraint_is_tried():
    assert {constraint.name for constraint in ConversationCue._meta.constraints} == {*BAD_ROWS}


def test_an_editor_is_told_what_a_cue_does_not_say():
    cue = ConversationCueFactory(avoid="Een verslaafde 2 ml geven.")
    with pytest.raises(ValidationError) as refusal:
        cue.full_clean()
    assert len(refusal.value.message_dict["avoid"]) == 2

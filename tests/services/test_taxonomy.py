"""The taxonomy and the networks: what is in the fixtures, and loading them."""

import json
import re
from collections import Counter

import pytest
from django.conf import settings
from django.core.management import call_command

from services.actions.taxonomy import load_networks
from services.models import Network, TargetGroup, Topic
from tests.factories import OrganisationFactory

FIXTURES = settings.BASE_DIR / "fixtures"
TAXONOMY = json.loads((FIXTURES / "taxonomy.json").read_text(encoding="utf-8"))
NETWORKS = json.loads((FIXTURES / "networks.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("kind", ["topics", "target_groups"])
def test_terms_are_complete_and_said_once(kind):
    terms = TAXONOMY[kind]
    for field in ("code", "slug", "name", "description"):
        counts = Counter(term[field].casefold() for term in terms)
        assert [value for value, count in counts.items() if count > 1] == []
    for term in terms:
        assert re.fullmatch(r"[a-z][a-z_]*", term["code"])
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", term["slug"])
        assert term["description"].endswith(".")


@pytest.mark.parametrize("kind", ["topics", "target_groups"])
def test_terms_put_the_person_first(kind):
    for term in TAXONOMY[kind]:
        words = f"{term['name']} {term['description']}".lower()
        assert not re.search(r"verslaafde|junk|patiënt|\bgebruikers\b(?<!prep-gebruikers)", words)


def test_what_n12_asks_about_is_a_topic():
    codes = {topic["code"] for topic in TAXONOMY["topics"]}
    assert codes >= {
        "dosing_and_combinations",
        "prep",
        "hiv_care",
        "sti_testing",
        "injecting",
        "ghb",
        "detox",
        "consent",
        "sexual_violence",
        "sex_work",
        "mental_health",
        "sexology",
        "peer_support",
        "someone_close",
    }
    assert "group" not in codes


def test_open_groups_turn_nobody_away():
    groups = {group["code"]: group for group in TAXONOMY["target_groups"]}
    assert [code for code, group in groups.items() if group["is_everyone"]] == ["everyone"]
    open_groups = {code for code, group in groups.items() if not group["narrows"]}
    assert open_groups >= {
        "everyone",
        "people_who_use_drugs",
        "people_with_addiction_questions",
        "people_with_hiv",
    }
    # Of an age one can be anything else as well.
    assert open_groups >= {"children", "young_people", "adults", "older_people"}
    assert open_groups.isdisjoint(("msm", "trans_people", "sex_workers", "professionals"))


@pytest.mark.django_db
def test_loading_the_taxonomy_again_changes_nothing(capsys):
    def state():
        return [list(model.objects.order_by("pk").values()) for model in (Topic, TargetGroup)]

    before = state()
    call_command("load_taxonomy")
    assert state() == before
    assert capsys.readouterr().out.splitlines() == ["thema's: 21", "doelgroepen: 36"]
    assert [topic.code for topic in Topic.objects.order_by("position")] == [
        topic["code"] for topic in TAXONOMY["topics"]
    ]


@pytest.mark.django_db
def test_terms_of_editors_stay():
    Topic.objects.create(code="own", slug="eigen", name="Eigen", description="Van ons.")
    call_command("load_taxonomy")
    assert Topic.objects.filter(code="own").exists()


@pytest.mark.django_db
def test_networks_have_a_source_and_the_members_that_are_known():
    OrganisationFactory(name="Sensoa")
    assert load_networks(networks=NETWORKS) == ["Stad Antwerpen"]
    assert all(Network.objects.values_list("source", flat=True))
    network = Network.objects.get(slug="intervisie-chemseks-brussel")
    assert [member.name for member in network.members.all()] == ["Sensoa"]


@pytest.mark.django_db
def test_a_network_that_exists_is_left_to_its_editors(capsys):
    OrganisationFactory(name="Sensoa")
    OrganisationFactory(name="Stad Antwerpen")
    call_command("load_networks")
    network = Network.objects.get(slug="intervisie-chemseks-brussel")
    network.name = "Andere naam"
    network.save()
    network.members.clear()
    call_command("load_networks")
    network.refresh_from_db()
    assert (network.name, network.members.count()) == ("Andere naam", 0)
    assert Network.objects.count() == len(NETWORKS)
    assert capsys.readouterr().out == ""

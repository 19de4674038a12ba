"""Which listings are ranked: bounded in number, and found through the indexes."""

import json

import pytest
from django.db import connection
from django.db.models import FloatField, Value

from referrals import candidates
from services.enums import Focus
from services.models import Service
from tests.listings import listing

pytestmark = pytest.mark.django_db

NOWHERE = Value(None, output_field=FloatField())


def read(question):
    found = candidates.read(Service.objects.searchable(), question=question, distance=NOWHERE)
    names = dict(Service.objects.values_list("pk", "name"))
    return {names[one.pk]: one for one in found}


def test_a_fact_or_a_word_makes_a_candidate(ask):
    listing(name="Via thema", topics=["ghb"])
    listing(name="Via tekst", description="Ook wie GHB neemt is welkom.")
    listing(name="Iets anders", topics=["prep"], focus=Focus.SEXUALITY)
    assert read(ask("vloeibare xtc")).keys() == {"Via thema", "Via tekst"}


def test_it_is_known_whether_a_word_stands_in_the_name(ask):
    listing(name="Praatgroep Lumina")
    listing(name="Anders", description="Samen met Lumina.")
    found = read(ask("lumina"))
    assert found["Praatgroep Lumina"].places == [0.95]
    assert found["Anders"].places == [0.5]


def test_a_misspelt_name_is_found(ask):
    listing(name="Luminaria")
    found = read(ask("luminarja"))
    assert found["Luminaria"].likeness[0] > 0.4


def test_without_a_need_everything_is(ask):
    listing(name="Een")
    listing(name="Twee", topics=["prep"])
    assert read(ask("gent")).keys() == {"Een", "Twee"}


def test_there_are_never_more_than_the_limit(ask, monkeypatch):
    monkeypatch.setattr(candidates, "LIMIT", 3)
    for number in range(5):
        listing(name=f"Hulp {number}", topics=["ghb"])
    assert len(read(ask("ghb"))) == 3


#: Names without likeness to each other, so that a sample of them tells the planner the same.
_NAME = "translate(md5(mod(n, 5000)::text), '0123456789', 'ghijklmnop')"


@pytest.fixture
def hundred_thousand(db):
    """As many published listings with a document of plain words, of which few are about GHB."""
    listing(name="Sjabloon", topics=["ghb"])
    with connection.cursor() as cursor:
        for table, changed in {
            "services_service": {
                "id": "md5(n::text)::uuid",
                "slug": "'kopie-' || n",
            },
            "services_servicedocument": {
                "service_id": "md5(n::text)::uuid",
                # Long, as documents are, of few different words, which are quickly indexed.
                "vector": "to_tsvector('simple', repeat('gewone woorden van een fiche ', 40))"
                " || array_to_tsvector(ARRAY['woord' || n % 5000])",
                "text": f"{_NAME} || ' ' || repeat('van een organisatie ', 16)",
                "facets": "ARRAY['topic:veld' || n % 40, 'focus:sexuality']",
            },
        }.items():
            cursor.execute(
                "SELECT column_name FROM information_schema.columns WHERE table_name = %s"
                " AND table_schema = current_schema()",
                [table],
            )
            columns = [name for (name,) in cursor.fetchall()]
            values = ", ".join(changed.get(name, f"copied.{name}") for name in columns)
            cursor.execute(
                f"INSERT INTO {table} ({', '.join(columns)}) SELECT {values}"
                f" FROM {table} AS copied, generate_series(1, 100000) AS n"
            )
            cursor.execute(f"ANALYZE {table}")


def test_selective_questions_use_the_indexes_among_a_hundred_thousand(ask, hundred_thousand):
    assert Service.objects.searchable().count() > 100_000
    for line, index in {
        "ghb": "document_facets",
        "woord77": "document_vector",
        _name(4321): "document_text_trigram",
    }.items():
        question = ask(line)
        services = candidates.answering(
            Service.objects.searchable(), question=question, distance=NOWHERE
        )
        plan = json.loads(services.explain(format="json"))
        steps = list(_steps(plan[0]["Plan"]))
        assert index in {step.get("Index Name") for step in steps}, line
        assert "services_servicedocument" not in {
            step.get("Relation Name") for step in steps if step["Node Type"] == "Seq Scan"
        }, line


def _name(number):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {_NAME} FROM (SELECT %s AS n) AS one", [number])
        return cursor.fetchone()[0]


def _steps(step):
    yield step
    for inner in step.get("Plans", []):
        yield from _steps(inner)

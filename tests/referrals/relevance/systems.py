"""The systems that are compared: the site's search, and what plain SQL gives on the same text.

Each takes what was typed and gives slugs of listings, best first.
"""

from urllib.parse import urlencode

from django.db import connection
from django.http import QueryDict

from referrals.search_page import SearchPage
from services.models import Service

#: Results of a baseline that are read; more than any metric looks at.
LIMIT = 50

# A word fits when it stands in the text in any inflection, or resembles one of its words.
WORD_FITS = "(vector @@ plainto_tsquery('dutch', %s) OR %s <<%% text)"
WORD_SCORE = "ts_rank(vector, plainto_tsquery('dutch', %s)) + strict_word_similarity(%s, text)"


def site(typed: str) -> list[str]:
    """The first page as a worker sees it, from top to bottom: near, then what needs no journey.

    Near misses and the nearest listings of an empty answer do not count: the page does not offer
    them as answers.
    """
    answer = SearchPage(QueryDict(urlencode({"q": typed}))).answer
    return [result.service.slug for result in [*answer.ranked, *answer.local, *answer.remote]]


def make_baseline_text():
    """The table that the baselines search, with the text that the public sees of each listing.

    It is made here, and not read from the site's search documents, so that nothing that these
    learn makes a baseline better or worse.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE baseline (slug text PRIMARY KEY, title text, text text,"
            " vector tsvector GENERATED ALWAYS AS (to_tsvector('dutch', text)) STORED)"
        )
        cursor.executemany(
            "INSERT INTO baseline (slug, title, text) VALUES (%s, %s, %s)",
            [_row(service) for service in _services()],
        )


def _services():
    return (
        Service.objects.published()
        .select_related("organisation")
        .prefetch_related("topics", "target_group_claims__target_group", "points")
    )


def _row(service):
    organisation = service.organisation
    names = [service.name]
    if organisation:
        names += [organisation.name, *organisation.other_names]
    topics = [topic.name for topic in service.topics.all()]
    groups = [claim.target_group.name for claim in service.target_group_claims.all()]
    places = [point.municipality_name for point in service.points.all()]
    focus = service.get_focus_display()
    rest = [*places, *groups, service.description, focus, *service.access_mode_labels]
    title = " ".join([*names, *topics])
    return service.slug, title, " ".join([title, *map(str, rest)])


def ilike(typed: str) -> list[str]:
    """Every word somewhere in name, organisation or topics, by name."""
    patterns = [f"%{word}%" for word in typed.split()]
    return _slugs(" AND ".join(["title ILIKE %s"] * len(patterns)), patterns, "title", [])


def full_text(typed: str) -> list[str]:
    """Every word in the text, as PostgreSQL stems Dutch, by its rank."""
    query = "websearch_to_tsquery('dutch', %s)"
    return _slugs(f"vector @@ {query}", [typed], f"ts_rank(vector, {query}) DESC", [typed])


def trigram_all(typed: str) -> list[str]:
    """Every word in the text or like one of its words, by rank and likeness."""
    return _by_words(typed, " AND ")


def trigram_any(typed: str) -> list[str]:
    """At least one word in the text or like one of its words, by rank and likeness."""
    return _by_words(typed, " OR ")


def _by_words(typed, operator):
    words = typed.split()
    pairs = [word for word in words for _ in range(2)]
    condition = operator.join([WORD_FITS] * len(words))
    return _slugs(condition, pairs, f"{' + '.join([WORD_SCORE] * len(words))} DESC", pairs)


def _slugs(condition, parameters, order, order_parameters):
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT slug FROM baseline WHERE {condition} ORDER BY {order}, slug LIMIT {LIMIT}",
            [*parameters, *order_parameters],
        )
        return [slug for (slug,) in cursor]


SITE = "this search"
SYSTEMS = {
    SITE: site,
    "SQL ILIKE": ilike,
    "full text": full_text,
    "full text + trigram": trigram_all,
    "full text + trigram, any word": trigram_any,
}

"""What was understood of the words, for software: the page's chips, as data."""

from services.hsds import stated


def understood(understanding, *, place):
    """How the words were read, and where distances are told from; empty when nothing was asked.

    {"concepts": [{"typed", "term", "is_negated", "alternatives": [term]}],
     "corrections": [{"typed", "meant"}], "place": label, "age": years, "helplines": [slug],
     "text": the words that stand for themselves, "was_cut": whether more was typed than is read}
    """
    return stated(
        {
            "concepts": [
                {
                    "typed": mention.typed,
                    "term": mention.meaning.term,
                    "is_negated": mention.is_negated,
                    "alternatives": [meaning.term for meaning in mention.alternatives],
                }
                for mention in understanding.mentions
            ],
            "corrections": [
                {"typed": one.typed, "meant": one.meant} for one in understanding.corrections
            ],
            "place": place and place.label,
            "age": understanding.age,
            "helplines": list(understanding.helplines),
            "text": " ".join(understanding.text),
            "was_cut": understanding.was_cut or None,
        }
    )

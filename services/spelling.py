"""Finding the known words that are nearest to a misspelt one; pure."""

from collections import Counter, defaultdict
from itertools import pairwise


def edit_distance(left, right, *, limit):
    """How many letters to insert, delete, replace or swap with a neighbour between two words.

    Optimal string alignment; gives up with `limit + 1` as soon as the limit is out of reach.
    """
    before, previous = [], list(range(len(right) + 1))
    for row, letter in enumerate(left, 1):
        current = [row]
        for column, other in enumerate(right, 1):
            cost = min(
                previous[column] + 1,
                current[-1] + 1,
                previous[column - 1] + (letter != other),
            )
            if row > 1 and column > 1 and letter == right[column - 2] and left[row - 2] == other:
                cost = min(cost, before[column - 2] + 1)
            current.append(cost)
        if min(current) > limit:
            return limit + 1
        before, previous = previous, current
    return min(previous[-1], limit + 1)


class Spelling:
    """An index of words by their pairs of neighbouring letters.

    One edit changes at most three pairs, so a word that shares too few with the one looked for
    need not be compared letter by letter: that keeps a look-up among thousands under a millisecond.
    """

    def __init__(self, words):
        self._words = list(words)
        self._words_with = defaultdict(list)
        for word in self._words:
            for pair in _pairs(word):
                self._words_with[pair].append(word)

    def nearest(self, word, *, limit):
        """The known words fewest edits away from `word`, none further than `limit`; sorted."""
        pairs = _pairs(word)
        shared = Counter(known for pair in pairs for known in self._words_with.get(pair, ()))
        fewest_shared = len(pairs) - 3 * limit
        found = []
        for known in shared if fewest_shared > 0 else self._words:
            if shared[known] < fewest_shared or abs(len(known) - len(word)) > limit:
                continue
            distance = edit_distance(word, known, limit=limit)
            if distance < limit:
                limit, found = distance, []
            if distance == limit:
                found.append(known)
        return sorted(found)


def _pairs(word):
    return set(pairwise(f" {word} "))

"""Which words of other receipts are most like a word in its context, per merchant and over all."""

from __future__ import annotations

import numpy as np

from engine.labels.evidence.judged import Judged, Similar
from engine.labels.evidence.namesakes import count_namesakes
from engine.labels.options import LabelOptions
from engine.labels.words import Floats, Given, Ints, Mask, Words
from engine.models.nearest import nearest
from engine.models.protocols import Vectors
from engine.models.vectors import DIGITS

MOST = 30
MOST_OF_GROUP = 12
MOST_COMPARED = 20_000
WHOLE_UP_TO = 256
_SPARE = 16
_GROWS = 4
_AT_ONCE = 10_000  # words whose neighbours are looked for together


def find_similar(
    words: Words, given: Given, judged: Judged, options: LabelOptions, *, use_faiss: bool
) -> Similar:
    """The labelled words of other receipts that are most like each labelled word.

    Likeness is the inner product of `judged.vectors`, rounded to 6 digits; of equals the lower
    row comes first. What is less like it than `options.similar_at` is no match. Every word is
    compared with 20,000 at most, of its merchant and over all: where there are more, labels with
    few words keep all of theirs and the others are spread over the file's receipts.

    Args:
        words: The words.
        given: Their labels.
        judged: Whose vectors are compared.
        options: Least likeness of a match.
        use_faiss: Whether faiss proposes neighbours; it finds the same ones as numpy.

    Returns:
        30 matches over all merchants and 12 of the same one, or fewer. Words without a merchant
        have none of the same. With them goes how often a text stands bare at its merchant.
    """
    receipt, merchant = words.receipt[given.word], words.merchant[given.word]
    everyone = np.arange(len(given))
    rows, scores = _matches(judged.vectors, receipt, everyone, given, MOST, use_faiss=use_faiss)
    group_rows, group_scores = _none(len(given), MOST_OF_GROUP)
    order = np.argsort(merchant, kind="stable")
    for members in np.split(order, np.flatnonzero(np.diff(merchant[order])) + 1):
        if len(members) > 1 and merchant[members[0]] >= 0:
            group_rows[members], group_scores[members] = _matches(
                judged.vectors, receipt, members, given, MOST_OF_GROUP, use_faiss=use_faiss
            )
    for found, likeness in ((rows, scores), (group_rows, group_scores)):
        far = (found < 0) | (likeness < options.similar_at)
        found[far], likeness[far] = -1, 0.0
    return Similar(rows, scores, group_rows, group_scores, *count_namesakes(words, given))


def _none(many: int, k: int) -> tuple[Ints, Floats]:
    return np.full((many, k), -1, dtype=np.int64), np.zeros((many, k))


def _matches(
    vectors: Vectors, receipt: Ints, members: Ints, given: Given, k: int, *, use_faiss: bool
) -> tuple[Ints, Floats]:
    """The k most similar of some rows for each of them, none of its own receipt."""
    rows, scores = _none(len(members), k)
    if not vectors.shape[1]:
        return rows, scores
    compared = spread_sample(members, given.label[members], MOST_COMPARED)
    if len(members) <= WHOLE_UP_TO:
        _by_all_pairs(vectors, receipt, members, rows, scores)
    else:
        _by_nearest(vectors, receipt, (members, compared), (rows, scores), use_faiss=use_faiss)
    return rows, scores


def spread_sample(rows: Ints, labels: Ints, most: int) -> Ints:
    """At most so many of the rows, ascending, spread evenly over them within each label.

    Args:
        rows: Ascending.
        labels: The label of each.
        most: How many; labels with few rows keep them all, the others share the rest alike.
    """
    if len(rows) <= most:
        return rows
    counts = np.bincount(labels)
    room = np.zeros(len(counts), dtype=np.int64)
    left, order = most, np.argsort(counts, kind="stable")
    for turn, label in enumerate(order):
        room[label] = min(counts[label], left // (len(order) - turn))
        left -= room[label]
    kept = [
        of[np.linspace(0, len(of) - 1, room[label]).astype(np.int64)]
        for label in np.flatnonzero(room)
        for of in [rows[labels == label]]
    ]
    return np.sort(np.concatenate(kept))


def _by_all_pairs(
    vectors: Vectors, receipt: Ints, members: Ints, rows: Ints, scores: Floats
) -> None:
    wide = vectors[members].astype(np.float64)
    likeness = np.round(wide @ wide.T, DIGITS)
    likeness[receipt[members][:, None] == receipt[members]] = -np.inf
    k = min(rows.shape[1], len(members))
    best = np.argsort(-likeness, axis=1, kind="stable")[:, :k]
    found = np.take_along_axis(likeness, best, axis=1)
    there = np.isfinite(found)
    rows[:, :k] = np.where(there, members[best], -1)
    scores[:, :k] = np.where(there, found, 0.0)


def _by_nearest(
    vectors: Vectors,
    receipt: Ints,
    asked: tuple[Ints, Ints],
    found: tuple[Ints, Floats],
    *,
    use_faiss: bool,
) -> None:
    """Ask for ever more neighbours until enough of them are of other receipts."""
    (members, compared), (rows, scores) = asked, found
    near = vectors[compared]
    for begin in range(0, len(members), _AT_ONCE):
        still, many = np.arange(begin, min(begin + _AT_ONCE, len(members))), rows.shape[1] + _SPARE
        while len(still):
            many = min(many, len(compared))
            own = members[still]
            likeness, place = nearest(near, vectors[own], many, use_faiss=use_faiss)
            taken = compared[place]
            elsewhere = receipt[taken] != receipt[own][:, None]
            rows[still], scores[still] = _first(likeness, taken, elsewhere, rows.shape[1])
            enough = elsewhere.sum(axis=1) >= rows.shape[1]
            still = still[~enough] if many < len(compared) else still[:0]
            many *= _GROWS


def _first(likeness: Floats, taken: Ints, elsewhere: Mask, k: int) -> tuple[Ints, Floats]:
    """Those of other receipts first, in the order they were found; -1 and 0 for none."""
    first = np.argsort(~elsewhere, axis=1, kind="stable")[:, :k]
    there = np.take_along_axis(elsewhere, first, axis=1)
    rows, scores = _none(len(first), k)
    width = first.shape[1]
    rows[:, :width] = np.where(there, np.take_along_axis(taken, first, axis=1), -1)
    scores[:, :width] = np.where(there, np.take_along_axis(likeness, first, axis=1), 0.0)
    return rows, scores

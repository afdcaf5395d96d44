"""Words that divide the comments of a theme in two, where a user names none."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from engine.feedback.meaning.clustering import seeds_of
from engine.feedback.meaning.vectors import drawn, unit_rows
from engine.feedback.meaning.wording import Wording
from engine.feedback.responses import Floats, Ints, Mask

LONG = 4
"""Shorter words are mostly those that hold a sentence together."""
COMMON = 0.3
"""Share of all comments from which a word says nothing of one."""
LEARNT_FROM, VOCABULARY, ROUNDS, MOST = 4_000, 1_000, 30, 5
FEWEST = 2


def dividing_words(texts: Sequence[str], others: Sequence[str]) -> tuple[str, ...]:
    """At most 5 words of one of two groups that the texts fall into; empty where they do not.

    The two are found by k-means on TF-IDF weights, from the text that is least like the rest and
    the one least like it; the words are those whose share differs most, of the smaller group.

    Args:
        texts: Comments of the theme.
        others: Other comments of the file, by which common words are known.
    """
    some = [texts[row] for row in drawn(len(texts), LEARNT_FROM, 0)]
    wording = Wording.of(some, [_content(text) for text in some])
    told = _telling(wording, len(some), others)
    if not told.any():
        return ()
    held = np.zeros((len(some), len(wording.words)), dtype=np.bool_)
    held[wording.comment, wording.word] = True
    held = held[:, told]
    second = _halves(held, wording.rarity[told])
    if min(second.sum(), (~second).sum()) < FEWEST:
        return ()
    if second.sum() > len(second) / 2:
        second = ~second
    apart = np.round(held[second].mean(axis=0) - held[~second].mean(axis=0), 9)
    best = [at for at in np.argsort(-apart, kind="stable")[:MOST] if apart[at] > 0]
    return tuple(wording.written[np.flatnonzero(told)[at]] for at in best)


def _content(text: str) -> str:
    letters = "".join(sign if sign.isalnum() else " " for sign in text.lower())
    return " ".join(word for word in letters.split() if len(word) >= LONG and not word.isdigit())


def _telling(wording: Wording, many: int, others: Sequence[str]) -> Mask:
    """Words that neither nearly all of the texts nor many other comments have, at most 1,000."""
    inside = np.bincount(wording.word, minlength=len(wording.words))
    beside = dict.fromkeys(wording.words, 0)
    for text in others[:LEARNT_FROM]:
        for word in set(_content(text).split()) & beside.keys():
            beside[word] += 1
    outside = np.array([beside[word] for word in wording.words])
    rare = (outside < COMMON * max(1, min(len(others), LEARNT_FROM))) & (inside < 0.8 * many)
    told: Mask = np.zeros(len(inside), dtype=np.bool_)
    told[np.argsort(np.where(rare, -inside, 0), kind="stable")[:VOCABULARY]] = True
    return told & rare


def _halves(held: Mask, rarity: Floats) -> Mask:
    """Which texts are in the second of two groups, (n,)."""
    vectors = unit_rows((held * rarity).astype(np.float32))
    first = int((vectors @ vectors.sum(axis=0)).argmin())
    second = int((vectors @ vectors[first]).argmin())
    centres, group = vectors[[first, second]], np.full(len(vectors), -1, dtype=np.int64)
    for _ in range(ROUNDS):
        found: Ints = (vectors @ centres.T).argmax(axis=1)
        if (found == group).all():
            break
        group = found
        centres = seeds_of(vectors, np.stack([group == 0, group == 1], axis=1))
    second_group: Mask = group == 1
    return second_group

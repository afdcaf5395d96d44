"""Which label a word should carry instead, by what the models of this computer believe."""

from __future__ import annotations

import numpy as np

from engine.files import STATUSES
from engine.labels.evidence.judged import Judged, Similar
from engine.labels.words import Floats, Given, Ints

UNCHECKED = 0.8
INVALID, VALID = STATUSES.index("INVALID"), STATUSES.index("VALID")
VALID_COUNTS = 2.0


def likeliest_other(rows: Ints, given: Given, judged: Judged) -> tuple[Ints, Floats]:
    """The likeliest label that the word of each row does not carry, and its chance.

    Args:
        rows: Rows of `given`.
        given: The labels of the file.
        judged: What is believed of them. Where the file itself says that a label is invalid,
            the others' chances are those that remain.

    Returns:
        Number of the label, -1 where there is none, (r,), and its chance, 0..1, (r,).
    """
    if not len(rows):
        return np.zeros(0, dtype=np.int64), np.zeros(0)
    chances = judged.truth[rows].copy()
    sure = given.status[rows] == INVALID
    own = chances[np.arange(len(rows)), given.label[rows]]
    chances[sure] /= np.maximum(1 - own[sure], 1e-12)[:, None]
    first = np.searchsorted(given.word, given.word[rows])
    behind = np.searchsorted(given.word, given.word[rows], side="right")
    times = behind - first
    place = np.repeat(np.arange(len(rows)), times)
    within = np.arange(times.sum()) - np.repeat(np.cumsum(times) - times, times)
    chances[place, given.label[first[place] + within]] = -1.0
    best = chances.argmax(axis=1)
    chance = np.clip(chances[np.arange(len(rows)), best], 0, 1)
    return np.where(chances.max(axis=1) > 0, best, -1).astype(np.int64), chance


def votes_of(rows: Ints, given: Given, judged: Judged, similar: Similar) -> Floats:
    """What similar words over all merchants speak for, (r, K).

    A match speaks for its own label by its likeness and by the chance that its label is right;
    one that was checked counts twice, one that the file calls invalid not at all.
    """
    votes = np.zeros((len(rows), len(given.names)))
    for near, likeness in zip(similar.rows[rows].T, similar.scores[rows].T, strict=True):
        there = np.flatnonzero(near >= 0)
        match = near[there]
        status = given.status[match]
        weight = likeness[there] * (1 - judged.wrong[match])
        weight = np.where(status == VALID, VALID_COUNTS * likeness[there], weight)
        weight[status == INVALID] = 0.0
        votes[there, given.label[match]] += weight
    return votes


def stands(votes: Floats, suggested: Ints, label: Ints, chance: Floats) -> np.ndarray:
    """Whether a suggestion passes its second check by the neighbours' own count, (r,).

    The similar words must speak for it at least as much as for the label the word has. Where
    there are none, nothing contradicts it, but its chance has to be .8 or more.

    Args:
        votes: As `votes_of` gives them, (r, K).
        suggested: Number of the label, -1 for none, (r,).
        label: Number of the label the word has, (r,).
        chance: Chance of the suggestion, (r,).
    """
    place = np.arange(len(suggested))
    for_it = votes[place, np.maximum(suggested, 0)]
    passes = np.where(
        votes.sum(axis=1) > 0,
        (for_it > 0) & (for_it >= votes[place, label]),
        chance >= UNCHECKED,
    )
    return np.asarray((suggested >= 0) & passes, dtype=np.bool_)

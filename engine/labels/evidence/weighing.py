"""Chances and the file's own word made one belief about every label."""

from __future__ import annotations

import numpy as np

from engine.labels.evidence.examples import Examples
from engine.labels.evidence.judged import Judged
from engine.labels.evidence.noise import Noise, estimate_noise, suspicion
from engine.labels.words import Floats


def weigh(chances: Floats, examples: Examples) -> Noise:
    """What is believed of every label, by its chances and by what the file says of it.

    A label that the file calls invalid is wrong by its word, tells nothing of how labels go
    wrong, and is no longer possible for the other labels of that word.

    Args:
        chances: Chance of each label, (m, K), that no given label entered.
        examples: The labels.
    """
    possible = _possible(chances, examples)
    taught, rows = ~examples.refused, np.arange(len(chances))
    noise = estimate_noise(possible[taught], examples.label[taught], examples.checked[taught])
    truth, wrong = possible, np.ones(len(chances))
    truth[taught], wrong[taught] = noise.truth, noise.wrong
    if examples.labels > 1:
        truth[rows[examples.refused], examples.label[examples.refused]] = 0
        truth /= truth.sum(1, keepdims=True)
    return Noise(truth, wrong, noise.confusion, noise.rate)


def suspect(judged: Judged, examples: Examples) -> Floats:
    """Chance that each label is wrong, (m,), by what is known already of how labels go wrong."""
    possible = _possible(judged.chances, examples)
    return suspicion(possible, examples.label, judged.confusion, judged.rate)


def _possible(chances: Floats, examples: Examples) -> Floats:
    """Chances without labels that the file says the word has not, rows adding up to 1."""
    never = examples.never[examples.at]
    never[np.arange(len(never)), examples.label] = False
    left = np.where(never, 0, chances)
    whole = left.sum(1, keepdims=True)
    return np.asarray(np.where(whole > 0, left / np.where(whole > 0, whole, 1), chances))

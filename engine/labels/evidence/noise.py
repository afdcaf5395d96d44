"""How a file's labels go wrong, found together with which ones did.

Expectation and maximisation in turn (Dempster, Laird and Rubin 1977; Dawid and Skene 1979): given
how often labels are wrong and what they become, how likely is each to be; given that, how often.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from engine.labels.words import Floats, Ints, Mask

ROUNDS = 8
FIRST_RATE = 0.05
LEAST_RATE, MOST_RATE = 0.002, 0.4
SHRINK = 3.0
"""Wrong labels that are supposed for every true one, spread as labels are."""
SHRINK_RATE = 40.0
"""Checked labels that are supposed to be as often wrong as the others."""


@dataclass(frozen=True)
class Noise:
    """Which labels are wrong, and how labels go wrong.

    Attributes:
        truth: Chance of each label for the word, the given one taken into account, (m, K).
        wrong: Chance that the given label is wrong, (m,).
        confusion: Chance of a wrong given label by the true one, (K, K), true in rows.
        rate: Estimated share of wrong labels among those not yet checked, 0..1.
    """

    truth: Floats = field(repr=False)
    wrong: Floats = field(repr=False)
    confusion: Floats = field(repr=False)
    rate: float


def estimate_noise(chances: Floats, label: Ints, checked: Mask | None = None) -> Noise:
    """Estimate it from chances that do not know the given labels.

    Args:
        chances: Chance of each label, (m, K), rows adding up to 1.
        label: The given labels, (m,).
        checked: Labels that the file says are valid; they have a rate of their own, since checked
            labels are wrong less often. None where none is.
    """
    rows, labels = np.arange(len(label)), chances.shape[1]
    if not len(label) or labels < 2:
        return Noise(chances.copy(), 1 - chances[rows, label], np.eye(labels), 0.0)
    checked = np.zeros(len(label), dtype=np.bool_) if checked is None else checked
    supposed = _by_share(label, labels)
    confusion, rates = supposed, np.full(len(label), FIRST_RATE)
    for _ in range(ROUNDS):
        truth = _posterior(chances, label, confusion, rates)
        wrong = 1 - truth[rows, label]
        counts = np.stack([np.bincount(label, column, labels) for column in truth.T])
        np.fill_diagonal(counts, 0)
        confusion = counts + SHRINK * supposed
        confusion /= confusion.sum(1, keepdims=True)
        rates = _rates(wrong, checked)
    unchecked = rates[~checked]
    return Noise(truth, wrong, confusion, float(unchecked[0] if len(unchecked) else rates[0]))


def suspicion(chances: Floats, label: Ints, confusion: Floats, rate: float) -> Floats:
    """Chance that each given label is wrong under noise that is known, (m,).

    Args:
        chances: Chance of each label, (m, K), rows adding up to 1.
        label: The given labels, (m,).
        confusion: See `Noise.confusion`.
        rate: Share of wrong labels, 0..1.
    """
    rates = np.full(len(label), np.clip(rate, LEAST_RATE, MOST_RATE))
    truth = _posterior(chances, label, confusion, rates)
    return np.asarray(1 - truth[np.arange(len(label)), label])


def _posterior(chances: Floats, label: Ints, confusion: Floats, rates: Floats) -> Floats:
    likely = rates[:, None] * confusion[:, label].T
    likely[np.arange(len(label)), label] = 1 - rates
    truth: Floats = chances * likely
    return np.asarray(truth / truth.sum(1, keepdims=True))


def _by_share(label: Ints, labels: int) -> Floats:
    """What wrong labels would be if they were drawn as labels are, (K, K)."""
    shares = np.bincount(label, minlength=labels) + 0.5
    drawn = np.tile(shares / shares.sum(), (labels, 1))
    np.fill_diagonal(drawn, 0)
    return np.asarray(drawn / drawn.sum(1, keepdims=True))


def _rates(wrong: Floats, checked: Mask) -> Floats:
    """How often labels are wrong, those that were checked apart, (m,)."""
    others = wrong[~checked]
    rate = float(np.mean(others if len(others) else wrong))
    theirs = (wrong[checked].sum() + SHRINK_RATE * rate) / (checked.sum() + SHRINK_RATE)
    return np.asarray(np.clip(np.where(checked, theirs, rate), LEAST_RATE, MOST_RATE))

"""Chances of several models brought to one scale and made one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from engine.labels.words import Floats, Ints

_POWERS = np.exp(np.linspace(-1.2, 1.2, 25))
_SUPPOSED_WRONG = 0.05
_LEAST = 1e-5
_SEEN = 2.0


def pool_chances(several: Sequence[Floats], weights: Sequence[float], label: Ints) -> Floats:
    """The weighted geometric mean of several models' chances, each tempered, tempered again.

    Args:
        several: Chances of each label by each model, (m, K) each, rows adding up to 1.
        weights: Weight of each model, above 0.
        label: The given labels, which decide the tempering only, (m,).
    """
    logs = sum(
        weight * np.log(np.clip(temper(chances, label), _LEAST, 1))
        for weight, chances in zip(weights, several, strict=True)
    ) / sum(weights)
    pooled = np.exp(logs - np.max(logs, axis=1, keepdims=True))
    return temper(pooled / pooled.sum(1, keepdims=True), label)


def temper(chances: Floats, label: Ints) -> Floats:
    """Chances raised to the power under which the given labels are most likely.

    One in twenty labels is supposed to be drawn at random, so that wrong ones do not talk the
    model out of being sure.

    Args:
        chances: (m, K), rows adding up to 1.
        label: The given labels, (m,).
    """
    if not len(label):
        return chances
    share = np.bincount(label, minlength=chances.shape[1])[label] / len(label)
    rows = np.arange(len(label))
    logs = np.log(np.clip(chances, 1e-12, 1))

    def surprise(power: float) -> float:
        own = _powered(logs, power)[rows, label]
        return -float(np.log((1 - _SUPPOSED_WRONG) * own + _SUPPOSED_WRONG * share).mean())

    return _powered(logs, min(_POWERS.tolist(), key=surprise))


def _powered(logs: Floats, power: float) -> Floats:
    raised = np.exp(power * logs)
    return np.asarray(raised / raised.sum(1, keepdims=True))


def never_impossible(chances: Floats, seen: Ints, share: Floats) -> Floats:
    """Chances drawn towards the labels' shares where a label was seen too seldom to be learnt.

    A model that never saw a label calls it impossible, which says nothing about the label.

    Args:
        chances: (m, K), rows adding up to 1.
        seen: Words of each label that the model learnt from, (K,).
        share: Share of each label in the file, (K,).
    """
    drawn = _SEEN / (_SEEN + seen.astype(np.float64) ** 2)
    mixed = (1 - drawn) * chances + drawn * share
    return np.asarray(mixed / mixed.sum(1, keepdims=True))

"""Sentiment on -1..1 with fixed cuts between its five classes."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine.feedback.responses import Floats, Mask

CUTS = (-0.5, -0.2, 0.4, 0.7)
"""Sentiment from which a comment is negative, neutral, positive, very positive.

Not symmetric: mild praise is neutral more often than mild blame."""
OF_LEXICON = (-0.6, -0.3, 0.5, 0.75)
"""The same cuts in what dictionaries say alone, whose values are larger."""
FIFTHS = (0.2, 0.4, 0.6, 0.8)
"""Ratings above which a score is negative, neutral, positive, very positive."""
_APART, _BEYOND = 1e-9, 1e-3


def cuts_between(belief: float, most: float) -> tuple[float, ...]:
    """Cuts of a reading in which self-training has a belief, of at most so much."""
    share = belief / most
    pairs = zip(OF_LEXICON, CUTS, strict=True)
    return tuple((1 - share) * lexicon + share * mixed for lexicon, mixed in pairs)


def cuts_by_shares(value: Floats, rating: Floats) -> tuple[float, ...]:
    """Cuts that put as many rated comments in each class as scores are in each fifth of the scale.

    Args:
        value: Readings of rated comments, (r,), at least one.
        rating: Their ratings on 0..1, (r,).
    """
    return tuple(_cut(np.sort(value), int((rating <= fifth).sum())) for fifth in FIFTHS)


def _cut(order: Floats, below: int) -> float:
    """Where so many of some values in ascending order lie below, between two of them."""
    if not 0 < below < len(order):
        return float(order[0] - _BEYOND) if not below else float(order[-1] + _BEYOND)
    return float(order[below - 1 : below + 1].mean())


def put_on_scale(value: Floats, cuts: tuple[float, ...], *, keep_zero: bool) -> Floats:
    """Sentiment -1..1: readings stretched so that their cuts come to lie on `CUTS`.

    Args:
        value: Readings, (m,).
        cuts: Where their classes part, ascending; some may be alike.
        keep_zero: Whether 0, no evidence, stays 0.
    """
    zero = (0.0,) if keep_zero else ()
    inner = np.sort(np.array([*cuts, *zero]))
    if np.any(np.diff(inner) <= 0):
        inner += _APART * np.arange(len(inner))  # a class that nothing is in
    low = min(-1.0, float(value.min(initial=0)), inner[0] - _APART)
    high = max(1.0, float(value.max(initial=0)), inner[-1] + _APART)
    onto = [-1.0, *sorted([*CUTS, *zero]), 1.0]
    placed: Floats = np.interp(value, [low, *inner, high], onto)
    return placed


def class_of(sentiment: Floats, known: Mask) -> npt.NDArray[np.int8]:
    """Place in `CLASSES` of each sentiment, -1 where nothing is known, (m,)."""
    place = np.searchsorted(np.array(CUTS), sentiment, side="right")
    return np.where(known, place, -1).astype(np.int8)

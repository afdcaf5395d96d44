"""What the labels of a receipt's other words say of a word."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine.labels.evidence.facts import SIDES, Dense, Layout, WordFacts
from engine.labels.words import Ints, Mask

Truth = npt.NDArray[np.floating]
"""Soft labels of every word, a row of zeros where a word has none, (n, K)."""

_GROUPS = (
    "in_row", "right_aligned", "left_aligned", "elsewhere", "above", "below", "around",
    "same_amount", "distance",
)  # fmt: skip
_NO_WORD = -0.2  # no neighbour, told apart from a neighbour without a label
_APART = 0.5  # heights of a line
_FARTHEST = 25.0
_NONE = 30.0
_LIKELY = 0.5  # from this a word counts as one of its label


def label_context(
    facts: WordFacts, truth: Truth, wanted: Ints | None = None
) -> tuple[tuple[str, ...], Dense]:
    """What the other words' labels say of each word: beside it, in its row, in its columns.

    A word's own soft label never enters its facts, not by a rounding.

    Args:
        facts: What the receipts say.
        truth: Soft labels of ALL words, (n, K); rows of zeros for words without one.
        wanted: Numbers of the words that are asked for, ascending; all where None.

    Returns:
        What each column is (labels by their number), and the values by wanted word, float32,
        (wanted, 17 K), finite.
    """
    kinds = truth.shape[1]
    soft = np.asarray(truth, dtype=np.float32)
    chosen = np.arange(len(soft)) if wanted is None else wanted
    names = tuple(f"{group}:{kind}" for group in (*SIDES, *_GROUPS) for kind in range(kinds))
    found = np.zeros((len(chosen), len(names)), dtype=np.float32)
    near = facts.neighbours[chosen]
    beside = np.where((near >= 0)[:, :, None], soft[near], np.float32(_NO_WORD))
    found[:, : len(SIDES) * kinds] = beside.reshape(len(chosen), len(SIDES) * kinds)
    for number in _with_labels(facts, soft, chosen):
        layout = facts.layouts[number]
        first, end = np.searchsorted(chosen, [layout.words[0], layout.words[-1] + 1])
        own = chosen[first:end] - layout.words[0]
        found[first:end, len(SIDES) * kinds :] = _around(layout, soft[layout.words], own)
    return names, found


def _with_labels(facts: WordFacts, soft: Dense, chosen: Ints) -> list[int]:
    """Layouts in which a word is asked for."""
    asked = np.zeros(len(soft) + 1, dtype=np.int64)
    asked[chosen + 1] = 1
    before = np.cumsum(asked)
    bounds = layout_bounds(facts)
    return np.flatnonzero(before[bounds[1:]] > before[bounds[:-1]]).tolist()


def layout_bounds(facts: WordFacts) -> Ints:
    """First word of each layout, and n at the end."""
    layouts = facts.layouts
    starts = getattr(layouts, "starts", None)
    if starts is not None:
        return np.asarray(starts)
    firsts = [int(layout.words[0]) for layout in layouts]
    return np.array([*firsts, len(facts.amounts)], dtype=np.int64)


def _around(layout: Layout, soft: Dense, own: Ints) -> Dense:
    """All but the neighbours, for the words at these places of one receipt."""
    others = np.ones((len(own), len(soft)), dtype=np.float32)
    others[np.arange(len(own)), own] = 0
    labelled = (soft.sum(axis=1) > 0).astype(np.float32)
    across, down = layout.across[own], layout.down[own]
    rows = [_mean(mask[own], soft, labelled) for mask in _masks(layout)]
    fading = np.exp(np.float32(-0.15) * np.abs(across) - np.float32(0.5) * np.abs(down))
    weight = np.where(np.isnan(fading), np.float32(0), fading) * others * labelled
    around = weight @ soft / (weight.sum(axis=1, keepdims=True) + np.float32(0.05))
    amounts = layout.amounts
    same = (amounts[own][:, None] == amounts[None]) & (amounts[own] != 0)[:, None]
    return np.hstack(
        [
            *rows,
            np.log1p(others @ soft),
            np.log1p((down < -_APART).astype(np.float32) @ soft),
            np.log1p((down > _APART).astype(np.float32) @ soft),
            around,
            (same * others) @ soft,
            _distances(across, down, soft, own),
        ]
    ).astype(np.float32)


def _masks(layout: Layout) -> tuple[Mask, Mask, Mask]:
    return layout.same_row, layout.right_aligned, layout.left_aligned


def _mean(mask: Mask, soft: Dense, labelled: Dense) -> Dense:
    """Mean soft label of the labelled words that stand so; drawn to nothing where they are few."""
    among = mask * labelled
    return np.asarray(among @ soft / (among.sum(axis=1, keepdims=True) + np.float32(0.5)))


def _distances(across: Dense, down: Dense, soft: Dense, own: Ints) -> Dense:
    """Vertical distance to the nearest other word of each label, 30 where there is none."""
    lines = np.arange(len(own))
    found = np.full((len(own), soft.shape[1]), _NONE, dtype=np.float32)
    far = np.abs(down) + np.float32(0.01) * np.abs(across)
    far[np.isnan(far)] = np.inf
    far[lines, own] = np.inf
    likely = soft > _LIKELY
    for kind in np.flatnonzero(likely.any(axis=0)):
        words = np.flatnonzero(likely[:, kind])
        nearest = far[:, words].argmin(axis=1)
        there = far[lines, words[nearest]] < np.inf
        near = np.clip(down[lines, words[nearest]], -_FARTHEST, _FARTHEST)
        found[there, kind] = near[there]
    return found

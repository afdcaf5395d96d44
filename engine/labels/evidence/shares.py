"""Chances where a file is too small to learn from: what else of that shape is called."""

from __future__ import annotations

import re

import numpy as np

from engine.labels.evidence.examples import Examples
from engine.labels.words import Floats, Ints, Words

SUPPOSED = 4.0
"""Words of a shape that are supposed to be labelled as all words are."""
_SHAPES = (
    re.compile(r"[^\d\w]*[A-Z]{0,3}[$€£]?\s*-?[\d.,']*\d[.,]\d\d\s*-?[A-Za-z€£$]{0,3}"),
    re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}"),
    re.compile(r"\d{1,2}[:.]\d{2}([:.]\d{2})?\s*([AaPp][Mm])?"),
    re.compile(r"\W*\d{1,3}\W*"),
    re.compile(r"[\d\s()+./-]{6,}"),
    re.compile(r"[^\d]+"),
)


def chances_by_shape(words: Words, examples: Examples) -> Floats:
    """Chance of each label by the labels of other words of the same shape, (w, K).

    Shapes are amounts, dates, times, small numbers, long numbers, words without digits and the
    rest. A word's own labels are left out.
    """
    shape = np.array([shape_of(words.texts[i]) for i in examples.chosen.tolist()], dtype=np.int64)
    counts = np.zeros((len(_SHAPES) + 1, examples.labels))
    own = np.zeros((len(examples.chosen), examples.labels))
    np.add.at(own, (examples.at, examples.label), examples.weight)
    np.add.at(counts, shape, own)
    share = own.sum(0) + 0.5
    others = counts[shape] - own + SUPPOSED * share / share.sum()
    return np.asarray(others / others.sum(1, keepdims=True))


def strangeness(words: Words, examples: Examples, rate: float) -> Floats:
    """Chance that a word has not the only label there is, by its shape, (w,).

    By Bayes' rule: words without a label show how often what is no such word has that shape.

    Args:
        words: All words.
        examples: Those with the label.
        rate: Chance that any label is wrong, 0..1.
    """
    shape = np.array([shape_of(text) for text in words.texts], dtype=np.int64)
    labelled = np.zeros(len(words), dtype=np.bool_)
    labelled[examples.chosen] = True
    inside, outside = (_share(shape[mask]) for mask in (labelled, ~labelled))
    own = shape[examples.chosen]
    wrong = rate * outside[own]
    return np.asarray(wrong / (wrong + (1 - rate) * inside[own]))


def _share(shape: Ints) -> Floats:
    counts = np.bincount(shape, minlength=len(_SHAPES) + 1) + 0.5
    return np.asarray(counts / counts.sum())


def shape_of(text: str) -> int:
    """Number of the first shape that a text has."""
    for number, pattern in enumerate(_SHAPES):
        if pattern.fullmatch(text.strip()):
            return number
    return len(_SHAPES)

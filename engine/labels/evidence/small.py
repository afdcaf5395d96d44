"""Files with too little to learn from: every label has a score all the same, and a word why."""

from __future__ import annotations

import numpy as np

from engine.labels.evidence.examples import Examples
from engine.labels.evidence.facts import Dense
from engine.labels.evidence.judged import Judged
from engine.labels.evidence.noise import FIRST_RATE
from engine.labels.evidence.shares import chances_by_shape, strangeness
from engine.labels.evidence.weighing import weigh
from engine.labels.words import Words

LEAST_WORDS = 60
LEAST_RECEIPTS = 3


def why_too_small(words: Words, examples: Examples) -> str:
    """Why nothing can be learnt from a file's labels, as a sentence; empty where it can."""
    taught = ~examples.refused
    known = len(np.unique(examples.label[taught]))
    count = len(np.unique(examples.at[taught]))
    receipts = len(np.unique(words.receipt[examples.chosen[examples.at[taught]]]))
    if not count:
        return "No word has a label that is not called invalid, so there is nothing to learn from."
    if known < 2:
        return "All words have the same label, so there is nothing to tell it from."
    if receipts < LEAST_RECEIPTS:
        return (
            f"Labels of {receipts} receipt{'s' if receipts > 1 else ''} are too few to learn from: "
            f"a word is judged by other receipts, of at least {LEAST_RECEIPTS} in all."
        )
    if count < LEAST_WORDS:
        return f"{count} labelled words are too few to learn from; {LEAST_WORDS} would do."
    return ""


def judge_by_shares(words: Words, examples: Examples, vectors: Dense, too_small: str) -> Judged:
    """Beliefs from what words of the same shape are called.

    With a single label type the chance that is left is that of having no label of the file.

    Args:
        words: All words.
        examples: Their labels.
        vectors: Words in context, (w, d).
        too_small: Why there is no better way.
    """
    chances = chances_by_shape(words, examples)[examples.at]
    noise = weigh(chances, examples)
    truth, wrong, rate = noise.truth, noise.wrong, noise.rate
    if examples.labels == 1 and len(wrong):
        strange = strangeness(words, examples, FIRST_RATE)[examples.at]
        wrong = np.where(examples.refused, 1.0, strange)
        truth, rate = 1 - wrong[:, None], float(wrong.mean())
    return Judged(
        chances, truth, wrong, rate, noise.confusion, vectors[examples.at], "shares", too_small
    )

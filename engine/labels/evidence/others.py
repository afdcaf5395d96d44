"""What is believed of other words' labels, as facts about a word."""

from __future__ import annotations

import numpy as np

from engine.labels.evidence.arithmetic import check_arithmetic
from engine.labels.evidence.beside import label_context
from engine.labels.evidence.examples import Examples
from engine.labels.evidence.facts import Dense
from engine.labels.evidence.merchants import ask_merchants
from engine.labels.evidence.parts import Part
from engine.labels.words import Floats
from engine.steps import Progress


def facts_of_others(
    part: Part, examples: Examples, truth: Floats, vectors: Dense, step: Progress
) -> Dense:
    """Facts from the labels that all other words are believed to have, (w, d).

    Args:
        part: The words.
        examples: Their labels.
        truth: What is believed of each labelled word, (w, K); a word's own row never enters its
            own facts.
        vectors: Words in context, unit length, (w, d).
        step: Looked at for a cancel.
    """
    everywhere = np.zeros((len(part.words), examples.labels))
    everywhere[examples.chosen] = truth
    chosen = examples.chosen
    _, near = label_context(part.facts, everywhere, chosen)
    step.check()
    _, sums = check_arithmetic(part.facts, everywhere, part.given.names)
    step.check()
    merchant, receipt = part.words.merchant[chosen], part.words.receipt[chosen]
    evidence = truth - examples.never
    _, votes = ask_merchants(vectors, merchant, receipt, evidence, step)
    return np.hstack([near, sums[chosen], votes]).astype(np.float32)

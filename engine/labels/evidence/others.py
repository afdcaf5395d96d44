"""What is believed of other words' labels, as facts about a word."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Self

import numpy as np

from engine.labels.evidence.arithmetic import check_arithmetic, told_counts
from engine.labels.evidence.beside import label_context
from engine.labels.evidence.examples import Examples
from engine.labels.evidence.facts import Dense, WordFacts
from engine.labels.evidence.merchants import ask_merchants
from engine.labels.evidence.parts import Part
from engine.labels.words import Floats, Ints


@dataclass(frozen=True)
class Others:
    """What facts about w labelled words among n come from, as plain data.

    Attributes:
        facts: What the receipts say, as far as it is needed.
        names: Label types, K.
        chosen: Numbers of the labelled words, ascending, (w,).
        truth: What is believed of their labels, (w, K); a word's own row never enters its own
            facts.
        evidence: The same, negative where the file says that a word has not a label, (w, K).
        vectors: The words in context, unit length, (w, d).
        merchant: Number of each one's merchant, -1 for none, (w,).
        receipt: Number of its receipt, (w,).
    """

    facts: WordFacts
    names: tuple[str, ...]
    chosen: Ints = field(repr=False)
    truth: Floats = field(repr=False)
    evidence: Floats = field(repr=False)
    vectors: Dense = field(repr=False)
    merchant: Ints = field(repr=False)
    receipt: Ints = field(repr=False)

    @classmethod
    def of(cls, part: Part, examples: Examples, truth: Floats, vectors: Dense) -> Self:
        """What is needed of a part; arguments as in the attributes."""
        chosen, count = examples.chosen, told_counts(part.facts)[:, None].astype(np.float32)
        few = replace(part.facts, names=("count",), dense=count, left_texts=(), right_texts=())
        return cls(
            few, part.given.names, chosen, truth, truth - examples.never, vectors,
            part.words.merchant[chosen], part.words.receipt[chosen],
        )  # fmt: skip


def facts_of_others(others: Others) -> Dense:
    """Facts from the labels that all other words of a receipt are believed to have, (w, d)."""
    everywhere = np.zeros((len(others.facts.amounts), len(others.names)))
    everywhere[others.chosen] = others.truth
    _, near = label_context(others.facts, everywhere, others.chosen)
    _, sums = check_arithmetic(others.facts, everywhere, others.names)
    return np.hstack([near, sums[others.chosen]]).astype(np.float32)


def votes_of_others(others: Others) -> Floats:
    """Votes of the words on the merchant's other receipts, (w, K)."""
    return ask_merchants(others.vectors, others.merchant, others.receipt, others.evidence)

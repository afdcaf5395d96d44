"""The labelled words of a part as models see them."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from engine.jobs import Executor, in_thread
from engine.labels.evidence.classifier import Lesson
from engine.labels.evidence.examples import Examples
from engine.labels.evidence.facts import Dense
from engine.labels.evidence.features import Basis, learn_basis, texts_of, use_basis
from engine.labels.evidence.folds import fold_of_receipts
from engine.labels.evidence.parts import Part
from engine.labels.options import LabelOptions
from engine.labels.words import Ints, Mask
from engine.steps import Step

VECTOR_LENGTH = 128


@dataclass(frozen=True)
class Seen:
    """The w labelled words of a part and their m labels.

    Attributes:
        examples: The labels.
        fold: Fold of each word's receipt, (w,).
        linear: Words for the linear model, (w, d).
        plain: Words for trees, (w, d).
    """

    examples: Examples
    fold: Ints = field(repr=False)
    linear: Dense = field(repr=False)
    plain: Dense = field(repr=False)

    @property
    def word_vectors(self) -> Dense:
        """Words in context as unit vectors, (w, `VECTOR_LENGTH` or fewer)."""
        cut = self.linear[:, :VECTOR_LENGTH]
        length = np.linalg.norm(cut, axis=1, keepdims=True)
        return np.asarray(cut / np.where(length > 0, length, 1), dtype=np.float32)

    @property
    def vectors(self) -> Dense:
        """The same for each label, (m, d)."""
        return self.word_vectors[self.examples.at]

    def lesson(self, features: Dense, kept: Mask) -> Lesson:
        """What is learnt from the labels that are kept, (m,), and asked of every word."""
        one = self.examples
        taught = np.flatnonzero(kept & ~one.refused)
        return Lesson(
            features, self.fold, one.at[taught], one.label[taught], one.weight[taught], one.labels
        )


@dataclass(frozen=True)
class Setting:
    """How a run judges.

    Attributes:
        options: What the user chose.
        step: Looked at for a cancel.
        apart: Where work is done that cannot look at it.
    """

    options: LabelOptions
    step: Step
    apart: Executor


async def look(
    part: Part, basis: Basis | None, setting: Setting, *, keep: bool = False
) -> tuple[Seen, Basis | None]:
    """A part's labelled words, described by a basis, which is learnt here where there is none.

    Args:
        part: The part.
        basis: What words are described by; learnt from this part's where None.
        setting: How the run judges.
        keep: Whether a basis that is learnt is wanted afterwards.
    """
    examples = Examples.of(part.given)
    texts = await in_thread(setting.step, texts_of, part.words, part.facts, examples.chosen)
    dense = part.facts.dense[examples.chosen]
    if basis is None:
        basis, linear, plain = await setting.apart(
            setting.step, learn_basis, texts, dense, keep=keep
        )
    else:
        linear, plain = await setting.apart(setting.step, use_basis, basis, texts, dense)
    receipts = part.words.receipt[examples.chosen]
    fold = fold_of_receipts(part.words, setting.options.seed)[receipts]
    return Seen(examples, fold, linear, plain), basis

"""Every label of a file judged by models that never saw its receipt.

What the words show is judged first without any label of others; what that leaves believed of the
other words of a receipt and of sums is then judged with it, without learning from labels that look
wrong. First by a linear model; then by another one and by trees, pooled with the first. What is
believed of a merchant's other receipts is counted on top.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from engine.jobs import Executor, in_process, in_thread
from engine.labels.evidence.early import early_list
from engine.labels.evidence.examples import Examples
from engine.labels.evidence.facts import Dense, WordFacts
from engine.labels.evidence.features import Basis
from engine.labels.evidence.judged import Judged
from engine.labels.evidence.others import Others
from engine.labels.evidence.parts import Part, parts_of
from engine.labels.evidence.rounds import ask_first, ask_second, pooled
from engine.labels.evidence.seen import Seen, Setting, look
from engine.labels.evidence.small import judge_by_shares, why_too_small
from engine.labels.evidence.weighing import weigh
from engine.labels.options import LabelOptions
from engine.labels.words import Floats, Given, Ints, Words
from engine.steps import Step

SUSPECT = 0.5
"""Chance of being wrong from which a label is no longer learnt from."""


async def judge_words(
    words: Words, given: Given, facts: WordFacts, options: LabelOptions, step: Step,
    apart: Executor = in_process,
) -> Judged:  # fmt: skip
    """Judge every label of a file.

    Args:
        words: All words.
        given: The labels that the file gives.
        facts: What the receipts say of the words.
        options: Whether trees are asked in the second round, and the seed.
        step: Counts labels, each twice; the worst of the first round are shown while the second
            goes on.
        apart: Where work is done that cannot look at a cancel.

    Returns:
        Chances, suspicion and the noise of all labels; by what words of a shape are called where
        there is too little to learn from, which is said.
    """
    examples = Examples.of(given)
    too_small = why_too_small(words, examples)
    step.expect(2 * len(given))
    chances = np.empty((len(given), len(given.names)))
    vectors: list[Dense] = []
    parts = parts_of(words, given, facts, options.seed)
    basis: Basis | None = None
    setting = Setting(options, step, apart)
    early = early_list(words, given, step.show)
    for part in parts:
        seen, basis = await look(part, basis, setting, keep=len(parts) > 1)
        vectors.append(seen.vectors)
        if too_small:
            return await in_thread(step, judge_by_shares, words, examples, seen.vectors, too_small)
        chances[part.rows] = await _judge_part(part, seen, setting, early)
    noise = await in_thread(step, weigh, chances, examples)
    way = "thorough" if options.thorough else "linear"
    return Judged(
        chances, noise.truth, noise.wrong, noise.rate, noise.confusion,
        _by_label(parts, vectors), way,
    )  # fmt: skip


def _by_label(parts: list[Part], vectors: list[Dense]) -> Dense:
    """Vectors of parts' labels in the order of the file's, (m, d)."""
    whole = np.concatenate(vectors)
    order = np.concatenate([part.rows for part in parts])
    placed = np.empty_like(whole)
    placed[order] = whole
    return placed


async def _judge_part(
    part: Part, seen: Seen, setting: Setting, early: Callable[[Ints, Floats], None]
) -> Floats:
    """Chances of each label of a part, (m, K)."""
    examples, step = seen.examples, setting.step
    first = await ask_first(seen, setting)
    noise = await in_thread(step, weigh, pooled([first], (1.0,), examples), examples)
    step.advance(len(part.given))
    early(part.rows, noise.wrong)
    believed = examples.of_words(noise.truth)
    others = Others.of(part, examples, believed, seen.word_vectors)
    chances = await ask_second(seen, first, others, noise.wrong < SUSPECT, setting)
    step.advance(len(part.given))
    return chances

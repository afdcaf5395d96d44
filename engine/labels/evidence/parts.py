"""A large file in parts that are judged one after the other, each by what it holds itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from engine.labels.evidence.beside import layout_bounds
from engine.labels.evidence.facts import Layout, WordFacts
from engine.labels.evidence.folds import order_of_receipts
from engine.labels.evidence.layout import Layouts
from engine.labels.words import Given, Ints, Words

MOST = 12_000
"""Labels in a part; more would not be judged much better, and would take more than their share."""


@dataclass(frozen=True)
class Part:
    """Some receipts of a file, whole; words are numbered anew.

    Attributes:
        words: Its words.
        facts: Facts about them.
        given: Their labels; names of labels are those of the file.
        rows: Rows of the file's labels that these are, (m,).
    """

    words: Words
    facts: WordFacts
    given: Given
    rows: Ints = field(repr=False)


def parts_of(words: Words, given: Given, facts: WordFacts, seed: int) -> list[Part]:
    """A file in parts of at most about `MOST` labels; receipts of one merchant stay together."""
    if len(given) <= MOST:
        return [Part(words, facts, given, np.arange(len(given)))]
    receipts = order_of_receipts(words, seed)
    labels = np.bincount(words.receipt[given.word], minlength=len(receipts))[receipts]
    count = -(-len(given) // MOST)
    number = (np.cumsum(labels) - 1) * count // len(given)
    return [
        _part(words, given, facts, np.sort(receipts[number == part]))
        for part in np.unique(number).tolist()
    ]


def _part(words: Words, given: Given, facts: WordFacts, receipts: Ints) -> Part:
    spans = [np.arange(words.starts[r], words.starts[r + 1]) for r in receipts.tolist()]
    kept = np.concatenate(spans)
    number = np.full(len(words), -1, dtype=np.int64)
    number[kept] = np.arange(len(kept))
    rows = np.flatnonzero(number[given.word] >= 0)
    return Part(
        _some_words(words, kept, receipts),
        _some_facts(facts, kept, number),
        _some_labels(given, rows, number),
        rows,
    )


def _some_words(words: Words, kept: Ints, receipts: Ints) -> Words:
    lengths = np.diff(words.starts)[receipts]
    return replace(
        words,
        ids=words.ids[kept],
        texts=tuple(words.texts[i] for i in kept.tolist()),
        receipt=np.repeat(np.arange(len(receipts)), lengths),
        merchant=words.merchant[kept],
        boxes=words.boxes[kept],
        starts=np.concatenate([[0], np.cumsum(lengths)]),
    )


def _some_facts(facts: WordFacts, kept: Ints, number: Ints) -> WordFacts:
    near = facts.neighbours[kept]
    return replace(
        facts,
        dense=facts.dense[kept],
        neighbours=np.where(near >= 0, number[near], -1),
        left_texts=tuple(facts.left_texts[i] for i in kept.tolist()),
        right_texts=tuple(facts.right_texts[i] for i in kept.tolist()),
        layouts=_some_layouts(facts, kept, number),
        amounts=facts.amounts[kept],
        rows=facts.rows[kept],
        placed=facts.placed[kept],
    )


def _some_layouts(facts: WordFacts, kept: Ints, number: Ints) -> Sequence[Layout]:
    """Layouts of the receipts that are kept, which may be several of a very long one."""
    bounds = layout_bounds(facts)
    held = np.append(number, -1)[bounds[:-1]] >= 0
    if isinstance(facts.layouts, Layouts):
        starts = np.concatenate([[0], np.cumsum(np.diff(bounds)[held])])
        return Layouts(facts.layouts.spots[kept], facts.layouts.amounts[kept], starts)
    some = (facts.layouts[k] for k in np.flatnonzero(held).tolist())
    return tuple(replace(layout, words=number[layout.words]) for layout in some)


def _some_labels(given: Given, rows: Ints, number: Ints) -> Given:
    return Given(
        given.names, number[given.word[rows]], given.label[rows], given.status[rows],
        given.row[rows], given.asked[rows],
    )  # fmt: skip

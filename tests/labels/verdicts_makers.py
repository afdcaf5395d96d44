"""Receipts, beliefs and answers to test verdicts with: random, and the same for the same seed."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import polars as pl

from engine.files import STATUSES
from engine.labels.evidence.evidence import Evidence
from engine.labels.evidence.facts import SIDES, Layout, WordFacts
from engine.labels.evidence.judged import Judged, Similar
from engine.labels.evidence.similar import find_similar
from engine.labels.options import LabelOptions
from engine.labels.verdicts.verdict import SelfTest
from engine.labels.words import IDS, Given, Words
from engine.models import Answer, Item, Task
from engine.steps import Progress

NAMES = ("DATE", "GRAND_TOTAL", "LINE_TOTAL", "SUBTOTAL", "TAX")
LINES = (("Tea", "4.00", 2), ("Subtotal", "4.00", 3), ("Tax", "0.40", 4), ("Total", "4.40", 1),
         ("Date", "2024-05-01", 0))  # fmt: skip
SELF_TEST = SelfTest(
    made={"uniform": 40}, threshold=0.9, fine_below=0.1, promised=0.9, low=0.8, high=0.97,
    found={"uniform": 0.9}, missed={"uniform": 0.01},
)  # fmt: skip


def words_of(receipts: int = 8, merchants: Sequence[str] = ("Alder", "Birch")) -> Words:
    """Receipts of five rows, a caption and a value each; the merchants take turns."""
    many = receipts * 2 * len(LINES)
    texts = tuple(text for _ in range(receipts) for left, right, _ in LINES
                  for text in (left, right))  # fmt: skip
    receipt = np.repeat(np.arange(receipts), 2 * len(LINES))
    place = np.arange(many) % (2 * len(LINES))
    boxes = np.column_stack([100.0 * (place % 2), 20.0 * (place // 2), np.full(many, 60.0),
                             np.full(many, 12.0)])  # fmt: skip
    ids = {"image_id": [f"I{r}" for r in receipt], "receipt_id": ["1"] * many,
           "line_id": [str(p // 2 + 1) for p in place],
           "word_id": [str(p % 2 + 1) for p in place]}  # fmt: skip
    return Words(
        ids=pl.DataFrame(ids).select(IDS),
        texts=texts,
        receipt=receipt,
        merchant=receipt % len(merchants) if merchants else np.full(many, -1),
        merchants=tuple(merchants),
        boxes=boxes,
        starts=np.arange(receipts + 1) * 2 * len(LINES),
    )


def given_of(words: Words, **changes: Any) -> Given:
    """Every value labelled rightly; a label's changes by row."""
    word = np.arange(1, len(words), 2)
    label = np.array([LINES[k % len(LINES)][2] for k in range(len(word))])
    status = np.zeros(len(word), dtype=np.int64)
    for row, name in changes.get("labels", {}).items():
        label[row] = NAMES.index(name)
    for row, name in changes.get("statuses", {}).items():
        status[row] = STATUSES.index(name)
    asked = np.isin(label, [NAMES.index(name) for name in changes.get("asked", NAMES)])
    return Given(NAMES, word, label, status, np.arange(len(word)) + 1, asked)


def judged_of(given: Given, seed: int = 0, **changes: Any) -> Judged:
    """Random beliefs, given labels weighed in; the words alone say nothing unless told."""
    chance = np.random.default_rng(seed)
    many, kinds = len(given), len(given.names)
    truth = chance.dirichlet(np.full(kinds, 0.3), many)
    truth[np.arange(many), given.label] += chance.random(many) * 3
    truth /= truth.sum(axis=1, keepdims=True)
    truth = changes.get("truth", truth)
    vectors = chance.normal(size=(many, 8))
    vectors += 2 * np.eye(8)[given.word // 2 % len(LINES)]
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return Judged(
        chances=changes.get("chances", np.full((many, kinds), 1 / kinds)),
        truth=truth,
        wrong=changes.get("wrong", 1 - truth[np.arange(many), given.label]),
        rate=0.05,
        confusion=np.full((kinds, kinds), 1 / kinds),
        vectors=changes.get("vectors", vectors).astype(np.float32),
        way="linear",
    )


def believing(given: Given, row: int, **chances: float) -> Judged:
    """Sure that every label is right, but for one row whose chances are told."""
    truth = np.full((len(given), len(given.names)), 0.01)
    truth[np.arange(len(given)), given.label] = 0.96
    truth[row] = [chances.get(name, 0.0) for name in given.names]
    return judged_of(given, truth=truth)


def facts_of(words: Words) -> WordFacts:
    """Rows of two words; neighbours left, right, above and below."""
    many, width = len(words), 2 * len(LINES)
    place = np.arange(many) % width
    neighbours = np.full((many, len(SIDES)), -1)
    steps = {"left": (place % 2 == 1, -1), "right": (place % 2 == 0, 1),
             "above": (place >= 2, -2), "below": (place < width - 2, 2)}  # fmt: skip
    for side, (there, step) in steps.items():
        neighbours[there, SIDES.index(side)] = np.arange(many)[there] + step
    left = tuple(words.texts[k - 1] if k % 2 else "" for k in range(many))
    right = tuple("" if k % 2 else words.texts[k + 1] for k in range(many))
    none: tuple[Layout, ...] = ()
    zeros = np.zeros(many, dtype=np.int64)
    return WordFacts(("place",), place[:, None].astype(np.float32), neighbours, left, right, none,
                     zeros, place // 2, np.ones(many, dtype=np.bool_))  # fmt: skip


def evidence_of(
    words: Words, given: Given, judged: Judged, options: LabelOptions | None = None
) -> Evidence:
    options = options or LabelOptions(similar_at=0.3)
    similar = find_similar(words, given, judged, options, use_faiss=False)
    return Evidence(words, given, facts_of(words), judged, similar)


def similar_of(given: Given, rows: Mapping[int, Sequence[int]]) -> Similar:
    """Matches that are told, all of likeness .9; none of the same merchant."""
    near = np.full((len(given), 4), -1)
    for row, matches in rows.items():
        near[row, : len(matches)] = matches
    scores = np.where(near >= 0, 0.9, 0.0)
    return Similar(near, scores, np.full((len(given), 2), -1), np.zeros((len(given), 2)))


Says = Callable[[str, Mapping[str, Any]], Mapping[str, Any] | None]


class Saying:
    """A server's chat that says what it is told to, and notes what it was asked.

    Args:
        says: Kind of task and what is shown → the answer; None for no answer.
        identity: Which model it is.
    """

    def __init__(self, says: Says, identity: str = "vllm:test") -> None:
        self._says, self.identity = says, identity
        self.asked: list[tuple[Task, list[Item]]] = []

    async def answer(self, task: Task, items: Sequence[Item], progress: Progress) -> list[Answer]:
        self.asked.append((task, list(items)))
        progress.expect(len(items))
        answers = []
        for item in items:
            value = self._says(task.kind, item.shown)
            progress.advance()
            why = "" if value is not None else "the server did not answer"
            answers.append(Answer(item.id, value, self.identity if value is not None else "", why))
        return answers

    @property
    def rows(self) -> list[int]:
        """The rows of the first question."""
        return [int(item.id) for item in self.asked[0][1]] if self.asked else []


def verdict(*, wrong: bool, label: str = "none", sure: float = 0.9, why: str = "") -> Any:
    return {"is_outlier": wrong, "suggested_label": label, "sure": sure, "reason": why}

"""Every sentence that figures come with has its Spanish form."""

import re
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import numpy as np
import polars as pl
import pytest

from engine.feedback import FeedbackOptions
from engine.feedback.comments import told
from engine.feedback.meaning import drivers
from engine.feedback.out.notes import note_in_spanish
from engine.feedback.scores.answers import Answers
from engine.feedback.scores.enough import why_not_enough
from engine.feedback.scores.intervals import interval_of
from engine.feedback.scores.reading import read_scores
from engine.feedback.scores.sums import all_of

SCALES = ("1-10", "1-5", "1-7", "0-5", "0-1", "0-100", "unknown")
_ENGLISH = re.compile(r"\b(the|and|of|are|is|there|comments?|scores?|answers?|their|with)\b")


def on_scales() -> Iterator[str]:
    lines = pl.DataFrame({"score": [1.0, 4.0, 5.0]})
    for name in SCALES:
        low, _, high = name.partition("-")
        ends = {"low": float(low), "high": float(high)} if high else {"low": 0.0, "high": 1.0}
        for mapped in (False, True):
            facts = {"name": name, "mixed": (), **ends}
            yield read_scores(lines, facts, map_scores=mapped).says
    mixed = {"name": "mixed", "mixed": ("1-5", "1-10"), "low": 1.0, "high": 10.0}
    yield read_scores(lines, mixed, map_scores=False).says


def on_languages() -> Iterator[str]:
    for known in (False, True):
        for count in (1, 2):
            lesson: Any = SimpleNamespace(
                told=np.zeros(2 * count, np.bool_), language=("nl", "") * count
            )
            reading: Any = SimpleNamespace(known=np.full(2 * count, known))
            yield from told._on_languages(lesson, reading)


def on_reading() -> Iterator[str]:
    facts = {"error": 0.5, "classes_by_shares": False}
    for rated, own in ((50, True), (500, True), (500, False)):
        options = FeedbackOptions(own_scores=own)
        lesson: Any = _Lesson(np.arange(500) < rated)
        reading: Any = SimpleNamespace(facts=facts, weight=0.0)
        yield from told._on_scores(lesson, reading, options)


class _Lesson:
    def __init__(self, rated: np.ndarray) -> None:
        self.rated = rated

    def __len__(self) -> int:
        return len(self.rated)


def on_answers() -> Iterator[str]:
    for count, heavy in ((0, 1.0), (5, 1.0), (40, 1.0), (40, 100.0)):
        side = np.arange(count) % 2 * 2.0 - 1
        weight = np.where(np.arange(count) < 3, heavy, 1.0)
        answers = Answers(np.arange(count), 5 + 5 * side, side, weight, True, 0, 10, 0.95)
        sums = all_of(answers)
        yield from why_not_enough(sums, interval_of(sums, 0.95), 0.95)
    block: Any = SimpleNamespace(heading="city", names=["Rome"])
    yield from drivers._notes(1, [block])
    yield from drivers._notes(3, [])


NOTES = [
    note for part in (on_scales, on_languages, on_reading, on_answers) for note in part() if note
]


@pytest.mark.parametrize("note", sorted(set(NOTES)))
def test_a_note_has_its_spanish_form(note: str) -> None:
    spanish = note_in_spanish(note)
    assert spanish != note
    assert not _ENGLISH.search(spanish)

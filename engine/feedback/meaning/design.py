"""Themes and segment values as the columns of a linear model."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from engine.feedback.meaning.holding import Holding
from engine.feedback.responses import Floats, Ints
from engine.feedback.scores.answers import Answers
from engine.feedback.scores.needed import LEAST
from engine.feedback.scores.segments import Segment


@dataclass(frozen=True)
class Block:
    """Columns of 0 and 1 that go into the model together or not at all.

    Attributes:
        kind: theme, segment, or empty for what is only held equal.
        heading: Heading of the segment, else empty.
        names: Of each column, empty for what is only held equal.
        rows: Of each column, the answers that have a 1.
        first: The value that no column stands for, empty where there is none: every answer
            without a 1 has it.
        first_share: Weight of its answers among those of all named values, 0..1.
        shares: The same of each column, 0 for those without a name.
        first_n: Its answers.
    """

    kind: str
    heading: str
    names: tuple[str, ...]
    rows: tuple[Ints, ...] = field(repr=False)
    first: str = ""
    first_share: float = 0.0
    shares: tuple[float, ...] = ()
    first_n: int = 0


def blocks_of(
    answers: Answers, holding: Holding, segments: Sequence[Segment]
) -> tuple[list[Block], int]:
    """The columns, and how many themes and values were left out because few answers hold them.

    Having written a comment at all is held equal, so that a theme is set against other comments
    and not against silence. Values that are worth fewer than `LEAST` answers, and missing ones,
    are one column without a name.

    Args:
        answers: Scored responses.
        holding: Who is in which theme.
        segments: The columns that are compared.
    """
    blocks = [*_commented(answers, holding)]
    themes = list(_themes(answers, holding))
    blocks += themes
    left_out = len(holding.themes) - len(themes)
    for segment in segments:
        block, few = _segment(answers, segment)
        left_out += few
        blocks += [block] if block else []
    return blocks, left_out


def _commented(answers: Answers, holding: Holding) -> Iterator[Block]:
    rows = np.flatnonzero(holding.read[answers.at])
    if len(rows) and len(rows) < len(answers):
        yield Block("", "", ("",), (rows,))


def _themes(answers: Answers, holding: Holding) -> Iterator[Block]:
    at, theme = holding.among(answers)
    for k, name in enumerate(holding.names):
        rows = np.sort(at[theme == k])
        if min(_worth(answers.weight[rows]), len(answers) - len(rows)) >= LEAST:
            yield Block("theme", "", (name,), (rows,))


def _segment(answers: Answers, segment: Segment) -> tuple[Block | None, int]:
    code = segment.code[answers.at]
    rows = [np.flatnonzero(code == k) for k in range(len(segment.values))]
    held = [k for k, at in enumerate(rows) if len(at)]
    large = [k for k in held if _worth(answers.weight[rows[k]]) >= LEAST]
    if len(large) < 2:
        return None, len(held)
    large.sort(key=lambda k: (-len(rows[k]), segment.values[k]))
    weight = np.array([answers.weight[rows[k]].sum() for k in large])
    shares = weight / weight.sum()
    other = np.flatnonzero(~np.isin(code, large))
    beside = [other] if len(other) else []
    block = Block(
        "segment",
        segment.heading,
        tuple(segment.values[k] for k in large[1:]) + ("",) * len(beside),
        (*(rows[k] for k in large[1:]), *beside),
        first=segment.values[large[0]],
        first_share=float(shares[0]),
        shares=(*(float(share) for share in shares[1:]), *(0.0 for _ in beside)),
        first_n=len(rows[large[0]]),
    )
    return block, len(held) - len(large)


def _worth(weight: Floats) -> float:
    """How many equally weighted answers would tell as much."""
    return float(weight.sum() ** 2 / (weight @ weight)) if len(weight) else 0.0

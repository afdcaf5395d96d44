"""Which responses are in which themes, as pairs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import polars as pl

from engine.feedback.responses import Floats, Ints, Mask
from engine.feedback.scores.answers import Answers, weights_of


@dataclass(frozen=True)
class Holding:
    """Themes of responses.

    Attributes:
        themes: Of each theme: name, and words, aspect and pinned as far as they are known; those
            that only the responses have come last, by name.
        at: (m,) places of responses, one for each theme they are in.
        theme: (m,) the theme.
        read: (rows,) whether the response has a comment worth reading.
        weight: (rows,) how much the response counts, 0 where that is not known.
    """

    themes: tuple[dict[str, Any], ...]
    at: Ints = field(repr=False)
    theme: Ints = field(repr=False)
    read: Mask = field(repr=False)
    weight: Floats = field(repr=False)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the themes."""
        return tuple(str(theme["name"]) for theme in self.themes)

    @property
    def comments(self) -> float:
        """Weight of the comments worth reading."""
        return float(self.weight[self.read].sum())

    def among(self, answers: Answers) -> tuple[Ints, Ints]:
        """The pairs of scored responses: places among the answers, and themes."""
        place = np.full(len(self.read), -1, dtype=np.int64)
        place[answers.at] = np.arange(len(answers))
        of_answers = place[self.at]
        return of_answers[of_answers >= 0], self.theme[of_answers >= 0]


def holding_of(responses: pl.DataFrame, themes: Sequence[dict[str, Any]]) -> Holding:
    """The themes of a table of responses.

    Args:
        responses: Columns comment, junk and themes (names).
        themes: What is known of the themes, in their order.
    """
    pairs = (
        pl.DataFrame({"at": np.arange(len(responses)), "theme": responses["themes"]})
        .explode("theme")
        .drop_nulls("theme")
        .unique(["at", "theme"], maintain_order=True)
    )
    known = {str(theme["name"]) for theme in themes}
    others = sorted(set(pairs["theme"].unique().to_list()) - known)
    every = (*themes, *({"name": n} for n in others))
    code = {str(theme["name"]): place for place, theme in enumerate(every)}
    return Holding(
        themes=every,
        at=pairs["at"].to_numpy(),
        theme=np.array([code[name] for name in pairs["theme"]], dtype=np.int64),
        read=worth_reading(responses).to_numpy(),
        weight=np.nan_to_num(weights_of(responses)),
    )


def worth_reading(responses: pl.DataFrame) -> pl.Series:
    """Whether each response has a comment that says something, (rows,)."""
    return responses.select(pl.col("comment").is_not_null() & pl.col("junk").is_null()).to_series()

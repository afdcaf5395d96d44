"""The labels to look at, the most doubtful first; and the receipt that one of them stands on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from engine.errors import OptionRefused
from engine.labels.review.places import SIDES

DOUBTFUL = pl.col("is_outlier") | ~pl.col("clear")
BY_FILE = pl.col("status") == "INVALID"
"""What the file itself calls wrong: no news to who reviews."""

WHICH = {
    "to_review": pl.col("open") & DOUBTFUL & ~BY_FILE,
    "open": pl.col("open"),
    "spot_check": pl.col("open") & ~DOUBTFUL & ~pl.col("status").is_in(["VALID", "INVALID"]),
    "unsure": pl.col("action") == "unsure",
    "decided": pl.col("action").is_not_null(),
    "by_file": BY_FILE,
    "by_model": pl.col("decided_by") == "llm",
    "all": pl.lit(True),  # noqa: FBT003
}
"""Which labels a worklist may hold: called wrong or unclear, and nothing is decided; all about
which nothing is decided; of those, what looks right, at random; a person is unsure of; decided;
called INVALID by the file; judged by a server's model; every one."""


@dataclass(frozen=True)
class Wanted:
    """Which labels are wanted.

    Attributes:
        labels: Label types; empty for all.
        merchants: Names of merchants, `""` for words without one; empty for all.
        words: What the word must contain, whatever its case; empty for anything.
        which: How far they are, one of `WHICH`.

    Raises:
        OptionRefused: There is no such one.
    """

    labels: Sequence[str] = ()
    merchants: Sequence[str] = ()
    words: str = ""
    which: str = "open"

    def __post_init__(self) -> None:
        if self.which not in WHICH:
            raise OptionRefused(f"Labels to look at are {', '.join(WHICH)}, not {self.which!r}.")


def wanted_labels(standing: pl.DataFrame, wanted: Wanted) -> pl.DataFrame:
    """The labels that are wanted, in their order; what the file itself calls wrong comes last.

    A spot check is in the order of keys, which are digests: the same draw for everyone, and no
    reviewer's choice.
    """
    found = standing.filter(rules_of(wanted))
    return found.sort("key" if wanted.which == "spot_check" else BY_FILE, maintain_order=True)


def rules_of(wanted: Wanted) -> list[pl.Expr]:
    """What a label is like that is wanted."""
    rules = [WHICH[wanted.which]]
    if wanted.labels:
        rules.append(pl.col("label").is_in(list(wanted.labels)))
    if wanted.merchants:
        rules.append(pl.col("merchant_name").fill_null("").is_in(list(wanted.merchants)))
    if wanted.words:
        lower = pl.col("word_text").str.to_lowercase()
        rules.append(lower.str.contains(wanted.words.lower(), literal=True))
    return rules


def receipt_of(standing: pl.DataFrame, places: pl.DataFrame, word: int) -> dict[str, Any]:
    """The receipt that a word stands on, to be drawn.

    Args:
        standing: The labels with their decisions.
        places: Every word of the file; see `engine.labels.tables`.
        word: The word's number.

    Returns:
        words (each {word, text, x, y, width, height, labels, score: of the most doubtful of its
        labels, or None}; the upper left of all boxes is at 0, 0), chosen (the word's number),
        width and height of the whole, placed (whether every box is known; where not, x, y,
        width and height are None and the words are in reading order).
    """
    [receipt] = places.filter(pl.col("word") == word)["receipt"]
    found = places.filter(pl.col("receipt") == receipt)
    scores = standing.filter(pl.col("word").is_in(found["word"].implode()))
    scores = scores.group_by("word").agg(pl.col("outlier_score").max().alias("score"))
    found = found.join(scores, on="word", how="left", maintain_order="left")
    placed = not any(found[side].null_count() for side in SIDES)
    sides = {side: pl.col(side) if placed else pl.lit(None) for side in SIDES}
    if placed:
        sides["x"], sides["y"] = (pl.col(side) - pl.col(side).min() for side in ("x", "y"))
    drawn = found.with_columns(**sides)
    far = drawn.select(
        (pl.col("x") + pl.col("width")).max(), (pl.col("y") + pl.col("height")).max()
    )
    width, height = far.row(0)
    return {
        "words": drawn.select("word", "text", *SIDES, "labels", "score").to_dicts(),
        "chosen": word,
        "width": float(width or 0),
        "height": float(height or 0),
        "placed": placed,
    }

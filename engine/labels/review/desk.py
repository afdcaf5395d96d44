"""The labels of a run on the reviewer's desk: what was found, and what was decided about it."""

from __future__ import annotations

import functools
from dataclasses import dataclass, field

import polars as pl

from engine.labels.review.places import words_before

NEVER_TAKEN_OVER = ("unsure", "open")


@dataclass(frozen=True)
class Desk:
    """A finished run as the review works on it.

    Attributes:
        content: Hash of the file's content.
        words: A row a judged label, as `lay_out` leaves it: the run's own columns, and settled
            (the file itself says that the label is wrong, and its word carries another one).
        places: A row a word of the file, its labels as a list; see
            `engine.labels.tables.places_table`.
        names: Labels that the file gives, in their own order.
    """

    content: str
    words: pl.DataFrame = field(repr=False)
    places: pl.DataFrame = field(repr=False)
    names: tuple[str, ...]

    @functools.cached_property
    def before(self) -> pl.DataFrame:
        """word, before: what the nearest word to its left says; see `words_before`."""
        return self.places.select("word").with_columns(words_before(self.places).alias("before"))


def lay_out(content: str, words: pl.DataFrame, places: pl.DataFrame) -> Desk:
    """Lay the tables of a run on the desk.

    Args:
        content: Hash of the file's content.
        words: The run's judged labels, the most doubtful first.
        places: The run's words; see `engine.labels.tables.places_table`.
    """
    places = places.with_columns(pl.col("labels").str.json_decode(pl.List(pl.String)))
    stands = (pl.col("status") != "INVALID").sum().over("word") > 0
    settled = (pl.col("status") == "INVALID") & stands
    names = places.select(pl.col("labels").explode()).to_series().drop_nulls().unique().sort()
    return Desk(content, words.with_columns(settled.alias("settled")), places, tuple(names))


def with_decisions(desk: Desk, here: pl.DataFrame, elsewhere: pl.DataFrame) -> pl.DataFrame:
    """The labels with what was decided about them.

    What was decided in this file holds before what was decided in another one, where being
    unsure or taking a decision back counts for that file only.

    Args:
        desk: The labels.
        here: Decisions of this file: key, action, label, decider, number.
        elsewhere: Those of all others.

    Returns:
        The labels in their order with action and new_label (null where nothing is decided),
        decider, taken_over (decided in another file), open (nothing is decided, and the file
        itself has not settled it).
    """
    told = ("key", "action", "label", "decider")
    over = elsewhere.filter(~pl.col("action").is_in(NEVER_TAKEN_OVER)).join(
        here, on="key", how="anti"
    )
    decided = pl.concat(
        [
            here.select(told).with_columns(taken_over=pl.lit(False)),  # noqa: FBT003
            over.select(told).with_columns(taken_over=pl.lit(True)),  # noqa: FBT003
        ]
    )
    joined = desk.words.join(
        decided.filter(pl.col("action") != "open").rename({"label": "new_label"}),
        on="key", how="left", maintain_order="left",
    )  # fmt: skip
    return joined.with_columns(
        pl.col("taken_over").fill_null(value=False),
        (pl.col("action").is_null() & ~pl.col("settled")).alias("open"),
    )

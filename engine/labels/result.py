"""What a run of Labels finds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import polars as pl


@dataclass(frozen=True)
class LabelResult:
    """The verdicts of a file, as tables.

    Attributes:
        words: One row for each label that was judged, the most suspicious first; see
            `engine.labels.tables.words_table`.
        places: Every word of the file, labelled or not; see `engine.labels.tables.places_table`.
        groups: One row for each merchant and label type.
        conflicts: Texts that carry different labels.
        unanswered: Words about which a language model gave no answer; another run asks them again.
        summary: Totals, self-test and thresholds, plain values.
    """

    words: pl.DataFrame = field(repr=False)
    places: pl.DataFrame = field(repr=False)
    groups: pl.DataFrame = field(repr=False)
    conflicts: pl.DataFrame = field(repr=False)
    unanswered: pl.DataFrame = field(repr=False)
    summary: dict[str, Any] = field(repr=False)

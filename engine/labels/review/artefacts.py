"""All files that people take away from a review, by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

from engine.labels.review.applying import marks_of
from engine.labels.review.corrected import corrected_table, reverse_table
from engine.labels.review.label_studio import to_label_studio
from engine.labels.review.rule_file import write_rules
from engine.labels.review.rules import Rule
from engine.reports import to_csv

ARTEFACTS: Mapping[str, str] = {
    "changes.csv": "every change, proposed or applied, with who decided it and why",
    "corrected.csv": "the file with its changes applied; nothing is taken away",
    "reverse.csv": "what undoes the changes in the corrected file, row by row",
    "label_studio.json": "the labels as they should be, as predictions for Label Studio",
    "rules.json": "the rules that were kept, for another Backroom",
    "worklist.csv": "every judged label with what was decided about it",
}


_OWN = ("key", "word", "receipt", "settled")
"""Columns that say nothing outside the workspace."""


@dataclass(frozen=True)
class Reviewed:
    """What a review has come to.

    Attributes:
        standing: The labels with their decisions.
        places: Every word of the file; see `engine.labels.tables`.
        changes: Every change; see `changes_of`.
        applied: Marks of the changes that were applied; see `marks_of`.
        rules: The rules that were kept.
        table: The checked words, or None where they are gone.
        headings: Of the input's columns.
        mapping: Field → heading of the column that holds it.
    """

    standing: pl.DataFrame = field(repr=False)
    places: pl.DataFrame = field(repr=False)
    changes: pl.DataFrame = field(repr=False)
    applied: frozenset[str] = field(repr=False)
    rules: tuple[Rule, ...]
    table: pl.DataFrame | None = field(repr=False)
    headings: tuple[str, ...]
    mapping: Mapping[str, str]


def label_artefacts(reviewed: Reviewed) -> dict[str, bytes]:
    """The files of `ARTEFACTS`; the corrected file and its reverse only once something is applied.

    The same labels, decisions and applied changes give the same bytes.
    """
    done = pl.Series(
        "done", [mark in reviewed.applied for mark in marks_of(reviewed.changes)], pl.Boolean
    )
    changes = reviewed.changes.with_columns(
        status=pl.when(done).then(pl.lit("applied")).otherwise(pl.lit("proposed"))
    )
    applied = changes.filter(pl.col("status") == "applied")
    files = {
        "changes.csv": to_csv(changes.drop("key", "word")),
        "label_studio.json": to_label_studio(reviewed.standing, reviewed.places, changes),
        "rules.json": write_rules(reviewed.rules),
        "worklist.csv": to_csv(reviewed.standing.drop(_OWN, strict=False)),
    }
    if applied.height and reviewed.table is not None:
        corrected = corrected_table(reviewed.table, applied, reviewed.headings, reviewed.mapping)
        files["corrected.csv"] = to_csv(corrected)
        files["reverse.csv"] = to_csv(reverse_table(reviewed.table, applied))
    return {name: files[name] for name in ARTEFACTS if name in files}

"""Which changes are applied, and what that comes to."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import polars as pl

from engine.errors import OptionRefused
from engine.labels.review.changes import TRUSTED

LEAST: Mapping[str, tuple[str, ...]] = {"none": (), "reviewed": TRUSTED[:1], "clear": TRUSTED[:2]}
"""Least trust → whose changes are applied: nobody's, what persons and their rules decided, what
is clear by the run's own figures besides."""

_COUNTED = {"relabelled": "relabel", "invalidated": "invalidate", "confirmed": "confirm",
            "needs_review": "review"}  # fmt: skip


def applied_at(changes: pl.DataFrame, least: str) -> pl.DataFrame:
    """The changes that are applied at a level of trust.

    Args:
        changes: See `changes_of`.
        least: One of `LEAST`.

    Raises:
        OptionRefused: There is no such level.
    """
    if least not in LEAST:
        raise OptionRefused(f"What is applied is {', '.join(LEAST)}, not {least!r}.")
    return changes.filter(pl.col("trust").is_in(LEAST[least]))


def what_it_comes_to(
    standing: pl.DataFrame, changes: pl.DataFrame, least: str, before: Collection[str]
) -> dict[str, Any]:
    """Counts of what is applied and what is not.

    Args:
        standing: The labels with their decisions.
        changes: All of their changes; see `changes_of`.
        least: One of `LEAST`.
        before: Marks of the changes that were applied before; see `marks_of`.

    Returns:
        total (labels), applied (changes at this level), relabelled, invalidated, confirmed and
        needs_review (what they are), skipped (labels without a change at this level) and
        skipped_by (why: consistent, left_alone, already so, not_reviewed: what is clear but
        nobody decided, unclear), new (changes that were not applied before), taken_back (applied
        before and no more).

    Raises:
        OptionRefused: There is no such level.
    """
    applied = applied_at(changes, least)
    kinds = dict(applied["change"].value_counts().iter_rows())
    marks = set(marks_of(applied))
    rest = standing.join(applied, on="key", how="anti")
    return {
        "total": standing.height,
        "applied": applied.height,
        **{told: kinds.get(kind, 0) for told, kind in _COUNTED.items()},
        "skipped": rest.height,
        "skipped_by": _skipped(rest, changes.join(applied, on="key", how="anti")),
        "new": len(marks - set(before)),
        "taken_back": len(set(before) - marks),
    }


def _skipped(rest: pl.DataFrame, waiting: pl.DataFrame) -> dict[str, int]:
    """Why labels are skipped: those without a change that is applied, and the changes that wait."""
    by_trust = dict(waiting["trust"].value_counts().iter_rows())
    unchanged = rest.join(waiting, on="key", how="anti")
    left = int((unchanged["action"] == "leave").sum())
    already = int(unchanged["action"].is_not_null().sum()) - left
    return {
        "consistent": unchanged.height - left - already,
        "left_alone": left,
        "already_so": already,
        "not_applied": by_trust.get("reviewed", 0),
        "not_reviewed": by_trust.get("clear", 0),
        "unclear": by_trust.get("unclear", 0),
    }


def marks_of(changes: pl.DataFrame) -> list[str]:
    """What tells one change from another: the label and what becomes of it."""
    parts = ("key", "new_label", "new_status", "added_status")
    line = pl.concat_str(*(pl.col(name).fill_null("") for name in parts), separator=" ")
    return changes.select(line).to_series().to_list()

"""Where the desk stands: which word is shown, which were shown before, what was decided last."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import polars as pl
import streamlit as st

Row = Mapping[str, Any]
DECIDED = "decided"
"""Marks a word of the trail at which something was decided."""


@dataclass
class Standing:
    """Where the desk of one run stands, in one browser.

    Attributes:
        at: Row of the word that is shown; None for the one at `place`.
        place: Its place in the worklist, from 0.
        back: A word shown before that is looked at again, whatever the worklist says.
        trail: Words shown before, the latest one last.
        last: What was decided last: row, action, label.
        choosing: Whether another label is being chosen.
        said: What was undone or done again, to be said once.
        revision: Grows whenever rows of the worklist may stand at other places.
    """

    at: int | None = None
    place: int = 0
    back: Row | None = None
    trail: list[Row] = field(default_factory=list)
    last: tuple[int, str, str | None] | None = None
    choosing: bool = False
    said: str = ""
    revision: int = 0

    def find(self, rows: pl.Series) -> int:
        """The place of the word to show among the rows of a worklist that is not empty."""
        found = None if self.at is None else rows.index_of(self.at)
        self.place = min(self.place, len(rows) - 1) if found is None else found
        self.at = int(rows[self.place])
        return self.place

    def go(self, row: int | None, shown: Row) -> None:
        """Go on to another word; the one that was shown is kept in the trail."""
        if self.back is None:
            self.trail.append(shown)
            self.at = row
        self.back, self.choosing = None, False

    def go_back(self) -> None:
        """Look at the word before once more."""
        if self.trail:
            self.back = self.trail.pop()
        self.choosing = False

    def return_to(self) -> None:
        """Show the word that was decided last, where it is open again.

        After a decision about many that is the word at which it was made.
        """
        decided = [place for place, row in enumerate(self.trail) if row.get(DECIDED)]
        if self.back is None and decided:
            self.at = int(self.trail[decided[-1]]["row"])
            del self.trail[decided[-1] :]
        self.back, self.last, self.choosing = None, None, False


def standing(run: str) -> Standing:
    """Where the desk of a run stands."""
    kept: Standing = st.session_state.setdefault(f"labels.desk.{run}", Standing())
    return kept


def begin_anew(run: str, said: str) -> None:
    """Put the desk of a run back to its first word, and say why."""
    revision = standing(run).revision + 1
    st.session_state[f"labels.desk.{run}"] = Standing(said=said, revision=revision)

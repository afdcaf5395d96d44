"""What a file turned out to hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from engine.files.forms.raw import RawTable
from engine.files.options import ReadOptions
from engine.files.recognise.columns import Column
from engine.files.recognise.recognition import Recognition


@dataclass(frozen=True)
class Reading:
    """What a file turned out to hold.

    Attributes:
        recognition: Its kind, layout and columns.
        options: What was chosen, for this file or before for one with the same headings.
        raw: Its headings and first records, as they were looked at.
        read: Data records in the file.
        used: Records that are in `table`.
        rejected: Reason → records left out for it; read = used + the sum of these.
        doubted: Reason → records that are used although something is odd.
        notes: What was assumed or is missing, in sentences.
        facts: What the table holds, as JSON values.
        open: Names of read options that the file leaves open.
        table: The rows to use, `row` first; columns by kind, see the checks. `customer` holds
            salted hashes.
        rejects: row, reason, value, then the cells of every recognised column by place (c0, c3,
            …; identities hashed); a line per record left out.
        doubts: row, reason, value; a line per doubt.
    """

    recognition: Recognition
    options: ReadOptions
    raw: RawTable = field(repr=False)
    read: int
    used: int
    rejected: dict[str, int]
    doubted: dict[str, int]
    notes: tuple[str, ...]
    facts: Mapping[str, Any]
    open: tuple[str, ...]
    table: pl.DataFrame = field(repr=False)
    rejects: pl.DataFrame = field(repr=False)
    doubts: pl.DataFrame = field(repr=False)

    @property
    def kind(self) -> str:
        """Name of the kind of table."""
        return self.recognition.kind

    @property
    def columns(self) -> tuple[Column, ...]:
        """Which column holds which field."""
        return self.recognition.columns

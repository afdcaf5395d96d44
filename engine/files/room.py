"""What reading needs around it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from engine.files.options import ReadOptions
from engine.files.recognise.look import Look


@dataclass(frozen=True)
class ReadingRoom:
    """What reading needs around it.

    Attributes:
        folder: A private folder for unpacked bytes; the caller removes it afterwards.
        cursor: A DuckDB cursor of the reader's own; temporary tables are made in it.
        salt: Secret bytes that identities are hashed with.
        limit_mb: Largest unpacked size, in MiB.
        looked: Told what the file looks like, before it is understood and again after.
        remembered: How a file with these headings was read by hand before, or None.
        exact: Kind of table → its fields that only their own headings tell, exactly.
    """

    folder: Path
    cursor: duckdb.DuckDBPyConnection
    salt: bytes
    limit_mb: int
    looked: Callable[[Look], None] = lambda look: None  # noqa: ARG005 - called by place
    remembered: Callable[[Sequence[str]], ReadOptions | None] = lambda headings: None  # noqa: ARG005
    exact: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

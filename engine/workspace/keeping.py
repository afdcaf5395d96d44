"""Checked tables are kept as Parquet, named by the hash of content, options and reader."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path
from typing import Any

import polars as pl

from engine.files import Joined, Mended, Reading, ReadOptions
from engine.workspace.owner import Workspace
from engine.workspace.tables import (
    FIELDS,
    LATEST,
    LATEST_BYTES,
    CheckedTable,
    find_table,
    path_of,
)
from engine.workspace.uploads import Upload


def table_id(content: str, options: ReadOptions, reader: str, remembered: str = "") -> str:
    """The id of the table that reading this content in this way gives.

    Args:
        content: SHA-256 of the file.
        options: What was chosen for this file.
        reader: Version of the reader.
        remembered: Digest of what is remembered, where nothing was chosen.
    """
    question = json.dumps([content, options.as_dict(), reader, remembered], sort_keys=True)
    return hashlib.sha256(question.encode()).hexdigest()[:20]


def keep_table(workspace: Workspace, table: str, upload: Upload, reading: Reading) -> CheckedTable:
    """Keep what was read."""
    told = _told(reading)
    row = [table, upload.name, reading.kind, upload.content, dict(reading.options.mapping)]
    columns = [asdict(column) for column in reading.columns]
    return _keep(workspace, [*row, columns], reading, told)


def keep_joined(
    workspace: Workspace, table: str, parents: Sequence[CheckedTable], joined: Joined
) -> CheckedTable:
    """Keep what several tables were joined to; order lines, described by the first of them.

    Args:
        workspace: Where.
        table: The new table's id.
        parents: The tables that were joined, those of orders first.
        joined: What they were joined to.
    """
    first = parents[0]
    content = hashlib.sha256("".join(sorted(parent.content for parent in parents)).encode())
    told = first.told | {
        "doubted": dict(joined.doubted),
        "open": [],
        "evidence": "several files put together",
        "parents": [
            {"id": parent.id, "name": parent.name, "kind": parent.kind, "sha256": parent.content}
            for parent in parents
        ],
        "join": dict(joined.accounts),
    }
    row = [table, joined_name(parents), "orders", content.hexdigest(), first.mapping]
    return _keep(workspace, [*row, list(first.columns)], joined, told)


def keep_mended(
    workspace: Workspace, table: str, upload: Upload, origin: CheckedTable, mended: Mended
) -> CheckedTable:
    """Keep a table with rows that were mended; described as the one they were left out of."""
    told = origin.told | {"doubted": dict(mended.doubted), "mended": origin.id}
    content = hashlib.sha256(f"{origin.content} {upload.content}".encode()).hexdigest()
    row = [table, origin.name, origin.kind, content, origin.mapping, list(origin.columns)]
    return _keep(workspace, row, mended, told)


def joined_name(parents: Sequence[CheckedTable]) -> str:
    """What several files are called together."""
    names = [parent.name for parent in parents]
    more = [f"{len(names) - 3} more"] if len(names) > 3 else []
    return " + ".join([*names[:3], *more])


def _keep(
    workspace: Workspace,
    described: list[Any],
    found: Reading | Joined | Mended,
    told: dict[str, Any],
) -> CheckedTable:
    """Keep a table; the latest of a workspace stays at hand for what comes next."""
    table = described[0]
    frames = {"": found.table, ".rejects": found.rejects, ".doubts": found.doubts}
    with ThreadPoolExecutor(2) as beside:
        written = [
            beside.submit(_write_whole, frame, path_of(workspace, table, suffix))
            for suffix, frame in frames.items()
        ]
    for writing in written:
        writing.result()
    row = [
        *described[:4], *(json.dumps(value) for value in described[4:]), found.read, found.used,
        json.dumps(dict(found.rejected)), json.dumps(found.notes), json.dumps(dict(found.facts)),
        json.dumps(told),
    ]  # fmt: skip
    with workspace.writing() as cursor:
        cursor.execute("delete from checked where id = ?", [table])
        cursor.execute(f"insert into checked ({FIELDS}) values ({', '.join('?' * 12)})", row)  # noqa: S608
    if found.table.estimated_size() <= LATEST_BYTES:
        LATEST[workspace] = table, found.table
    return find_table(workspace, table)


def _write_whole(frame: pl.DataFrame, path: Path) -> None:
    """Written beside and moved into place, so that a kill leaves no half a table."""
    beside = path.with_suffix(f".{os.urandom(4).hex()}")
    frame.write_parquet(beside, compression="lz4", statistics=False)
    beside.replace(path)


def _told(reading: Reading) -> dict[str, Any]:
    recognition, headings = reading.recognition, reading.raw.headings
    return {
        "layout": recognition.layout,
        "confidence": recognition.confidence,
        "evidence": recognition.evidence,
        "doubted": reading.doubted,
        "open": list(reading.open),
        "personal": [headings[index] for index in recognition.personal],
        "headings": list(headings),
        "options": reading.options.as_dict(),
    }

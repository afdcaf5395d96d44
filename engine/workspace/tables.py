"""Uploads and the checked tables made from them.

An upload's bytes are in the spool only until they have been read. What stays is the checked
table as Parquet, named by the hash of content, mapping and reader, without personal columns.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any
from weakref import WeakKeyDictionary

import polars as pl

from engine.errors import FileRefused, NotFound
from engine.files import Joined, Mended, Reading, ReadOptions
from engine.workspace.owner import Workspace

CHUNK = 1 << 20
LATEST_BYTES = 64 << 20


@dataclass(frozen=True)
class Upload:
    """A file in the spool.

    Attributes:
        name: The file's name as it was dropped.
        content: SHA-256 of its bytes.
        path: Where it lies.
    """

    name: str
    content: str
    path: Path


@dataclass(frozen=True)
class CheckedTable:
    """A table that was read and checked; see `engine.files.Reading` for the fields.

    Attributes:
        id: Hash of content, mapping and reader.
        name: Name of the file it came from.
        content: SHA-256 of the file.
        facts: What the table holds, as JSON values; for order lines see `order_facts`.
        told: layout, confidence and evidence of the kind, doubted (reason → rows that are used
            although something is odd), open (read options the file leaves open), personal
            (headings of columns that were not kept), headings (all of the file's), options.
    """

    id: str
    name: str
    kind: str
    content: str
    mapping: dict[str, str]
    columns: tuple[dict[str, Any], ...]
    read: int
    used: int
    rejected: dict[str, int]
    notes: tuple[str, ...]
    facts: dict[str, Any]
    told: dict[str, Any]


def spool(workspace: Workspace, name: str, source: IO[bytes]) -> Upload:
    """Take an upload's bytes into the spool, readable by this user only.

    Raises:
        FileRefused: It is larger than the upload limit.
    """
    limit = workspace.settings.upload_limit_mb * CHUNK
    digest, size = hashlib.sha256(), 0
    arriving = workspace.home / "spool" / f"arriving-{os.urandom(8).hex()}"
    private = os.open(arriving, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(private, "wb") as file:
            while chunk := source.read(CHUNK):
                size += len(chunk)
                if size > limit:
                    raise FileRefused(
                        f"The file is larger than {workspace.settings.upload_limit_mb} MB."
                    )
                digest.update(chunk)
                file.write(chunk)
    except BaseException:
        arriving.unlink()
        raise
    return Upload(name, digest.hexdigest(), arriving)


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
            beside.submit(_write_whole, frame, _path(workspace, table, suffix))
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
        cursor.execute(f"insert into checked ({_FIELDS}) values ({', '.join('?' * 12)})", row)  # noqa: S608
    if found.table.estimated_size() <= LATEST_BYTES:
        _LATEST[workspace] = table, found.table
    return find_table(workspace, table)


_LATEST: WeakKeyDictionary[Workspace, tuple[str, pl.DataFrame]] = WeakKeyDictionary()
_FIELDS = "id, name, kind, content, mapping, columns, read, used, rejected, notes, facts, told"
_JSON = ("mapping", "columns", "rejected", "notes", "facts", "told")


def find_table(workspace: Workspace, table: str) -> CheckedTable:
    """A kept table's description.

    Raises:
        NotFound: There is none with this id, or its file is gone.
    """
    with workspace.cursor() as cursor:
        query = f"select {_FIELDS} from checked where id = ?"  # noqa: S608
        rows = cursor.sql(query, params=[table]).fetchall()
    if not rows or not _path(workspace, table, "").exists():
        raise NotFound("That file is no longer in the workspace; drop it again.")
    return _described(rows[0])


def list_tables(workspace: Workspace, *, at_most: int) -> list[CheckedTable]:
    """The latest reading of each file, newest first."""
    with workspace.cursor() as cursor:
        query = (
            f"select {_FIELDS} from checked qualify row_number() over "  # noqa: S608
            "(partition by content order by created desc, id) = 1 "
            "order by created desc, id limit ?"
        )
        rows = cursor.sql(query, params=[at_most]).fetchall()
    tables = (_described(row) for row in rows)
    return [table for table in tables if _path(workspace, table.id, "").exists()]


def forget_file(workspace: Workspace, table: str) -> None:
    """Remove a kept table and all other readings of the same file."""
    content = find_table(workspace, table).content
    with workspace.writing() as cursor:
        rows = cursor.execute("select id from checked where content = ?", [content]).fetchall()
        cursor.execute("delete from checked where content = ?", [content])
    for (found,) in rows:
        for suffix in ("", ".rejects", ".doubts"):
            _path(workspace, str(found), suffix).unlink(missing_ok=True)


def _described(row: Sequence[Any]) -> CheckedTable:
    values = dict(zip(_FIELDS.split(", "), row, strict=True))
    for name in ("mapping", "columns", "rejected", "notes", "facts", "told"):
        values[name] = json.loads(values[name] or "{}")
    values |= {name: tuple(values[name]) for name in ("columns", "notes")}
    return CheckedTable(**values)


def open_lines(workspace: Workspace, table: str) -> pl.DataFrame:
    """The lines of a kept table."""
    latest, lines = _LATEST.get(workspace, ("", None))
    if latest == table and lines is not None and _path(workspace, table, "").exists():
        return lines
    find_table(workspace, table)
    return pl.read_parquet(_path(workspace, table, ""))


def open_rejects(workspace: Workspace, table: str) -> pl.DataFrame:
    """The rows that were left out of a kept table: row, reason, value."""
    return open_left_out(workspace, table).select("row", "reason", "value")


def open_left_out(workspace: Workspace, table: str) -> pl.DataFrame:
    """The same with the cells of every recognised column by place: c0, c3, … where known."""
    find_table(workspace, table)
    return pl.read_parquet(_path(workspace, table, ".rejects"))


def open_doubts(workspace: Workspace, table: str) -> pl.DataFrame:
    """The rows of a kept table that are used although something is odd: row, reason, value."""
    find_table(workspace, table)
    return pl.read_parquet(_path(workspace, table, ".doubts"))


def _path(workspace: Workspace, table: str, suffix: str) -> Path:
    return workspace.home / "tables" / f"{table}{suffix}.parquet"


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

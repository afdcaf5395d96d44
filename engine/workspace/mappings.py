"""Mappings made by hand, remembered for files with the same headings."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

from engine.files import ReadOptions
from engine.workspace.owner import Workspace


def remember_mapping(workspace: Workspace, headings: Sequence[str], options: ReadOptions) -> None:
    """Remember how a file with these headings was read by hand."""
    told = json.dumps(options.as_dict(), sort_keys=True)
    with workspace.writing() as cursor:
        cursor.execute("delete from mappings where headings = ?", [_key(headings)])
        cursor.execute(
            "insert into mappings (headings, kind, mapping) values (?, ?, ?)",
            [_key(headings), options.kind, told],
        )


def forget_mapping(workspace: Workspace, headings: Sequence[str]) -> None:
    """Recognise files with these headings anew from now on."""
    with workspace.writing() as cursor:
        cursor.execute("delete from mappings where headings = ?", [_key(headings)])


def remembered_mapping(workspace: Workspace, headings: Sequence[str]) -> ReadOptions | None:
    """How a file with these headings was read by hand, or None."""
    with workspace.cursor() as cursor:
        query = "select mapping from mappings where headings = ?"
        rows = cursor.sql(query, params=[_key(headings)]).fetchall()
    return ReadOptions.of(json.loads(rows[0][0])) if rows else None


def all_remembered(workspace: Workspace) -> str:
    """A digest of all remembered mappings: what a reading may depend on; empty without any."""
    with workspace.cursor() as cursor:
        rows = cursor.sql("select headings, mapping from mappings order by headings").fetchall()
    return hashlib.sha256(json.dumps(rows).encode()).hexdigest()[:16] if rows else ""


def _key(headings: Sequence[str]) -> str:
    """Headings in whatever order, hashed: they are a stranger's words."""
    return hashlib.sha256(json.dumps(sorted(headings)).encode()).hexdigest()

"""What a person decided about things that were found in a file: verdicts, changes, an order.

They belong to the file's content, not to a run, so that whoever asks again finds them again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import duckdb

from engine.errors import OptionRefused
from engine.workspace.owner import Workspace

VERDICTS = ("accepted", "rejected", "open")


@dataclass(frozen=True)
class Decision:
    """A person's decision about one thing.

    Attributes:
        verdict: `accepted`, `rejected`, or `open` where nothing was said yet.
        changes: What is to be different, name → plain value.
    """

    verdict: str = "open"
    changes: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Things:
    """Things of one kind in a file.

    Attributes:
        content: Hash of the file's content.
        kind: What they are, such as `bundle`.
    """

    content: str
    kind: str


def decide(
    workspace: Workspace,
    things: Things,
    thing: str,
    *,
    verdict: str | None = None,
    changes: Mapping[str, Any] | None = None,
) -> Decision:
    """Decide about one thing; what is not named stays as it was decided before.

    Args:
        workspace: Where it is remembered.
        things: What file it is in, and what kind of thing.
        thing: Its id.
        verdict: One of `VERDICTS`; `open` takes a verdict back.
        changes: Name → plain value; None takes a change back.

    Returns:
        The whole decision as it stands.

    Raises:
        OptionRefused: There is no such verdict.
    """
    _check_verdict(verdict)
    with workspace.writing() as cursor:
        before = _decisions(cursor, things).get(thing, Decision())
        told = {**before.changes, **(changes or {})}
        kept = {name: told[name] for name in sorted(told) if told[name] is not None}
        after = Decision(before.verdict if verdict is None else verdict, kept)
        _keep(cursor, things, thing, after)
    return after


def decide_all(workspace: Workspace, things: Things, verdicts: Mapping[str, str]) -> None:
    """Give verdicts to many things at once, all or none; what was changed stays changed.

    Args:
        workspace: Where it is remembered.
        things: What file they are in, and what kind of thing.
        verdicts: Id → one of `VERDICTS`.

    Raises:
        OptionRefused: There is no such verdict.
    """
    for verdict in verdicts.values():
        _check_verdict(verdict)
    with workspace.writing() as cursor:
        before = _decisions(cursor, things)
        for thing, verdict in verdicts.items():
            known = before.get(thing, Decision())
            if verdict != known.verdict:
                _keep(cursor, things, thing, Decision(verdict, known.changes))


def _check_verdict(verdict: str | None) -> None:
    if verdict is not None and verdict not in VERDICTS:
        raise OptionRefused(f"A verdict is {', '.join(VERDICTS)}, not {verdict!r}.")


def _keep(cursor: duckdb.DuckDBPyConnection, things: Things, thing: str, after: Decision) -> None:
    key = [things.content, things.kind, thing]
    cursor.execute("delete from decisions where (content, kind, thing) = (?, ?, ?)", key)
    if after != Decision():
        cursor.execute(
            "insert into decisions (content, kind, thing, verdict, changes) values (?, ?, ?, ?, ?)",
            [*key, after.verdict, json.dumps(after.changes, ensure_ascii=False)],
        )


def decisions_of(workspace: Workspace, things: Things) -> dict[str, Decision]:
    """All decisions about things of a file, by id; ids in their own order."""
    with workspace.cursor() as cursor:
        return _decisions(cursor, things)


def put_in_order(workspace: Workspace, things: Things, ids: Sequence[str]) -> None:
    """Remember in what order a person wants them; an empty one goes back to their own order."""
    with workspace.writing() as cursor:
        key = [things.content, things.kind]
        cursor.execute("delete from orderings where (content, kind) = (?, ?)", key)
        if ids:
            cursor.execute("insert into orderings values (?, ?, ?)", [*key, json.dumps(list(ids))])


def order_of(workspace: Workspace, things: Things) -> tuple[str, ...]:
    """The ids in the order that was chosen, or none."""
    with workspace.cursor() as cursor:
        query = "select things from orderings where content = ? and kind = ?"
        rows = cursor.sql(query, params=[things.content, things.kind]).fetchall()
    return tuple(json.loads(rows[0][0])) if rows else ()


def forget_decisions(workspace: Workspace, things: Things) -> None:
    """Forget all decisions about things of a file, and their order."""
    key = [things.content, things.kind]
    with workspace.writing() as cursor:
        cursor.execute("delete from decisions where (content, kind) = (?, ?)", key)
        cursor.execute("delete from orderings where (content, kind) = (?, ?)", key)


def _decisions(cursor: duckdb.DuckDBPyConnection, things: Things) -> dict[str, Decision]:
    rows = cursor.execute(
        "select thing, verdict, changes from decisions where content = ? and kind = ? "
        "order by thing",
        [things.content, things.kind],
    ).fetchall()
    return {thing: Decision(verdict, json.loads(changes)) for thing, verdict, changes in rows}

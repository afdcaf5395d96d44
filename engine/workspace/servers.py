"""What servers understand, remembered for each address and model."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from engine.workspace.owner import Workspace


def remember_habits(
    workspace: Workspace, address: str, model: str, habits: Mapping[str, Sequence[str]]
) -> None:
    """Remember what a server understands, in place of what was known of it.

    Args:
        workspace: Where.
        address: The server's base URL; it holds no key.
        model: The model that was asked.
        habits: Plain values.
    """
    with workspace.writing() as cursor:
        cursor.execute(
            "insert or replace into servers (address, model, habits) values (?, ?, ?)",
            [address, model, json.dumps(dict(habits), sort_keys=True)],
        )


def remembered_habits(
    workspace: Workspace, address: str, model: str
) -> dict[str, list[str]] | None:
    """What is known of a server, or None."""
    with workspace.cursor() as cursor:
        query = "select habits from servers where address = ? and model = ?"
        rows = cursor.sql(query, params=[address, model]).fetchall()
    return json.loads(rows[0][0]) if rows else None

"""Rules about labels that a person has kept, for all files; and answers given a second time."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from engine.workspace.owner import Workspace


def keep_label_rule(workspace: Workspace, rule: str, told: Mapping[str, Any]) -> None:
    """Keep a rule; one that is there under the same id stays as it was.

    Args:
        workspace: Where.
        rule: Its id.
        told: The rule as plain values.
    """
    with workspace.writing() as cursor:
        cursor.execute(
            "insert or ignore into label_rules (id, rule) values (?, ?)",
            [rule, json.dumps(told, ensure_ascii=False)],
        )


def drop_label_rule(workspace: Workspace, rule: str) -> bool:
    """Drop a rule; what it decided stays decided. Tells whether it was there."""
    with workspace.writing() as cursor:
        gone = cursor.execute("delete from label_rules where id = ? returning id", [rule])
        return bool(gone.fetchall())


def kept_label_rules(workspace: Workspace) -> dict[str, dict[str, Any]]:
    """All rules that were kept, by id, in the order of their ids."""
    with workspace.cursor() as cursor:
        rows = cursor.execute("select id, rule from label_rules order by id").fetchall()
    return {rule: json.loads(told) for rule, told in rows}


def answer_label_recheck(
    workspace: Workspace, content: str, key: str, first: str, again: str
) -> None:
    """Remember what was decided about a label when it was shown a second time.

    Args:
        workspace: Where.
        content: Hash of the file's content.
        key: The decision's.
        first: What it came to the first time.
        again: What it came to the second time; replaces an earlier second time.
    """
    with workspace.writing() as cursor:
        cursor.execute("delete from label_rechecks where content = ? and key = ?", [content, key])
        cursor.execute(
            "insert into label_rechecks (content, key, first, again) values (?, ?, ?, ?)",
            [content, key, first, again],
        )


def label_rechecks(workspace: Workspace, content: str) -> dict[str, tuple[str, str]]:
    """Key → what a decision came to the first and the second time."""
    with workspace.cursor() as cursor:
        query = "select key, first, again from label_rechecks where content = ? order by key"
        rows = cursor.execute(query, [content]).fetchall()
    return {key: (first, again) for key, first, again in rows}

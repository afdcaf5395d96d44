"""Tests whose arms were drawn: kept until they are judged, and for as long as they are wanted."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine.errors import NotFound
from engine.workspace.owner import Workspace


@dataclass(frozen=True)
class KeptExperiment:
    """A test as it is kept.

    Attributes:
        id: Its id.
        run: The run of Bundles it is about.
        drawn: What was drawn, as plain values; see `Experiment`.
        created: When it was drawn.
    """

    id: str
    run: str
    drawn: Mapping[str, Any]
    created: datetime


def keep_experiment(workspace: Workspace, run: str, drawn: Mapping[str, Any]) -> None:
    """Keep what was drawn for a run; what is there under the same id stays as it was drawn."""
    with workspace.writing() as cursor:
        cursor.execute(
            "insert or ignore into experiments (id, run, drawn) values (?, ?, ?)",
            [drawn["id"], run, json.dumps(drawn, ensure_ascii=False)],
        )


def find_experiment(workspace: Workspace, experiment: str) -> KeptExperiment:
    """One kept test.

    Raises:
        NotFound: There is none with this id.
    """
    with workspace.cursor() as cursor:
        query = "select id, run, drawn, created::timestamp from experiments where id = ?"
        rows = cursor.sql(query, params=[experiment]).fetchall()
    if not rows:
        raise NotFound("That test is not in this workspace; it may have been removed.")
    return _kept(rows[0])


def list_experiments(workspace: Workspace, *, at_most: int = 100) -> list[KeptExperiment]:
    """The tests of all runs, newest first: a later run of the next export judges them."""
    with workspace.cursor() as cursor:
        query = (
            "select id, run, drawn, created::timestamp from experiments "
            "order by created desc, id limit ?"
        )
        rows = cursor.sql(query, params=[at_most]).fetchall()
    return [_kept(row) for row in rows]


def forget_experiment(workspace: Workspace, experiment: str) -> None:
    """Remove a test; without its arms it cannot be judged any more."""
    with workspace.writing() as cursor:
        cursor.execute("delete from experiments where id = ?", [experiment])


def _kept(row: tuple[Any, ...]) -> KeptExperiment:
    return KeptExperiment(row[0], row[1], json.loads(row[2]), row[3])

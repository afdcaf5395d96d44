"""A run's labels with their decisions, laid out again only where something changed."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import Any
from weakref import WeakKeyDictionary

import polars as pl

from engine.labels.review.desk import Desk, lay_out, with_decisions
from engine.workspace import (
    Workspace,
    labels_decided,
    labels_moved,
    open_document,
    open_result_table,
    result_mark,
)

MOST_DESKS = 4
MOST_BYTES = 256 << 20


@dataclass(frozen=True)
class Standing:
    """A desk as it stands.

    Attributes:
        desk: The labels of the run.
        manifest: The run's.
        here: Decisions of this file; see `labels_decided`.
        elsewhere: Decisions of other files about the same words.
        labels: The labels with their decisions; see `with_decisions`.
        mark: Tells whether the run's labels are still the same.
        moved: Tells whether decisions are; see `labels_moved`.
    """

    desk: Desk
    manifest: dict[str, Any] = field(repr=False)
    here: pl.DataFrame = field(repr=False)
    elsewhere: pl.DataFrame = field(repr=False)
    labels: pl.DataFrame = field(repr=False)
    mark: int
    moved: tuple[int, int]


_LATEST: WeakKeyDictionary[Workspace, dict[str, Standing]] = WeakKeyDictionary()
_LAYING = threading.Lock()


def standing_of(workspace: Workspace, run: str) -> Standing:
    """How the labels of a run stand.

    Raises:
        NotFound: The run kept no labels.
    """
    with _LAYING:
        known = _LATEST.setdefault(workspace, {})
        before = known.pop(run, None)
        standing = known[run] = _laid_out(workspace, run, before)
        while len(known) > 1 and (len(known) > MOST_DESKS or _bytes(known) > MOST_BYTES):
            del known[next(iter(known))]
    return standing


def desk_of(workspace: Workspace, run: str) -> Desk:
    """The labels of a run, whatever is decided about them.

    Raises:
        NotFound: The run kept no labels.
    """
    known = _LATEST.get(workspace, {}).get(run)
    if known is not None and known.mark == result_mark(workspace, run, "words"):
        return known.desk
    return standing_of(workspace, run).desk


def clear_desks(workspace: Workspace) -> None:
    """Lay every desk out anew; numbers of decisions that were forgotten are given again."""
    with _LAYING:
        _LATEST.pop(workspace, None)


def _laid_out(workspace: Workspace, run: str, before: Standing | None) -> Standing:
    mark = result_mark(workspace, run, "words")
    if before is None or before.mark != mark:
        return _opened(workspace, run, mark)
    content = before.desk.content
    moved = labels_moved(workspace, content)
    if before.moved == moved:
        return before
    elsewhere = before.elsewhere
    if before.moved[1] != moved[1]:
        elsewhere = _elsewhere(workspace, before.desk)
    return _with(workspace, before.desk, before.manifest, elsewhere, mark, moved)


def _opened(workspace: Workspace, run: str, mark: int) -> Standing:
    words, places = (open_result_table(workspace, run, name) for name in ("words", "places"))
    manifest = open_document(workspace, run, "manifest")
    desk = lay_out(str(manifest["inputs"]["sha256"]), words, places)
    moved = labels_moved(workspace, desk.content)
    return _with(workspace, desk, manifest, _elsewhere(workspace, desk), mark, moved)


def _with(
    workspace: Workspace,
    desk: Desk,
    manifest: dict[str, Any],
    elsewhere: pl.DataFrame,
    mark: int,
    moved: tuple[int, int],
) -> Standing:
    here = labels_decided(workspace, desk.content)
    labels = with_decisions(desk, here, elsewhere)
    return Standing(desk, manifest, here, elsewhere, labels, mark, moved)


def _bytes(known: dict[str, Standing]) -> int:
    tables = [table for one in known.values() for table in (one.labels, one.desk.places)]
    return sum(int(table.estimated_size()) for table in tables)


def _elsewhere(workspace: Workspace, desk: Desk) -> pl.DataFrame:
    found = labels_decided(workspace, desk.content, elsewhere=True)
    return found.join(desk.words, on="key", how="semi")

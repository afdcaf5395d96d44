"""The part of the door that is about runs: watch, list, cancel, forget, open what they kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

from engine.errors import NotFound
from engine.jobs import ACTIVE, Jobs, JobView
from engine.reports import to_csv
from engine.steps import StepView
from engine.workspace import (
    RunRow,
    Workspace,
    find_run,
    forget_run,
    list_runs,
    open_document,
    open_result_table,
)

TOOLS = ("bundles", "labels", "feedback", "ask")


class RunDoor:
    """Runs of an open workspace."""

    def __init__(self, workspace: Workspace, jobs: Jobs) -> None:
        self._workspace = workspace
        self.jobs = jobs

    def _is_there(self, run: str) -> bool:
        """Whether a run is under way or has ended well, so that it need not begin."""
        view = self.watch(run)
        return view is not None and view.status in (*ACTIVE, "done")

    def watch(self, run: str) -> JobView | None:
        """A run as it stands now, from this process or from the store; None if unknown."""
        view = self.jobs.view(run)
        if view is not None:
            return view
        try:
            row = find_run(self._workspace, run)
        except NotFound:
            return None
        steps = row.steps or StepView(row.title, row.status)
        return JobView(row.id, row.kind, row.title, row.status, 0, steps, row.warnings, row.error)

    def active(self, kinds: Sequence[str] = TOOLS) -> list[JobView]:
        """Runs that wait or compute now."""
        return [view for view in self.jobs.active() if view.kind in kinds]

    def runs(self, kinds: Sequence[str] = TOOLS, *, at_most: int = 200) -> list[RunRow]:
        """Runs in the store, newest first."""
        return list_runs(self._workspace, kinds, at_most=at_most)

    def run(self, run: str) -> RunRow:
        """One run as the store has it.

        Raises:
            NotFound: There is none with this id.
        """
        return find_run(self._workspace, run)

    def is_slow(self, row: RunRow) -> bool:
        """Whether a run took longer than the settings' `alert_threshold_seconds`."""
        alert_s = self._workspace.settings.alert_threshold_seconds
        return row.seconds is not None and 0 < alert_s < row.seconds

    def forget(self, run: str) -> None:
        """Remove an ended run and its results; one that is under way stays as it is."""
        if self.jobs.forget(run):
            forget_run(self._workspace, run)

    def cancel(self, run: str) -> None:
        """Stop a run; one that has ended stays as it is."""
        self.jobs.cancel(run)

    def wait(self, run: str, timeout_s: float | None = None) -> JobView:
        """Wait until a run has ended; for the command line and notebooks, never for pages."""
        view = self.watch(run)
        if view is None:
            raise NotFound("There is no run with this id in the workspace.")
        return self.jobs.wait(run, timeout_s) if view.active else view

    def document(self, run: str, name: str) -> Any:
        """A document that a run kept: `manifest`, of Bundles `bundles`, of Labels `summary`."""
        return open_document(self._workspace, run, name)

    def result_table(self, run: str, name: str) -> pl.DataFrame:
        """A table that a run kept.

        They are `rules` and `products` of Bundles, `words`, `places`, `groups` and `conflicts` of
        Labels, `answers` of asking.
        """
        return open_result_table(self._workspace, run, name)

    def csv(self, table: pl.DataFrame) -> bytes:
        """A table as CSV that a spreadsheet opens without running anything in it."""
        return to_csv(table)

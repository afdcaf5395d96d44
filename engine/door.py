"""Backroom as its callers see it: drop a file, have it read, ask for bundles, look at runs.

Pages, the command line and notebooks use this class and nothing behind it. Every method may be
called from any thread; none waits for a job but `wait`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any, Self

import polars as pl

from engine.bundles import BundleOptions
from engine.bundles.work import bundle_files, bundle_work
from engine.errors import NotFound, OptionRefused
from engine.file_door import FileDoor
from engine.files import KINDS
from engine.jobs import Jobs, JobView, Question
from engine.reports import to_csv
from engine.settings import Settings, read_settings
from engine.steps import StepView
from engine.version import version_of
from engine.workspace import (
    RunRow,
    Workspace,
    find_run,
    find_table,
    forget_run,
    list_runs,
    open_document,
    open_result_table,
)

TOOLS = ("bundles",)


class Backroom(FileDoor):
    """One open workspace with its engine thread."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace, Jobs(workspace))

    @classmethod
    def open(cls, settings: Settings | None = None) -> Self:
        """Open the workspace that the settings name.

        Raises:
            WorkspaceLocked: Another process has it open.
        """
        return cls(Workspace.open(settings or read_settings()))

    def close(self) -> None:
        """Cancel what runs and close the workspace."""
        self.jobs.close()
        self._workspace.close()

    def find_bundles(self, table: str, options: BundleOptions, *, again: bool = False) -> str:
        """Ask for bundles: joins the running job or finds the finished run of the same question.

        Args:
            table: A table's id.
            options: What to look for.
            again: Compute anew even where a finished run is there.

        Returns:
            The run's id.
        """
        checked = find_table(self._workspace, table)
        if checked.kind not in ("orders", "baskets"):
            kind = KINDS[checked.kind]
            raise OptionRefused(
                f"{checked.name} was read as {kind.title.lower()} ({kind.says}); bundles need a "
                "table with one row per product in an order."
            )
        options = options.settled(fast_itemsets=self._workspace.settings.ml_fast_itemsets)
        version = version_of("bundles", "files", "reports")
        asked = {"table": table, "options": options.as_dict(), "version": version}
        run = hashlib.sha256(json.dumps(["bundles", asked], sort_keys=True).encode()).hexdigest()
        question = Question(run[:20], "bundles", checked.name, asked)
        view = self.watch(question.id)
        if again or view is None or view.status not in ("queued", "running", "done"):
            self.jobs.submit(question, bundle_work(self._workspace, question, options, version))
        return question.id

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

    def forget(self, run: str) -> None:
        """Remove an ended run and its results."""
        self.jobs.forget(run)
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
        """A document that a finished run kept: `bundles` or `manifest`."""
        return open_document(self._workspace, run, name)

    def result_table(self, run: str, name: str) -> pl.DataFrame:
        """A table that a finished run kept: `rules` or `products`."""
        return open_result_table(self._workspace, run, name)

    def csv(self, table: pl.DataFrame) -> bytes:
        """A table as CSV that a spreadsheet opens without running anything in it."""
        return to_csv(table)

    def files(self, run: str) -> dict[str, bytes]:
        """The files a finished run of Bundles writes, by name."""
        return bundle_files(self._workspace, run)

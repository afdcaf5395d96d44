"""Backroom as its callers see it: drop a file, have it read, ask for bundles, look at runs.

Pages, the command line and notebooks use this class and nothing behind it. Every method may be
called from any thread; none waits for a job but `wait`.
"""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Sequence
from typing import IO, Any, Self

import polars as pl

from engine.bundles import BundleOptions
from engine.bundles.work import bundle_files, bundle_work
from engine.errors import NotFound, OptionRefused
from engine.files import KINDS, Look, ReadOptions
from engine.jobs import Jobs, JobView, Question
from engine.joining import joining_question, joining_work
from engine.reading import left_out_rows, reading_files, reading_manifest, reading_work
from engine.reports import to_csv
from engine.settings import Settings, read_settings
from engine.steps import StepView
from engine.version import version_of
from engine.workspace import (
    CheckedTable,
    RunRow,
    Upload,
    Workspace,
    all_remembered,
    find_run,
    find_table,
    forget_file,
    forget_mapping,
    forget_run,
    list_runs,
    list_tables,
    open_document,
    open_doubts,
    open_lines,
    open_rejects,
    open_result_table,
    remember_mapping,
    spool,
    table_id,
)

TOOLS = ("bundles",)


class Backroom:
    """One open workspace with its engine thread."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self.jobs = Jobs(workspace)
        self._held: dict[str, Upload] = {}

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

    def take(self, name: str, source: IO[bytes]) -> Upload:
        """Take an upload into the private spool.

        Raises:
            FileRefused: It is larger than the limit.
        """
        return spool(self._workspace, name, source)

    def read(
        self, upload: Upload, options: ReadOptions | None = None, *, hold: bool = False
    ) -> str:
        """Have an upload read; joins or reuses an equal reading.

        Args:
            upload: From `take`.
            options: What to take it for; by default all is recognised.
            hold: Keep the upload's bytes in the spool, so that `read_again` can read them in
                another way, until `let_go`. Otherwise they are gone once they were read.

        Returns:
            The table's id, which is also the id of its run.
        """
        options = options or ReadOptions()
        remembered = "" if options != ReadOptions() else all_remembered(self._workspace)
        table = table_id(upload.content, options, version_of("files"), remembered)
        if hold:
            self._held[table] = upload
        afterwards = None if hold else functools.partial(upload.path.unlink, missing_ok=True)
        if self._is_read(table) and (not hold or self.look(table) is not None):
            if afterwards is not None:
                afterwards()
            return table
        asked = {"file": upload.name, "content": upload.content, "options": options.as_dict()}
        question = Question(table, "read", upload.name, asked)
        self.jobs.submit(
            question, reading_work(self._workspace, table, upload, options), afterwards
        )
        return table

    def read_again(self, table: str, options: ReadOptions) -> str:
        """Read a held upload in another way.

        Raises:
            NotFound: Its bytes are gone.
        """
        upload = self._held.get(table)
        if upload is None or not upload.path.exists():
            raise NotFound(
                "The file itself is no longer here, only what was read of it; drop it again to "
                "read it in another way."
            )
        return self.read(upload, options, hold=True)

    def let_go(self, table: str) -> None:
        """Remove the bytes of a held upload, and forget that it was held."""
        upload = self._held.get(table)
        if upload is None:
            return
        self._held = {key: held for key, held in self._held.items() if held.path != upload.path}
        upload.path.unlink(missing_ok=True)

    def holds(self, table: str) -> bool:
        """Whether the upload behind a table is still in the spool, so that it can be read again."""
        upload = self._held.get(table)
        return upload is not None and upload.path.exists()

    def look(self, table: str) -> Look | None:
        """What a file looked like when this process read it, even where reading failed."""
        view = self.jobs.view(table)
        return view.preview if view is not None and isinstance(view.preview, Look) else None

    def remember(self, table: str) -> None:
        """Read later files with this table's headings as this one was read by hand."""
        told = find_table(self._workspace, table).told
        options = ReadOptions.of(told["options"])
        remember_mapping(self._workspace, told["headings"], options)

    def forget_choice(self, table: str) -> None:
        """Recognise later files with this table's headings anew."""
        told = find_table(self._workspace, table).told
        forget_mapping(self._workspace, told["headings"])

    def _is_read(self, table: str) -> bool:
        try:
            find_table(self._workspace, table)
        except NotFound:
            return False
        return True

    def table(self, table: str) -> CheckedTable:
        """What a file turned out to hold.

        Raises:
            NotFound: It was not read, or is gone.
        """
        return find_table(self._workspace, table)

    def tables(self, *, at_most: int = 50) -> list[CheckedTable]:
        """The latest reading of each file that is kept, newest first."""
        return list_tables(self._workspace, at_most=at_most)

    def forget_file(self, table: str) -> None:
        """Remove a file: all that was read of it; runs keep their results."""
        self.let_go(table)
        forget_file(self._workspace, table)

    def lines(self, table: str) -> pl.DataFrame:
        """The checked lines of a table."""
        return open_lines(self._workspace, table)

    def rejects(self, table: str) -> pl.DataFrame:
        """The rows left out of a table: row, reason, value."""
        return open_rejects(self._workspace, table)

    def doubts(self, table: str) -> pl.DataFrame:
        """The rows of a table that are used although something is odd: row, reason, value."""
        return open_doubts(self._workspace, table)

    def left_out(self, table: str) -> pl.DataFrame:
        """The rows left out of a table under the file's own headings, to be mended and read again.

        Before them stand backroom_file, backroom_table, backroom_row, backroom_reason and
        backroom_value; columns that tell a person are not there.
        """
        return left_out_rows(self._workspace, table)

    def table_files(self, table: str) -> dict[str, bytes]:
        """The files of a reading by name: table.csv, left_out.csv, doubts.csv."""
        return reading_files(self._workspace, table)

    def reading_manifest(self, table: str) -> dict[str, Any]:
        """What was read, how it was understood, and how long it took."""
        return reading_manifest(self._workspace, table)

    def join(self, tables: Sequence[str]) -> str:
        """Have tables put together: orders, their headers, catalogs, inventories.

        Args:
            tables: Ids of tables, at least one of orders, in whatever order.

        Returns:
            The joined table's id, which is also the id of its run; a single table is its own.

        Raises:
            NotFound: One of them is not in the workspace.
            OptionRefused: They cannot be joined; the message says what is missing.
        """
        question = joining_question(self._workspace, tables)
        parents = question.asked["parents"]
        if len(parents) == 1:
            return str(parents[0])
        if not self._is_read(question.id):
            work = joining_work(self._workspace, question.id, parents)
            self.jobs.submit(question, work)
        return question.id

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

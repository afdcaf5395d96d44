"""The part of the door that is about files: drop, look, map, read, open, let go."""

from __future__ import annotations

import functools
import time
from collections.abc import Sequence
from typing import IO, Any

import polars as pl

from engine.errors import NotFound
from engine.files import Look, ReadOptions
from engine.jobs import Jobs, Question
from engine.joining import joining_question, joining_work
from engine.reading import left_out_rows, reading_files, reading_manifest, reading_work
from engine.run_door import RunDoor
from engine.version import version_of
from engine.workspace import (
    CheckedTable,
    Upload,
    Workspace,
    all_remembered,
    find_table,
    forget_file,
    forget_mapping,
    list_tables,
    open_doubts,
    open_lines,
    open_rejects,
    remember_mapping,
    spool,
    table_id,
)


class FileDoor(RunDoor):
    """Files of an open workspace."""

    def __init__(self, workspace: Workspace, jobs: Jobs) -> None:
        super().__init__(workspace, jobs)
        self._held: dict[str, list[Upload]] = {}

    def take(self, name: str, source: IO[bytes]) -> Upload:
        """Take an upload into the private spool; uploads held too long are let go of.

        Raises:
            FileRefused: It is larger than the limit.
        """
        self._let_old_ones_go()
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
        table = table_id(upload.content, options, self._reader, remembered)
        if hold:
            self._held.setdefault(table, []).append(upload)
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

    @property
    def _reader(self) -> str:
        """The reader's version, with its way of recognising columns where that is not the usual."""
        mode = self._workspace.settings.file_parser_mode
        return version_of("files") if mode == "flexible" else f"{version_of('files')} {mode}"

    def read_again(self, table: str, options: ReadOptions) -> str:
        """Read a held upload in another way.

        Raises:
            NotFound: Its bytes are gone.
        """
        upload = self._upload(table)
        if upload is None:
            raise NotFound(
                "The file itself is no longer here, only what was read of it; drop it again to "
                "read it in another way."
            )
        return self.read(upload, options, hold=True)

    def let_go(self, table: str, upload: Upload | None = None) -> None:
        """Remove the bytes of held uploads, and forget that they were held.

        Args:
            table: One of the readings of the upload; all of them let go of it.
            upload: The one to remove, where the same file was dropped several times, such as in
                two tabs; all of them otherwise.
        """
        for gone in [upload] if upload else self._held.get(table, []):
            self._held = {
                key: [one for one in held if one.path != gone.path]
                for key, held in self._held.items()
            }
            gone.path.unlink(missing_ok=True)

    def _let_old_ones_go(self) -> None:
        """An upload that was held for longer than the settings allow is forgotten."""
        longest = self._workspace.settings.spool_hours * 3600
        for table, held in list(self._held.items()):
            for upload in held:
                if upload.path.exists() and time.time() - upload.path.stat().st_mtime > longest:
                    self.let_go(table, upload)

    def holds(self, table: str) -> bool:
        """Whether the upload behind a table is still in the spool, so that it can be read again."""
        return self._upload(table) is not None

    def _upload(self, table: str) -> Upload | None:
        """An upload that is held for a table and still there."""
        held = self._held.get(table, [])
        return next((upload for upload in reversed(held) if upload.path.exists()), None)

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
        """Remove a file: all that was read of it.

        Runs keep their results, and what was decided about them stays with these; see
        `forget_decisions` of Bundles and `forget_label_decisions` of Labels.
        """
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

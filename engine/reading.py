"""The work of reading an upload: spool → checked table. Whoever asks removes the upload's bytes."""

from __future__ import annotations

import functools

from engine.files import ReadingRoom, ReadOptions, read_table
from engine.jobs import Work, in_thread
from engine.steps import Steps
from engine.workspace import Upload, Workspace, keep_table, remembered_mapping


def reading_work(workspace: Workspace, table: str, upload: Upload, options: ReadOptions) -> Work:
    """The job that reads an upload and keeps the table under `table`; its preview is the look."""

    async def work(steps: Steps) -> None:
        await in_thread(steps, _read, workspace, table, upload, options, steps)

    return work


def _read(
    workspace: Workspace, table: str, upload: Upload, options: ReadOptions, steps: Steps
) -> None:
    steps.plan("Unpack", "Understand the columns", "Check every row", "Keep the checked table")
    with workspace.private_folder() as folder, workspace.cursor() as cursor:
        limit = workspace.settings.upload_limit_mb
        remembered = functools.partial(remembered_mapping, workspace)
        room = ReadingRoom(folder, cursor, workspace.salt, limit, steps.show, remembered)
        reading = read_table(upload.path, room, steps, options)
    with steps("Keep the checked table"):
        keep_table(workspace, table, upload, reading)

"""The work of reading an upload: spool → checked table. Whoever asks removes the upload's bytes."""

from __future__ import annotations

from collections.abc import Mapping

from engine.files import ReadingRoom, read_orders
from engine.jobs import Work, in_thread
from engine.steps import Step, Steps
from engine.workspace import Upload, Workspace, keep_table


def reading_work(
    workspace: Workspace, table: str, upload: Upload, mapping: Mapping[str, str]
) -> Work:
    """The job that reads an upload as orders and keeps the table under `table`."""

    async def work(steps: Steps) -> None:
        await in_thread(steps, _read, workspace, table, upload, mapping, steps)

    return work


def _read(
    workspace: Workspace, table: str, upload: Upload, mapping: Mapping[str, str], steps: Step
) -> None:
    steps.plan("Unpack", "Understand the columns", "Check every row", "Keep the checked table")
    with workspace.private_folder() as folder, workspace.cursor() as cursor:
        limit = workspace.settings.upload_limit_mb
        room = ReadingRoom(folder, cursor, workspace.salt, limit)
        reading = read_orders(upload.path, room, steps, mapping)
    with steps("Keep the checked table"):
        keep_table(workspace, table, upload, mapping, reading)

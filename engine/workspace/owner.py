"""The one owner of DuckDB: a cursor for each thread that asks, one writer at a time.

DuckDB is not safe on a shared connection and refuses a second process; both are met here.
"""

from __future__ import annotations

import os
import secrets
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

import duckdb

from engine.errors import EngineError, WorkspaceLocked
from engine.settings import Settings
from engine.workspace.schema import bring_up_to_date


class Workspace:
    """The folder that holds all Backroom knows, and its database.

    Attributes:
        home: The folder.
        settings: The settings it was opened with.
    """

    def __init__(self, settings: Settings, connection: duckdb.DuckDBPyConnection) -> None:
        self.settings = settings
        self.home = settings.home
        self._connection = connection
        self._writer = threading.RLock()

    @classmethod
    def open(cls, settings: Settings) -> Self:
        """Open the workspace, made first if it is new.

        Raises:
            WorkspaceLocked: Another process has it open.
            EngineError: Its folder cannot be made, or its database is damaged.
        """
        home = settings.home
        try:
            for folder in (home, home / "spool", home / "tables"):
                folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise EngineError(
                f"The workspace folder {home} cannot be made: {error.strerror}."
            ) from error
        config: dict[str, str | bool | int | float | list[str]] = {
            "threads": settings.threads,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        }
        try:
            connection = duckdb.connect(str(home / "backroom.duckdb"), config=config)
        except duckdb.Error as error:
            if "lock" not in str(error).lower():
                raise EngineError(
                    f"The workspace's database in {home} cannot be opened: it is damaged or was "
                    "made by another version. Move backroom.duckdb away to begin anew."
                ) from error
            raise WorkspaceLocked(
                "Another Backroom already has this workspace open. Close it, or set BACKROOM_HOME "
                "to another folder."
            ) from error
        workspace = cls(settings, connection)
        with workspace.writing() as cursor:
            bring_up_to_date(cursor)
        workspace._empty_spool()
        return workspace

    def close(self) -> None:
        """Close the database; the workspace is of no use afterwards."""
        with self._writer:
            self._connection.close()

    @contextmanager
    def cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor of the caller's own, with its own temporary tables."""
        cursor = self._connection.cursor()
        try:
            yield cursor
        finally:
            cursor.close()

    @contextmanager
    def writing(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor inside a transaction; writers wait for each other."""
        with self._writer, self.cursor() as cursor:
            cursor.begin()
            try:
                yield cursor
            except BaseException:
                cursor.rollback()
                raise
            cursor.commit()

    @property
    def salt(self) -> bytes:
        """Secret bytes that identities are hashed with; made once for each workspace."""
        path = self.home / "salt"
        with self._writer:
            if not path.exists():
                _write_private(path, secrets.token_bytes(32))
            return path.read_bytes()

    @contextmanager
    def private_folder(self) -> Iterator[Path]:
        """A folder in the spool that only this user can read, gone afterwards."""
        folder = self.home / "spool" / secrets.token_hex(8)
        folder.mkdir(mode=0o700)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _empty_spool(self) -> None:
        """Uploads that a former process left behind hold names and addresses: away with them."""
        for left in (self.home / "spool").iterdir():
            if left.is_dir():
                shutil.rmtree(left, ignore_errors=True)
            else:
                left.unlink(missing_ok=True)


def _write_private(path: Path, data: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(data)

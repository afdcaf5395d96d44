"""The errors a caller may meet, each saying what was wrong, what exists and what to do.

Tree: EngineError > FileRefused > ColumnsMissing; EngineError > TooSmall, OptionRefused,
WorkspaceLocked, NotFound, Cancelled, ModelRefused, StoppedAtBudget. Messages are shown to users
as they stand.
"""

from __future__ import annotations


class EngineError(Exception):
    """Anything the engine refuses or cannot do; `str(error)` is one plain sentence or two."""


class FileRefused(EngineError):
    """The bytes are not a table we can read: wrong format, empty, damaged or nested."""


class ColumnsMissing(FileRefused):
    """The table was read, but columns it must have were not found.

    Attributes:
        missing: Names of the fields that no column was found for.
        existing: Headings that the file has, in its own order.
    """

    def __init__(self, message: str, missing: tuple[str, ...], existing: tuple[str, ...]) -> None:
        super().__init__(message)
        self.missing = missing
        self.existing = existing

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), (str(self), self.missing, self.existing)


class TooSmall(EngineError):
    """There is too little data for the question; the message says how much would do."""


class OptionRefused(EngineError):
    """An option is unknown or its value is out of range; the message lists what is possible."""


class WorkspaceLocked(EngineError):
    """Another process holds the workspace's database."""


class NotFound(EngineError):
    """A run or table with this id is not in the workspace."""


class Cancelled(EngineError):
    """The run was cancelled; raised inside the work at its next check."""

    def __init__(self) -> None:
        super().__init__("The run was cancelled.")

    def __reduce__(self) -> tuple[object, ...]:
        return type(self), ()


class ModelRefused(EngineError):
    """Nothing can be asked of the server: key, right, model or address is wrong; says the fix."""


class StoppedAtBudget(EngineError):
    """A run spent what it may; what was done is kept, and a higher cap lets it go on."""

"""The public door of Backroom: everything a page, the command line or a notebook may use."""

from engine.bundles import Bundle, BundleOptions, BundleResult, BundleTables, find_bundles
from engine.door import TOOLS, Backroom
from engine.errors import (
    Cancelled,
    ColumnsMissing,
    EngineError,
    FileRefused,
    NotFound,
    OptionRefused,
    TooSmall,
    WorkspaceLocked,
)
from engine.files import KINDS, REASONS, Column, Field, Kind, Look, LookedColumn, ReadOptions
from engine.jobs import JobView
from engine.settings import Settings, read_settings
from engine.steps import Steps, StepView
from engine.workspace import CheckedTable, RunRow, Upload

__all__ = [
    "KINDS",
    "REASONS",
    "TOOLS",
    "Backroom",
    "Bundle",
    "BundleOptions",
    "BundleResult",
    "BundleTables",
    "Cancelled",
    "CheckedTable",
    "Column",
    "ColumnsMissing",
    "EngineError",
    "Field",
    "FileRefused",
    "JobView",
    "Kind",
    "Look",
    "LookedColumn",
    "NotFound",
    "OptionRefused",
    "ReadOptions",
    "RunRow",
    "Settings",
    "StepView",
    "Steps",
    "TooSmall",
    "Upload",
    "WorkspaceLocked",
    "find_bundles",
    "read_settings",
]  # fmt: skip

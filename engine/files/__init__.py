"""Bytes → checked tables: unpack, decode, recognise columns, reject rows with reasons."""

from engine.files.check.reasons import REASONS
from engine.files.kinds import KINDS, Field, Kind
from engine.files.options import ReadOptions
from engine.files.reading import Reading, ReadingRoom, read_table
from engine.files.recognise.columns import Column
from engine.files.recognise.look import Look, LookedColumn

__all__ = [
    "KINDS", "REASONS", "Column", "Field", "Kind", "Look", "LookedColumn", "ReadOptions", "Reading",
    "ReadingRoom",
    "read_table",
]  # fmt: skip

"""Bytes → checked tables: unpack, decode, recognise columns, reject rows with reasons."""

from engine.files.check.reasons import REASONS
from engine.files.join.part import Part
from engine.files.join.together import Joined, join_all
from engine.files.kinds import KINDS, Field, Kind
from engine.files.options import ReadOptions
from engine.files.reading import Reading, ReadingRoom, read_table
from engine.files.recognise.columns import Column
from engine.files.recognise.look import Look, LookedColumn

__all__ = [
    "KINDS", "REASONS", "Column", "Field", "Joined", "Kind", "Look", "LookedColumn", "Part",
    "ReadOptions", "Reading", "ReadingRoom", "join_all",
    "read_table",
]  # fmt: skip

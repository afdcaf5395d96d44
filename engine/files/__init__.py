"""Bytes → checked tables: unpack, decode, recognise columns, reject rows with reasons."""

from engine.files.check.reasons import REASONS
from engine.files.forms.raw import RawTable
from engine.files.found import Reading
from engine.files.join.mended import Mended, Origin, is_corrections, mend, origin_of
from engine.files.join.part import Part
from engine.files.join.products import all_variants
from engine.files.join.together import Joined, join_all
from engine.files.kinds import KINDS, Field, Kind
from engine.files.kinds.labels import ALIASES, LABELS, ORIGIN, STATUSES
from engine.files.options import SCALES, ReadOptions
from engine.files.reading import check_table, open_table, read_table
from engine.files.recognise.columns import Column
from engine.files.recognise.look import Look, LookedColumn
from engine.files.room import ReadingRoom

__all__ = [
    "ALIASES", "KINDS", "LABELS", "ORIGIN", "REASONS", "SCALES", "STATUSES", "Column", "Field",
    "Joined", "Kind", "Look", "LookedColumn", "Mended", "Origin", "Part", "RawTable", "ReadOptions",
    "Reading", "ReadingRoom", "all_variants", "check_table", "is_corrections", "join_all", "mend",
    "open_table", "origin_of", "read_table",
]  # fmt: skip

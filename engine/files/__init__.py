"""Bytes → checked tables: unpack, decode, recognise columns, reject rows with reasons."""

from engine.files.columns import Column
from engine.files.fields import FIELD_NAMES, ORDER_FIELDS
from engine.files.reading import Reading, ReadingRoom, read_orders
from engine.files.reasons import REASONS

__all__ = [
    "FIELD_NAMES", "ORDER_FIELDS", "REASONS", "Column", "Reading", "ReadingRoom", "read_orders",
]  # fmt: skip

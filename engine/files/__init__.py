"""Bytes → checked tables: unpack, decode, recognise columns, reject rows with reasons."""

from engine.files.check.reasons import REASONS
from engine.files.kinds.orders import FIELD_NAMES, ORDER_FIELDS
from engine.files.reading import Reading, ReadingRoom, read_orders
from engine.files.recognise.columns import Column

__all__ = [
    "FIELD_NAMES", "ORDER_FIELDS", "REASONS", "Column", "Reading", "ReadingRoom", "read_orders",
]  # fmt: skip

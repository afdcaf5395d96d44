"""An upload → a checked table of order lines, with everything that was noticed on the way."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import polars as pl

from engine.errors import ColumnsMissing, FileRefused, TooSmall
from engine.files.cells.words import as_categorical, words_of
from engine.files.check.baskets import check_baskets, is_basket_file
from engine.files.check.checked import Checked
from engine.files.check.orders import check_orders
from engine.files.check.reasons import REASONS
from engine.files.forms.raw import RawTable, load, look
from engine.files.forms.unpack import unpack
from engine.files.recognise.columns import Column, recognise_columns
from engine.steps import Step


@dataclass(frozen=True)
class Reading:
    """What a file turned out to hold.

    Attributes:
        kind: `orders` (a line per product in an order) or `baskets` (a line per order).
        columns: The recognised columns.
        read: Data records in the file.
        used: Records that are in `table`.
        rejected: Reason → records left out for it; read = used + the sum of these.
        notes: What was assumed or is missing, in sentences.
        table: row, order_id, sku, title, quantity, unit_price, moment, customer (salted hash),
            category; a line per product, texts categorical.
        rejects: row, reason, value; a line per record left out.
    """

    kind: str
    columns: tuple[Column, ...]
    read: int
    used: int
    rejected: dict[str, int]
    notes: tuple[str, ...]
    table: pl.DataFrame = field(repr=False)
    rejects: pl.DataFrame = field(repr=False)


@dataclass(frozen=True)
class ReadingRoom:
    """What reading needs around it.

    Attributes:
        folder: A private folder for unpacked bytes; the caller removes it afterwards.
        cursor: A DuckDB cursor of the reader's own; temporary tables are made in it.
        salt: Secret bytes that identities are hashed with.
        limit_mb: Largest unpacked size, in MiB.
    """

    folder: Path
    cursor: duckdb.DuckDBPyConnection
    salt: bytes
    limit_mb: int


def read_orders(
    path: Path, room: ReadingRoom, step: Step, by_hand: Mapping[str, str] | None = None
) -> Reading:
    """Read an order export.

    Args:
        path: The upload as it came: CSV, TSV or XLSX, or gzip or zip of one of them.
        room: Where and how to read.
        step: Named steps are reported inside it.
        by_hand: Field → heading chosen by the user.

    Raises:
        FileRefused: Not a table, or not one of orders; the message says what is missing.
        TooSmall: No row could be used.
    """
    with step("Unpack", unit="bytes") as inner:
        plain, form = unpack(path, room.folder, inner, limit_mb=room.limit_mb)
        if plain == path:
            plain = _own_copy(path, room.folder)
    with step("Understand the columns"):
        raw = look(plain, form)
        columns = _columns(raw, by_hand)
    with step("Check every row", unit="rows") as inner, inner.interruptible(room.cursor.interrupt):
        checked = _checked(raw, columns, room, inner)
        reading = _gather(columns, raw.notes, checked, room.salt)
        inner.expect(reading.read)
        inner.advance(reading.read)
    return reading


def _own_copy(path: Path, folder: Path) -> Path:
    copy = folder / "plain"
    shutil.copyfile(path, copy)
    return copy


def _columns(raw: RawTable, by_hand: Mapping[str, str] | None) -> tuple[Column, ...]:
    """The recognised columns; none for a file of baskets."""
    try:
        return recognise_columns(raw, by_hand)
    except ColumnsMissing:
        if by_hand or not is_basket_file(raw):
            raise
        return ()


def _checked(raw: RawTable, columns: tuple[Column, ...], room: ReadingRoom, step: Step) -> Checked:
    if not columns:
        return check_baskets(raw, step)
    records = load(raw, room.cursor, step)
    checked = check_orders(records, columns, room.cursor, step)
    found = {column.field for column in columns}
    notes = checked.notes
    if "unit_price" not in found:
        notes += ("The file has no prices: bundles come without prices.",)
    if "date" not in found:
        notes += ("The file has no dates: every order counts alike, whenever it was.",)
    rejects = pl.concat([checked.rejects, records.left_out]).sort("row")
    return Checked(checked.table, rejects, notes)


def _gather(
    columns: tuple[Column, ...], notes: tuple[str, ...], checked: Checked, salt: bytes
) -> Reading:
    counts = dict(checked.rejects.group_by("reason").len().iter_rows())
    rejected = {reason: counts[reason] for reason in REASONS if reason in counts}
    used = checked.table.height if columns else checked.table["row"].n_unique()
    read = used + checked.rejects.height
    _refuse_nothing(used, read, rejected)
    return Reading(
        kind="orders" if columns else "baskets",
        columns=columns,
        read=read,
        used=used,
        rejected=rejected,
        notes=notes + checked.notes,
        table=checked.table.with_columns(_hashed(checked.table["customer"], salt)),
        rejects=checked.rejects,
    )


def _refuse_nothing(used: int, read: int, rejected: dict[str, int]) -> None:
    if not read:
        raise FileRefused("The file has a header but no rows.")
    if not used:
        most = max(rejected, key=lambda reason: rejected[reason])
        raise TooSmall(f"None of the {read:,} rows can be used: mostly {REASONS[most]}.")


def _hashed(customers: pl.Series, salt: bytes) -> pl.Series:
    """Identities as the first 16 hex digits of their salted SHA-256."""
    words = words_of(customers)
    hashed = [
        name if name is None else hashlib.sha256(salt + name.encode()).hexdigest()[:16]
        for name in words.distinct
    ]
    codes = as_categorical(pl.Series(customers.name, hashed, dtype=pl.String))
    return codes.gather(words.place)

"""An upload → a checked table, with everything that was noticed on the way."""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import shutil
from pathlib import Path

import numpy as np
import polars as pl

from engine.errors import ColumnsMissing, FileRefused, TooSmall
from engine.files.cells.memory import give_back
from engine.files.cells.words import as_categorical, words_of
from engine.files.check.baskets import has_loose_products, is_basket_file
from engine.files.check.checked import Checked, Source
from engine.files.check.kept import with_kept
from engine.files.check.kinds import CHECKS
from engine.files.check.left_out import with_cells
from engine.files.check.reasons import REASONS
from engine.files.forms.raw import RawTable, look
from engine.files.forms.unpack import unpack
from engine.files.found import Reading
from engine.files.kinds.receipt_documents import RECEIPT_DOCUMENTS
from engine.files.options import ReadOptions
from engine.files.recognise.candidates import MAP_IT
from engine.files.recognise.look import look_closely
from engine.files.recognise.personal import personal_columns
from engine.files.recognise.recognition import Recognition, recognise
from engine.files.room import ReadingRoom
from engine.steps import Step


def read_table(
    path: Path, room: ReadingRoom, step: Step, options: ReadOptions | None = None
) -> Reading:
    """Read a file of any kind that is understood.

    Args:
        path: The upload as it came.
        room: Where and how to read.
        step: Named steps are reported inside it.
        options: What the user chose.

    Raises:
        FileRefused: Not a table, or of no known kind; the message says what is missing.
        TooSmall: No row could be used.
    """
    options = options or ReadOptions()
    return check_table(open_table(path, room, step, options), room, step, options)


def open_table(path: Path, room: ReadingRoom, step: Step, options: ReadOptions) -> RawTable:
    """Unpack a file and look at its first records.

    Raises:
        FileRefused: Not a table.
    """
    with step("Unpack", unit="bytes") as inner:
        plain, form = unpack(path, room.folder, inner, limit_mb=room.limit_mb)
        if plain == path:
            plain = _own_copy(path, room.folder)
    with step("Look at the first rows"):
        raw = look(plain, form, sheet=options.sheet or None, documents=RECEIPT_DOCUMENTS)
        before = room.remembered(raw.headings) if options == ReadOptions() else None
        if before is not None and before.sheet not in ("", raw.sheet):
            raw = look(plain, form, sheet=before.sheet, documents=RECEIPT_DOCUMENTS)
    return raw


def check_table(raw: RawTable, room: ReadingRoom, step: Step, options: ReadOptions) -> Reading:
    """Understand a table that was opened, and check every row of it.

    Raises:
        FileRefused: Of no known kind; the message says what is missing.
        TooSmall: No row could be used.
    """
    with step("Understand the columns"):
        options, note = _chosen(raw, room, options)
        recognition = _understood(raw, room, options)
    columns, personal = recognition.columns, recognition.personal
    with step("Read every row", unit="bytes") as inner, inner.interruptible(room.cursor.interrupt):
        source = Source(raw, columns, personal, options, room.cursor, inner)
        if recognition.kind != "baskets":  # those may be read in their own way
            source.read_records()
    with step("Check every row", unit="rows") as inner, inner.interruptible(room.cursor.interrupt):
        source = source.under(inner)
        checked = CHECKS[recognition.kind](source)
        reading = _gather(recognition, source, checked, room.salt, note)
        inner.expect(reading.read)
        inner.advance(reading.read)
    return reading


def _own_copy(path: Path, folder: Path) -> Path:
    copy = folder / "plain"
    shutil.copyfile(path, copy)
    return copy


def _understood(raw: RawTable, room: ReadingRoom, options: ReadOptions) -> Recognition:
    """What the table is; its look is told even where that fails."""
    room.looked(look_closely(raw, None, personal_columns(raw, None, options.keep)))
    recognition = _recognised(raw, room, options)
    personal = personal_columns(raw, recognition, options.keep)
    hashed = {column.index for column in recognition.columns if column.personal}
    room.looked(look_closely(raw, recognition, personal | hashed))
    return dataclasses.replace(recognition, personal=tuple(sorted(personal - hashed)))


def _recognised(raw: RawTable, room: ReadingRoom, options: ReadOptions) -> Recognition:
    """What the table is; a ragged file without a header is one of baskets."""
    if not options.mapping and options.kind in ("", "baskets") and has_loose_products(raw):
        evidence = f"every line goes on with its products under {raw.headings[-1]!r}"
        return Recognition("baskets", "", 0.9, evidence, ())
    try:
        return recognise(raw, options, room.exact)
    except ColumnsMissing:
        if options.mapping or options.kind not in ("", "baskets") or not is_basket_file(raw):
            raise
        evidence = "every line is a list of products, without a header"
        return Recognition("baskets", "", 0.9, evidence, ())


def _chosen(
    raw: RawTable, room: ReadingRoom, options: ReadOptions
) -> tuple[ReadOptions, tuple[str, ...]]:
    """What the user chose for this file, or else for one with the same headings."""
    if options != ReadOptions():
        return options, ()
    before = room.remembered(raw.headings)
    if before is None:
        return options, ()
    return before, ("The columns were read as you chose for a file with the same headings.",)


def _gather(
    recognition: Recognition,
    source: Source,
    checked: Checked,
    salt: bytes,
    note: tuple[str, ...],
) -> Reading:
    hide = functools.partial(_hashed, salt=salt)
    rejects = with_cells(_all_rejects(source, checked), source, _extras(source, checked), hide)
    rejected, used = _counts(rejects), _different(checked.table["row"])
    read = used + rejects.height
    _refuse_nothing(used, read, rejected)
    give_back(used)
    table = with_kept(checked.table, source)
    if "customer" in table.columns:
        table = table.with_columns(hide(table["customer"]))
    return Reading(
        recognition, source.options, source.raw, read, used, rejected, _counts(checked.doubts),
        note + source.raw.notes + checked.notes, checked.facts, checked.open,
        table, rejects, checked.doubts,
    )  # fmt: skip


def _different(rows: pl.Series) -> int:
    """How many numbers; those that ascend, as nearly all tables' do, are not looked up."""
    steps = np.diff(rows.to_numpy())
    if (steps < 0).any():
        return rows.n_unique()
    return int(np.count_nonzero(steps)) + (len(rows) > 0)


def _all_rejects(source: Source, checked: Checked) -> pl.DataFrame:
    """What the check left out, and what could not even be cut into cells."""
    if "records" not in vars(source):  # the check read the file in its own way
        return checked.rejects
    return pl.concat([checked.rejects, source.records.left_out]).sort("row")


def _extras(source: Source, checked: Checked) -> list[str]:
    """Headings of columns that the table keeps although they hold no field."""
    named = {name.partition(": ")[2] for name in checked.table.columns if ": " in name}
    return [heading for heading in source.raw.headings if heading in named]


def _counts(rejects: pl.DataFrame) -> dict[str, int]:
    counts = dict(rejects.group_by("reason").len().iter_rows())
    return {reason: counts[reason] for reason in REASONS if reason in counts}


def _refuse_nothing(used: int, read: int, rejected: dict[str, int]) -> None:
    if not read:
        raise FileRefused(
            "The file has a header but no rows below it: export it again for a longer period, or "
            "without a filter."
        )
    if not used:
        most = max(rejected, key=lambda reason: rejected[reason])
        every = "The only row cannot" if read == 1 else f"None of the {read:,} rows can"
        raise TooSmall(f"{every} be used: mostly {REASONS[most]}. {MAP_IT}")


def _hashed(customers: pl.Series, salt: bytes) -> pl.Series:
    """Identities as the first 16 hex digits of their salted SHA-256."""
    words = words_of(customers)
    hashed = [
        name if name is None else hashlib.sha256(salt + name.encode()).hexdigest()[:16]
        for name in words.distinct
    ]
    codes = as_categorical(pl.Series(customers.name, hashed, dtype=pl.String))
    return codes.gather(words.place)

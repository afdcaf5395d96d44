"""Whole baskets in a row: a list in one cell, as many cells as products, or a column for each.

A file without a header, with as many cells a line as products, is the layout of the arules
package's example data; a line's number is its order.
"""

from __future__ import annotations

import csv
import dataclasses
import json
from collections.abc import Iterator

import numpy as np
import polars as pl

from engine.files.cells.copies import later_copies
from engine.files.cells.words import Words, as_categorical, trimmed, words_of
from engine.files.check.basket_lists import read_lists
from engine.files.check.checked import Checked, Source
from engine.files.check.facts import order_facts
from engine.files.check.lines import Lines, read_lines
from engine.files.check.one_hot import read_bought
from engine.files.check.verdicts import Verdict, in_doubt, left_out
from engine.files.forms.raw import RawTable
from engine.files.kinds import KINDS, normalised
from engine.files.recognise.columns import Column
from engine.files.recognise.content import columns_of
from engine.files.recognise.one_hot import product_columns

_KNOWN = {
    heading for kind in KINDS.values() for field in kind.fields for heading in field.headings
} - {"name", "order"}
_ITEMS = set(KINDS["baskets"].field("items").headings)
_LEADS = {heading for field in KINDS["baskets"].fields for heading in field.headings} - _ITEMS


def is_basket_file(raw: RawTable) -> bool:
    """Whether every line is a basket: no known heading, words, and ragged."""
    if raw.layout is None or not raw.layout.ragged:
        return False
    if any(normalised(heading) in _KNOWN for heading in raw.headings):
        return False
    cells = [cell for row in raw.layout.rows for cell in row if cell.strip()]
    return sum(any(sign.isalpha() for sign in cell) for cell in cells) > 0.9 * len(cells)


def has_loose_products(raw: RawTable) -> bool:
    """Whether the last heading is one for products and stands over all cells that follow.

    In front of it is nothing but what an order may say of itself, and many lines are longer than
    the header.
    """
    if raw.layout is None or not raw.layout.ragged or normalised(raw.headings[-1]) not in _ITEMS:
        return False
    longer = sum(len(row) > len(raw.headings) for row in raw.sample)
    known = all(normalised(heading) in _LEADS for heading in raw.headings[:-1])
    return known and longer > 0.4 * len(raw.sample)


def _lead(raw: RawTable) -> tuple[str, ...]:
    """The headings in front of the products."""
    return raw.headings[:-1] if has_loose_products(raw) else ()


def check_baskets(source: Source) -> Checked:
    """A line for every distinct product of a basket.

    The table's columns are those of order lines; a basket's lines share its row. Without a column
    of order numbers a basket is known by its row's.
    """
    listed = any(column.field == "items" for column in source.columns)
    products = () if listed else product_columns(columns_of(source.raw))
    if has_loose_products(source.raw) or not (listed or products):
        return _check_loose(source)
    cells = trimmed(source.records.cells)
    if listed:
        return _check_lists(source, cells, source.records.row)
    return _check_one_hot(source, cells, [column.index for column in products])


def _check_loose(source: Source) -> Checked:
    """As many cells as products: put together as a list, then judged as one."""
    raw, lead = source.raw, len(_lead(source.raw))
    columns = tuple(column for column in source.columns if column.index < lead)
    if not columns and lead:
        columns = tuple(_of_header(raw))
    items = Column("items", lead, "products", 1.0, "all cells that follow")
    rows = []
    for row, cells in enumerate(_records(raw), start=1):
        names = [cell for cell in cells[lead:] if cell.strip()]
        rows.append([*cells[:lead], *[None] * (lead - len(cells)), json.dumps(names)])
        if row % 10_000 == 0:
            source.step.check()
    frame = pl.DataFrame(rows, {f"c{k}": pl.String for k in range(lead + 1)}, orient="row")
    source = dataclasses.replace(source, columns=(*columns, items))
    checked = _check_lists(
        source, trimmed(map(words_of, frame)), pl.Series("row", range(1, len(rows) + 1))
    )
    header = "" if has_loose_products(raw) else "; the file has no header"
    note = f"Every line was read as one basket of products{header}."
    return dataclasses.replace(checked, notes=(note, *checked.notes[1:]))


def _of_header(raw: RawTable) -> Iterator[Column]:
    """Columns in front of the products whose headings are known."""
    for field in KINDS["baskets"].fields:
        for index, heading in enumerate(_lead(raw)):
            if normalised(heading) in field.headings:
                yield Column(field.name, index, heading, 0.9, "known heading", (), field.personal)
                break


def _records(raw: RawTable) -> Iterator[list[str]]:
    assert raw.layout is not None  # noqa: S101 - only text can be a basket file
    with raw.path.open(encoding="utf-8", newline="") as file:
        records = (cells for cells in csv.reader(file, delimiter=raw.layout.delimiter) if cells)
        if has_loose_products(raw):
            next(records, None)
        yield from records


def _check_lists(source: Source, cells: tuple[Words, ...], row: pl.Series) -> Checked:
    lines = read_lines(cells, source)
    words = lines.cell("items")
    lists = read_lists(words)
    listed = lists.by_word.gather(words.place)
    unread = listed.is_null().to_numpy() & ~words.blank
    empty = Verdict("empty_basket", (listed.list.len().fill_null(0) == 0).to_numpy())
    verdicts = [*_rules(lines), Verdict("unreadable_list", unread, _shown(words)), empty]
    used, rejects = left_out(row, [*verdicts, *_later_rules(lines)])
    at = np.flatnonzero(used)
    products = pl.DataFrame({"at": at, "product": listed.gather(at)}).explode("product")
    bought = products.with_columns(pl.lit(1.0).alias("count"))
    table = _table(lines, row, bought)
    notes = (lists.note, *lines.notes, *_missing(lines))
    return Checked(table, rejects, notes, facts=_facts(table), open=lines.open)


def _check_one_hot(source: Source, cells: tuple[Words, ...], products: list[int]) -> Checked:
    lines, row = read_lines(cells, source), source.records.row
    bought = read_bought([cells[index] for index in products])
    empty = np.ones(len(lines), dtype=bool)
    empty[bought.at.to_numpy()] = False
    rules = [*_rules(lines), Verdict("empty_basket", empty), *_later_rules(lines)]
    used, rejects = left_out(row, rules)
    names = pl.Series([" ".join(source.raw.headings[index].split()) for index in products])
    frame = pl.DataFrame({"at": bought.at, "product": names.gather(bought.column)})
    frame = frame.with_columns(bought.count.alias("count")).filter(pl.Series(used[bought.at]))
    table = _table(lines, row, frame)
    doubts = in_doubt(row, used, [Verdict("odd_cell", bought.odd, bought.value)])
    note = f"Every one of {len(products):,} columns was read as a product, bought or not."
    notes = (note, *lines.notes, *_missing(lines))
    return Checked(table, rejects, notes, doubts, _facts(table), lines.open)


def _rules(lines: Lines) -> Iterator[Verdict]:
    """What leaves a basket out before its products are looked at."""
    yield Verdict("empty_row", np.logical_and.reduce([words.blank for words in lines.cells]))
    if "order_id" in lines.fields:
        yield Verdict("no_order", lines.order.blank)


def _later_rules(lines: Lines) -> Iterator[Verdict]:
    if "date" in lines.fields:
        yield Verdict("no_date", lines.moment.is_null().to_numpy(), _shown(lines.cell("date")))
    if "order_id" in lines.fields:
        yield Verdict("duplicate_line", later_copies(lines.cells))


def _shown(words: Words) -> pl.Series:
    return words.distinct.gather(words.place)


def _missing(lines: Lines) -> Iterator[str]:
    yield "The file has no prices: bundles come without prices."
    if "date" not in lines.fields:
        yield "The file has no dates: every order counts alike, whenever it was."


def _facts(table: pl.DataFrame) -> dict[str, object]:
    return order_facts(table) | {"currency": None}


def _table(lines: Lines, row: pl.Series, bought: pl.DataFrame) -> pl.DataFrame:
    """Order lines from at (a record's place), product and count."""
    at, nothing = bought["at"].to_numpy(), pl.lit(None, pl.String)
    numbers = row.gather(at).cast(pl.Int64)
    order = _shown(lines.order).gather(at) if "order_id" in lines.fields else numbers
    table = pl.DataFrame(
        {
            "row": numbers,
            "order_id": order.cast(pl.String),
            "sku": bought["product"],
            "title": bought["product"],
            "quantity": bought["count"],
            "moment": lines.moment.gather(at).cast(pl.Datetime("us")),
            "customer": lines.customer.distinct.gather(lines.customer.place[at]),
        }
    )
    price = pl.lit(None, pl.Float64).alias("unit_price")
    table = table.with_columns(price, nothing.alias("category")).select(_COLUMNS)
    return table.with_columns(as_categorical(column) for column in table)


_COLUMNS = (
    "row", "order_id", "sku", "title", "quantity", "unit_price", "moment", "customer", "category",
)  # fmt: skip

"""Records and their columns → order lines that can be counted on, and the rest with reasons.

Every rule is one line, in the order of `REASONS`; nothing is repaired or filled in.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import duckdb
import numpy as np
import numpy.typing as npt
import polars as pl

from engine.files.cells.copies import later_copies
from engine.files.cells.words import Mask, Places, Words, as_categorical, ask, trimmed
from engine.files.check.checked import Checked, Source
from engine.files.check.facts import order_facts
from engine.files.check.lines import Lines, read_lines
from engine.files.check.reasons import NON_PRODUCT_CODES, NON_PRODUCT_NAMES, REASONS

Cursor = duckdb.DuckDBPyConnection


def check_orders(source: Source) -> Checked:
    """Judge every record of a table of order lines.

    The table's columns: row, order_id, sku, title, quantity, unit_price, moment, customer (as the
    file has it), category.
    """
    records, cursor, step = source.records, source.cursor, source.step
    cells = trimmed(records.cells)
    with ThreadPoolExecutor(1) as beside:
        copies = beside.submit(later_copies, cells)
        lines = read_lines(cells, source.columns, cursor, step)
    reason = np.full(len(lines), -1, dtype=np.int8)
    for name, holds in _rules(lines, cursor, copies.result()):
        reason[holds & (reason < 0)] = _PLACE[name]
        step.check()
    used = reason < 0
    table, rejects = _table(lines, records.row, used), _rejects(lines, records.row, reason)
    return Checked(table, rejects, tuple(_notes(lines)), facts=order_facts(table))


def _notes(lines: Lines) -> Iterator[str]:
    if lines.note:
        yield lines.note
    if "unit_price" not in lines.fields:
        yield "The file has no prices: bundles come without prices."
    if "date" not in lines.fields:
        yield "The file has no dates: every order counts alike, whenever it was."


_PLACE = {name: place for place, name in enumerate(REASONS)}


def _rules(lines: Lines, cursor: Cursor, copies: Mask) -> Iterator[tuple[str, Mask]]:
    """Reason → rows it holds for, in the order of REASONS; absent columns give none."""
    order, quantity, price = lines.order, lines.quantity, lines.unit_price
    yield "empty_row", np.logical_and.reduce([words.blank for words in lines.cells])
    yield "no_order", order.blank
    yield "no_product", lines.code.blank & lines.name.blank
    yield from _order_rules(lines)
    if "quantity" in lines.fields:
        yield "unreadable_quantity", np.isnan(quantity) & lines.wrote("quantity")
        yield "return", quantity < 0
        yield "zero_quantity", np.isnan(quantity) | (quantity == 0)
    if "unit_price" in lines.fields:
        yield "unreadable_price", np.isnan(price) & lines.wrote("unit_price")
        yield "no_price", np.isnan(price)
        yield "zero_or_negative_price", price <= 0
    yield "not_a_product", _no_products(lines, cursor)
    if "currency" in lines.fields:
        yield "other_currency", ~lines.currency.blank & ~_of_main_currency(lines)
    if "date" in lines.fields:
        undated = ~_in_any(order, lines.moment.is_not_null().to_numpy())
        yield "no_date", lines.moment.is_null().to_numpy() & undated
    if "quantity" in lines.fields:
        yield "duplicate_line", copies


def _order_rules(lines: Lines) -> Iterator[tuple[str, Mask]]:
    """What an order's number, or any of its lines, says of all of them."""
    credit = lines.order.spread(lines.order.distinct.str.contains("^[cC][0-9]+$"))
    numbers = lines.order.distinct.str.contains("^[0-9]+$")
    yield "credit_note", credit & (_share(numbers, lines.pairs[0]) > 0.5)
    yield "cancelled_order", _in_any(lines.order, lines.cancelled)


def _no_products(lines: Lines, cursor: Cursor) -> Mask:
    """Postage, fees and the like, by their code or name.

    Where nearly all codes hold digits, a code without any is none of a product.
    """
    codes, names = lines.code.distinct, lines.cell("product")
    fee_codes = lines.code.spread(codes.is_in(NON_PRODUCT_CODES))
    fee = f"regexp_matches(lower(cell), {NON_PRODUCT_NAMES!r})"
    fee_names = names.spread(ask(cursor, names, {"fee": fee})["fee"])
    digits = codes.str.contains("[0-9]")
    if _share(digits, lines.pairs[1]) > 0.9:
        fee_codes |= lines.code.spread(~digits)
    found: Mask = fee_codes | fee_names
    return found


def _share(truth: pl.Series, places: Places) -> float:
    """Share of these places, those without a word left out, of whose words something is true."""
    places = places[places < len(truth) - 1]
    return float(truth.fill_null(value=False).to_numpy()[places].mean()) if len(places) else 0.0


def _of_main_currency(lines: Lines) -> Mask:
    """Rows in the currency of most products in orders; among equals the first by alphabet."""
    rows = np.flatnonzero(pl.Series(lines.products()).is_first_distinct().to_numpy())
    places = lines.currency.place[rows[~lines.currency.blank[rows]]]
    if not len(places):
        return np.ones(len(lines), dtype=bool)
    counts = np.bincount(places)
    most = np.flatnonzero(counts == counts.max())
    names = {str(lines.currency.distinct[int(place)]): int(place) for place in most}
    main: Mask = lines.currency.place == names[min(names)]
    return main


def _in_any(order: Words, holds: Mask) -> Mask:
    """(rows,) whether it holds for any row of the same order."""
    orders = np.zeros(len(order.distinct), dtype=bool)
    orders[order.place[holds]] = True
    found: Mask = orders[order.place]
    return found


def _table(lines: Lines, row: pl.Series, used: Mask) -> pl.DataFrame:
    """The lines to use; a code stands in for a missing name and the other way round."""
    code, name = lines.code, lines.name
    either = as_categorical(pl.concat([code.distinct, name.distinct]))
    codes, names = code.place[used], name.place[used].astype(np.int64) + len(code.distinct)
    no_code, no_name = code.blank[used], name.blank[used]
    return pl.DataFrame(
        {
            "row": row.filter(pl.Series(used)),
            "order_id": lines.order.categorical(used),
            "sku": either.gather(np.where(no_code, names, codes)),
            "title": either.gather(np.where(no_name, codes, names)),
            "quantity": lines.quantity[used],
            "unit_price": pl.Series(lines.unit_price[used]).fill_nan(None),
            "moment": lines.moment.filter(pl.Series(used)),
            "customer": lines.customer.categorical(used),
            "category": lines.category.categorical(used),
        }
    )


def _rejects(lines: Lines, row: pl.Series, reason: npt.NDArray[np.int8]) -> pl.DataFrame:
    """The rows left out, each with the cell behind the reason, never one that tells a person."""
    left = np.flatnonzero(reason >= 0)
    cells = {"row": row.gather(left), "reason": pl.Series(list(REASONS)).gather(reason[left])}
    for name in _SHOWN:
        words = lines.cell(name)
        cells[name] = words.distinct.gather(words.place[left]).str.slice(0, 200)
    behind = pl.col("order_id")
    for names, shown in _BEHIND.items():
        behind = pl.when(pl.col("reason").is_in(names)).then(shown).otherwise(behind)
    return pl.DataFrame(cells).select("row", "reason", behind.alias("value"))


_SHOWN = ("order_id", "sku", "product", "quantity", "unit_price", "date", "currency")
_BEHIND = {
    ("return", "zero_quantity", "unreadable_quantity"): pl.col("quantity"),
    ("unreadable_price", "no_price", "zero_or_negative_price"): pl.col("unit_price"),
    ("not_a_product",): pl.coalesce("sku", "product"),
    ("no_date",): pl.col("date"),
    ("other_currency",): pl.col("currency"),
}

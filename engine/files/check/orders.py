"""Records and their columns → order lines that can be counted on, and the rest with reasons.

Every rule is one line, in the order of `REASONS`; nothing is repaired or filled in.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import duckdb
import numpy as np
import polars as pl

from engine.files.cells.copies import later_copies
from engine.files.cells.memory import give_back
from engine.files.cells.words import Mask, Places, Words, as_categorical, ask, trimmed
from engine.files.check.again import orders_again
from engine.files.check.checked import Checked, Source
from engine.files.check.doubts import damage_notes, line_doubts
from engine.files.check.facts import order_facts
from engine.files.check.lines import Lines, read_lines
from engine.files.check.reasons import NON_PRODUCT_CODES, NON_PRODUCT_NAMES, REASONS
from engine.files.check.rejects import rejects_of

Cursor = duckdb.DuckDBPyConnection


def check_orders(source: Source) -> Checked:
    """Judge every record of a table of order lines.

    The table's columns: row, order_id, sku, title, quantity, unit_price, moment, customer (as the
    file has it), category; then variant_id where the file has it. The sku is the code, else the
    variant's number, else the name.
    """
    row, cursor, step = source.records.row, source.cursor, source.step
    cells = trimmed(source.records.cells)
    with ThreadPoolExecutor(1) as beside:
        copies = beside.submit(later_copies, cells)
        lines = read_lines(cells, source)
    give_back(len(lines))
    again = _again(lines, copies.result())
    reason = np.full(len(lines), -1, dtype=np.int8)
    for name, holds in _rules(lines, cursor, _copies(lines, again, copies.result()), again):
        reason[holds & (reason < 0)] = _PLACE[name]
        step.check()
    give_back(len(lines))
    used, rejects, currency = reason < 0, rejects_of(lines, row, reason), main_currency(lines)
    notes, doubts = tuple(_notes(lines, currency, rejects)), line_doubts(lines, row, used)
    found, opened = {"currency": currency, "ways": lines.ways}, lines.open
    source.let_go_but(~used)
    del cells, copies, again
    table = _table(lines, row, used)
    give_back(len(used))
    return Checked(table, rejects, notes, doubts, order_facts(table) | found, opened)


def _again(lines: Lines, copies: Mask) -> Mask:
    """Rows of orders that come again further down with the same lines."""
    moment = lines.moment.to_physical().fill_null(-1).to_numpy()
    amounts = [np.asarray(a).view(np.int64) for a in (lines.quantity, lines.unit_price)]
    product = (lines.code.place, lines.variant.place, lines.name.place)
    return orders_again(lines.order, (*product, *amounts, moment), copies)


def _copies(lines: Lines, again: Mask, copies: Mask) -> Mask:
    """Exact copies of rows that are not themselves told again."""
    if not again.any():
        return copies
    kept = ~again
    only = np.zeros(len(again), dtype=bool)
    only[kept] = later_copies([Words(cell.distinct, cell.place[kept]) for cell in lines.cells])
    return only


def _notes(lines: Lines, currency: str | None, rejects: pl.DataFrame) -> Iterator[str]:
    yield from lines.notes
    yield from damage_notes(lines)
    others = rejects.filter(pl.col("reason") == "other_currency")["value"].value_counts(name="n")
    if others.height:
        named = others.sort("n", "value", descending=[True, False]).iter_rows()
        listed = ", ".join(f"{rows:,} in {name}" for name, rows in named)
        yield f"Prices are in {currency}; rows in other currencies were left out: {listed}."
    if lines.priced_by == "line_total":
        yield _BY_TOTAL
    if not lines.priced_by:
        yield "The file has no prices: bundles come without prices."
    if "date" not in lines.fields:
        yield "The file has no dates: every order counts alike, whenever it was."


_BY_TOTAL = "The price of one is the line's total by its quantity: the file has no other price."
_PLACE = {name: place for place, name in enumerate(REASONS)}


def _rules(lines: Lines, cursor: Cursor, copies: Mask, again: Mask) -> Iterator[tuple[str, Mask]]:
    """Reason → rows it holds for, in the order of REASONS; absent columns give none."""
    order = lines.order
    yield "empty_row", np.logical_and.reduce([words.blank for words in lines.cells])
    yield "no_order", order.blank
    yield "no_product", lines.code.blank & lines.variant.blank & lines.name.blank
    yield from _order_rules(lines)
    no_products = _no_products(lines, cursor)
    yield "not_a_product", no_products & _numbered_apart(lines, "aA")
    yield from _amount_rules(lines)
    yield "not_a_product", no_products
    if "currency" in lines.fields:
        main = (lines.currency.distinct == main_currency(lines)).fill_null(value=True)
        yield "other_currency", ~lines.currency.spread(main)
    if "date" in lines.fields:
        undated = ~_in_any(order, lines.moment.is_not_null().to_numpy())
        yield "no_date", lines.moment.is_null().to_numpy() & undated
    yield "order_again", again
    if "quantity" in lines.fields:
        yield "duplicate_line", copies


def _order_rules(lines: Lines) -> Iterator[tuple[str, Mask]]:
    """What an order's number, or any of its lines, says of all of them."""
    yield "credit_note", _numbered_apart(lines, "cC")
    yield "cancelled_order", _in_any(lines.order, lines.cancelled)


def _numbered_apart(lines: Lines, letters: str) -> Mask:
    """Rows whose order's number begins with a letter, where most are plain numbers."""
    marked = lines.order.spread(lines.order.distinct.str.contains(f"^[{letters}][0-9]+$"))
    if not marked.any():
        return np.zeros(len(lines), dtype=bool)
    numbers = lines.order.distinct.str.contains("^[0-9]+$")
    found: Mask = marked & (_share(numbers, lines.pairs[0]) > 0.5)
    return found


def _amount_rules(lines: Lines) -> Iterator[tuple[str, Mask]]:
    """What quantity and price say; a negative total without a price of its own is a return."""
    quantity, price, priced_by = lines.quantity, lines.unit_price, lines.priced_by
    if "quantity" in lines.fields:
        yield "unreadable_quantity", np.isnan(quantity) & lines.wrote("quantity")
        yield "return", quantity < 0
        yield "zero_quantity", np.isnan(quantity) | (quantity == 0)
    if priced_by:
        yield "unreadable_price", np.isnan(price) & lines.wrote(priced_by)
        yield "no_price", np.isnan(price)
        if priced_by == "line_total":
            yield "return", price < 0
        yield "zero_or_negative_price", price <= 0


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


def main_currency(lines: Lines) -> str | None:
    """The currency of most products in orders; among equals the first by alphabet."""
    if lines.currency.blank.all():
        return None
    rows = np.flatnonzero(pl.Series(lines.products()).is_first_distinct().to_numpy())
    places = lines.currency.place[rows[~lines.currency.blank[rows]]]
    counts = np.bincount(places)
    return min(str(lines.currency.distinct[int(k)]) for k in np.flatnonzero(counts == counts.max()))


def _in_any(order: Words, holds: Mask) -> Mask:
    """(rows,) whether it holds for any row of the same order."""
    orders = np.zeros(len(order.distinct), dtype=bool)
    orders[order.place[holds]] = True
    found: Mask = orders[order.place]
    return found


def _table(lines: Lines, row: pl.Series, used: Mask) -> pl.DataFrame:
    """The lines to use; every field is let go once it is in the table, so that none is held twice.

    Nothing can be asked of the lines afterwards.
    """
    with_variant = "variant_id" in lines.fields
    held = vars(lines)
    held["cells"] = ()
    held.pop("pairs", None)
    rows = pl.Series(used)
    texts = {"order_id": held.pop("order").categorical(used)}
    texts["sku"], texts["title"] = _products(lines, used)
    variant = held.pop("variant")
    del held["code"], held["name"]
    give_back(len(used))
    table = {
        "row": row.filter(rows),
        **texts,
        "quantity": held.pop("quantity")[used],
        "unit_price": pl.Series(held.pop("unit_price")[used]).fill_nan(None),
        "moment": held.pop("moment").filter(rows),
        "customer": held.pop("customer").categorical(used),
        "category": held.pop("category").categorical(used),
    }
    if with_variant:
        table["variant_id"] = variant.categorical(used)
    return pl.DataFrame(table)


def _products(lines: Lines, used: Mask) -> tuple[pl.Series, pl.Series]:
    """Code and title; of code, variant and name one stands in for another that is missing."""
    code, variant, name = lines.code, lines.variant, lines.name
    before = len(code.distinct), len(code.distinct) + len(variant.distinct)
    either = as_categorical(pl.concat([code.distinct, variant.distinct, name.distinct]))
    rows = np.flatnonzero(used)
    codes, names = code.place[rows], name.place[rows] + np.uint32(before[1])
    none = np.flatnonzero(code.blank[rows])
    variants = variant.place[rows[none]] + np.uint32(before[0])
    codes[none] = np.where(variant.blank[rows[none]], names[none], variants)
    none = np.flatnonzero(name.blank[rows])
    names[none] = codes[none]
    return either.gather(codes), either.gather(names)

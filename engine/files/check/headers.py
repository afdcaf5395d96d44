"""Records of orders without their lines → when each order was, and who bought."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl

from engine.files.cells.words import Mask, Words, trimmed
from engine.files.check.checked import Checked, Source
from engine.files.check.facts import days
from engine.files.check.lines import Lines, read_lines
from engine.files.check.verdicts import Verdict, left_out


def check_headers(source: Source) -> Checked:
    """Judge every record of a table of orders without lines.

    The table's columns: row, order_id, moment, customer (as the file has it). A cancelled order
    is left out with its number as the value, so that its lines can be left out too.
    """
    records = source.records
    lines = read_lines(trimmed(records.cells), source)
    used, rejects = left_out(records.row, _rules(lines))
    table = pl.DataFrame(
        {
            "row": records.row.filter(pl.Series(used)),
            "order_id": lines.order.categorical(used),
            "moment": lines.moment.filter(pl.Series(used)).cast(pl.Datetime("us")),
            "customer": lines.customer.categorical(used),
        }
    )
    facts = {
        "orders": table.height,
        "customers": table["customer"].drop_nulls().n_unique(),
        **days(table["moment"]),
    }
    return Checked(table, rejects, lines.notes, facts=facts, open=lines.open)


def _rules(lines: Lines) -> Iterator[Verdict]:
    """What leaves a row out, in the order of REASONS."""
    order = lines.order
    number = order.distinct.gather(order.place)
    yield Verdict("empty_row", np.logical_and.reduce([words.blank for words in lines.cells]))
    yield Verdict("no_order", order.blank)
    yield Verdict("cancelled_order", _in_any(order, lines.cancelled), number)
    date = lines.cell("date")
    undated = lines.moment.is_null().to_numpy()
    yield Verdict("no_date", undated, date.distinct.gather(date.place))
    later = ~pl.Series(order.place).is_first_distinct().to_numpy()
    yield Verdict("duplicate_order", later & ~order.blank, number)


def _in_any(order: Words, holds: Mask) -> Mask:
    """(rows,) whether it holds for any row of the same order."""
    orders = np.zeros(len(order.distinct), dtype=bool)
    orders[order.place[holds & ~order.blank]] = True
    found: Mask = orders[order.place]
    return found

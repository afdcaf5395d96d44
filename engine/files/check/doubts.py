"""What is odd about order lines that are used all the same."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl

from engine.files.cells.dates import EARLY, LATE
from engine.files.cells.ids import damaged_ids
from engine.files.cells.words import Mask, Words
from engine.files.check.checked import REJECTS
from engine.files.check.lines import Lines

_IDS = {"order_id": "order", "sku": "code", "variant_id": "variant"}  # none that tells a person


def line_doubts(lines: Lines, row: pl.Series, used: Mask) -> pl.DataFrame:
    """row, reason, value of used rows about which something is odd; a row may have several."""
    parts = [pl.DataFrame(schema=REJECTS)]
    for reason, holds, words in _doubted(lines, used):
        at = np.flatnonzero(holds & used)
        cells = words.distinct.gather(words.place[at]).str.slice(0, 200)
        frame = pl.DataFrame({"row": row.gather(at), "value": cells})
        parts.append(frame.select("row", pl.lit(reason).alias("reason"), "value"))
    return pl.concat(parts).sort("row", maintain_order=True)


def _doubted(lines: Lines, used: Mask) -> Iterator[tuple[str, Mask, Words]]:
    """Reason, rows it holds for, and the cells behind it."""
    if not lines.status.blank.all():
        yield "pending_order", _of_order(lines, "pending", used), lines.order
        yield "partly_refunded", _of_order(lines, "partly", used), lines.order
    if _beyond(lines.moment):
        odd = (lines.moment < EARLY) | (lines.moment >= LATE)
        yield "odd_date", odd.fill_null(value=False).to_numpy(), lines.cell("date")
    for name in _IDS.values():
        words: Words = getattr(lines, name)
        damaged = damaged_ids(words.distinct)
        if damaged.any():
            yield "damaged_id", words.spread(damaged), words


def _of_order(lines: Lines, status: str, used: Mask) -> Mask:
    """(rows,) whether a used row of the order has this status."""
    orders = np.zeros(len(lines.order.distinct), dtype=bool)
    said = lines.status.spread(lines.status.distinct == status)
    orders[lines.order.place[said & used]] = True
    found: Mask = orders[lines.order.place]
    return found


def _beyond(moments: pl.Series) -> bool:
    first, last = moments.min(), moments.max()
    return first is not None and bool(first < EARLY or last >= LATE)  # type: ignore[operator]


def damage_notes(lines: Lines) -> Iterator[str]:
    """Columns of which a spreadsheet has damaged most ids, and what became of the orders."""
    for field, name in _IDS.items():
        words: Words = getattr(lines, name)
        damaged = words.spread(damaged_ids(words.distinct)) if field in lines.fields else None
        if damaged is None or damaged.sum() <= 0.5 * (~words.blank).sum():
            continue
        yield (
            f"Most of the {_NAMED[field]} were cut short by a spreadsheet, such as "
            f"{words.distinct.filter(damaged_ids(words.distinct)).min()!s}: different ones can no "
            "longer be told apart. Export the file again and open it nowhere in between."
        )
        if field == "order_id" and (fused := _fused(lines, damaged)):
            yield (
                f"{fused:,} damaged order numbers stand for several orders each: products that "
                "were never bought together seem to have been."
            )


_NAMED = {"order_id": "order numbers", "sku": "product codes", "variant_id": "variant numbers"}


def _fused(lines: Lines, damaged: Mask) -> int:
    """Damaged order numbers with several moments or customers."""
    rows = np.flatnonzero(damaged)
    frame = pl.DataFrame(
        {
            "order": lines.order.place[rows],
            "moment": lines.moment.gather(rows),
            "customer": lines.customer.place[rows],
        }
    )
    several = (pl.col("moment").n_unique() > 1) | (pl.col("customer").n_unique() > 1)
    return int(frame.group_by("order").agg(several.alias("several"))["several"].sum())

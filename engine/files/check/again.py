"""Orders that stand in a file twice, because it was put together from exports that overlap.

A later export may tell a status or a day of sending anew, so that its lines are no copies.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engine.files.cells.words import Mask, Places, Words

_MIX = np.uint64(0x9E3779B97F4A7C15)  # odd, its bits in no order: the golden ratio's


def orders_again(order: Words, parts: Sequence[Places], copies: Mask) -> Mask:
    """(rows,) whether the row's order comes again in a later block of rows with the same lines.

    Args:
        order: Order numbers; a block is a run of rows of one order.
        parts: What makes a line: product, quantity, price, moment, each as whole numbers.
        copies: Exact copies of earlier rows. An order that comes again as nothing but copies is
            left to the rule for them.
    """
    again = np.zeros(len(order), dtype=bool)
    rows = np.flatnonzero(~order.blank)
    blocks = _blocks(order.place[rows])
    if len(blocks.order) == len(np.unique(blocks.order)):
        return again
    last = np.zeros(len(order.distinct), dtype=np.int64)
    last[blocks.order] = np.arange(len(blocks.order))  # of equal places the last one stays
    told = [part[rows] for part in parts]
    differ = _differ(blocks, last[blocks.order], told)
    fresh = np.zeros(len(order.distinct), dtype=bool)  # orders of which a later block is no copy
    first = np.full(len(order.distinct), -1)
    first[blocks.order[::-1]] = np.arange(len(blocks.order))[::-1]
    later = (first[blocks.order] != np.arange(len(blocks.order)))[blocks.of_row]
    fresh[order.place[rows][later & ~copies[rows]]] = True
    scattered = np.zeros(len(order.distinct), dtype=bool)
    scattered[blocks.order[differ]] = True
    replaced = (last[blocks.order] != np.arange(len(blocks.order))) & ~scattered[blocks.order]
    again[rows] = (replaced & fresh[blocks.order])[blocks.of_row]
    return again


@dataclass(frozen=True)
class _Blocks:
    """Runs of rows of one order.

    Attributes:
        start: (blocks,) the first row.
        size: (blocks,) how many rows.
        order: (blocks,) place of its order.
        of_row: (rows,) which block a row is in.
    """

    start: Places
    size: Places
    order: Places
    of_row: Places


def _blocks(order: Places) -> _Blocks:
    start = np.flatnonzero(np.concatenate((order[:1] >= 0, order[1:] != order[:-1])))
    size = np.diff(np.append(start, len(order)))
    return _Blocks(start, size, order[start], np.repeat(np.arange(len(start)), size))


def _differ(blocks: _Blocks, last: Places, parts: Sequence[Places]) -> Mask:
    """(blocks,) whether a block's lines, in any order, are other ones than its order's last.

    Most differ in a sum of mixed numbers; the few that agree are compared line by line.
    """
    sums = np.add.reduceat(_mixed(parts), blocks.start)
    differ: Mask = (sums != sums[last]) | (blocks.size != blocks.size[last])
    alike = np.flatnonzero(~differ & (last != np.arange(len(last))))
    if not len(alike):
        return differ
    needed = np.zeros(len(last), dtype=bool)
    needed[alike] = needed[last[alike]] = True
    rows = np.flatnonzero(needed[blocks.of_row])
    ordered = rows[np.lexsort([*(part[rows] for part in parts), blocks.of_row[rows]])]
    start = np.zeros(len(last), dtype=np.int64)
    start[needed] = np.cumsum(np.append(0, blocks.size[needed]))[:-1]
    block = blocks.of_row[ordered]
    other = ordered[start[last[block]] + np.arange(len(ordered)) - start[block]]
    unlike = np.logical_or.reduce([part[ordered] != part[other] for part in parts])
    differ[block[unlike]] = True
    return differ


def _mixed(parts: Sequence[Places]) -> Places:
    mixed = np.zeros(len(parts[0]), dtype=np.uint64)
    for part in parts:
        mixed = (mixed ^ part.astype(np.int64).view(np.uint64)) * _MIX
        mixed ^= mixed >> np.uint64(32)
    return mixed

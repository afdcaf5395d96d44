"""Sums and products among the amounts of a receipt, whatever they are called."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from engine.labels.evidence.facts import Dense
from engine.labels.evidence.sheet import Sheet
from engine.labels.words import Floats, Ints, Mask

SUMS = (
    "sums_of_two", "sum_of_two_above", "parts_of_sums", "part_with_larger", "part_with_smaller",
    "sum_of_column", "count_times_price", "price_of_count",
)  # fmt: skip
"""What each column of `describe_sums` tells."""

_MOST = 5  # equal sums beyond this say no more
_ABOVE = 0.3  # heights of a line
_IN_COLUMN = 1.5  # heights of a line between right edges
_BEGINS = 3  # a column's sum begins at one of the nearest amounts above
_LONGEST_ROW = 40  # words; a longer row is none


def describe_sums(sheet: Sheet) -> Dense:
    """Whether each amount adds up from others, or helps others to; zeros for other words.

    A sum of two, a sum of a run of amounts right above one another, and a number of pieces times a
    price in one row. No amount is part of its own sum.

    Returns:
        By `SUMS`, (k, 8).
    """
    found = np.zeros((len(sheet.rows), len(SUMS)), dtype=np.float32)
    money = sheet.money
    if len(money) < 2:
        return found
    amount, middle = sheet.layout.amounts[money], sheet.spots[money, 2]
    found[money, 0:2] = _sums_of_two(amount, middle)
    found[money, 2:5] = _parts(amount)
    found[money, 5] = _column_sums(amount, sheet.spots[money, 1], middle)
    found[money, 6:8] = _products(sheet, money)
    return found


def _sums_of_two(amount: Ints, middle: Floats) -> Floats:
    """How many pairs of others add up to each, and whether one such pair stands above it."""
    place = np.arange(len(amount))
    one, other = np.nonzero(place[:, None] < place)
    sums = amount[one] + amount[other]
    # A word that is nowhere is above nothing.
    level = np.where(np.isnan(middle), np.inf, middle)
    lowest = np.maximum(level[one], level[other])
    order = np.lexsort((lowest, sums))
    sums, lowest = sums[order], lowest[order]
    first, end = np.searchsorted(sums, amount), np.searchsorted(sums, amount, side="right")
    there = end > first
    top = np.where(there, lowest[np.minimum(first, len(sums) - 1)], np.inf)
    # A pair with the amount itself would need an amount of 0, and there is none.
    return np.stack([np.minimum(end - first, _MOST), top < middle - _ABOVE], axis=1)


def _parts(amount: Ints) -> Ints:
    """How many others make a third amount with each; whether a larger, whether a smaller one."""
    known, sums = np.sort(amount), amount[:, None] + amount[None]
    makes = known[np.minimum(np.searchsorted(known, sums), len(known) - 1)] == sums
    np.fill_diagonal(makes, val=False)
    larger = amount[None] > amount[:, None]
    smaller = amount[None] < amount[:, None]
    number = np.minimum(makes.sum(axis=1), _MOST)
    return np.stack([number, (makes & larger).any(axis=1), (makes & smaller).any(axis=1)], axis=1)


def _column_sums(amount: Ints, right: Floats, middle: Floats) -> Ints:
    """How many amounts right above one another, near each in its column, add up to it; 0 if none.

    A run holds two amounts or more and begins at one of the three nearest.
    """
    order = np.argsort(-middle, kind="stable")  # from the bottom up, NaN last
    inside = np.abs(right[order][None] - right[:, None]) < _IN_COLUMN
    inside &= middle[order][None] < middle[:, None] - 0.4
    run = np.cumsum(np.where(inside, amount[order][None], 0), axis=1)
    rank = np.cumsum(inside, axis=1)
    longest = np.zeros(len(amount), dtype=np.int64)
    for skipped in range(_BEGINS):
        left_out = _run_of(inside & (rank == skipped), run)
        hit = inside & (rank >= skipped + 2) & (run - left_out[:, None] == amount[:, None])
        longest = np.maximum(longest, np.where(hit, rank - skipped, 0).max(axis=1))
    return longest


def _run_of(last: Mask, run: Ints) -> Ints:
    """What was added up until the amounts marked, one at most in each row; 0 where none is."""
    return np.asarray(np.where(last, run, 0).sum(axis=1))


def _products(sheet: Sheet, money: Ints) -> npt.NDArray[np.bool_]:
    """Whether each amount is a number of pieces times another of its row; or that other one."""
    same_row = sheet.layout.same_row
    found = np.zeros((len(money), 2), dtype=np.bool_)
    amounts_beside = same_row[:, money].sum(axis=1)
    useful = (sheet.counts > 1) & (amounts_beside > 1) & (same_row.sum(axis=1) < _LONGEST_ROW)
    for count in np.flatnonzero(useful):
        near = np.flatnonzero(same_row[money, count])
        amount = sheet.layout.amounts[money[near]]
        # Row: the price; column: what it comes to.
        makes = amount[:, None] * sheet.counts[count] == amount[None]
        makes &= same_row[np.ix_(money[near], money[near])]
        found[near, 0] |= makes.any(axis=0)
        found[near, 1] |= makes.any(axis=1)
    return found

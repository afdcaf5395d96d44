"""Whether the amounts of a receipt add up as their labels say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from engine.labels.evidence.beside import Truth, layout_bounds
from engine.labels.evidence.facts import Dense, Layout, WordFacts
from engine.labels.words import Floats, Ints, Mask

CHECKS = (
    "sum_of_lines", "lines_less_discount", "subtotal_and_tax", "total_less_tax",
    "total_less_subtotal", "equals_total", "equals_subtotal", "makes_total_with_lines",
    "to_sum_of_lines", "share_of_total", "share_of_subtotal",
    "count_times_price", "price_of_line", "count_of_line",
)  # fmt: skip
"""What each column of `check_arithmetic` tells."""

MOST_TERMS = 8
"""Words of one label that are tried in a sum, the likeliest."""

_LIKELY = 0.5
_LONGEST_ROW = 40  # words; a longer row is none
_LARGEST = 100.0  # ratios beyond this say no more


def check_arithmetic(
    facts: WordFacts, truth: Truth, names: Sequence[str]
) -> tuple[tuple[str, ...], Dense]:
    """Check every amount against sums and products of the other words' amounts.

    Line totals add up to a subtotal; subtotal, tax and tip to a grand total; a quantity times a
    unit price makes a line total. A word counts under a label from a soft label above one half,
    and never in its own checks.

    Args:
        facts: What the receipts say.
        truth: Soft labels of all words, (n, K); zeros for words without one.
        names: Label types, K; checks of labels that are not among them are 0.

    Returns:
        `CHECKS`, and the checks by word: 1 where one holds, ratios clipped to ±100, -1 for
        none; zeros for words that say no amount; float32, (n, 14), finite.
    """
    found = np.zeros((len(facts.amounts), len(CHECKS)), dtype=np.float32)
    counts = told_counts(facts)
    place = {name: number for number, name in enumerate(names)}
    bounds = layout_bounds(facts)
    likely = truth.max(axis=1, initial=0) > _LIKELY
    for number in _worth_it(bounds, facts.amounts != 0, likely):
        layout = facts.layouts[number]
        words = layout.words
        money = np.flatnonzero(layout.amounts)
        terms = _Terms(layout.amounts[money], truth[words[money]], place)
        found[words[money], :11] = _sums(terms)
        if counts[words].any():
            found[words, 11:] = _products(layout, truth[words], counts[words], place)
    return CHECKS, found


def told_counts(facts: WordFacts) -> Ints:
    """How many pieces each word says, 0 for none, (n,)."""
    if "count" not in facts.names:
        return np.zeros(len(facts.amounts), dtype=np.int64)
    return facts.dense[:, facts.names.index("count")].astype(np.int64)


def _worth_it(bounds: Ints, says: Mask, likely: Mask) -> Iterator[int]:
    """Layouts with an amount and a label."""
    amounts = np.concatenate([[0], np.cumsum(says)])
    labels = np.concatenate([[0], np.cumsum(likely)])
    for number, (first, end) in enumerate(pairwise(bounds)):
        if amounts[end] > amounts[first] and labels[end] > labels[first]:
            yield number


@dataclass(frozen=True)
class _Term:
    """Values that one place of a sum may take for each amount, and which of them it may."""

    values: Ints = field(repr=False)
    there: Mask = field(repr=False)

    def __or__(self, other: _Term) -> _Term:
        return _Term(np.hstack([self.values, other.values]), np.hstack([self.there, other.there]))


class _Terms:
    """The amounts of one receipt by label; for each amount without itself."""

    def __init__(self, amount: Ints, truth: Truth, place: dict[str, int]) -> None:
        self.amount = amount
        self._truth = truth
        self._place = place

    def of(self, name: str) -> _Term:
        """Amounts under a label, the likeliest first, `MOST_TERMS` of the others at most."""
        likely = self._likely(name)
        members = np.flatnonzero(likely)
        if name in self._place:
            order = np.argsort(-self._truth[members, self._place[name]], kind="stable")
            members = members[order][: MOST_TERMS + 1]
        lines = np.arange(len(self.amount))
        others = members[None] != lines[:, None]
        there = others & (np.cumsum(others, axis=1) <= MOST_TERMS)
        return _Term(np.broadcast_to(self.amount[members], there.shape), there)

    def sum_of(self, name: str) -> Ints:
        """The sum of the other amounts under a label, as if none were negative."""
        counted = np.where(self._likely(name), np.abs(self.amount), 0)
        return np.asarray(counted.sum() - counted)

    def _likely(self, name: str) -> Mask:
        if name not in self._place:
            return np.zeros(len(self.amount), dtype=np.bool_)
        return np.asarray(self._truth[:, self._place[name]] > _LIKELY)


def _only(values: Ints) -> _Term:
    return _Term(values[:, None], values[:, None] > 0)


def _nothing(number: int) -> _Term:
    return _Term(np.zeros((number, 1), dtype=np.int64), np.ones((number, 1), dtype=np.bool_))


def _sums(terms: _Terms) -> Floats:
    """The first eleven of `CHECKS`, by amount."""
    amount = terms.amount
    lines, less = terms.sum_of("LINE_TOTAL"), terms.sum_of("DISCOUNT") + terms.sum_of("COUPON")
    subtotal, total = terms.of("SUBTOTAL"), terms.of("GRAND_TOTAL")
    tax, tip = terms.of("TAX"), terms.of("TIP")
    none, summed = _nothing(len(amount)), _only(lines)
    columns = (
        (amount == lines) & (lines > 0),
        (amount == lines - less) & (lines > 0) & (less > 0),
        _adds_up(amount, subtotal | summed, tax | none, tip | none),
        _left_over(amount, total, tax),
        _left_over(amount, total, subtotal | summed),
        _among(amount, total),
        _among(amount, subtotal),
        _among(amount + lines, subtotal | total) & (lines > 0),
        np.where(lines > 0, np.log1p(np.abs(amount)) - np.log1p(lines), 0),
        _share(amount, total),
        _share(amount, subtotal),
    )
    return np.stack([np.asarray(column, dtype=np.float64) for column in columns], axis=1)


def _adds_up(amount: Ints, one: _Term, two: _Term, three: _Term) -> Mask:
    """Whether an amount is the sum of one of each, where the last two are something."""
    if not one.there.any():
        return np.zeros(len(amount), dtype=np.bool_)
    rest = two.values[:, :, None] + three.values[:, None, :]
    there = two.there[:, :, None] & three.there[:, None, :] & (rest != 0)
    wanted = amount[:, None] - one.values
    hit = wanted[:, :, None, None] == rest[:, None]
    return np.asarray((hit & there[:, None] & one.there[:, :, None, None]).any(axis=(1, 2, 3)))


def _left_over(amount: Ints, whole: _Term, part: _Term) -> Mask:
    if not (whole.there.any() and part.there.any()):
        return np.zeros(len(amount), dtype=np.bool_)
    hit = amount[:, None, None] == whole.values[:, :, None] - part.values[:, None, :]
    there = whole.there[:, :, None] & part.there[:, None, :]
    return np.asarray((hit & there).any(axis=(1, 2)))


def _among(amount: Ints, term: _Term) -> Mask:
    return np.asarray(((amount[:, None] == term.values) & term.there).any(axis=1))


def _share(amount: Ints, term: _Term) -> Floats:
    """The largest ratio of an amount to the others under a label; -1 where there is none."""
    ratio = amount[:, None] / np.where(term.values > 0, term.values, 1)
    counted = np.where(term.there & (term.values > 0), ratio, -1.0)
    return np.asarray(np.clip(counted.max(axis=1, initial=-1.0), -_LARGEST, _LARGEST))


def _products(layout: Layout, truth: Truth, counts: Ints, place: dict[str, int]) -> Mask:
    """The last three of `CHECKS`, by word: a count times a price of its row makes a line."""
    found = np.zeros((len(counts), 3), dtype=np.bool_)
    row, amount = layout.same_row, layout.amounts
    held = {
        name: truth[:, place[name]] > _LIKELY if name in place else np.zeros_like(found[:, 0])
        for name in ("QUANTITY", "UNIT_PRICE", "LINE_TOTAL")
    }
    beside = (row & (amount != 0)).sum(axis=1)
    for count in np.flatnonzero((counts > 1) & (beside > 1) & (row.sum(axis=1) < _LONGEST_ROW)):
        near = np.flatnonzero(row[count] & (amount != 0))
        makes = amount[near][:, None] * counts[count] == amount[near][None]
        makes &= row[np.ix_(near, near)]
        price, line = held["UNIT_PRICE"][near], held["LINE_TOTAL"][near]
        if held["QUANTITY"][count]:
            found[near, 0] |= (makes & price[:, None]).any(axis=0)
            found[near, 1] |= (makes & line[None]).any(axis=1)
        found[count, 2] |= (makes & price[:, None] & line[None]).any()
    return found

"""Mixes counted in orders: how many different products of each do customers take at once?

Under chance every product is bought independently at its own share of the orders, so the number
an order takes of a mix follows a Poisson-binomial distribution (Wang 1993, by its recursion), and
the orders that take `choose` or more are binomial.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from engine.bundles.candidates.types.families import MOST
from engine.bundles.context.significance import benjamini_hochberg
from engine.bundles.context.transactions import Baskets, Floats, Ints
from engine.steps import Progress

LEAST_CHOICE, MOST_CHOICE = 2, 4
BLOCK = 64
NEGLIGIBLE = 1e-12


@dataclass(frozen=True)
class Mixes:
    """Mixes with what orders say, row by row.

    Attributes:
        sets: (n, 8) products to choose from, ascending, -1 behind the last.
        choose: (n,) how many a customer picks: the median among orders that hold two or more,
            2 to 4 and fewer than there are; 2 where no order does.
        together: (n,) orders that hold `choose` different ones or more.
        either: (n,) orders that hold any.
        chance: (n,) orders expected to hold `choose` or more if products were independent.
        log_p: (n,) natural logarithm of the one-sided p-value.
        q_value: (n,) after Benjamini-Hochberg over all mixes that were counted.
    """

    sets: Ints
    choose: Ints
    together: Ints
    either: Ints
    chance: Floats
    log_p: Floats
    q_value: Floats

    def __len__(self) -> int:
        return len(self.sets)


def count_mixes(sets: Mapping[str, Ints], baskets: Baskets, step: Progress) -> Mapping[str, Mixes]:
    """Count the mixes of all objectives; one that several of them have is counted once.

    Args:
        sets: Objective → (n, 8) products to choose from, -1 behind the last.
        baskets: The orders.
        step: Checked every block.
    """
    stacked = np.concatenate([np.empty((0, MOST), dtype=np.int64), *sets.values()])
    distinct, place = stacked, np.empty(0, dtype=np.int64)
    if len(stacked):
        distinct, place = np.unique(stacked, axis=0, return_inverse=True)
    counted = _judge(distinct, count_choices(distinct, baskets, step), baskets)
    ends = np.cumsum([len(rows) for rows in sets.values()])
    parts = np.split(place.ravel(), ends[:-1])
    return {
        name: Mixes(**{field: values[rows] for field, values in vars(counted).items()})
        for name, rows in zip(sets, parts, strict=False)
    }


def count_choices(sets: Ints, baskets: Baskets, step: Progress) -> Ints:
    """(n, 9) orders that hold exactly 0, 1, … 8 different products of each mix."""
    import scipy.sparse as sp  # noqa: PLC0415 - costly; loaded while a file is read

    products = int(max(sets.max(initial=0), baskets.item.max(initial=0))) + 1
    wanted = np.zeros(products, dtype=bool)
    wanted[sets[sets >= 0]] = True
    lines = wanted[baskets.item]
    item, order = baskets.item[lines], baskets.order[lines]
    ones = np.ones(len(item), dtype=np.int8)
    held = sp.csr_matrix((ones, (item, order)), shape=(products, baskets.orders))
    counts = np.zeros((len(sets), MOST + 1), dtype=np.int64)
    for start in range(0, len(sets), BLOCK):
        step.check()
        part = sets[start : start + BLOCK]
        row, column = np.nonzero(part >= 0)
        chosen = (np.ones(len(row), dtype=np.int8), (row, part[row, column]))
        taken = (sp.csr_matrix(chosen, shape=(len(part), products)) @ held).tocoo()
        codes = taken.row.astype(np.int64) * (MOST + 1) + taken.data
        counts[start : start + BLOCK] = np.bincount(
            codes, minlength=len(part) * (MOST + 1)
        ).reshape(len(part), MOST + 1)
    counts[:, 0] = baskets.orders - counts[:, 1:].sum(axis=1)
    return counts


def _judge(sets: Ints, counts: Ints, baskets: Baskets) -> Mixes:
    """The measures of mixes whose choices were counted."""
    at_least = np.cumsum(counts[:, ::-1], axis=1)[:, ::-1]
    size = (sets >= 0).sum(axis=1)
    median = (at_least > (at_least[:, 2] // 2)[:, None]).sum(axis=1) - 1
    choose = np.clip(median, LEAST_CHOICE, np.minimum(MOST_CHOICE, size - 1))
    rows = np.arange(len(sets))
    together = at_least[rows, choose]
    share = np.cumsum(_independent(sets, baskets)[:, ::-1], axis=1)[:, ::-1][rows, choose]
    log_p = binomial_log_p(together, baskets.orders, share)
    return Mixes(
        sets=sets,
        choose=choose,
        together=together,
        either=at_least[:, 1],
        chance=share * baskets.orders,
        log_p=log_p,
        q_value=benjamini_hochberg(log_p, len(log_p)),
    )


def _independent(sets: Ints, baskets: Baskets) -> Floats:
    """(n, 9) the chance that an order holds exactly 0, 1, … 8 of each mix, if independent."""
    products = int(max(sets.max(initial=0), baskets.item.max(initial=0))) + 1
    # -1 points at the last element, which nobody buys.
    shares = np.bincount(baskets.item, minlength=products + 1) / baskets.orders
    ways = np.zeros((len(sets), MOST + 1))
    ways[:, 0] = 1.0
    for column in range(MOST):
        share = shares[sets[:, column]][:, None]
        ways[:, 1:] = ways[:, 1:] * (1 - share) + ways[:, :-1] * share
        ways[:, :1] *= 1 - share
    return ways


def binomial_log_p(successes: Ints, trials: int, share: Floats) -> Floats:
    """Natural logarithm of P(X >= successes), X binomial with `trials` and each row's `share`.

    Above what is expected the upper tail is summed from its largest term on, else the lower one;
    either way the terms fall from the first one on.
    """
    log_p = np.zeros(len(successes))
    certain = (successes > 0) & (share <= 0)
    log_p[certain] = -np.inf
    open_ = (successes > 0) & (share > 0) & (share < 1)
    above = open_ & (successes > trials * share)
    log_p[above] = _log_tail(successes[above], trials, share[above], upwards=True)
    below = open_ & ~above
    lower = np.exp(_log_tail(successes[below] - 1, trials, share[below], upwards=False))
    log_p[below] = np.log1p(-np.minimum(lower, 1 - 1e-16))
    return np.minimum(0.0, log_p)


def _log_tail(first: Ints, trials: int, share: Floats, *, upwards: bool) -> Floats:
    """Log of the sum of binomial terms from `first` on, up or down."""
    factorials = np.concatenate(([0.0], np.cumsum(np.log(np.arange(1, trials + 1)))))
    odds = np.log(share) - np.log1p(-share)
    term = factorials[trials] - factorials[first] - factorials[trials - first]
    term = term + first * odds + trials * np.log1p(-share)
    total, ratio, k = np.ones(len(first)), np.ones(len(first)), first.astype(float)
    active = np.arange(len(first))
    while len(active):
        at = k[active]
        step = (trials - at) / (at + 1) * np.exp(odds[active])
        if not upwards:
            step = at / (trials - at + 1) * np.exp(-odds[active])
        ratio[active] *= step
        total[active] += ratio[active]
        k[active] += 1 if upwards else -1
        active = active[ratio[active] > NEGLIGIBLE * total[active]]
    log_tail: Floats = term + np.log(total)
    return log_tail

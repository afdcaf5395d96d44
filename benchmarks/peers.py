"""Other ways of choosing fifty pairs, to be judged on the same later orders as ours.

All see the same baskets and the same rule against twins; none sees the later orders but the
ceiling, which is chosen on them. Bundles are tuples of product codes.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import scipy.sparse as sp
from mlxtend.frequent_patterns import association_rules, fpgrowth

from engine import BundleOptions, Steps
from engine.bundles.candidates.likeness import compare_products
from engine.bundles.context.evidence import gather_evidence
from engine.bundles.context.itemsets import choose_min_count, mine_itemsets
from engine.bundles.context.subsets import SubsetCounts
from engine.bundles.context.transactions import Baskets, Ints
from engine.bundles.prove.reach import LEAST_LIFT, LEAST_ORDERS

Bundle = tuple[str, ...]
METRICS = ("lift", "support", "confidence", "leverage")


@dataclass(frozen=True)
class Pairs:
    """Pairs of product numbers with the orders that hold both.

    Attributes:
        items: (n, 2) product numbers, first < second.
        together: (n,) orders that hold both.
        lift: (n,) over chance.
    """

    items: Ints
    together: Ints
    lift: np.ndarray

    def only(self, good: np.ndarray) -> Pairs:
        """Those for which `good` is true."""
        return Pairs(self.items[good], self.together[good], self.lift[good])


def bool_frame(baskets: Baskets) -> pd.DataFrame:
    """Orders × products as mlxtend wants it, every product of the baskets a column."""
    held = np.zeros((baskets.orders, len(baskets.products.skus)), dtype=bool)
    held[baskets.order, baskets.item] = True
    sold = np.flatnonzero(held.any(axis=0))
    return pd.DataFrame(held[:, sold], columns=[baskets.products.skus[k] for k in sold])


def share_of(min_count: int, orders: int) -> float:
    """The support that asks for `min_count` orders; fpgrowth compares shares, hence the slack."""
    return (min_count - 0.5) / orders


def mlxtend_ways(baskets: Baskets, wanted: int) -> dict[str, list[Bundle]]:
    """mlxtend's rules between two products, by each metric: the first disjoint pairs."""
    share = share_of(choose_min_count(baskets.orders), baskets.orders)
    found = fpgrowth(bool_frame(baskets), min_support=share, use_colnames=True, max_len=2)
    rules = association_rules(found, metric="support", min_threshold=0)
    rules["from"] = [next(iter(side)) for side in rules["antecedents"]]
    rules["to"] = [next(iter(side)) for side in rules["consequents"]]
    number = {sku: k for k, sku in enumerate(baskets.products.skus)}
    pairs = [[number[a], number[b]] for a, b in zip(rules["from"], rules["to"], strict=True)]
    twins = compare_products(baskets.products).twins(np.array(pairs).reshape(-1, 2))
    rules = rules[~twins]
    return {metric: _first_disjoint(rules, metric, wanted) for metric in METRICS}


def _first_disjoint(rules: pd.DataFrame, metric: str, wanted: int) -> list[Bundle]:
    """The strongest rules that share no product; equal ones by support, then by their codes."""
    keys = [metric, *(["support"] if metric != "support" else []), "from", "to"]
    falling = [key not in ("from", "to") for key in keys]
    ranked = rules.sort_values(keys, ascending=[not fall for fall in falling])
    used: set[str] = set()
    chosen: list[Bundle] = []
    for pair in zip(ranked["from"], ranked["to"], strict=True):
        if len(chosen) < wanted and used.isdisjoint(pair):
            chosen.append(pair)
            used.update(pair)
    return chosen


def greedy_ways(baskets: Baskets, wanted: int) -> dict[str, list[Bundle]]:
    """Plain greedy coverage of the mined orders, each counting one.

    Candidates are the engine's significant pairs (its miner, its least count, q at most .05)
    that are not twins: once those above chance, once those of lift 3 or more.
    """
    options = BundleOptions(max_items=2)
    itemsets = mine_itemsets(baskets, options, Steps())
    evidence = gather_evidence(itemsets, SubsetCounts(itemsets), Steps())[0]
    good = (evidence.q_value <= options.false_discovery) & (evidence.lift > 1)
    good &= ~compare_products(baskets.products).twins(evidence.sets)
    pairs = Pairs(evidence.sets, evidence.together, evidence.lift).only(good)
    return {
        "lift > 1": cover(pairs, baskets, wanted),
        "lift >= 3": cover(pairs.only(pairs.lift >= 3), baskets, wanted),
    }


def ceiling(judged: Baskets, wanted: int) -> list[Bundle]:
    """Greedy coverage of the judged orders themselves: near the most that any choice could reach.

    Candidates are all pairs of these orders that would hold there and are not twins.
    """
    pairs = _all_pairs(judged, LEAST_ORDERS)
    pairs = pairs.only(pairs.lift >= LEAST_LIFT)
    twins = compare_products(judged.products).twins(pairs.items)
    return cover(pairs.only(~twins), judged, wanted)


def _all_pairs(baskets: Baskets, min_count: int) -> Pairs:
    held = _held(baskets)
    both = sp.triu(held @ held.T, 1).tocoo()
    good = both.data >= min_count
    items = np.stack([both.row[good], both.col[good]], axis=1).astype(np.int64)
    alone = np.bincount(baskets.item, minlength=held.shape[0])
    together = both.data[good].astype(np.int64)
    lift = together * baskets.orders / (alone[items[:, 0]] * alone[items[:, 1]])
    return Pairs(items, together, lift)


def _held(baskets: Baskets) -> sp.csr_matrix:
    """Products × orders."""
    ones = np.ones(len(baskets.item), dtype=np.int32)
    shape = (len(baskets.products.skus), baskets.orders)
    return sp.csr_matrix((ones, (baskets.item, baskets.order)), shape=shape)


def cover(pairs: Pairs, baskets: Baskets, wanted: int) -> list[Bundle]:
    """Again and again the pair that most orders hold which no pair before reached."""
    held = _held(baskets)
    orders = held[pairs.items[:, 0]].multiply(held[pairs.items[:, 1]]).tocsr()
    left = np.ones(baskets.orders)
    chosen: list[Bundle] = []
    while len(chosen) < min(wanted, len(pairs.items)):
        # The fraction only tells equal ones apart: the pair of more orders in all.
        gain = orders @ left + 1e-6 * pairs.together
        row = int(np.argmax(gain))
        if orders[row] @ left < 1:
            break
        left[orders[row].indices] = 0
        chosen.append(tuple(baskets.products.skus[item] for item in pairs.items[row]))
    return chosen

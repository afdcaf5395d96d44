"""Does the engine's miner find what mlxtend finds, to the last set and the last digit?"""

from __future__ import annotations

import json
from dataclasses import dataclass

import numpy as np
import pandas as pd

from benchmarks.mining_peer import mine
from benchmarks.peers import bool_frame, share_of
from engine import BundleOptions, Steps
from engine.bundles.context.evidence import gather_evidence
from engine.bundles.context.itemsets import Itemsets, mine_itemsets
from engine.bundles.context.rules import find_rules
from engine.bundles.context.subsets import SubsetCounts
from engine.bundles.context.transactions import Baskets

METRICS = ("support", "confidence", "lift", "leverage", "conviction")
CLOSE = 1e-9

Key = frozenset[str]


@dataclass(frozen=True)
class Agreement:
    """How far the two agree.

    Attributes:
        sets: Itemsets that mlxtend finds.
        same_sets: Of these, found by the engine with the same count.
        extra_sets: Found by the engine only.
        rules: Rules that mlxtend derives.
        same_rules: Of these, derived by the engine with equal measures.
        extra_rules: Derived by the engine only.
        furthest: Largest relative difference of any measure of any rule in both.
    """

    sets: int
    same_sets: int
    extra_sets: int
    rules: int
    same_rules: int
    extra_rules: int
    furthest: float

    @property
    def of_sets(self) -> bool:
        """Whether both found the same sets and counts."""
        return self.same_sets == self.sets and not self.extra_sets

    @property
    def of_rules(self) -> bool:
        """Whether both derived the same rules with equal measures."""
        return self.same_rules == self.rules and not self.extra_rules


def compare(baskets: Baskets, options: BundleOptions) -> Agreement:
    """Mine the same baskets both ways and compare all sets, counts, rules and measures."""
    itemsets = mine_itemsets(baskets, options, Steps())
    found, rules = mine(bool_frame(baskets), share_of(itemsets.min_count, baskets.orders))
    ours, theirs = _our_sets(itemsets, baskets), _their_sets(found, baskets.orders)
    our_rules, their_rules = _our_rules(itemsets, baskets), _their_rules(rules)
    both = our_rules.keys() & their_rules.keys()
    gaps = {key: _gap(our_rules[key], their_rules[key]) for key in both}
    return Agreement(
        sets=len(theirs),
        same_sets=sum(ours.get(key) == count for key, count in theirs.items()),
        extra_sets=len(ours.keys() - theirs.keys()),
        rules=len(their_rules),
        same_rules=sum(gap <= CLOSE for gap in gaps.values()),
        extra_rules=len(our_rules.keys() - their_rules.keys()),
        furthest=max(gaps.values(), default=0.0),
    )


def _our_sets(itemsets: Itemsets, baskets: Baskets) -> dict[Key, int]:
    skus = baskets.products.skus
    return {
        frozenset(skus[item] for item in row): count
        for rows, counts in zip(itemsets.sets, itemsets.counts, strict=True)
        for row, count in zip(rows.tolist(), counts.tolist(), strict=True)
    }


def _their_sets(found: pd.DataFrame, orders: int) -> dict[Key, int]:
    counts = np.rint(found["support"].to_numpy() * orders).astype(int).tolist()
    return dict(zip(found["itemsets"], counts, strict=True))


def _our_rules(itemsets: Itemsets, baskets: Baskets) -> dict[tuple[Key, Key], np.ndarray]:
    counts = SubsetCounts(itemsets)
    q_values = tuple(sized.q_value for sized in gather_evidence(itemsets, counts, Steps()))
    rules = find_rules(itemsets, counts, q_values, baskets.products, Steps())
    sides = [
        [frozenset(json.loads(words)) for words in rules[side]]
        for side in ("antecedent", "consequent")
    ]
    return dict(zip(zip(*sides, strict=True), rules.select(METRICS).to_numpy(), strict=True))


def _their_rules(rules: pd.DataFrame) -> dict[tuple[Key, Key], np.ndarray]:
    keys = zip(rules["antecedents"], rules["consequents"], strict=True)
    return dict(zip(keys, rules[list(METRICS)].to_numpy(), strict=True))


def _gap(ours: np.ndarray, theirs: np.ndarray) -> float:
    """Largest relative difference, absolute below 1; infinite where only one is infinite."""
    size = np.maximum(np.abs(theirs), 1.0)
    with np.errstate(invalid="ignore"):
        gaps = np.where(ours == theirs, 0.0, np.abs(ours - theirs) / size)
    return float(np.nan_to_num(gaps, nan=np.inf, posinf=np.inf).max())

"""The plain ways of choosing pairs and the signal groups, against slow obvious ones."""

import itertools
import math
import random
from collections import Counter

import numpy as np
import pytest

from engine.bundles import BundleOptions
from engine.bundles.candidates.likeness import compare_products
from engine.bundles.context.itemsets import mine_itemsets
from engine.bundles.context.transactions import Baskets
from engine.bundles.prove import pairs as room
from engine.bundles.prove.pairs import (
    Rules,
    alike,
    by_co_purchase,
    by_popularity,
    by_words,
    often_sold,
)
from engine.bundles.prove.signals import GROUPS, gather_signals
from engine.models import Embedded
from engine.steps import Steps
from tests.bundles.makers import baskets_of, products_of

NAMES = ("tea pot", "tea cup", "cake stand", "cake tin", "rain coat", "lunch box", "lunch bag",
         "wicker heart", "paper lantern", "metal sign", "metal sign red", "oak frame")  # fmt: skip
OPTIONS = BundleOptions(max_items=2)
Pair = tuple[int, int]


def some_orders(seed: int) -> list[set[int]]:
    luck = random.Random(seed)
    weights = [1 / (place + 1) for place in range(len(NAMES))]
    return [set(luck.choices(range(len(NAMES)), weights, k=luck.randint(1, 5))) for _ in range(300)]


def some_baskets(seed: int) -> tuple[Baskets, list[set[int]]]:
    orders = some_orders(seed)
    return baskets_of(orders, products=products_of(NAMES)), orders


def rules_of(baskets: Baskets, wanted: int) -> Rules:
    return Rules(compare_products(baskets.products), OPTIONS, wanted)


def plainly(scored: dict[Pair, float], wanted: int) -> list[Pair]:
    """The best pairs, no product more than twice, no twins (9 and 10 differ by a colour)."""
    chosen: list[Pair] = []
    uses: Counter[int] = Counter()
    for pair in sorted(scored, key=lambda pair: (-round(scored[pair], 6), pair)):
        if pair != (9, 10) and all(uses[item] < 2 for item in pair) and len(chosen) < wanted:
            chosen.append(pair)
            uses.update(pair)
    return chosen


def counts_of(orders: list[set[int]]) -> Counter[int]:
    return Counter(item for order in orders for item in order)


def together_in(orders: list[set[int]]) -> Counter[Pair]:
    return Counter(pair for order in orders for pair in itertools.combinations(sorted(order), 2))


@pytest.mark.parametrize("seed", range(4))
def test_popularity_pairs_what_sells_most(seed: int) -> None:
    baskets, orders = some_baskets(seed)
    counts = counts_of(orders)
    often = often_sold(baskets, OPTIONS)
    assert often.tolist() == sorted(item for item, count in counts.items() if count >= 5)
    scored = {(a, b): float(counts[a] * counts[b])
              for a, b in itertools.combinations(often.tolist(), 2)}  # fmt: skip
    assert list(by_popularity(baskets, often, rules_of(baskets, 6))) == plainly(scored, 6)


@pytest.mark.parametrize("seed", range(4))
def test_co_purchase_pairs_what_most_orders_hold(seed: int) -> None:
    baskets, orders = some_baskets(seed)
    itemsets = mine_itemsets(baskets, OPTIONS, Steps())
    chosen = by_co_purchase(itemsets.sets[1], itemsets.counts[1], rules_of(baskets, 5))
    scored = {pair: float(count) for pair, count in together_in(orders).items() if count >= 5}
    assert list(chosen) == plainly(scored, 5)


def test_words_pair_names_that_are_alike() -> None:
    often = np.arange(len(NAMES))
    baskets = baskets_of([set(range(len(NAMES)))], products=products_of(NAMES))
    known = Counter(word for name in NAMES for word in set(name.split()))
    weight = {word: math.log((1 + len(NAMES)) / (1 + count)) + 1 for word, count in known.items()}

    def cosine(a: str, b: str) -> float:
        shared = sum(weight[word] ** 2 for word in set(a.split()) & set(b.split()))
        lengths = [math.sqrt(sum(weight[w] ** 2 for w in set(name.split()))) for name in (a, b)]
        return shared / math.prod(lengths)

    scored = {(a, b): cosine(NAMES[a], NAMES[b])
              for a, b in itertools.combinations(range(len(NAMES)), 2)}  # fmt: skip
    scored = {pair: score for pair, score in scored.items() if score > 0}
    assert list(by_words(NAMES, often, rules_of(baskets, 4))) == plainly(scored, 4)


def test_twins_are_allowed_where_the_run_allows_them() -> None:
    pairs = np.array([[9, 10]])
    likeness = compare_products(products_of(NAMES))
    allowing = Rules(likeness, BundleOptions(twins="allow"), 3)
    assert allowing.choose(pairs, np.ones(1)) == ((9, 10),)
    assert Rules(likeness, OPTIONS, 3).choose(pairs, np.ones(1)) == ()


def test_ranking_only_the_best_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    baskets = baskets_of([{0}], products=products_of([f"w{chr(97 + k)}" * 3 for k in range(40)]))
    luck = np.random.default_rng(0)
    pairs = np.array(list(itertools.combinations(range(40), 2)))
    key = luck.integers(0, 30, len(pairs)).astype(np.float64)
    whole = rules_of(baskets, 10).choose(pairs, key)
    alike_all = rules_of(baskets, 10).choose(pairs, np.ones(len(pairs)))
    monkeypatch.setattr(room, "MOST_RANKED", 300)
    monkeypatch.setattr(room, "AT_ONCE", 7)
    assert rules_of(baskets, 10).choose(pairs, key) == whole
    assert rules_of(baskets, 10).choose(pairs, np.ones(len(pairs))) == alike_all
    assert len(whole) == len(alike_all) == 10


def some_vectors(rows: list[int], seed: int = 0) -> Embedded:
    vectors = np.random.default_rng(seed).normal(size=(len(rows), 5))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return Embedded(np.array(rows, dtype=np.int64), vectors.astype(np.float32))


def test_alike_are_the_ten_nearest_of_each(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "NEIGHBOURS", 2)
    monkeypatch.setattr(room, "AT_ONCE", 3)
    rows = [0, 1, 2, 4, 5, 7, 8, 11]
    vectored, often = some_vectors(rows), np.array([0, 2, 4, 5, 8, 10, 11])
    known = [item for item in rows if item in often]
    vector = dict(zip(rows, vectored.vectors.astype(float), strict=True))
    expected = set()
    for item in known:
        others = sorted((other for other in known if other != item),
                        key=lambda other: -float(vector[item] @ vector[other]))  # fmt: skip
        expected |= {tuple(sorted((item, other))) for other in others[:2]}
    assert set(map(tuple, alike(vectored, often).tolist())) == expected


@pytest.mark.parametrize("seed", range(3))
def test_signals_of_every_pair(seed: int) -> None:
    baskets, orders = some_baskets(seed)
    itemsets = mine_itemsets(baskets, OPTIONS, Steps())
    vectored = some_vectors(list(range(11)), seed)
    signals = gather_signals(baskets, often_sold(baskets, OPTIONS), itemsets, vectored)
    counts = counts_of(orders)
    both = Counter({pair: count for pair, count in together_in(orders).items() if count >= 5})
    assert len(signals.pairs) > 20
    assert 0 in signals.together
    for row, pair in enumerate(map(tuple, signals.pairs.tolist())):
        a, b = pair
        cosine = float(vectored.vectors[a].astype(float) @ vectored.vectors[b].astype(float))
        lift = (both[a, b] + 2) / (counts[a] * counts[b] / len(orders) + 2)
        assert signals.together[row] == both[a, b]
        assert signals.semantic[row] == pytest.approx(max(0.0, cosine) ** 0.8)
        assert signals.transactional[row] == pytest.approx(min(1, max(0, math.log10(lift))))
    scored = {tuple(pair): signals.semantic[row] for row, pair in enumerate(signals.pairs.tolist())}
    texts = signals.choose(GROUPS[0], rules_of(baskets, 3))
    assert texts[0] == max(scored, key=lambda pair: scored[pair])


def test_groups_are_those_of_the_plan() -> None:
    assert [(g.name, g.semantic, g.transactional) for g in GROUPS] == [
        ("A", 1.0, 0.0), ("B", 0.0, 1.0), ("C", 0.7, 0.3), ("D", 0.4, 0.6), ("E", 0.2, 0.8),
    ]  # fmt: skip

"""Options and sizes at their edges."""

import random
from typing import Any

import numpy as np
import pytest

from engine.bundles import BundleOptions
from engine.bundles.context import itemsets as room
from engine.bundles.context.itemsets import Itemsets, mine_itemsets
from engine.bundles.context.subsets import SubsetCounts
from engine.bundles.context.weights import weigh_orders
from tests.bundles.makers import baskets_of, lines_of_orders, quiet
from tests.bundles.oracles import fisher_p, log_fraction
from tests.bundles.test_find_bundles import find, portfolio, same
from tests.bundles.test_significance import log_p


@pytest.mark.parametrize("half_life_days", [1, 2])
def test_the_oldest_order_still_weighs_something(half_life_days: int) -> None:
    baskets = baskets_of([{0}, {1}], days=[10_000, 10_000 + 1_080 * half_life_days])
    assert (weigh_orders(baskets, half_life_days, 0.0).order > 0).all()


def test_a_short_half_life_over_years_of_orders_finds_bundles() -> None:
    old, new = "2015-01-01", "2021-05-01"
    orders = [["a", "b"]] * 20 + [["c", "d"]] * 20 + [["x"]] * 120
    days = [old] * 20 + [new] * 20 + [old] * 60 + [new] * 60
    found = find(lines_of_orders(orders, days=days), half_life_days=2)
    assert len(portfolio(found)) == 2


def test_without_a_season_no_order_counts_as_seasonal() -> None:
    baskets = baskets_of([{0}, {0}], days=[18_542, 18_808])
    assert weigh_orders(baskets, 60, 0.33).season_orders == 1
    assert weigh_orders(baskets, 60, 0.0).season_orders == 0


def test_both_miners_agree_where_the_limit_of_itemsets_bites() -> None:
    draw = random.Random(0)
    orders = [[f"p{k}" for k in range(40) if draw.random() < 0.35] for _ in range(300)]
    options = {"itemset_limit": 1_000, "max_items": 3, "min_support": 0.02}
    one = find(lines_of_orders(orders), **options)
    assert one.mining["min_count"] > 6
    assert same(one, find(lines_of_orders(orders), miner="mlxtend", **options))


def test_four_of_sixty_thousand_products_are_told_apart() -> None:
    starts = (0, 10_000, 50_000)
    fours = np.array([range(start, start + 4) for start in starts])
    singles = np.arange(60_000)[:, None]
    none = np.empty(0, dtype=np.int64)
    itemsets = Itemsets(
        orders=100,
        min_count=5,
        sets=(singles, none.reshape(0, 2), none.reshape(0, 3), fours),
        counts=(np.full(60_000, 9), none, none, np.array([5, 6, 7])),
    )
    assert SubsetCounts(itemsets).of(fours).tolist() == [5, 6, 7]


def test_the_limit_is_noticed_amid_the_sets_of_one_product(monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    plain = room._extend

    def counting(*arguments: Any) -> Any:
        for found in plain(*arguments):
            made.append(found)
            yield found

    monkeypatch.setattr(room, "_extend", counting)
    orders = [set(range(100))] * 6 + [{200 + number} for number in range(6)]
    options = BundleOptions(min_support=0.5, itemset_limit=10_000)
    mine_itemsets(baskets_of(orders), options, quiet())
    assert len(made) <= 10_000


@pytest.mark.parametrize("table", [(5, 1_000, 1_000, 2_000), (500, 20_000, 20_000, 100_000)])
def test_far_fewer_together_than_chance_predicts_is_certain(
    table: tuple[int, int, int, int],
) -> None:
    assert log_p(table) == pytest.approx(0.0, abs=1e-9)


@pytest.mark.parametrize(
    "table",
    [(249, 700, 700, 2_000), (245, 700, 700, 2_000), (246, 700, 700, 2_000), (1, 2, 2, 4)],
)
def test_about_as_many_as_chance_predicts_is_exact(table: tuple[int, int, int, int]) -> None:
    assert log_p(table) == pytest.approx(log_fraction(fisher_p(*table)), rel=1e-9)

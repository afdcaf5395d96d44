"""What a run keeps for choosing again: the right pairs, and orders put together without loss."""

from dataclasses import replace

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.bundles import BundleOptions
from engine.bundles.decide import choices as choices_room
from engine.bundles.decide.choices import choices_table, gather_choices
from engine.bundles.decide.choose import choose_again
from engine.bundles.decide.landscape import Landscape
from engine.bundles.decide.portfolio import choose_portfolio
from engine.bundles.objectives import GOALS
from tests.bundles.decide_choice.makers import choice_cases, scores_of
from tests.bundles.makers import candidates_of, products_of, quiet, weights_of


def chosen_of(case: dict[str, list], bundles: int, most: int = 1000):
    """The portfolio of a case and what is kept of it."""
    pairs = candidates_of(case["items"], case["held"], case["weight"], case["alive"])
    counts = np.array([len(orders) for orders in case["held"]], dtype=np.int64)
    evidence = replace(pairs.evidence, together=counts, either=counts)
    pairs = replace(pairs, evidence=evidence)
    weights = weights_of(case["weight"])
    options = BundleOptions(bundles=bundles)
    portfolio = choose_portfolio([pairs], weights, options, quiet())
    return portfolio, gather_choices(pairs, portfolio, weights, most)


@settings(deadline=None, max_examples=30)
@given(case=choice_cases())
def test_orders_that_hold_the_same_choices_are_put_together_without_loss(
    case: dict[str, list],
) -> None:
    _, choices = chosen_of(case, 3)
    kinds: dict[tuple[int, ...], float] = {(): 0.0}
    for order, weight in enumerate(case["weight"]):
        held = tuple(row for row, orders in enumerate(case["held"]) if order in orders)
        kinds[held] = kinds.get(held, 0.0) + weight
    found = {tuple(row): weight for weight, row in choices.holds.iter_rows()}
    assert list(found) == list(kinds)
    assert found == pytest.approx(kinds)


@settings(deadline=None, max_examples=30)
@given(case=choice_cases(), wanted=st.integers(1, 6))
def test_choosing_by_reach_alone_gives_the_portfolio_again(
    case: dict[str, list], wanted: int
) -> None:
    portfolio, choices = chosen_of(case, wanted)
    scores = [scores_of(0, 0, revenue=0.5)] * len(choices.candidates)
    table = choices_table(choices, scores, products_of([f"thing {n}" for n in range(12)]))
    again = choose_again(table, choices.holds, {"reach": 1.0}, wanted)
    assert again == [pick.row for pick in portfolio.picks]
    ranked = table.filter(pl.col("rank").is_not_null()).sort("rank")["choice"].to_list()
    assert again == ranked


def test_the_portfolio_is_kept_and_the_best_beside_it() -> None:
    case = {
        "items": [(0, 1), (2, 3), (4, 5), (6, 7)],
        "held": [{0}, {1, 2}, {1, 2, 3}, {4}],
        "weight": [9.0, 1.0, 1.0, 1.0, 0.5],
        "alive": [1.0, 1.0, 1.0, 1.0],
    }
    _, choices = chosen_of(case, 1, most=2)
    assert [candidate.items for candidate in choices.candidates] == [(0, 1), (4, 5)]
    assert choices.rank.tolist() == [1, 0]
    assert choices.holds["weight"].to_list() == [0.5, 9.0, 3.0]


def test_of_very_many_orders_a_part_stands_for_all(monkeypatch: pytest.MonkeyPatch) -> None:
    random = np.random.default_rng(2)
    case = {
        "items": [(0, 1), (2, 3), (4, 5)],
        "held": [set(random.choice(3000, size, replace=False)) for size in (900, 600, 300)],
        "weight": [1.0] * 3000,
        "alive": [1.0, 1.0, 1.0],
    }
    shares = []
    for most in (10_000, 500):
        monkeypatch.setattr(choices_room, "MOST_ORDERS", most)
        _, choices = chosen_of(case, 2)
        table = choices_table(choices, [scores_of(0, 0)] * 3, products_of(list("abcdef")))
        landscape = Landscape.of(table, choices.holds, ["reach"])
        shares.append(landscape.reach(np.eye(3, dtype=bool)))
        assert choose_again(table, choices.holds, {"reach": 1.0}, 2) == [0, 1]
    np.testing.assert_allclose(shares[0], [0.3, 0.2, 0.1])
    np.testing.assert_allclose(shares[1], shares[0], atol=0.03)
    assert choices.holds["weight"].sum() == 1000


def test_the_table_names_products_and_goals() -> None:
    case = {"items": [(0, 1)], "held": [{0}], "weight": [1.0, 1.0], "alive": [1.0]}
    _, choices = chosen_of(case, 1)
    table = choices_table(choices, [scores_of(0, 0, margin=0.25)], products_of(["tea", "ink"]))
    (row,) = table.rows(named=True)
    assert row["skus"] == ["P000", "P001"]
    assert row["titles"] == ["tea", "ink"]
    assert (row["margin"], row["revenue"], row["rank"]) == (0.25, None, 1)
    assert set(GOALS) <= set(table.columns)


def test_nothing_to_choose_from_is_a_table_without_rows() -> None:
    _, choices = chosen_of({"items": [], "held": [], "weight": [1.0, 1.0], "alive": []}, 5)
    table = choices_table(choices, [], products_of(["tea"]))
    assert table.height == 0
    assert choices.holds["weight"].to_list() == [2.0]
    assert choose_again(table, choices.holds, {"reach": 1.0, "margin": 1.0}, 5) == []

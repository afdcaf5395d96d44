"""Choosing again: against a plain loop, and against every portfolio there is."""

import itertools
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.bundles.decide.choose import choose_again
from engine.bundles.decide.landscape import AIMS, Landscape
from engine.errors import OptionRefused
from tests.bundles.decide_choice.makers import (
    choice_cases,
    choice_tables,
    random_case,
    worth_by_loop,
)

AIM_WEIGHTS = st.dictionaries(
    st.sampled_from(["reach", "revenue", "margin"]), st.sampled_from([0.0, 0.5, 1.0]), min_size=1
).filter(lambda weights: sum(weights.values()) > 0)
GREEDY_SHARE = 1 - 1 / math.e


def portfolios(case: dict[str, Any], bundles: int) -> list[tuple[int, ...]]:
    """Every portfolio of that size in which no product is used more than twice."""
    rows = range(len(case["items"]))
    return [
        chosen
        for chosen in itertools.combinations(rows, bundles)
        if max(np.bincount([item for row in chosen for item in case["items"][row]])) <= 2
    ]


def scaled_value(
    case: dict[str, Any], chosen: tuple[int, ...], weights: dict[str, float], most: dict[str, float]
) -> float:
    worth = worth_by_loop(case, chosen)
    return sum(w * worth[aim] / most[aim] for aim, w in weights.items() if most[aim])


@settings(deadline=None, max_examples=30)
@given(case=choice_cases(), chosen=st.lists(st.booleans(), min_size=6, max_size=6))
def test_a_portfolio_is_worth_what_a_loop_says(case: dict[str, Any], chosen: list[bool]) -> None:
    table, holds = choice_tables(**case)
    rows = [row for row in range(table.height) if chosen[row]]
    at = Landscape.of(table, holds, ["margin", "reach", "revenue"])
    found = at.values(np.array([chosen[: table.height]]))[0]
    expected = worth_by_loop(case, rows)
    assert dict(zip(at.aims, found, strict=True)) == pytest.approx(expected, abs=1e-9)


@settings(deadline=None, max_examples=25)
@given(case=choice_cases(), weights=AIM_WEIGHTS, wanted=st.integers(1, 6))
def test_each_pick_adds_most(case: dict[str, Any], weights: dict[str, float], wanted: int) -> None:
    found = choose_again(*choice_tables(**case), weights, wanted)
    count = min(wanted, len(case["items"]))
    assert len(set(found)) == len(found) == count
    reach = choose_again(*choice_tables(**case), {"reach": 1.0}, wanted)
    most = {"reach": worth_by_loop(case, reach)["reach"]}
    for goal in ("revenue", "margin"):
        best = sorted((value or 0.0 for value in case[goal]), reverse=True)[:count]
        most[goal] = sum(best)

    def total(rows: list[int]) -> float:
        worth = worth_by_loop(case, rows)
        sums = {aim: worth[aim] * (1 if aim == "reach" else max(1, len(rows))) for aim in weights}
        return sum(w * sums[aim] / most[aim] for aim, w in weights.items() if most[aim])

    for place, row in enumerate(found):
        best = max(
            total([*found[:place], other])
            for other in range(len(case["items"]))
            if other not in found[:place]
        )
        assert total([*found[:place], row]) == pytest.approx(best, abs=1e-6)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(
    "weights", [{"reach": 1.0}, {"margin": 1.0}, {"reach": 1.0, "revenue": 1.0, "margin": 0.5}]
)
def test_twelve_choices_come_near_the_best_of_all_portfolios(
    seed: int, weights: dict[str, float]
) -> None:
    case, bundles = random_case(seed), 4
    every = portfolios(case, bundles)
    most = {aim: max(worth_by_loop(case, chosen)[aim] for chosen in every) for aim in weights}
    best = max(scaled_value(case, chosen, weights, most) for chosen in every)
    found = tuple(sorted(choose_again(*choice_tables(**case), weights, bundles)))
    assert found in every
    value = scaled_value(case, found, weights, most)
    assert value >= GREEDY_SHARE * best
    # What theory promises is the worst case; on these it is far better.
    assert value >= 0.95 * best


def test_sliders_move_the_choice() -> None:
    case = random_case(3)
    tables = choice_tables(**case)
    reach, margin = (
        worth_by_loop(case, choose_again(*tables, {aim: 1.0}, 4)) for aim in ("reach", "margin")
    )
    assert reach["reach"] > margin["reach"]
    assert margin["margin"] > reach["margin"]


def test_a_product_is_used_more_than_twice_only_when_nothing_else_is_left() -> None:
    items = [(0, row) for row in range(1, 5)]
    case = {
        "items": items, "held": [{0, 1, 2}, {3, 4}, {5}, {6, 7, 8, 9}],
        "weight": [1.0] * 10, "alive": [1.0] * 4,
    }  # fmt: skip
    tables = choice_tables(**case)
    assert choose_again(*tables, {"reach": 1.0}, 2) == [3, 0]
    assert choose_again(*tables, {"reach": 1.0}, 4) == [3, 0, 1, 2]


@pytest.mark.parametrize(
    "weights",
    [
        {},
        {"reach": 0.0},
        {"reach": -1.0},
        {"reach": math.inf},
        {"margin": math.nan},
        {"beauty": 1.0},
    ],
)
def test_weights_that_mean_nothing_are_refused(weights: dict[str, float]) -> None:
    with pytest.raises(OptionRefused, match=r"above 0|reach, revenue, .*, not"):
        choose_again(*choice_tables(**random_case(0)), weights, 3)


def test_an_aim_nothing_tells_about_moves_nothing() -> None:
    tables = choice_tables(**random_case(1))
    alone = choose_again(*tables, {"reach": 1.0}, 4)
    assert choose_again(*tables, {"reach": 1.0, "satisfaction": 1.0}, 4) == alone
    assert "satisfaction" in AIMS

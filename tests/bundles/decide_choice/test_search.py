"""The search of trade-offs: against all portfolios there are, and never worse than greedy."""

import asyncio
from typing import Any

import numpy as np
import polars as pl
import pytest

from engine.bundles.decide.choose import choose_again
from engine.bundles.decide.evolution import evolve, hypervolume
from engine.bundles.decide.front import front
from engine.bundles.decide.landscape import Landscape
from engine.bundles.decide.search import greedy_trade_off, loss, search_portfolios
from engine.jobs import in_process
from tests.bundles.decide_choice.makers import choice_tables, random_case, worth_by_loop
from tests.bundles.decide_choice.test_choose import portfolios
from tests.bundles.makers import quiet

AIM_NAMES = ["reach", "revenue", "margin"]
SIZE = 4


def exact_front(case: dict[str, Any]) -> set[tuple[int, ...]]:
    """The portfolios that no other one beats, of all there are."""
    every = portfolios(case, SIZE)
    values = [[worth_by_loop(case, chosen)[aim] for aim in AIM_NAMES] for chosen in every]
    return {chosen for chosen, best in zip(every, front(np.array(values)), strict=True) if best}


def chosen_of(portfolios: pl.DataFrame) -> set[tuple[int, ...]]:
    return {tuple(row) for row in portfolios["choices"].to_list()}


@pytest.mark.parametrize("seed", [0, 1])
def test_the_search_finds_the_front_of_all_portfolios_of_twelve_choices(seed: int) -> None:
    case = random_case(seed)
    found = search_portfolios(*choice_tables(**case), AIM_NAMES, SIZE, reduced=False)
    exact = exact_front(case)
    mine = chosen_of(found.portfolios)
    # The population holds a hundred; what it found is on the exact front, and is most of it.
    assert mine <= exact
    assert len(mine) >= 0.95 * len(exact)
    for row in found.portfolios.iter_rows(named=True):
        worth = worth_by_loop(case, row["choices"])
        assert {aim: row[aim] for aim in AIM_NAMES} == pytest.approx(worth, abs=1e-9)


@pytest.mark.parametrize("seed", [2])
def test_nothing_found_is_worse_than_the_greedy_portfolios(seed: int) -> None:
    case = random_case(seed)
    tables = choice_tables(**case)
    greedy = greedy_trade_off(*tables, AIM_NAMES, SIZE)
    assert greedy["greedy"].all()
    shorter = search_portfolios(*tables, AIM_NAMES, SIZE)
    longer = search_portfolios(*tables, AIM_NAMES, SIZE, reduced=False)
    begun = hypervolume(greedy.select(AIM_NAMES).to_numpy())
    assert 0 < begun <= shorter.hypervolume <= longer.hypervolume <= 1
    assert 0 <= loss(shorter, longer) < 0.1
    by_reach = tuple(sorted(choose_again(*tables, {"reach": 1.0}, SIZE)))
    worth = worth_by_loop(case, by_reach)
    best = shorter.portfolios.select(pl.col("reach").max()).item()
    assert best >= worth["reach"] - 1e-9


def test_the_same_question_has_the_same_answer_in_a_process_of_its_own() -> None:
    tables = choice_tables(**random_case(4))
    here = search_portfolios(*tables, AIM_NAMES[:2], SIZE, seed=7)

    async def elsewhere() -> Any:
        return await in_process(quiet(), search_portfolios, *tables, AIM_NAMES[:2], SIZE, seed=7)

    there = asyncio.run(elsewhere())
    assert here.portfolios.equals(there.portfolios)
    assert here.hypervolume == there.hypervolume


def test_every_portfolio_has_its_size_and_no_product_too_often() -> None:
    case = random_case(5)
    landscape = Landscape.of(*choice_tables(**case), AIM_NAMES)
    seeds = np.zeros((1, 12), dtype=bool)
    seeds[0, list(portfolios(case, SIZE)[0])] = True
    last = evolve(landscape, seeds, 2, 20, 5, 0)
    assert set(last.sum(axis=1).tolist()) == {SIZE}
    assert all(tuple(np.flatnonzero(row)) in portfolios(case, SIZE) for row in last)


def test_hypervolume_is_the_share_of_the_cube_that_is_beaten() -> None:
    assert hypervolume(np.array([[0.5, 0.5]])) == pytest.approx(0.25)
    assert hypervolume(np.array([[0.5, 1.0], [1.0, 0.5], [0.1, 0.1]])) == pytest.approx(0.75)
    assert hypervolume(np.empty((0, 2))) == 0


def test_all_choices_are_the_only_portfolio_of_their_size() -> None:
    tables = choice_tables(**random_case(6))
    for bundles in (12, 40):
        found = search_portfolios(*tables, AIM_NAMES, bundles).portfolios
        assert found["choices"].to_list() == [list(range(12))]
    nothing = choice_tables([], [], [1.0], [])
    assert search_portfolios(*nothing, AIM_NAMES, 3).portfolios["choices"].to_list() == [[]]

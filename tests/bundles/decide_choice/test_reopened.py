"""A finished run's choices, opened again: what each adds, what a portfolio is worth."""

from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.bundles.decide.reopened import Reopened
from engine.errors import OptionRefused
from tests.bundles.decide_choice.makers import choice_cases, choice_tables, worth_by_loop


def reopened(case: dict[str, Any], ranked: tuple[int, ...] = ()) -> Reopened:
    table, holds = choice_tables(**case)
    rank = {row: place for place, row in enumerate(ranked, start=1)}
    return Reopened(
        table.with_columns(
            titles="skus",
            rank=pl.Series([rank.get(row) for row in range(table.height)], dtype=pl.Int64),
            orders_together=pl.Series([len(held) for held in case["held"]], dtype=pl.Int64),
            lift=pl.lit(2.0),
        ),
        holds,
    )


CASE: dict[str, Any] = {
    "items": [(0, 1), (2, 3), (4, 5)],
    "held": [{0, 1}, {1, 2, 3}, {3}],
    "weight": [1.0, 1.0, 1.0, 2.0, 5.0],
    "alive": [0.5, 1.0, 1.0],
    "revenue": [0.2, None, 0.6],
}


def test_rows_say_what_each_adds_to_those_before() -> None:
    rows = reopened(CASE).rows([0, 1, 2])
    assert [row["new_share"] for row in rows] == pytest.approx([0.2, 0.3, 0.0])
    assert [row["reached_share"] for row in rows] == pytest.approx([0.2, 0.5, 0.5])
    assert [row["goals"] for row in rows] == [{"revenue": 0.2}, {}, {"revenue": 0.6}]
    assert [row["orders_together"] for row in rows] == [2, 3, 1]
    assert rows[0]["skus"] == ["P00", "P01"]


def test_the_run_s_own_portfolio_stands_by_rank_and_aims_are_those_that_are_told() -> None:
    assert reopened(CASE, ranked=(2, 0)).own == [2, 0]
    assert reopened(CASE).own == []
    assert reopened(CASE).aims == ("reach", "revenue")


@settings(max_examples=30)
@given(choice_cases(), st.randoms())
def test_by_reach_each_next_one_adds_most(case: dict[str, Any], random: Any) -> None:
    chosen = list(range(len(case["items"])))
    random.shuffle(chosen)
    opened = reopened(case)
    ordered = opened.by_reach(chosen)
    assert sorted(ordered) == sorted(chosen)
    assert ordered == opened.by_reach(sorted(chosen))
    reached: set[int] = set()
    for place, row in enumerate(ordered):
        adds = [sum(case["weight"][o] for o in case["held"][other] - reached)
                for other in ordered[place:]]  # fmt: skip
        assert adds[0] >= max(adds) - 1e-6
        reached |= case["held"][row]
    assert opened.rows(ordered)[-1]["reached_share"] == pytest.approx(
        sum(case["weight"][order] for order in reached) / sum(case["weight"])
    )


@settings(max_examples=30)
@given(choice_cases(), st.data())
def test_worth_is_that_of_a_plain_loop(case: dict[str, Any], data: st.DataObject) -> None:
    chosen = data.draw(st.lists(st.integers(0, len(case["items"]) - 1), unique=True, min_size=1))
    told = reopened(case).worth([chosen, chosen[:1]])
    for row, portfolio in enumerate((chosen, chosen[:1])):
        expected = worth_by_loop(case, portfolio)
        for aim in told.columns:
            assert told[aim][row] == pytest.approx(expected[aim])


def test_what_is_no_choice_is_refused() -> None:
    for choices, says in (([3], "number 3"), ([-1], "number -1"), ([0, 0], "one place only")):
        for asked in (reopened(CASE).rows, reopened(CASE).by_reach):
            with pytest.raises(OptionRefused, match=says):
                asked(choices)

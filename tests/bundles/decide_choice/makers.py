"""Tables of choices, as a run keeps them, from plain lists."""

from collections.abc import Sequence
from typing import Any

import hypothesis.strategies as st
import numpy as np
import polars as pl

from engine.bundles.decide.verdict import Scores
from engine.bundles.objectives import GOALS

Held = list[set[int]]


def choice_tables(
    items: Sequence[tuple[int, ...]],
    held: Held,
    weight: Sequence[float],
    alive: Sequence[float],
    **goals: Sequence[float | None],
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The table of choices and that of orders, one row an order."""
    nothing: list[float | None] = [None] * len(items)
    table = pl.DataFrame(
        {
            "choice": pl.Series(range(len(items)), dtype=pl.Int32),
            "skus": pl.Series(
                [[f"P{i:02}" for i in row] for row in items], dtype=pl.List(pl.String)
            ),
            "alive": pl.Series(alive, dtype=pl.Float64),
            "own": pl.Series([sum(weight[o] for o in row) for row in held], dtype=pl.Float64),
            **{g: pl.Series(goals.get(g, nothing), dtype=pl.Float64) for g in GOALS},
        }
    )
    rows = [[c for c, orders in enumerate(held) if o in orders] for o in range(len(weight))]
    holds = pl.DataFrame(
        {
            "weight": pl.Series(weight, dtype=pl.Float64),
            "choices": pl.Series(rows, dtype=pl.List(pl.Int32)),
        }
    )
    return table, holds


@st.composite
def choice_cases(draw: st.DrawFn, choices: int = 6, orders: int = 10) -> dict[str, Any]:
    """Arguments for `choice_tables`, products far more than uses; values tell choices apart."""
    count = draw(st.integers(1, choices))
    number = st.integers(0, orders - 1)
    share = st.floats(0.01, 1)
    return {
        "items": [(2 * row, 2 * row + 1) for row in range(count)],
        "held": draw(st.lists(st.sets(number, min_size=1), min_size=count, max_size=count)),
        "weight": draw(st.lists(st.floats(0.1, 3), min_size=orders, max_size=orders)),
        "alive": draw(st.lists(share, min_size=count, max_size=count)),
        "revenue": draw(st.lists(share, min_size=count, max_size=count)),
        "margin": draw(st.lists(st.none() | share, min_size=count, max_size=count)),
    }


def worth_by_loop(
    case: dict[str, Any], chosen: Sequence[int], weights: dict[str, float] | None = None
) -> dict[str, float]:
    """Reach and mean goals of a portfolio, one order after the other."""
    reach = 0.0
    for order, weight in enumerate(case["weight"]):
        missed = 1.0
        for row in chosen:
            missed *= 1 - case["alive"][row] if order in case["held"][row] else 1
        reach += weight * (1 - missed)
    values = {"reach": reach / sum(case["weight"])}
    for goal in ("revenue", "margin"):
        known = [case[goal][row] or 0.0 for row in chosen]
        values[goal] = sum(known) / max(1, len(known))
    return values if weights is None else {aim: values[aim] for aim in weights}


def scores_of(ranking: float, hybrid: float, appeal: float | None = None, **goals: float) -> Scores:
    """Scores of which only these matter."""
    return Scores(None, None, None, hybrid, {}, {}, None, {}, ranking, goals, appeal)


def random_case(seed: int, count: int = 12, orders: int = 40) -> dict[str, Any]:
    """A dozen choices over forty orders, for exhaustive search."""
    random = np.random.default_rng(seed)
    pairs = [tuple(sorted(random.choice(18, 2, replace=False).tolist())) for _ in range(3 * count)]
    return {
        "items": list(dict.fromkeys(pairs))[:count],
        "held": [set(random.choice(orders, 7, replace=False).tolist()) for _ in range(count)],
        "weight": random.uniform(0.2, 2, orders).tolist(),
        "alive": random.uniform(0.5, 1, count).tolist(),
        "revenue": random.uniform(0, 1, count).tolist(),
        "margin": random.uniform(0, 1, count).tolist(),
    }

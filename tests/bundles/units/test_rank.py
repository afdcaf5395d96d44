"""The best few: evidence, score, and no product everywhere."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.bundles.candidates.types.rank import best_rows, blend

ROWS = st.lists(
    st.tuples(
        st.tuples(st.integers(0, 30), st.integers(31, 60)),
        st.floats(0, 1),
        st.integers(0, 6),
        st.booleans(),
        st.booleans(),
    ),
    max_size=400,
)


def greedy(rows: list[tuple]) -> list[int]:
    """Row by row: the strongest first, no product a fourth time unless nothing else is left."""
    ranked = sorted(
        (row for row in range(len(rows)) if rows[row][4]),
        key=lambda row: (rows[row][2], rows[row][3], -round(rows[row][1], 9), row),
    )[:300]
    taken: list[int] = []
    for row in ranked:
        uses = [item for other in taken for item in rows[other][0]]
        if len(taken) < 15 and all(uses.count(item) < 3 for item in rows[row][0]):
            taken.append(row)
    return (taken + [row for row in ranked if row not in taken])[:15]


@settings(max_examples=30)
@given(ROWS)
def test_the_best_are_those_of_the_slow_way(rows: list[tuple]) -> None:
    sets, score, tier, other, allowed = zip(*rows, strict=True) if rows else ([], [], [], [], [])
    found = best_rows(
        np.array(allowed, dtype=bool),
        np.array(sets, dtype=np.int64).reshape(-1, 2),
        np.array(score, dtype=float),
        np.array(tier, dtype=np.int64),
        np.array(other, dtype=bool),
    )
    assert found == greedy(rows)


def test_strength_and_fit_are_blended_by_the_ranker_of_the_objective() -> None:
    # .35 for the fit beside .25 and .20 for confidence and lift.
    assert blend("clear_slow_movers", np.array([0.5]), np.array([1.0]))[0] == (
        0.5 * 0.45 / 0.8 + 0.35 / 0.8
    )

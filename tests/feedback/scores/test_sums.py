"""Sums of groups beside answers counted one by one, and what must not change a score."""

from collections.abc import Callable
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.feedback.scores import Answers
from engine.feedback.scores.differences import differences
from engine.feedback.scores.intervals import interval_of
from engine.feedback.scores.sums import add_up, all_of

Make = Callable[..., Answers]
ROWS = st.lists(
    st.tuples(st.integers(0, 10), st.sampled_from([0.5, 1.0, 2.0]), st.integers(-1, 2)),
    min_size=1,
    max_size=40,
)


def slow(rows: list[tuple[int, float, int]], sure: float) -> tuple[float, float, float, float]:
    """NPS, its interval and n_eff of weighted rows, formula by formula."""
    total = sum(weight for _, weight, _ in rows)
    up = sum(weight for score, weight, _ in rows if score >= 9) / total
    down = sum(weight for score, weight, _ in rows if score <= 6) / total
    worth = total**2 / sum(weight**2 for _, weight, _ in rows)
    p, d = (up * worth + 0.75) / (worth + 3), (down * worth + 0.75) / (worth + 3)
    margin = NormalDist().inv_cdf((1 + sure) / 2) * ((p + d - (p - d) ** 2) / (worth + 3)) ** 0.5
    low, high = max(-100, 100 * (p - d - margin)), min(100, 100 * (p - d + margin))
    return 100 * (up - down), low, high, worth


@given(ROWS, st.sampled_from([0.8, 0.95, 0.99]))
def test_groups_are_those_of_the_oracle(
    answers: Make, rows: list[tuple[int, float, int]], sure: float
) -> None:
    scores, weights, groups = zip(*rows, strict=True)
    sums = add_up(answers(scores, weights), np.array(groups), 3)
    low, high = interval_of(sums, sure)
    for k in range(3):
        held = [row for row in rows if row[2] == k]
        assert sums.n[k] == len(held)
        if held:
            found = (sums.value[k], low[k], high[k], sums.effective[k])
            assert found == pytest.approx(slow(held, sure), abs=1e-9)


@given(ROWS)
def test_the_rest_is_what_is_not_in_the_group(
    answers: Make, rows: list[tuple[int, float, int]]
) -> None:
    scores, weights, groups = zip(*rows, strict=True)
    every = answers(scores, weights)
    inside = np.array(groups) == 0
    rest = all_of(every) - add_up(every, np.where(inside, 0, -1), 1)
    directly = add_up(every, np.where(inside, -1, 0), 1)
    assert rest.table == pytest.approx(directly.table, abs=1e-9)
    assert rest.n.tolist() == directly.n.tolist()


@given(ROWS, ROWS)
def test_turning_the_scale_round_turns_everything_round(
    answers: Make, ones: list[tuple[int, float, int]], others: list[tuple[int, float, int]]
) -> None:
    def both(turn: dict[int, int]) -> tuple[float, ...]:
        sums = [
            all_of(answers([turn.get(score, 8) for score, _, _ in rows], [w for _, w, _ in rows]))
            for rows in (ones, others)
        ]
        low, high = (float(end[0]) for end in interval_of(sums[0], 0.95))
        found = differences(*sums, 0.95)
        parts = (found.value, found.low, found.high, found.p)
        return float(sums[0].value[0]), low, high, *(float(part[0]) for part in parts)

    plain = both(dict.fromkeys((9, 10), 10) | dict.fromkeys(range(7), 0))
    turned = both(dict.fromkeys((9, 10), 0) | dict.fromkeys(range(7), 10))
    value, low, high, difference, below, above, p = plain
    mirrored = (-value, -high, -low, -difference, -above, -below, p)
    assert turned == pytest.approx(mirrored, abs=1e-9)


@given(ROWS)
def test_answers_twice_leave_the_score_and_are_surer(
    answers: Make, rows: list[tuple[int, float, int]]
) -> None:
    scores, weights, _ = zip(*rows, strict=True)
    once, twice = all_of(answers(scores, weights)), all_of(answers(scores * 2, weights * 2))
    assert float(twice.value[0]) == pytest.approx(float(once.value[0]))
    assert float(twice.effective[0]) == pytest.approx(2 * float(once.effective[0]))
    heavier = all_of(answers(scores, [1_000 * weight for weight in weights]))
    widths = [float(np.subtract(*interval_of(sums, 0.95)[::-1])[0]) for sums in (once, twice)]
    assert widths[1] < widths[0]
    assert np.ravel(interval_of(heavier, 0.95)) == pytest.approx(
        np.ravel(interval_of(once, 0.95)), abs=1e-9
    )

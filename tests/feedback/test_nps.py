"""The four methods beside a slow oracle, and an interval that holds the true score."""

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import TooSmall
from engine.feedback import METHODS, nps_of, nps_of_scores

COUNTS = st.tuples(*[st.integers(0, 400)] * 3).filter(any)


@pytest.mark.parametrize(
    ("groups", "scores"),
    [
        ((50, 30, 20), (30, 65, 30, 45)),
        ((10, 20, 70), (-60, 20, 60, -50)),
        ((0, 8, 0), (0, 50, 0, 50)),
        ((7, 0, 0), (100, 100, 100, 100)),
        ((0, 0, 1), (-100, 0, 100, -100)),
    ],
)
def test_scores_that_are_known(groups: tuple[int, int, int], scores: tuple[float, ...]) -> None:
    nps = nps_of(*groups)
    assert tuple(nps.by(method) for method in METHODS) == pytest.approx(scores)


def oracle(scores: list[float]) -> dict[str, Fraction]:
    """Each answer by itself, in whole fractions."""
    total = Fraction(len(scores))
    worth = sum(Fraction(1 if score >= 9 else 0 if score >= 7 else -1) for score in scores)
    passive = sum(Fraction(7 <= score < 9) for score in scores)
    standard = 100 * worth / total
    return {
        "standard": standard,
        "shifted": (worth / total + 1) * 50,
        "absolute": max(standard, -standard),
        "weighted": 100 * (worth + passive / 2) / total,
    }


@given(st.lists(st.integers(0, 20).map(lambda half: half / 2), min_size=1, max_size=60))
def test_the_methods_are_those_of_the_oracle(scores: list[float]) -> None:
    nps = nps_of_scores(np.array([*scores, np.nan]))
    for method, score in oracle(scores).items():
        assert nps.by(method) == pytest.approx(float(score))
    assert nps.responses == len(scores)
    assert nps == nps_of_scores(np.array(scores[::-1]))


@given(COUNTS)
def test_ranges_and_turning_round(groups: tuple[int, int, int]) -> None:
    nps, turned = nps_of(*groups), nps_of(*groups[::-1])
    assert -100 <= nps.low <= nps.standard + 25
    assert nps.standard - 25 <= nps.high <= 100
    assert nps.low <= nps.high
    assert 0 <= nps.shifted <= 100
    assert -100 <= nps.weighted <= 100
    assert 0 <= nps.absolute <= 100
    assert (turned.low, turned.high) == pytest.approx((-nps.high, -nps.low))


def test_more_answers_are_surer() -> None:
    widths = [
        nps.high - nps.low for n in (1, 10, 100, 1000) for nps in [nps_of(5 * n, 3 * n, 2 * n)]
    ]
    assert widths == sorted(widths, reverse=True)
    assert widths[-1] == pytest.approx(2 * 1.96 * 100 * math.sqrt((0.7 - 0.09) / 10_003), rel=0.01)


@pytest.mark.parametrize(("up", "down"), [(0.5, 0.2), (0.3, 0.3), (0.8, 0.05), (0.1, 0.7)])
def test_the_interval_holds_the_true_score_about_95_times_in_100(up: float, down: float) -> None:
    """Over every sample of 30 answers, each with its probability."""
    held, n = 0.0, 30
    for promoters in range(n + 1):
        for detractors in range(n + 1 - promoters):
            passives = n - promoters - detractors
            nps = nps_of(promoters, passives, detractors)
            ways = math.comb(n, promoters) * math.comb(n - promoters, detractors)
            chance = ways * up**promoters * down**detractors * (1 - up - down) ** passives
            held += chance * (nps.low <= 100 * (up - down) <= nps.high)
    assert 0.93 <= held <= 0.985


@pytest.mark.parametrize(
    ("groups", "method", "words"),
    [
        ((75, 0, 25), "shifted", "excellent"), ((50, 0, 50), "shifted", "good"),
        ((25, 0, 75), "shifted", "needs improvement"), ((0, 0, 9), "shifted", "critical"),
        ((85, 0, 15), "standard", "excellent"), ((75, 0, 25), "standard", "great"),
        ((50, 0, 50), "standard", "good"), ((25, 0, 75), "standard", "needs improvement"),
        ((20, 0, 80), "standard", "critical"), ((0, 9, 0), "weighted", "great"),
    ],
)  # fmt: skip
def test_scores_in_words(groups: tuple[int, int, int], method: str, words: str) -> None:
    assert nps_of(*groups).interpretation(method) == words


def test_no_answers_are_no_score() -> None:
    with pytest.raises(TooSmall, match="at least one"):
        nps_of(0, 0, 0)
    with pytest.raises(TooSmall, match="no scores"):
        nps_of_scores(np.array([np.nan]))

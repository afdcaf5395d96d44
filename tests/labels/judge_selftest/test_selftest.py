"""What the self-test promises is kept where chances are what they say."""

import numpy as np
import pytest

from engine.labels import LabelOptions
from engine.labels.evidence.examples import Examples
from engine.labels.evidence.judged import Judged
from engine.labels.evidence.weighing import weigh
from engine.labels.verdicts.selftest import run_self_test
from engine.labels.words import Given

LABELS = 6


def a_file(seed, m=1500, rate=0.05, sure=6.0):
    """Labels, chances that are calibrated, and which labels are wrong."""
    rng = np.random.default_rng(seed)
    raw = np.exp(sure * rng.random((m, LABELS)) ** 3)
    raw[np.arange(m), rng.integers(0, LABELS, m)] *= np.exp(rng.normal(3, 2, m))
    chances = raw / raw.sum(1, keepdims=True)
    true = (np.cumsum(chances, 1) < rng.random((m, 1))).sum(1).clip(0, LABELS - 1)
    wrong = np.zeros(m, dtype=bool)
    wrong[rng.choice(m, int(rate * m), replace=False)] = True
    label = np.where(wrong, (true + rng.integers(1, LABELS, m)) % LABELS, true)
    given = Given(
        tuple("ABCDEF"), np.arange(m), label, np.zeros(m, dtype=np.int64), np.arange(m) + 1,
        np.ones(m, dtype=bool),
    )  # fmt: skip
    noise = weigh(chances, Examples.of(given))
    judged = Judged(chances, noise.truth, noise.wrong, noise.rate, noise.confusion,
                    np.zeros((m, 1), np.float32), "linear")  # fmt: skip
    return judged, given, wrong


def test_the_promised_precision_comes_out_in_nine_draws_of_ten():
    within = 0
    for seed in range(20):
        judged, given, wrong = a_file(seed)
        told = run_self_test(judged, given, LabelOptions(promised=0.9))
        came = wrong[judged.wrong >= told.threshold].mean()
        within += told.low <= came <= told.high
        assert told.promised >= 0.9
    assert within >= 18


def test_a_higher_promise_has_a_higher_threshold_and_finds_less():
    judged, given, _ = a_file(1)
    modest, bold = (
        run_self_test(judged, given, LabelOptions(promised=share)) for share in (0.7, 0.97)
    )
    assert modest.threshold < bold.threshold
    for kind in ("uniform", "confusion"):
        assert modest.found[kind] >= bold.found[kind]
        assert modest.made[kind] >= 700


def test_few_of_the_errors_made_are_called_clearly_right():
    judged, given, _ = a_file(2)
    told = run_self_test(judged, given, LabelOptions())
    assert max(told.missed.values()) <= 0.02
    assert 0 <= told.fine_below <= told.threshold


def test_the_same_file_and_seed_say_the_same():
    judged, given, _ = a_file(3)
    assert run_self_test(judged, given, LabelOptions()) == run_self_test(
        judged, given, LabelOptions()
    )
    assert run_self_test(judged, given, LabelOptions()) != run_self_test(
        judged, given, LabelOptions(seed=1)
    )


@pytest.mark.parametrize("m", [20, 50])
def test_too_few_labels_promise_nothing_and_say_so(m):
    judged, given, _ = a_file(4, m=m)
    told = run_self_test(judged, given, LabelOptions())
    assert told.threshold is None
    assert told.promised is None
    assert "too few" in told.too_small


def test_where_nothing_keeps_the_promise_there_is_no_threshold():
    m = 2000
    rng = np.random.default_rng(0)
    label = rng.integers(0, 2, m)
    given = Given(("A", "B"), np.arange(m), label, np.zeros(m, dtype=np.int64), np.arange(m) + 1,
                  np.ones(m, dtype=bool))  # fmt: skip
    chances = np.full((m, 2), 0.5)
    noise = weigh(chances, Examples.of(given))
    judged = Judged(chances, noise.truth, noise.wrong, noise.rate, noise.confusion,
                    np.zeros((m, 1), np.float32), "linear")  # fmt: skip
    told = run_self_test(judged, given, LabelOptions())
    assert told.threshold is None
    assert told.low is None
    assert told.found == {"uniform": 0.0, "confusion": 0.0}
    assert not told.too_small

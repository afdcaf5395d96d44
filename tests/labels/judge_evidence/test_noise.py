"""How labels go wrong, beside the same sums done one by one."""

import hypothesis.extra.numpy as hnp
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.labels.evidence.noise import (
    FIRST_RATE,
    LEAST_RATE,
    MOST_RATE,
    ROUNDS,
    SHRINK,
    estimate_noise,
    suspicion,
)


@st.composite
def beliefs(draw):
    m, labels = draw(st.integers(1, 12)), draw(st.integers(2, 4))
    raw = draw(hnp.arrays(np.float64, (m, labels), elements=st.floats(0.001, 1)))
    label = draw(hnp.arrays(np.int64, m, elements=st.integers(0, labels - 1)))
    return raw / raw.sum(1, keepdims=True), label


def slow_noise(chances, label):
    """The same with loops over labels, no label checked."""
    m, labels = chances.shape
    shares = [(sum(label == k) + 0.5) for k in range(labels)]
    supposed = [
        [0 if c == y else shares[y] / (sum(shares) - shares[c]) for y in range(labels)]
        for c in range(labels)
    ]
    confusion, rate = supposed, FIRST_RATE
    for _ in range(ROUNDS):
        truth = []
        for i in range(m):
            odds = [
                chances[i][c] * ((1 - rate) if c == label[i] else rate * confusion[c][label[i]])
                for c in range(labels)
            ]
            truth.append([one / sum(odds) for one in odds])
        wrong = [1 - truth[i][label[i]] for i in range(m)]
        counts = [
            [
                SHRINK * supposed[c][y]
                + (0 if c == y else sum(truth[i][c] for i in range(m) if label[i] == y))
                for y in range(labels)
            ]
            for c in range(labels)
        ]
        confusion = [[one / sum(row) for one in row] for row in counts]
        rate = min(max(sum(wrong) / m, LEAST_RATE), MOST_RATE)
    return np.array(truth), np.array(wrong), np.array(confusion), rate


@given(beliefs())
def test_the_sums_are_those_done_one_by_one(belief):
    chances, label = belief
    noise = estimate_noise(chances, label)
    truth, wrong, confusion, rate = slow_noise(chances, label)
    np.testing.assert_allclose(noise.truth, truth, atol=1e-9)
    np.testing.assert_allclose(noise.wrong, wrong, atol=1e-9)
    np.testing.assert_allclose(noise.confusion, confusion, atol=1e-9)
    assert noise.rate == pytest.approx(rate)


@given(beliefs(), st.randoms(use_true_random=False))
def test_another_order_of_labels_says_the_same_of_each(belief, random):
    chances, label = belief
    order = random.sample(range(len(label)), len(label))
    whole, mixed = estimate_noise(chances, label), estimate_noise(chances[order], label[order])
    np.testing.assert_allclose(whole.wrong[order], mixed.wrong, atol=1e-9)


def test_checked_labels_have_a_rate_of_their_own():
    sure = np.tile([0.9, 0.1], (400, 1))
    label = np.zeros(400, dtype=np.int64)
    label[:40] = 1
    checked = np.arange(400) >= 200
    noise = estimate_noise(sure, label, checked)
    unchecked_alike, checked_alike = noise.wrong[100], noise.wrong[300]
    assert checked_alike < unchecked_alike
    assert noise.rate == pytest.approx(noise.wrong[:200].mean(), abs=0.01)


def test_one_label_is_never_wrong_by_its_chance_alone():
    noise = estimate_noise(np.ones((3, 1)), np.zeros(3, dtype=np.int64))
    assert noise.wrong.tolist() == [0, 0, 0]


def test_suspicion_under_known_noise_is_by_bayes_rule():
    chances = np.array([[0.7, 0.2, 0.1], [0.1, 0.1, 0.8]])
    confusion = np.array([[0, 0.25, 0.75], [0.5, 0, 0.5], [0.9, 0.1, 0]])
    found = suspicion(chances, np.array([1, 2]), confusion, 0.1)
    right, wrong = 0.2 * 0.9, 0.1 * (0.7 * 0.25 + 0.1 * 0.1)
    assert found[0] == pytest.approx(wrong / (wrong + right))
    right, wrong = 0.8 * 0.9, 0.1 * (0.1 * 0.75 + 0.1 * 0.5)
    assert found[1] == pytest.approx(wrong / (wrong + right))

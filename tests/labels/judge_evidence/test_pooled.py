"""Chances of several models on one scale."""

import hypothesis.extra.numpy as hnp
import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from engine.labels.evidence.pooled import never_impossible, pool_chances, temper

ROWS = hnp.arrays(np.float64, (8, 3), elements=st.floats(0.01, 1)).map(
    lambda raw: raw / raw.sum(1, keepdims=True)
)
LABEL = np.array([0, 1, 2, 0, 1, 2, 0, 0])


@given(ROWS)
def test_tempering_keeps_what_is_likelier(chances):
    tempered = temper(chances, LABEL)
    np.testing.assert_allclose(tempered.sum(1), 1)
    for before, after in zip(chances, tempered, strict=True):
        for a in range(3):
            for b in range(3):
                if before[a] > before[b] * (1 + 1e-9):
                    assert after[a] > after[b]


def test_a_model_too_sure_of_what_is_not_so_is_made_less_sure():
    chances = np.tile([0.98, 0.01, 0.01], (8, 1))
    assert temper(chances, LABEL)[0, 0] < 0.9


@given(ROWS)
def test_one_model_alone_is_itself_tempered_twice(chances):
    once = temper(np.clip(temper(chances, LABEL), 1e-5, 1), LABEL)
    np.testing.assert_allclose(pool_chances([chances], [1.0], LABEL), once, atol=1e-4)


@given(ROWS, ROWS)
def test_the_order_of_models_changes_nothing(one, two):
    a = pool_chances([one, two], [0.3, 1.0], LABEL)
    b = pool_chances([two, one], [1.0, 0.3], LABEL)
    np.testing.assert_allclose(a, b, atol=1e-9)


def test_a_label_never_seen_is_as_likely_as_its_share():
    share = np.array([0.9, 0.08, 0.02])
    drawn = never_impossible(np.array([[0.99, 0.01, 0.0]]), np.array([900, 80, 0]), share)
    assert abs(drawn[0, 2] - 0.02) < 0.001
    assert abs(drawn[0, 0] - 0.97) < 0.01

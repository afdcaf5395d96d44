"""Regression and main directions beside those of scikit-learn and numpy."""

import numpy as np
import pytest
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from engine.labels.evidence import ngrams
from engine.labels.evidence.directions import main_directions
from engine.labels.evidence.ngrams import Kind, Ngrams
from engine.labels.evidence.regression import Regression


def some_words(labels):
    rng = np.random.default_rng(3)
    features = rng.normal(size=(200, 6)).astype(np.float32)
    label = (features @ rng.normal(size=(6, labels)) + rng.normal(size=(200, labels))).argmax(1)
    return features, label, rng.choice([0.5, 1.0, 3.0], 200)


def test_regression_is_that_of_scikit_learn():
    features, label, weight = some_words(4)
    theirs = LogisticRegression(C=5.0, max_iter=300, tol=1e-3)
    theirs.fit(features, label, sample_weight=weight)
    ours = Regression.fit(features, label, weight, 4, 5.0)
    np.testing.assert_allclose(
        ours.chances(features), theirs.predict_proba(features), atol=0.02
    )  # fmt: skip


def test_of_two_labels_both_are_drawn_to_nothing_alike():
    features, label, weight = some_words(2)
    # Two weights share what one would have, so half of the strength does the same.
    theirs = LogisticRegression(C=10.0, max_iter=300, tol=1e-6)
    theirs.fit(features, label, sample_weight=weight)
    ours = Regression.fit(features, label, weight, 2, 5.0)
    np.testing.assert_allclose(ours.chances(features), theirs.predict_proba(features), atol=0.02)


@pytest.mark.parametrize(("rows", "columns"), [(40, 90), (90, 40)])
def test_main_directions_hold_as_much_as_the_true_ones(rows, columns):
    rng = np.random.default_rng(1)
    dense = rng.normal(size=(rows, 8)) * 2.0 ** -np.arange(8) @ rng.normal(size=(8, columns))
    matrix = sparse.csr_matrix(dense.astype(np.float32))
    along = main_directions(matrix, 5)
    np.testing.assert_allclose(along.T @ along, np.eye(5), atol=1e-4)
    best = np.linalg.svd(dense, compute_uv=False)[:5]
    np.testing.assert_allclose(np.linalg.norm(matrix @ along, axis=0), best, rtol=1e-3)


def test_a_matrix_of_nothing_has_no_directions():
    assert main_directions(sparse.csr_matrix((5, 7), dtype=np.float32), 3).shape == (7, 0)
    assert main_directions(sparse.csr_matrix((1, 7), dtype=np.float32), 3).shape == (7, 0)


def test_characters_beyond_what_a_number_has_room_for_are_one(monkeypatch):
    monkeypatch.setattr(ngrams, "_ROOM", 5.0**2)
    texts = ["aaab", "aab", "abc", "axy"]
    known = Ngrams.learn(texts, Kind(2, least=1, by_word=False))
    assert [chr(one) for one in known.letters] == ["a", "b", "c"]
    weights = known.weigh(["ax", "ay", "ab"]).toarray()
    np.testing.assert_array_equal(weights[0], weights[1])
    assert (weights[0] != weights[2]).any()

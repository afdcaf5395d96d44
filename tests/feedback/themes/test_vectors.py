"""Vectors: the parts they are made of, beside plain linear algebra."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.sparse as sp
from hypothesis import given
from hypothesis import strategies as st

from engine.feedback.meaning.vectors import (
    ASPECT_WEIGHT,
    MIXED_ASPECT_WEIGHT,
    Space,
    Texts,
    drawn,
    is_mixed,
    main_directions,
    unit_rows,
)


def texts_of(size: int, words: int, seed: int, languages: int = 1) -> Texts:
    rng = np.random.default_rng(seed)
    held = rng.random((size, words)) < 0.2
    text, word = np.nonzero(held)
    return Texts(size, text, word, np.arange(size) % languages)


def space_of(texts: Texts, words: int) -> tuple[Space, np.ndarray]:
    rng = np.random.default_rng(1)
    aspects = rng.random((texts.size, 4)) < 0.3
    meanings = unit_rows(rng.standard_normal((words, 6)).astype(np.float32))
    return Space.learn(texts, rng.random(words) + 0.5, meanings, aspects, 0), aspects


def test_main_directions_span_what_an_exact_decomposition_does() -> None:
    rng = np.random.default_rng(0)
    exact = rng.standard_normal((60, 5)) * [9, 7, 5, 3, 2] @ rng.standard_normal((5, 30))
    noisy = exact + 0.01 * rng.standard_normal((60, 30))
    found = main_directions(sp.csr_matrix(noisy.astype(np.float32)), 5, 0).astype(np.float64)
    right = np.linalg.svd(noisy, full_matrices=False)[2][:5].T
    assert found.T @ found == pytest.approx(np.eye(5), abs=1e-4)
    assert np.linalg.norm(found.T @ right, 2) == pytest.approx(1, abs=1e-3)
    assert np.linalg.svd(found.T @ right)[1].min() > 0.999


def test_a_matrix_of_one_column_has_no_directions() -> None:
    assert main_directions(sp.csr_matrix(np.ones((5, 1), np.float32)), 5, 0).shape == (1, 0)


@given(st.integers(0, 30), st.integers(1, 3))
def test_vectors_have_length_one_or_none(seed: int, languages: int) -> None:
    texts = texts_of(50, 25, seed, languages)
    space, aspects = space_of(texts, 25)
    for told in (space.describe(texts, aspects), space.describe(texts, None)):
        length = np.linalg.norm(told.astype(np.float64), axis=1)
        assert ((np.abs(length - 1) < 1e-5) | (length == 0)).all()


def test_a_text_is_told_the_same_whatever_stands_beside_it() -> None:
    texts = texts_of(90, 25, 3, 2)
    space, aspects = space_of(texts, 25)
    whole = space.describe(texts, aspects)
    part = space.describe(texts.between(30, 60), aspects[30:60])
    assert part == pytest.approx(whole[30:60], abs=1e-6)
    some = np.array([2, 5, 80])
    assert space.describe(texts.some(some), aspects[some]) == pytest.approx(whole[some], abs=1e-6)


def test_languages_are_centred_where_a_file_mixes_them() -> None:
    texts = texts_of(120, 25, 3, 2)
    space, _ = space_of(texts, 25)
    assert space.aspect_weight == MIXED_ASPECT_WEIGHT
    assert set(space.centres) == {0, 1}
    one, _ = space_of(texts_of(120, 25, 3), 25)
    assert one.aspect_weight == ASPECT_WEIGHT


@pytest.mark.parametrize(
    ("counts", "mixed"),
    [((100,), False), ((100, 19), False), ((100, 20), True), ((900, 40), False)],
)
def test_what_counts_as_mixed(counts: tuple[int, ...], mixed: bool) -> None:
    assert is_mixed(np.repeat(np.arange(len(counts)), counts)) is mixed


@given(st.integers(0, 200), st.integers(1, 100))
def test_numbers_are_drawn_once_in_order(many: int, most: int) -> None:
    found = drawn(many, most, 5)
    assert len(found) == min(many, most)
    assert (np.diff(found) > 0).all()
    assert (drawn(many, most, 5) == found).all()

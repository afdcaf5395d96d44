"""Neighbours: exactly those that comparing all pairs finds, whichever library proposes."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.models import nearest as room
from engine.models.bounded import possible_pairs
from engine.models.nearest import find_nearest, nearest
from engine.models.protocols import Vectors

WAYS = pytest.mark.parametrize("use_faiss", [True, False])


@pytest.fixture(scope="module", autouse=True, params=["faiss at any size", "as it is"])
def faiss_from(request: pytest.FixtureRequest) -> Iterator[None]:
    """Everything holds with faiss's proposals and where so few vectors are compared without it."""
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "faiss at any size":
            patch.setattr(room, "FAISS_FROM", 0)
        yield


def units(count: int, dims: int = 16, seed: int = 1, groups: int = 0) -> Vectors:
    """Unit vectors, scattered or around some centres."""
    draw = np.random.default_rng(seed)
    numbers = draw.normal(size=(count, dims))
    if groups:
        numbers = draw.normal(size=(groups, dims))[draw.integers(0, groups, count)] + 0.3 * numbers
    return as_units(numbers)


def as_units(numbers: np.ndarray) -> Vectors:
    return (numbers / np.linalg.norm(numbers, axis=1, keepdims=True)).astype(np.float32)


def oracle(vectors: Vectors, queries: Vectors, k: int) -> tuple[list[list[float]], list[list[int]]]:
    """Every pair, one number after the other."""
    scores, rows = [], []
    for query in queries.tolist():
        all_scores = [
            round(sum(a * b for a, b in zip(query, vector, strict=True)), 6)
            for vector in vectors.tolist()
        ]
        best = sorted(range(len(vectors)), key=lambda row: (-all_scores[row], row))[:k]
        scores.append([all_scores[row] for row in best])
        rows.append(best)
    return scores, rows


# Few directions, so that repeats and equal scores are the rule.
COARSE = st.lists(
    st.tuples(*[st.integers(-1, 1)] * 3).filter(any), min_size=1, max_size=40
).map(lambda rows: as_units(np.array(rows, dtype=np.float64)))  # fmt: skip


@WAYS
@settings(deadline=None, max_examples=30)
@given(vectors=COARSE, queries=COARSE, k=st.integers(1, 45))
def test_equals_the_oracle_where_ties_are_many(
    vectors: Vectors, queries: Vectors, k: int, use_faiss: bool
) -> None:
    scores, rows = nearest(vectors, queries, k, use_faiss=use_faiss)
    expected_scores, expected_rows = oracle(vectors, queries, k)
    assert rows.tolist() == expected_rows
    np.testing.assert_allclose(scores, expected_scores, atol=1e-9)


@WAYS
@pytest.mark.parametrize("groups", [0, 5])
def test_equals_the_oracle_among_hundreds(groups: int, use_faiss: bool) -> None:
    vectors = units(300, groups=groups)
    scores, rows = nearest(vectors, vectors[:60], 7, use_faiss=use_faiss)
    expected_scores, expected_rows = oracle(vectors, vectors[:60], 7)
    assert rows.tolist() == expected_rows
    np.testing.assert_allclose(scores, expected_scores, atol=1e-9)
    assert (rows[:, 0] == np.arange(60)).all()


def test_both_ways_give_the_same_bytes() -> None:
    vectors = np.concatenate([units(800, 64, groups=40), units(200, 64, groups=40)])
    one, other = (find_nearest(vectors, vectors, 20, use_faiss=flag) for flag in (True, False))
    assert one.scores.tobytes() == other.scores.tobytes()
    assert one.rows.tobytes() == other.rows.tobytes()
    assert (one.way, other.way) == ("numpy within a bound" if room.FAISS_FROM else "faiss", "numpy")
    assert (one.recall, other.recall) == (1.0, 1.0)


@WAYS
def test_how_many_are_asked_at_once_changes_nothing(
    use_faiss: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    vectors = units(400, 32)
    whole = nearest(vectors, vectors, 5, use_faiss=use_faiss)
    monkeypatch.setattr(room, "_NUMBERS_AT_ONCE", 1000)
    pieces = nearest(vectors, vectors, 5, use_faiss=use_faiss)
    alone = [nearest(vectors, vectors[row : row + 1], 5, use_faiss=use_faiss) for row in (3, 77)]
    assert [part.tobytes() for part in whole] == [part.tobytes() for part in pieces]
    for row, (scores, rows) in zip((3, 77), alone, strict=True):
        assert scores[0].tobytes() == whole[0][row].tobytes()
        assert rows[0].tobytes() == whole[1][row].tobytes()


@WAYS
def test_the_order_of_rows_changes_scores_of_none(use_faiss: bool) -> None:
    vectors = units(200)
    order = np.random.default_rng(5).permutation(200)
    scores, rows = nearest(vectors, vectors[:9], 4, use_faiss=use_faiss)
    mixed_scores, mixed_rows = nearest(vectors[order], vectors[:9], 4, use_faiss=use_faiss)
    assert scores.tobytes() == mixed_scores.tobytes()
    assert (order[mixed_rows] == rows).all()


@WAYS
def test_a_thousand_equal_vectors_are_ordered_by_row(use_faiss: bool) -> None:
    vectors = np.repeat(units(3), [2, 1000, 2], axis=0)
    _, rows = nearest(vectors, vectors[500:501], 5, use_faiss=use_faiss)
    assert rows.tolist() == [[2, 3, 4, 5, 6]]


@WAYS
def test_many_that_differ_beyond_six_digits_only_are_ordered_by_row(use_faiss: bool) -> None:
    numbers = np.repeat(units(1), 300, axis=0).astype(np.float64)
    numbers[:, 0] += np.random.default_rng(3).permutation(300) * 1e-9
    vectors = np.concatenate([units(50, seed=9), numbers.astype(np.float32)])
    _, rows = nearest(vectors, vectors[200:201], 5, use_faiss=use_faiss)
    assert rows.tolist() == [[50, 51, 52, 53, 54]]


@WAYS
def test_few_or_no_vectors(use_faiss: bool) -> None:
    vectors = units(3)
    assert nearest(vectors, vectors, 10, use_faiss=use_faiss)[1].shape == (3, 3)
    assert nearest(vectors[:0], vectors, 10, use_faiss=use_faiss)[1].shape == (3, 0)
    assert nearest(vectors, vectors[:0], 2, use_faiss=use_faiss)[0].shape == (0, 2)


@pytest.fixture
def listed(monkeypatch: pytest.MonkeyPatch) -> Vectors:
    """Vectors beyond the number up to which all are compared."""
    monkeypatch.setattr(room, "FLAT_UP_TO", 1000)
    monkeypatch.setattr(room, "FAISS_FROM", 0)
    return units(3000, 24, groups=60)


def test_beyond_the_limit_lists_are_searched_with_a_measured_recall(listed: Vectors) -> None:
    found = find_nearest(listed, listed, 10, use_faiss=True)
    exact = find_nearest(listed, listed, 10, use_faiss=False)
    assert found.way == "faiss inverted lists"
    assert room.LEAST_RECALL <= found.recall <= 1
    sample = np.linspace(0, len(listed) - 1, room.SAMPLE).astype(int)
    hits = [len({*a} & {*b}) / 10 for a, b in zip(found.rows[sample].tolist(),
            exact.rows[sample].tolist(), strict=True)]  # fmt: skip
    assert found.recall == pytest.approx(np.mean(hits), abs=0.002)
    truly = (found.scores >= exact.scores[:, -1:]).mean()
    assert truly == pytest.approx(found.recall, abs=0.02)
    again = find_nearest(listed, listed, 10, use_faiss=True)
    assert found.rows.tobytes() == again.rows.tobytes()


def test_scores_from_lists_are_true_scores(listed: Vectors) -> None:
    found = find_nearest(listed, listed[:50], 10, use_faiss=True)
    for query, scores, rows in zip(listed[:50], found.scores, found.rows, strict=True):
        np.testing.assert_allclose(listed[rows] @ query, scores, atol=2e-6)
        assert len(set(rows.tolist())) == 10
        assert sorted(zip(-scores, rows, strict=True)) == list(zip(-scores, rows, strict=True))


def test_lists_are_searched_until_the_recall_is_good(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(room, "FLAT_UP_TO", 1000)
    monkeypatch.setattr(room, "FAISS_FROM", 0)
    monkeypatch.setattr(room, "LEAST_RECALL", 1.0)
    scattered = units(3000, 24)
    found = find_nearest(scattered, scattered[:200], 10, use_faiss=True)
    exact = find_nearest(scattered, scattered[:200], 10, use_faiss=False)
    assert found.recall == 1.0
    assert found.rows.tobytes() == exact.rows.tobytes()


def test_a_query_whose_lists_hold_too_few_finds_k_all_the_same(
    listed: Vectors,
) -> None:
    found = find_nearest(listed, listed[:5], 2900, use_faiss=True)
    assert (found.rows >= 0).all()
    assert {len(set(rows)) for rows in found.rows.tolist()} == {2900}


@settings(deadline=None, max_examples=30)
@given(vectors=COARSE, queries=COARSE, k=st.integers(1, 45))
def test_no_neighbour_is_outside_of_the_bound(vectors: Vectors, queries: Vectors, k: int) -> None:
    k = min(k, len(vectors))
    pairs = set(zip(*map(np.ndarray.tolist, possible_pairs(queries, vectors, k)), strict=True))
    _, rows = oracle(vectors, queries, k)
    assert {(query, row) for query, found in enumerate(rows) for row in found} <= pairs


def test_few_pairs_are_within_the_bound() -> None:
    vectors = units(4000, 32)
    query, _ = possible_pairs(vectors[:50], vectors, 5)
    assert np.bincount(query, minlength=50).min() >= 5
    assert len(query) < 50 * 10


def test_numpy_needs_no_faiss(root: Path) -> None:
    code = (
        "import sys, numpy as np\n"
        "from engine.models import nearest as room\n"
        "one = np.eye(3, dtype=np.float32)\n"
        "for flag, least in ((False, 0), (True, 4), (True, 3)):\n"
        "    room.FAISS_FROM = least\n"
        "    room.nearest(one, one, 1, use_faiss=flag)\n"
        "    print('faiss' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True,
                          check=True, timeout=120)  # fmt: skip
    assert done.stdout.split() == ["False", "False", "True"]

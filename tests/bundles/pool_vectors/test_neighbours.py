"""Nearest products: the same by either library, never the product itself, only so many asked."""

import numpy as np
import pytest

from engine.bundles.candidates import neighbours as neighbours_room
from engine.bundles.candidates.neighbours import find_neighbours
from tests.bundles.pool_makers import facts_of, vectors_of

RANDOM = np.random.default_rng(7)
MANY = 40
NUMBERS = RANDOM.normal(size=(MANY, 8)).tolist()
NUMBERS[3] = NUMBERS[4] = NUMBERS[5]
NUMBERS[9] = []
FACTS = facts_of([f"t{n}" for n in range(MANY)], orders=[n % 7 for n in range(MANY)])


@pytest.mark.parametrize("use_faiss", [True, False])
def test_neighbours_are_those_of_plain_loops(*, use_faiss: bool) -> None:
    vectors = vectors_of(NUMBERS)
    found = find_neighbours(vectors, FACTS, use_faiss=use_faiss)
    assert found.way == ("numpy within a bound" if use_faiss else "numpy")
    assert found.recall == 1.0
    rows = list(zip(found.item.tolist(), found.other.tolist(), found.cosine, strict=True))
    expected = []
    for item in vectors.rows.tolist():
        pairs = np.array([[item, other] for other in vectors.rows.tolist() if other != item])
        ranked = sorted(zip(-vectors.cosines(pairs), pairs[:, 1].tolist(), strict=True))
        expected += [(item, other, -cosine) for cosine, other in ranked[:8]]
    assert rows == expected


def test_a_product_with_many_doubles_is_not_its_own_neighbour() -> None:
    found = find_neighbours(vectors_of([[1.0, 0.0]] * 30), FACTS, use_faiss=False)
    assert (found.item != found.other).all()
    assert np.bincount(found.item).tolist() == [8] * 30


def test_of_many_products_the_best_sellers_and_the_least_known_are_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(neighbours_room, "ASKED", 4)
    facts = facts_of([f"t{n}" for n in range(9)], orders=[5, 9, 0, 8, 7, 0, 0, 1, 6],
                     created=[-1, -1, 3, -1, -1, 8, 5, 9, -1])  # fmt: skip
    found = find_neighbours(vectors_of(NUMBERS[10:19]), facts, use_faiss=False)
    assert sorted(set(found.item.tolist())) == [1, 3, 4, 5]
    assert set(found.other.tolist()) > {0, 2}


@pytest.mark.parametrize("many", [0, 1, 2])
def test_few_products_have_few_neighbours(many: int) -> None:
    vectors = vectors_of([[1.0, number] for number in range(many)]) if many else None
    if vectors is None:
        vectors = vectors_of([[1.0]])
        vectors = type(vectors)(vectors.rows[:0], vectors.vectors[:0], "test")
    assert len(find_neighbours(vectors, FACTS, use_faiss=True)) == (2 if many == 2 else 0)

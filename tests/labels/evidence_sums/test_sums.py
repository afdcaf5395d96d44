"""Sums and products among amounts are those a slow search finds."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.labels.evidence.sums import SUMS, describe_sums
from engine.labels.evidence.values import VALUES, describe_values
from tests.labels import evidence_oracles as slow
from tests.labels.evidence_makers import sheet_of, spots

AMOUNTS = st.sampled_from([0, 100, 200, 300, 400, 500, 600, 800, -100])
COUNTS = st.sampled_from(["", "2", "x3", "2x"])


@given(places=spots(least=2), data=st.data())
def test_sums_are_the_slow_ones(places: np.ndarray, data: st.DataObject) -> None:
    number = len(places)
    amounts = data.draw(st.lists(AMOUNTS, min_size=number, max_size=number))
    counts = data.draw(st.lists(COUNTS, min_size=number, max_size=number))
    # Of two amounts at one height, which is the nearer one above is a matter of order.
    places[:, 2] += np.arange(number) * 1e-4
    sheet = sheet_of(places, amounts, counts)
    found = describe_sums(sheet)
    for word in range(number):
        assert found[word].tolist() == slow.sums(sheet, word), SUMS


def test_a_column_adds_up_and_a_count_times_a_price() -> None:
    places = np.array([[8.0, 10, row, 1] for row in (0.0, 2, 4, 6, 8)])
    places = np.vstack([places, [[0, 1, 0, 1], [4, 5, 0, 1]]])
    sheet = sheet_of(places, [600, 200, 100, 900, 50, 0, 300], ["", "", "", "", "", "2", ""])
    found = dict(zip(SUMS, describe_sums(sheet).T.tolist(), strict=True))
    assert found["sum_of_column"] == [0, 0, 0, 3, 0, 0, 0]
    assert found["count_times_price"] == [1, 0, 0, 0, 0, 0, 0]
    assert found["price_of_count"] == [0, 0, 0, 0, 0, 0, 1]
    assert found["sum_of_two_above"] == [0, 0, 0, 1, 0, 0, 0]


@pytest.mark.parametrize(("aside", "run"), [(1.4, 2), (1.6, 0)])
def test_a_column_holds_amounts_whose_right_edges_are_near(aside: float, run: int) -> None:
    places = np.array([[8.0 - aside, 10 - aside, 0, 1], [8, 10, 2, 1], [8, 10, 4, 1]])
    assert describe_sums(sheet_of(places, [100, 200, 300]))[2, SUMS.index("sum_of_column")] == run


@given(places=spots(), data=st.data())
def test_amounts_are_ranked_among_the_others(places: np.ndarray, data: st.DataObject) -> None:
    number = len(places)
    amounts = data.draw(st.lists(AMOUNTS, min_size=number, max_size=number))
    found = dict(zip(VALUES, describe_values(sheet_of(places, amounts)).T.tolist(), strict=True))
    for word, amount in enumerate(amounts):
        others = [said for other, said in enumerate(amounts) if said and other != word]
        level = [
            said for other, said in enumerate(amounts)
            if said and places[other, 2] - places[word, 2] < -0.5
        ]  # fmt: skip
        if not amount:
            assert all(column[word] == 0 for column in found.values())
            continue
        assert found["amounts_larger"][word] == sum(said > amount for said in others)
        assert found["amounts_smaller"][word] == sum(said < amount for said in others)
        assert found["amounts_equal"][word] == others.count(amount)
        assert found["equal_above"][word] == level.count(amount)
        assert found["largest_so_far"][word] == (amount >= max([0, *level]))
        assert found["log_amount"][word] == pytest.approx(np.log1p(abs(amount)))

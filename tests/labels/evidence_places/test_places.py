"""Words stand where their boxes are, else by the numbers of lines and words, else nowhere."""

import numpy as np
import pytest

from engine.labels.evidence.places import MOST_TOGETHER, cut_up, place_words
from tests.labels.evidence_makers import boxed, fact, facts_of, numbered


def by_numbers(*words: tuple[str, str | None, str | None]) -> list[dict[str, str | None]]:
    return [{"text": text, "line_id": line, "word_id": word} for text, line, word in words]


def test_without_boxes_a_line_is_a_row_and_words_follow_their_numbers() -> None:
    facts = facts_of(by_numbers(
        ("9.00", "10", "2"), ("Milk", "2", "9"), ("Total", "10", "1"), ("2.00", "2", "10"),
    ))  # fmt: skip
    assert facts.rows.tolist() == [0, 0, 1, 1]
    assert facts.left_texts == ("", "Milk", "", "Total")
    assert facts.right_texts == ("2.00", "", "9.00", "")
    assert not facts.placed.any()
    assert facts.neighbours[3].tolist() == [2, -1, -1, -1, 1, -1, -1, -1]


def test_lines_alone_leave_the_order_of_their_words_open() -> None:
    facts = facts_of(by_numbers(("b", "1", None), ("a", "1", None), ("c", "2", None)))
    assert facts.rows.tolist() == [0, 0, 1]
    assert facts.left_texts == facts.right_texts == ("", "", "")


def test_word_numbers_alone_make_one_row() -> None:
    facts = facts_of(by_numbers(("c", None, "11"), ("a", None, "1"), ("b", None, "2")))
    assert facts.left_texts == ("", "a", "a b")


def test_texts_alone_stand_nowhere_whatever_the_order_of_rows() -> None:
    rows = by_numbers(("Total", None, None), ("9.00", None, None), ("9.00", None, None))
    facts = facts_of(rows)
    assert (facts.neighbours == -1).all()
    assert np.isfinite(facts.dense).all()
    assert fact(facts, "amounts_equal") == [1, 1, 0]
    assert (facts_of(rows[::-1]).dense == facts.dense).all()


def test_boxes_count_where_half_of_the_words_have_one() -> None:
    placed = boxed([("Total", 0, 0), ("9.00", 100, 0)])
    rest = [{"text": "Milk", "line_id": "1", "word_id": "1"}]
    words, _ = numbered([*placed, *rest])
    places = place_words(words)
    assert places.placed.tolist() == [True, True, False]
    assert np.isnan(places.spots[2]).all()
    words, _ = numbered([*placed[:1], *rest, *rest, {"text": "x", "line_id": "2"}])
    assert not place_words(words).placed.any()


def test_word_numbers_say_nothing_where_there_are_boxes() -> None:
    rows = boxed([("Total", 0, 0), ("9.00", 100, 0), ("Milk", 0, 50)])
    shuffled = [{**row, "word_id": str(9 - number)} for number, row in enumerate(rows)]
    assert (facts_of(rows).dense == facts_of(shuffled).dense).all()


@pytest.mark.parametrize("side", ["x", "y", "width", "height"])
@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf, 1e300, None])
def test_a_box_that_is_none_leaves_its_word_nowhere(side: str, value: float | None) -> None:
    rows = boxed([("Total", 0, 0), ("9.00", 100, 0), ("Milk", 0, 50)])
    rows[1][side] = value
    facts = facts_of(rows)
    assert sorted(facts.placed.tolist()) == [False, True, True]
    assert np.isfinite(facts.dense).all()


def test_a_very_long_receipt_is_cut_into_even_parts() -> None:
    starts = cut_up(np.array([0, 3, 3 + 2 * MOST_TOGETHER + 1, 5 + 2 * MOST_TOGETHER]))
    sizes = np.diff(starts)
    assert sizes.tolist()[0] == 3
    assert sizes.tolist()[-1] == 1
    assert len(sizes) == 5
    assert sizes.max() <= MOST_TOGETHER

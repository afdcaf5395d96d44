"""Words are numbered in an order of their own, and each label is a row of its own."""

from typing import Any

import numpy as np
import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from engine.files import STATUSES
from engine.labels.numbering import number_words
from engine.labels.words import Given, Words

COLUMNS = (
    "image_id", "receipt_id", "line_id", "word_id", "text", "merchant", "label", "status",
    "x", "y", "width", "height",
)  # fmt: skip
SCHEMA = {name: pl.Float64 if name in ("x", "y", "width", "height") else pl.String
          for name in COLUMNS}  # fmt: skip


def table(*rows: tuple[Any, ...]) -> pl.DataFrame:
    """Checked words; a row is image, receipt, line, word, text, merchant, label, x, y."""
    wide = [
        {
            "image_id": image, "receipt_id": receipt, "line_id": line, "word_id": word,
            "text": text, "merchant": merchant, "label": label, "status": "NONE",
            "x": x, "y": y,
            "width": None if x is None else 10.0, "height": None if y is None else 5.0,
        }
        for image, receipt, line, word, text, merchant, label, x, y in rows
    ]  # fmt: skip
    return pl.DataFrame(wide, schema=SCHEMA).with_row_index("row", offset=1).cast({"row": pl.Int64})


def flat(words: Words, given: Given) -> list[tuple[Any, ...]]:
    """Receipt, text and labels of each word, in order."""
    labels: dict[int, list[str]] = {}
    for word, label in zip(given.word.tolist(), given.label.tolist(), strict=True):
        labels.setdefault(word, []).append(given.names[label])
    return [(int(words.receipt[n]), text, labels.get(n, [])) for n, text in enumerate(words.texts)]


def test_words_go_from_top_to_bottom_and_left_to_right_whatever_their_numbers() -> None:
    words, given = number_words(table(
        ("i", "1", "1", "1", "12.00", "Shop", "GRAND_TOTAL", 90.0, 40.0),
        ("i", "1", "1", "2", "TOTAL", "Shop", None, 10.0, 40.0),
        ("i", "1", "1", "3", "SHOP", "Shop", "MERCHANT_NAME", 10.0, 5.0),
        ("h", "1", "1", "1", "Bread", None, "PRODUCT_NAME", 10.0, 5.0),
    ))  # fmt: skip
    assert flat(words, given) == [
        (0, "Bread", ["PRODUCT_NAME"]), (1, "SHOP", ["MERCHANT_NAME"]), (1, "TOTAL", []),
        (1, "12.00", ["GRAND_TOTAL"]),
    ]  # fmt: skip
    assert words.starts.tolist() == [0, 1, 4]
    assert words.merchants == ("Shop",)
    assert words.merchant.tolist() == [-1, 0, 0, 0]
    assert given.row.tolist() == [4, 3, 1]


def test_a_word_with_two_labels_is_one_word_with_two_rows() -> None:
    words, given = number_words(table(
        ("i", "1", "1", "1", "5.00", None, "TAX", 1.0, 1.0),
        ("i", "1", "1", "1", "5.00", None, "LINE_TOTAL", 1.0, 1.0),
    ))  # fmt: skip
    assert flat(words, given) == [(0, "5.00", ["LINE_TOTAL", "TAX"])]
    assert given.row.tolist() == [2, 1]


def test_words_without_number_and_place_stay_apart_even_where_they_read_alike() -> None:
    words, _ = number_words(table(
        ("i", "1", None, None, "5.00", None, "TAX", None, None),
        ("i", "1", None, None, "5.00", None, "TAX", None, None),
    ))  # fmt: skip
    assert len(words) == 2


def test_lines_without_boxes_come_by_their_numbers_not_by_their_spelling() -> None:
    words, _ = number_words(table(
        ("i", "1", "10", "1", "last", None, "TAX", None, None),
        ("i", "1", "9", "1", "first", None, "TAX", None, None),
    ))  # fmt: skip
    assert words.texts == ("first", "last")
    assert np.isnan(words.boxes).all()


def test_only_the_types_asked_for_are_to_be_judged() -> None:
    rows = table(
        ("i", "1", "1", "1", "5.00", None, "TAX", 1.0, 1.0),
        ("i", "1", "1", "2", "6.00", None, "TIP", 9.0, 1.0),
    )
    assert number_words(rows)[1].asked.tolist() == [True, True]
    assert number_words(rows, ("TIP",))[1].asked.tolist() == [False, True]
    assert number_words(rows, ("DATE",))[1].asked.tolist() == [False, False]


def test_statuses_are_places_among_the_known_ones() -> None:
    rows = table(("i", "1", "1", "1", "5.00", None, "TAX", 1.0, 1.0))
    _, given = number_words(rows.with_columns(status=pl.lit("VALID")))
    assert [STATUSES[place] for place in given.status] == ["VALID"]


def test_a_table_without_rows_or_labels_has_none() -> None:
    words, given = number_words(table())
    assert (len(words), len(given), words.starts.tolist()) == (0, 0, [0])
    words, given = number_words(table(("i", "1", "1", "1", "a", None, None, 1.0, 1.0)))
    assert (len(words), len(given), given.names) == (1, 0, ())


rows_of_words = st.lists(
    st.tuples(
        st.sampled_from("ab"), st.sampled_from("12"), st.sampled_from(["1", "2", "x", None]),
        st.sampled_from(["1", "2", None]), st.sampled_from(["A", "B"]),
        st.sampled_from(["Shop", None]), st.sampled_from(["TAX", "TIP", None]),
        st.sampled_from([1.0, 2.0, None]), st.sampled_from([1.0, 2.0]),
    ),
    max_size=12, unique=True,
)  # fmt: skip


@given(rows=rows_of_words, data=st.data())
def test_the_order_of_the_rows_changes_nothing(rows: list[Any], data: st.DataObject) -> None:
    one = table(*rows)
    other = one.sample(fraction=1, shuffle=True, seed=data.draw(st.integers(0, 99)))
    words, given = number_words(one)
    again, given_again = number_words(other)
    assert again.texts == words.texts
    assert again.ids.equals(words.ids)
    assert np.array_equal(again.boxes, words.boxes, equal_nan=True)
    assert np.array_equal(again.receipt, words.receipt)
    assert given_again.names == given.names
    for name in ("word", "label", "status", "asked"):
        assert np.array_equal(getattr(given_again, name), getattr(given, name))
    labels = dict(zip(one["row"], one["label"], strict=True))
    assert [labels[row] for row in given.row] == [given.names[place] for place in given.label]
    assert len(given) == sum(row[6] is not None for row in rows)

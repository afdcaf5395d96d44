"""Quotes: exact passages of the rows they name."""

from typing import Any

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from engine.feedback.meaning.quotes import LONGEST, Quote, check_quotes, choose_quotes

THEMES: list[dict[str, object]] = [
    {"name": "delivery", "words": ["parcel", "late"]},
    {"name": "price", "words": ["dear"]},
]


def table(rows: list[dict[str, Any]]) -> pl.DataFrame:
    usual = {"score": None, "themes": ["delivery"], "duplicate_of": None, "sentiment": None}
    return pl.DataFrame(
        [{"row": place, **usual, **row} for place, row in enumerate(rows, start=1)],
        schema={"row": pl.Int64, "score": pl.Float64, "comment": pl.String,
                "themes": pl.List(pl.String), "duplicate_of": pl.Int64,
                "sentiment": pl.Float64},
    )  # fmt: skip


def test_the_sentence_that_speaks_of_the_theme_is_quoted() -> None:
    said = table([{"comment": "I like it a lot. The parcel came late again! Bye.", "score": 3}])
    assert choose_quotes(said, THEMES) == [Quote("delivery", 1, "The parcel came late again!", 3.0)]


def test_a_comment_that_was_said_twice_is_quoted_once() -> None:
    said = table([
        {"comment": "The parcel came very late."},
        {"comment": "The parcel came very late.", "duplicate_of": 1},
    ])  # fmt: skip
    assert [quote.row for quote in choose_quotes(said, THEMES)] == [1]


def test_what_nearly_says_the_same_is_quoted_once() -> None:
    said = table([
        {"comment": "Two of the 6 parcels were late again."},
        {"comment": "Sadly, two of the 8 parcels were late again!"},
        {"comment": "Two of 3 parcels were late, but whoever answered the phone was kind."},
        {"comment": "A parcel for my mother stood in the rain."},
    ])  # fmt: skip
    assert [quote.row for quote in choose_quotes(said, THEMES)] == [1, 4]


def test_who_feels_as_most_do_is_quoted_first() -> None:
    said = table([
        {"comment": "The parcel was late, as late as a late parcel can be.", "sentiment": 0.9},
        {"comment": "Nobody told me where it was.", "sentiment": -0.7},
        {"comment": "It stood in the rain for hours.", "sentiment": -0.6},
        {"comment": "A neighbour had taken the parcel.", "sentiment": None},
    ])  # fmt: skip
    assert [quote.row for quote in choose_quotes(said, THEMES)] == [2, 3, 1]
    alone = said.filter(pl.col("row") == 1)
    assert [quote.row for quote in choose_quotes(alone, THEMES)] == [1]


def test_the_order_of_rows_changes_no_quote() -> None:
    said = table([{"comment": f"My parcel number {n} was late again."} for n in range(9)])
    assert choose_quotes(said, THEMES) == choose_quotes(said.reverse(), THEMES)


def test_what_is_not_in_its_row_is_dropped_and_counted() -> None:
    said = table([{"comment": "The parcel came late."}, {"comment": None, "themes": None}])
    there = Quote("delivery", 1, "parcel came", None)
    others = [
        Quote("delivery", 1, "parcel  came", None),
        Quote("delivery", 2, "The parcel came late.", None),
        Quote("delivery", 7, "parcel", None),
        Quote("delivery", 1, "", None),
    ]
    assert check_quotes(said, [there, *others]) == ([there], 4)


@given(st.lists(st.text(max_size=300), max_size=8))
def test_every_quote_is_in_its_row_whatever_was_written(comments: list[str]) -> None:
    said = table([{"comment": comment, "themes": ["delivery", "price"]} for comment in comments])
    quotes = choose_quotes(said, THEMES)
    assert check_quotes(said, quotes) == (quotes, 0)
    assert all(len(quote.text) <= LONGEST for quote in quotes)

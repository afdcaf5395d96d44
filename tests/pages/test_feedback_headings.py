"""Headings and values of segments as they are read: words as they are, values as people count."""

import random

from hypothesis import given
from hypothesis import strategies as st

from ui.feedback_headings import heading_title, heading_within, in_order


def test_a_heading_is_read_in_words_and_a_short_one_is_said_to_be_a_column() -> None:
    assert heading_title("customer_type") == "Customer type"
    assert heading_within("customer_type") == "customer type"
    assert heading_within("Division Name") == "Division Name"
    assert (heading_title("t"), heading_within("t")) == ("Column “t”", "column “t”")


def test_numbers_dates_and_ranges_ascend_and_words_stay_as_they_come() -> None:
    ascending = (
        ["8", "9", "10", "11"],
        ["-3", "0", "2.5", "10"],
        ["2025-11-30", "2025-12-01", "2026-01-01"],
        ["30.11.2025", "01.12.2025", "02.12.2025"],
        ["<18", "18-24", "25-34", "65+"],
    )
    for values in ascending:
        mixed = random.Random(7).sample(values, len(values))
        assert in_order(mixed) == values
    assert in_order(["Shop", "10", "9"]) == ["Shop", "10", "9"]


@given(st.lists(st.integers(-(10**9), 10**9), unique=True))
def test_whole_numbers_are_in_the_order_of_numbers(numbers: list[int]) -> None:
    assert in_order(map(str, numbers)) == list(map(str, sorted(numbers)))


@given(st.lists(st.text(min_size=1), unique=True))
def test_no_value_is_lost_whatever_it_is(values: list[str]) -> None:
    assert sorted(in_order(values)) == sorted(values)

"""Several order exports at once: every order once, every row accounted for.

The oracle takes order by order, file by file, in plain Python.
"""

import datetime as dt
import random
from collections import Counter, defaultdict
from dataclasses import replace
from typing import Any

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.files import Part
from engine.files.check.checked import REJECTS
from engine.files.join.months import Months, join_months
from engine.files.join.part import as_checked

SCHEMA = {
    "row": pl.Int64, "order_id": pl.String, "sku": pl.String, "title": pl.String,
    "quantity": pl.Float64, "unit_price": pl.Float64, "moment": pl.Datetime("us"),
    "customer": pl.String, "category": pl.String,
}  # fmt: skip
NOTHING = pl.DataFrame(schema=REJECTS)
MARCH = dt.datetime.fromisoformat("2024-03-01 12:00")
Line = tuple[str, str, int | None]  # order, product, day of March


def part(
    name: str, lines: list[Line], rejects: list[tuple[int, str, str]] = (), **told: Any
) -> Part:
    """An export whose rows are its lines, then its rejects."""
    table = pl.DataFrame(
        [
            (row, order, sku, sku, 1.0, 2.0,
             None if day is None else MARCH + dt.timedelta(days=day), None, None)
            for row, (order, sku, day) in enumerate(lines, 1)
        ],
        schema=SCHEMA, orient="row",
    )  # fmt: skip
    left = pl.DataFrame(list(rejects), schema=REJECTS, orient="row")
    content = told.pop("content", name)
    read = len(lines) + len(rejects)
    return Part(name, name, content, as_checked(table), left, NOTHING, read, **told)


def used(months: Months) -> list[tuple[int, str, str]]:
    """row, order and product of the lines that are used."""
    return list(months.table.select("row", "order_id", "sku").iter_rows())


def adds_up(months: Months) -> bool:
    """Whether every row read is used or left out, and none is both."""
    rows = months.table["row"].to_list() + months.rejects["row"].to_list()
    return sorted(rows) == list(range(1, months.read + 1))


def test_an_order_in_two_exports_is_taken_whole_from_the_later_one() -> None:
    january = part("a", [("1", "cup", 1), ("1", "mug", 1), ("2", "cup", 3)])
    february = part("b", [("2", "cup", 2), ("2", "jar", 2), ("3", "mug", 9)])
    months = join_months([february, january])
    assert used(months) == [
        (1, "1", "cup"), (2, "1", "mug"), (4, "2", "cup"), (5, "2", "jar"), (6, "3", "mug"),
    ]  # fmt: skip
    assert list(months.rejects.iter_rows()) == [(3, "seen_in_other_file", "2")]
    assert months.account["files"] == [
        {"id": "a", "name": "a", "first_row": 1, "last_row": 3, "read": 3, "used": 2},
        {"id": "b", "name": "b", "first_row": 4, "last_row": 6, "read": 3, "used": 3},
    ]
    assert months.account["shared_orders"] == 1
    assert adds_up(months)


def test_numbers_that_begin_anew_each_month_are_told_apart() -> None:
    months = join_months([part("a", [("1", "cup", 1)]), part("b", [("1", "mug", 20)])])
    assert used(months) == [(1, "1", "cup"), (2, "1 (file 2)", "mug")]
    assert months.account["told_apart"] == 1
    assert any("“1 (file 2)”" in note for note in months.notes)


def test_a_number_told_apart_meets_no_other() -> None:
    lines = [("1", "mug", 20), ("1 (file 2)", "jar", 20)]
    months = join_months([part("a", [("1", "cup", 1)]), part("b", lines)])
    assert months.table["order_id"].n_unique() == 3


def test_without_days_equal_baskets_are_the_same_order() -> None:
    one = part("a", [("1", "cup", None), ("2", "mug", None)])
    two = part("b", [("1", "cup", None), ("2", "jar", None)])
    months = join_months([one, two])
    assert sorted(set(months.table["order_id"])) == ["1", "2", "2 (file 2)"]
    assert months.rejects["reason"].to_list() == ["seen_in_other_file"]


def test_lines_of_baskets_are_never_the_same_order() -> None:
    files = [part(name, [("1", "cup", None)], numbered=False) for name in "ab"]
    assert sorted(join_months(files).table["order_id"]) == ["1", "1 (file 2)"]


def test_an_order_that_a_later_export_cancels_is_left_out() -> None:
    first = part("a", [("1", "cup", 1), ("2", "mug", 2)])
    later = part("b", [("3", "cup", 1), ("4", "mug", 9)], [(3, "cancelled_order", "2")])
    months = join_months([first, later])
    assert set(months.table["order_id"]) == {"1", "3", "4"}
    assert list(months.rejects.iter_rows()) == [
        (2, "cancelled_order", "2"), (5, "cancelled_order", "2"),
    ]  # fmt: skip
    assert adds_up(months)
    # The other way round it was opened again.
    months = join_months([part("a", [("9", "x", 1)], [(2, "cancelled_order", "2")]),
                          part("b", [("2", "mug", 5)])])  # fmt: skip
    assert "2" in set(months.table["order_id"])


def test_a_file_in_another_currency_is_left_out() -> None:
    euro = part("a", [("1", "cup", 1), ("2", "cup", 2)], facts={"currency": "EUR"})
    dollar = part("b", [("3", "cup", 1)], facts={"currency": "USD"})
    unsaid = part("c", [("4", "cup", 1)])
    months = join_months([dollar, unsaid, euro])
    assert set(months.table["order_id"]) == {"1", "2", "4"}
    assert months.rejects.select("reason", "value").rows() == [("other_currency", "USD")]
    assert any("b is in USD" in note for note in months.notes)
    assert adds_up(months)


def test_doubts_stay_with_their_rows() -> None:
    first = part("a", [("1", "cup", 1)])
    doubts = pl.DataFrame([(1, "odd", "x"), (2, "odd", "y")], schema=REJECTS, orient="row")
    second = replace(part("b", [("2", "cup", 3), ("1", "cup", 1)]), doubts=doubts)
    months = join_months([part("c", [("1", "cup", 1), ("9", "mug", 30)]), first, second])
    left = set(months.table["row"])
    assert set(months.doubts["row"]) <= left
    assert months.doubts.height == 1


def test_columns_that_one_file_lacks_are_empty_there() -> None:
    wide = part("a", [("1", "cup", 1)])
    more = wide.table.with_columns(variant_id=pl.lit("v1").cast(pl.Categorical))
    wide = Part("a", "a", "a", more, NOTHING, NOTHING, 1)
    months = join_months([wide, part("b", [("2", "mug", 2)])])
    assert months.table["variant_id"].to_list() == ["v1", None]
    assert isinstance(months.table.schema["sku"], pl.Categorical)


def oracle(files: dict[str, list[Line]]) -> tuple[set[tuple[str, str]], Counter[str]]:
    """(order told apart, product) of every line that is used, and how many are left out a file."""
    reach = {name: max(day for _, _, day in lines) for name, lines in files.items()}
    start = {name: min(day for _, _, day in lines) for name, lines in files.items()}
    order = sorted(files, key=lambda name: (start[name], name))
    days: dict[str, dict[str, int]] = defaultdict(dict)
    for name, lines in files.items():
        for number, _, day in lines:
            days[number][name] = min(day, days[number].get(name, day))
    kept: set[tuple[str, str]] = set()
    lost: Counter[str] = Counter()
    for number, of in days.items():
        groups: list[list[str]] = []
        for name in sorted(of, key=lambda name: of[name]):
            if groups and of[name] - max(of[other] for other in groups[-1]) <= 1:
                groups[-1].append(name)
            else:
                groups.append([name])
        winners = [max(group, key=lambda name: (reach[name], name)) for group in groups]
        first = min(winners, key=order.index)
        for group, winner in zip(groups, winners, strict=True):
            called = number if winner == first else f"{number} (file {order.index(winner) + 1})"
            kept |= {(called, sku) for num, sku, _ in files[winner] if num == number}
            for name in set(group) - {winner}:
                lost[name] += sum(num == number for num, _, _ in files[name])
    return kept, lost


@st.composite
def exports(draw: st.DrawFn) -> dict[str, list[Line]]:
    """Two to four exports of few order numbers; a number has one day in a file."""
    files: dict[str, list[Line]] = {}
    for name in "abcd"[: draw(st.integers(2, 4))]:
        days = draw(st.dictionaries(st.sampled_from("12345"), st.integers(0, 12), min_size=1))
        files[name] = [
            (number, sku, day)
            for number, day in days.items()
            for sku in draw(st.sets(st.sampled_from(["cup", "mug", "jar"]), min_size=1))
        ]
    return files


@settings(max_examples=30, deadline=None, derandomize=True)
@given(files=exports(), seed=st.integers(0, 99))
def test_every_order_is_there_once_whatever_the_order_of_dropping(
    files: dict[str, list[Line]], seed: int
) -> None:
    parts = [part(name, lines) for name, lines in files.items()]
    months = join_months(parts)
    kept, lost = oracle(files)
    assert set(months.table.select("order_id", "sku").iter_rows()) == kept
    assert months.rejects.height == sum(lost.values())
    assert {one["name"]: one["read"] - one["used"] for one in months.account["files"]} == {
        name: lost[name] for name in files
    }
    assert adds_up(months)
    random.Random(seed).shuffle(parts)
    again = join_months(parts)
    assert again.table.cast(pl.String).equals(months.table.cast(pl.String))
    assert (again.account, again.notes) == (months.account, months.notes)

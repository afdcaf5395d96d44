"""Order lines and their headers, beside a dictionary of the headers."""

import datetime as dt
from collections import defaultdict

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.files import Part
from engine.files.check.checked import REJECTS
from engine.files.join.headers import join_headers
from engine.files.join.part import as_checked

DAY = dt.datetime.fromisoformat("2024-03-01")
Header = tuple[str, int, str | None]  # order, day, customer


def lines_of(orders: list[tuple[str, int | None]]) -> pl.DataFrame:
    """Order lines with or without a day."""
    told = [
        (row, order, None if day is None else DAY + dt.timedelta(days=day), None)
        for row, (order, day) in enumerate(orders, 1)
    ]
    schema = {"row": pl.Int64, "order_id": pl.String, "moment": pl.Datetime("us"),
              "customer": pl.String}  # fmt: skip
    return as_checked(pl.DataFrame(told, schema=schema, orient="row"))


def headers_of(headers: list[Header], cancelled: list[str] = ()) -> Part:
    """A table of headers."""
    told = [
        (row, order, DAY + dt.timedelta(days=day), customer)
        for row, (order, day, customer) in enumerate(headers, 1)
    ]
    table = pl.DataFrame(told, schema=lines_of([]).cast(pl.String).schema | {
        "row": pl.Int64, "moment": pl.Datetime("us")}, orient="row")  # fmt: skip
    rejects = pl.DataFrame(
        [(100 + k, "cancelled_order", order) for k, order in enumerate(cancelled)],
        schema=REJECTS, orient="row",
    )  # fmt: skip
    return Part("h", "h", "h", as_checked(table), rejects, rejects.clear(), len(headers))


def test_days_and_customers_come_from_the_headers() -> None:
    told = join_headers(
        lines_of([("1", None), ("1", 5), ("2", None), ("3", None), (" #1 ", None)]),
        [headers_of([("#1", 2, "x"), ("9", 3, "y")], cancelled=["2"])],
    )
    assert told.table["moment"].to_list() == [
        DAY + dt.timedelta(days=2), DAY + dt.timedelta(days=5), None, DAY + dt.timedelta(days=2),
    ]  # fmt: skip
    assert told.table["customer"].to_list() == ["x", "x", None, "x"]
    assert list(told.rejects.iter_rows()) == [(3, "cancelled_order", "2")]
    assert told.account == {
        "orders": 3, "matched": 2, "share": 0.666667, "dated": 2, "known": 3,
        "cancelled_orders": 1, "ambiguous": 0, "without_lines": 1,
    }  # fmt: skip
    assert list(told.absent.iter_rows()) == [("3", 1)]


ORDERS = st.sampled_from(["1", "2", "3", "4", "5"])


@settings(max_examples=30, deadline=None, derandomize=True)
@given(
    lines=st.lists(st.tuples(ORDERS, st.none() | st.integers(0, 3)), min_size=1, max_size=12),
    first=st.lists(st.tuples(ORDERS, st.integers(4, 6), st.sampled_from(["x", None])), max_size=4),
    second=st.lists(st.tuples(ORDERS, st.integers(4, 6), st.sampled_from(["x", None])), max_size=4),
    cancelled=st.sets(ORDERS, max_size=2),
)
def test_lines_are_filled_as_the_dictionary_says(
    lines: list[tuple[str, int | None]],
    first: list[Header],
    second: list[Header],
    cancelled: set[str],
) -> None:
    said = defaultdict(set)
    for order, day, customer in first + second:
        said[order].add((DAY + dt.timedelta(days=day), customer))
    sure = {order: next(iter(told)) for order, told in said.items() if len(told) == 1}
    gone = cancelled - set(sure)
    want = [
        (row, order,
         sure.get(order, (None, None))[0] if day is None else DAY + dt.timedelta(days=day),
         sure.get(order, (None, None))[1])
        for row, (order, day) in enumerate(lines, 1) if order not in gone
    ]  # fmt: skip
    before = lines_of(lines)
    told = join_headers(before, [headers_of(first, sorted(cancelled)), headers_of(second)])
    assert list(told.table.iter_rows()) == want
    assert told.table.columns == before.columns
    assert told.rejects.height + told.table.height == len(lines)
    left = {order for order, _ in lines} - gone
    assert told.account["orders"] == len(left)
    assert told.account["matched"] == len(left & set(sure))
    assert told.account["ambiguous"] == len([o for o in left if len(said.get(o, ())) > 1])
    assert dict(told.absent.iter_rows()) == {
        order: sum(other == order for other, _ in lines) for order in left - set(sure)
    }

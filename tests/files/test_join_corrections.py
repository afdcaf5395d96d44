"""Rows left out, mended and dropped in again: just those that changed and pass are added."""

import io
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine import Backroom, CheckedTable, ReadOptions
from engine.files.join.corrections import changed_rows

ORDERS = """\
order_id,sku,product,quantity,unit_price,date,status,email
1,A1,Mug,1,2.50,2024-03-01,paid,one@example.com
1,B2,Jar,none,3.00,2024-03-01,paid,one@example.com
2,A1,Mug,-1,2.50,2024-03-02,paid,two@example.com
3,B2,Jar,2,free,2024-03-03,paid,three@example.com
4,A1,Mug,1,2.50,2024-03-04,Voided,four@example.com
,A1,Mug,1,2.50,2024-03-05,paid,five@example.com
"""


def drop(backroom: Backroom, data: bytes, **options: Any) -> CheckedTable:
    """Have bytes read."""
    table = backroom.read(backroom.take("f.csv", io.BytesIO(data)), ReadOptions(**options))
    view = backroom.wait(table, 30)
    assert view.status == "done", view.error
    return backroom.table(table)


def mended(backroom: Backroom, origin: CheckedTable, **cells: dict[int, str]) -> CheckedTable:
    """Download what was left out, change cells (column → row → text) and drop it in again."""
    sent = backroom.left_out(origin.id)
    for heading, words in cells.items():
        new = pl.col("backroom_row").replace_strict(
            words, default=pl.col(heading), return_dtype=pl.String
        )
        sent = sent.with_columns(new.alias(heading))
    return drop(backroom, backroom.csv(sent))


def reasons(backroom: Backroom, table: CheckedTable) -> dict[int, str]:
    """Row → reason it is left out for."""
    return dict(backroom.rejects(table.id).select("row", "reason").iter_rows())


def adds_up(backroom: Backroom, table: CheckedTable) -> bool:
    """Whether every row is used or left out, and none is both."""
    rows = [*backroom.lines(table.id)["row"], *backroom.rejects(table.id)["row"]]
    counts = table.read == table.used + sum(table.rejected.values())
    return counts and sorted(rows) == list(range(1, table.read + 1))


def test_a_mended_row_is_added_in_its_place_and_the_others_stay_out(backroom: Backroom) -> None:
    origin = drop(backroom, ORDERS.encode())
    table = mended(backroom, origin, quantity={2: "4"}, unit_price={4: "nothing"})
    lines = backroom.lines(table.id)
    assert lines.select("row", "quantity").rows() == [(1, 1.0), (2, 4.0)]
    assert lines.columns == backroom.lines(origin.id).columns
    assert reasons(backroom, table) == {
        3: "return", 4: "unreadable_price", 5: "cancelled_order", 6: "no_order",
    }  # fmt: skip
    assert (table.read, table.used) == (6, 2)
    assert adds_up(backroom, table)


def test_a_mended_row_keeps_its_customer_and_never_tells_one(backroom: Backroom) -> None:
    origin = drop(backroom, ORDERS.encode())
    table = mended(backroom, origin, quantity={2: "4"}, email={2: "new@example.com"})
    first, second = backroom.lines(table.id)["customer"].to_list()
    assert first == second
    assert "example" not in second


def test_a_mended_row_that_now_says_what_a_used_one_says_is_a_copy(backroom: Backroom) -> None:
    data = ORDERS.replace("two@", "one@").encode()
    origin = drop(backroom, data)
    table = mended(backroom, origin, order_id={3: "1"}, quantity={3: "1"}, date={3: "2024-03-01"})
    assert reasons(backroom, table)[3] == "duplicate_line"
    assert adds_up(backroom, table)


def test_a_row_mended_into_a_cancelled_order_stays_out(backroom: Backroom) -> None:
    origin = drop(backroom, ORDERS.encode())
    table = mended(backroom, origin, order_id={6: "4"})
    assert reasons(backroom, table)[6] == "cancelled_order"
    assert adds_up(backroom, table)


def test_rows_sent_as_they_were_change_nothing(backroom: Backroom) -> None:
    origin = drop(backroom, ORDERS.encode())
    table = mended(backroom, origin)
    assert (
        backroom.lines(table.id).cast(pl.String).equals(backroom.lines(origin.id).cast(pl.String))
    )
    assert reasons(backroom, table) == reasons(backroom, origin)


def test_a_catalog_is_mended_alike(backroom: Backroom) -> None:
    origin = drop(backroom, b"sku,title,price\nA,Mug,2\n,,3\nB,Jar,4\n", kind="catalog")
    table = mended(backroom, origin, sku={2: "C"})
    assert backroom.lines(table.id).select("row", "sku").rows() == [(1, "A"), (2, "C"), (3, "B")]
    assert (table.kind, table.rejected) == ("catalog", {})


@settings(max_examples=10, deadline=None, derandomize=True,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(st.dictionaries(st.integers(2, 6), st.sampled_from(["1", "2", "none", "-1", "0"])))
def test_whatever_is_mended_every_row_is_used_or_left_out(
    backroom: Backroom, quantities: dict[int, str]
) -> None:
    origin = drop(backroom, ORDERS.encode())
    table = mended(backroom, origin, quantity=quantities)
    fine = {row for row, text in quantities.items() if row in (2, 3) and text in ("1", "2")}
    assert set(backroom.lines(table.id)["row"]) == {1} | fine  # the others are wrong elsewhere too
    assert adds_up(backroom, table)


LEFT = pl.DataFrame(
    {
        "row": [2, 3],
        "reason": ["r", "r"],
        "value": [None, None],
        "c0": ["7", "-1"],
        "c2": ["x", None],
    }
)
COLUMNS = {"count": "c0", "note": "c2"}


def sent(**columns: list[str | None]) -> pl.DataFrame:
    """Records of a file of corrections."""
    return pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))


def test_only_changed_cells_count() -> None:
    rows = sent(backroom_row=["2", " 3 "], count=["8", "'-1"], note=[" x ", ""])
    changed = changed_rows(LEFT, rows, COLUMNS, "t")
    assert changed.cells.rows() == [(2, "8", "x")]
    assert (changed.unchanged, changed.refused) == (1, ())


def test_a_column_that_was_not_sent_is_as_it_was() -> None:
    changed = changed_rows(LEFT, sent(backroom_row=["2"], count=["8"]), COLUMNS, "t")
    assert changed.cells.rows() == [(2, "8", "x")]


@pytest.mark.parametrize(
    ("rows", "of", "said"),
    [
        (["2", "2"], ["t", "t"], "Rows that stand here more than once do not count: 2."),
        (["9"], ["t"], "Rows that were not left out do not count: 9."),
        (["two"], ["t"], "Rows without a whole number in backroom_row do not count: 1."),
        (["2"], ["u"], "Rows that belong to another file do not count here: 1."),
    ],
)
def test_rows_that_do_not_count_are_said(rows: list[str], of: list[str], said: str) -> None:
    told = sent(backroom_row=rows, backroom_table=of, count=["8"] * len(rows))
    changed = changed_rows(LEFT, told, COLUMNS, "t")
    assert changed.cells.height == 0
    assert changed.refused == (said,)

"""Rows left out, mended and dropped in again: just those that changed and pass are added."""

import dataclasses
from collections.abc import Callable
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.files import Reading
from engine.files.check.checked import Checked
from engine.files.join.corrections import changed_rows
from engine.files.join.mended import Mended, merge

Read = Callable[..., Reading]
ORDERS = """\
order_id,sku,product,quantity,unit_price,date,status
1,A1,Mug,1,2.50,2024-03-01,paid
1,B2,Jar,none,3.00,2024-03-01,paid
2,A1,Mug,-1,2.50,2024-03-02,paid
3,B2,Jar,2,free,2024-03-03,paid
4,A1,Mug,1,2.50,2024-03-04,Voided
,A1,Mug,1,2.50,2024-03-05,paid
"""
COLUMNS = {"order_id": "c0", "sku": "c1", "product": "c2", "quantity": "c3", "unit_price": "c4",
           "date": "c5", "status": "c6"}  # fmt: skip


def download(reading: Reading, **cells: dict[int, str]) -> pl.DataFrame:
    """The rows left out as they are downloaded, with some cells (column → row → text) mended."""
    left = reading.rejects
    told = [
        pl.lit("table").alias("backroom_table"),
        pl.col("row").cast(pl.String).alias("backroom_row"),
        pl.col("reason").alias("backroom_reason"),
        *(pl.col(cell).alias(heading) for heading, cell in COLUMNS.items()),
    ]  # fmt: skip
    sent = left.select(told)
    for heading, mended in cells.items():
        words = {str(row): text for row, text in mended.items()}
        new = pl.col("backroom_row").replace_strict(words, default=pl.col(heading))
        sent = sent.with_columns(new.alias(heading))
    return sent


def corrected(read: Read, reading: Reading, sent: pl.DataFrame) -> tuple[Mended, Any]:
    """Check the changed rows alone, as a file of their own, and merge them."""
    changed = changed_rows(reading.rejects, sent, COLUMNS, "table")
    cells = changed.cells.rename({cell: name for name, cell in COLUMNS.items()})
    sure = "99,Z9,Lid,1,1.00,2024-03-09,paid\n"  # so that some row can be used
    again = read(cells.drop("row").write_csv().encode() + sure.encode(), kind="orders")
    numbers = dict(enumerate(changed.cells["row"], 1))
    of = pl.col("row").replace_strict(numbers, default=None, return_dtype=pl.Int64)
    table, rejects, doubts = (
        frame.with_columns(of.alias("row")).drop_nulls("row")
        for frame in (again.table, again.rejects.select("row", "reason", "value"), again.doubts)
    )
    checked = Checked(table, rejects, doubts=doubts)
    return merge(reading.table, reading.rejects, reading.doubts, changed, checked), changed


def adds_up(reading: Reading, mended: Mended) -> bool:
    rows = [*mended.table["row"], *mended.rejects["row"]]
    return sorted(rows) == list(range(1, reading.read + 1))


def test_a_mended_row_is_added_in_its_place_and_the_others_stay_out(read: Read) -> None:
    reading = read(ORDERS)
    sent = download(reading, quantity={2: "4"}, unit_price={4: "nothing"})
    mended, changed = corrected(read, reading, sent)
    assert changed.cells["row"].to_list() == [2, 4]
    assert (changed.unchanged, changed.refused) == (3, ())
    assert mended.table["row"].to_list() == [1, 2]
    assert mended.table["quantity"].to_list() == [1.0, 4.0]
    assert mended.table.columns == reading.table.columns
    assert dict(mended.rejects.select("row", "reason").iter_rows()) == {
        3: "return", 4: "unreadable_price", 5: "cancelled_order", 6: "no_order",
    }  # fmt: skip
    assert mended.rejects.filter(row=4)["value"].item() == "nothing"
    assert mended.rejects.filter(row=4)["c4"].item() == "nothing"
    assert mended.account == {
        "sent": 5, "unchanged": 3, "changed": 2, "added": 1, "still_out": 1,
    }  # fmt: skip
    assert adds_up(reading, mended)


def test_a_mended_row_that_now_says_what_a_used_one_says_is_a_copy(read: Read) -> None:
    reading = read(ORDERS)
    sent = download(reading, order_id={3: "1"}, quantity={3: "1"}, date={3: "2024-03-01"})
    mended, _ = corrected(read, reading, sent)
    assert mended.rejects.filter(row=3)["reason"].item() == "duplicate_line"
    assert mended.account["added"] == 0
    assert adds_up(reading, mended)


def test_a_row_mended_into_a_cancelled_order_stays_out(read: Read) -> None:
    reading = read(ORDERS)
    mended, _ = corrected(read, reading, download(reading, order_id={6: "4"}))
    assert mended.rejects.filter(row=6)["reason"].item() == "cancelled_order"
    assert adds_up(reading, mended)


def test_the_apostrophe_of_the_download_is_no_change(read: Read) -> None:
    reading = read(ORDERS)
    guarded = download(reading, quantity={3: "'-1"}, sku={3: " A1 "})
    changed = changed_rows(reading.rejects, guarded, COLUMNS, "table")
    assert (changed.cells.height, changed.unchanged) == (0, 5)


def test_a_column_that_was_not_sent_is_as_it_was(read: Read) -> None:
    reading = read(ORDERS)
    sent = download(reading, quantity={3: "1"}).drop("sku", "product")
    changed = changed_rows(reading.rejects, sent, COLUMNS, "table")
    assert changed.cells.select("row", "c1", "c2", "c3").rows() == [(3, "A1", "Mug", "1")]


def test_rows_that_do_not_count_are_said(read: Read) -> None:
    reading = read(ORDERS)
    sent = download(reading, quantity={2: "4", 3: "5"})
    other = sent.filter(backroom_row="2").with_columns(backroom_table=pl.lit("another"))
    strange = sent.filter(backroom_row="2").with_columns(backroom_row=pl.lit("1"))
    wordy = strange.with_columns(backroom_row=pl.lit("two"))
    twice = sent.filter(backroom_row="3")
    changed = changed_rows(
        reading.rejects, pl.concat([sent, other, strange, wordy, twice]), COLUMNS, "table"
    )
    assert changed.cells["row"].to_list() == [2]
    assert changed.refused == (
        "Rows that belong to another file do not count here: 1.",
        "Rows without a whole number in backroom_row do not count: 1.",
        "Rows that were not left out do not count: 1.",
        "Rows that stand here more than once do not count: 3.",
    )


ROWS = st.dictionaries(st.integers(2, 6), st.sampled_from(["1", "2", "none", "-1", "0"]))


@settings(max_examples=25, deadline=None, derandomize=True)
@given(quantities=ROWS)
def test_whatever_is_mended_every_row_is_used_or_left_out(
    quantities: dict[int, str], read: Read
) -> None:
    reading = read(ORDERS)
    before = dict(reading.rejects.select("row", "c3").iter_rows())
    mended, changed = corrected(read, reading, download(reading, quantity=quantities))
    assert set(changed.cells["row"]) == {r for r, text in quantities.items() if before[r] != text}
    fine = {2: "2", 3: "3"}  # what else is wrong with the others stays wrong
    added = {r for r, text in quantities.items() if r in fine and text in ("1", "2")}
    assert set(mended.table["row"]) == {1} | added
    assert adds_up(reading, mended)
    same = reading.rejects.filter(~pl.col("row").is_in(changed.cells["row"].implode()))
    assert mended.rejects.join(same, on="row", how="semi").equals(same)


def test_merging_nothing_changes_nothing(read: Read) -> None:
    reading = read(ORDERS)
    changed = changed_rows(reading.rejects, download(reading), COLUMNS, "table")
    nothing = Checked(
        reading.table.clear(), reading.rejects.select("row", "reason", "value").clear()
    )
    mended = merge(reading.table, reading.rejects, reading.doubts, changed, nothing)
    assert mended.table.cast(pl.String).equals(reading.table.cast(pl.String))
    assert mended.rejects.equals(reading.rejects)
    assert dataclasses.astuple(changed)[1:] == (5, ())


@pytest.mark.parametrize("kind", ["catalog"])
def test_other_kinds_are_merged_alike(kind: str, read: Read) -> None:
    reading = read("sku,title,price\nA,Mug,2\n,,3\nB,Jar,4\n", kind=kind)
    columns = {"sku": "c0", "title": "c1", "price": "c2"}
    sent = pl.DataFrame({"backroom_row": ["2"], "sku": ["C"], "title": ["Cup"], "price": ["3"]})
    changed = changed_rows(reading.rejects, sent, columns, "table")
    again = read("sku,title,price\nC,Cup,3\n", kind=kind)
    table = again.table.with_columns(row=pl.lit(2, pl.Int64)).select(again.table.columns)
    mended = merge(reading.table, reading.rejects, reading.doubts, changed,
                   Checked(table, again.rejects.select("row", "reason", "value")))  # fmt: skip
    assert mended.table.select("row", "sku").rows() == [(1, "A"), (2, "C"), (3, "B")]
    assert mended.rejects.height == 0

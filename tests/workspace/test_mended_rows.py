"""Rows left out, mended and dropped in again: just those rows are added."""

import io
from collections.abc import Callable

import polars as pl
import pytest

from engine import Backroom, CheckedTable, Upload

Drop = Callable[..., Upload]
HEADER = "order_id,sku,product,quantity,unit_price,date,customer,note"
GOOD = [
    f"{1000 + n // 2},A{n % 5},Tea {n % 5},1,2.50,{n % 12 + 1:02}/04/2026,c{n % 3},x"
    for n in range(40)
]
BAD = [
    "1001,B1,Cup,two,4.00,02/04/2026,c1,x",
    "1002,B2,=Plate,1,free,03/04/2026,c2,x",
    "2000,B3,Bowl,-1,5.00,25/04/2026,c9,x",
    "2001,B4,Jug,1,5.00,26/04/2026,c9,x",
    "2001,B4,Jug,1,5.00,26/04/2026,c9,x",
]
ORDERS = "\n".join([HEADER, *GOOD, *BAD, ""])


def read(
    backroom: Backroom, drop: Drop, text: str | bytes, name: str = "orders.csv"
) -> CheckedTable:
    view = backroom.wait(backroom.read(drop(backroom, text, name)), 30)
    assert view.status == "done", view.error
    return backroom.table(view.id)


def download(backroom: Backroom, table: CheckedTable) -> pl.DataFrame:
    data = backroom.csv(backroom.left_out(table.id))
    return pl.read_csv(io.BytesIO(data), infer_schema=False)


def cells(rows: pl.DataFrame) -> list[tuple[object, ...]]:
    return sorted(rows.with_columns(pl.col(pl.Categorical).cast(pl.String)).iter_rows(), key=str)


def test_only_the_rows_that_were_changed_are_added(backroom: Backroom, drop: Drop) -> None:
    first = read(backroom, drop, ORDERS)
    assert first.rejected == {
        "unreadable_quantity": 1, "return": 1, "unreadable_price": 1, "duplicate_line": 1,
    }  # fmt: skip
    sent = download(backroom, first)
    assert sent["backroom_row"].to_list() == ["41", "42", "43", "45"]
    two = pl.when(pl.col("quantity") == "two").then(pl.lit("2")).otherwise("quantity")
    mended = read(backroom, drop, sent.with_columns(two.alias("quantity")).write_csv())
    assert (mended.read, mended.used) == (first.read, first.used + 1)
    assert mended.rejected == {"return": 1, "unreadable_price": 1, "duplicate_line": 1}
    assert mended.name == first.name
    before = backroom.lines(first.id)
    after = backroom.lines(mended.id)
    assert cells(after.filter(pl.col("row") != 41)) == cells(before)
    [added] = after.filter(pl.col("row") == 41).to_dicts()
    assert (added["sku"], added["quantity"], added["unit_price"]) == ("B1", 2.0, 4.0)
    whole = read(backroom, drop, ORDERS.replace(",two,", ",2,"))
    assert cells(backroom.lines(whole.id)) == cells(after)


def test_all_rows_mended_give_what_the_mended_file_gives(backroom: Backroom, drop: Drop) -> None:
    first = read(backroom, drop, ORDERS)
    sent = download(backroom, first)
    changes = {
        "41": ("quantity", "2"),
        "42": ("unit_price", "4"),
        "43": ("quantity", "1"),
        "45": ("sku", "B5"),
    }
    for row, (column, value) in changes.items():
        fixed = pl.when(pl.col("backroom_row") == row).then(pl.lit(value)).otherwise(column)
        sent = sent.with_columns(fixed.alias(column))
    mended = read(backroom, drop, sent.write_csv())
    assert mended.rejected == {}
    lines = ORDERS.splitlines()
    for row, (column, value) in changes.items():
        parts = lines[int(row)].split(",")
        parts[HEADER.split(",").index(column)] = value
        lines[int(row)] = ",".join(parts)
    whole = read(backroom, drop, "\n".join([*lines, ""]))
    assert cells(backroom.lines(mended.id)) == cells(backroom.lines(whole.id))
    assert mended.facts == whole.facts


def test_a_file_sent_as_it_was_adds_nothing(backroom: Backroom, drop: Drop) -> None:
    first = read(backroom, drop, ORDERS)
    again = read(backroom, drop, download(backroom, first).write_csv())
    assert (again.used, again.rejected) == (first.used, first.rejected)
    assert cells(backroom.lines(again.id)) == cells(backroom.lines(first.id))
    assert "4 rows were sent as they were" in again.notes[0]


def test_a_mended_row_that_says_what_another_says_is_a_copy(backroom: Backroom, drop: Drop) -> None:
    first = read(backroom, drop, ORDERS)
    sent = download(backroom, first).filter(pl.col("backroom_row") == "41")
    wanted = dict(zip(HEADER.split(","), GOOD[1].split(","), strict=True))
    del wanted["note"], wanted["customer"]  # of the same customer already
    sent = sent.with_columns(pl.lit(value).alias(name) for name, value in wanted.items())
    again = read(backroom, drop, sent.write_csv())
    assert again.used == first.used
    assert again.rejected == {"return": 1, "unreadable_price": 1, "duplicate_line": 2}


def test_rows_of_an_unknown_table_are_refused_in_a_sentence(backroom: Backroom, drop: Drop) -> None:
    first = read(backroom, drop, ORDERS)
    sent = download(backroom, first).with_columns(pl.lit("0" * 20).alias("backroom_table"))
    view = backroom.wait(backroom.read(drop(backroom, sent.write_csv())), 30)
    assert view.status == "failed"
    assert view.refused
    assert "no longer in the workspace" in str(view.error)


def test_nothing_personal_is_in_the_download(backroom: Backroom, drop: Drop) -> None:
    secret = ORDERS.replace(",c9,", ",nine@example.com,")
    table = read(backroom, drop, secret)
    assert "nine@example.com" not in download(backroom, table).write_csv()


@pytest.mark.parametrize("column", ["unit_price", "date"])
def test_a_row_that_still_cannot_be_used_stays_out(
    backroom: Backroom, drop: Drop, column: str
) -> None:
    first = read(backroom, drop, ORDERS)
    sent = download(backroom, first).with_columns(pl.lit("nonsense").alias(column))
    again = read(backroom, drop, sent.write_csv())
    assert again.used + sum(again.rejected.values()) == again.read == first.read

"""Words of receipts: every row is accounted for, and no column of the file is lost.

The oracle below says the rules once more, row by row, in plain Python.
"""

import csv
import gzip
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.files import REASONS, Reading
from engine.files.kinds.labels import ALIASES, LABELS, STATUSES

Read = Callable[..., Reading]
Write = Callable[..., bytes]
Row = tuple[str, ...]

HEADER = ("image_id", "receipt_id", "line_id", "word_id", "text", "merchant", "label", "status",
          "x", "y", "width", "height", "note")  # fmt: skip
IDS, SIDES = HEADER[:4], HEADER[8:12]
DATA = Path(__file__).parents[3] / "shared" / "data" / "receipts"
SAMPLE = Path(__file__).parents[2] / "sample_data"
BLANK = {"", "none", "null", "nan", "n/a", "na", "#n/a", "-", "?"}
NUMBERS = {"3": 3.0, "0": 0.0, "12.5": 12.5, "-4": -4.0, "": None, "nan": None}
GOOD = ("i1", "1", "1", "1", "Bread", "Shop", "PRODUCT_NAME", "VALID", "3", "0", "12.5", "3", "")
CELLS: dict[str, list[str]] = {
    "image_id": ["i1", "i1", "i2", "0012", "", "null"],
    "receipt_id": ["1", "1", "2", "", "n/a"],
    "line_id": ["1", "1", "2", ""],
    "word_id": ["1", "1", "2", "02", "", "none"],
    "text": ["Bread", "Bread", "-", "none", "2,50", "a b", ""],
    "merchant": ["Shop", "Other Shop", "", "null"],
    "label": ["PRODUCT_NAME", "product name", "DATE", "ADDRESS", "card number", "Colour", "", "-"],
    "status": ["VALID", "needs  review", "none", "", "perhaps", "Pending"],
    "x": [*NUMBERS, "wide"],
    "y": [*NUMBERS, "wide"],
    "width": [*NUMBERS, "1e999"],
    "height": [*NUMBERS, "3 of 4"],
    "note": ["", "kept", "-"],
}


def judged(rows: Sequence[Row]) -> tuple[list[dict[str, Any]], list[tuple[int, str]], list[Any]]:
    """The rows to use, those left out as (row, reason), and the doubts as (row, reason, value)."""
    used: list[dict[str, Any]] = []
    left_out, doubts = [], []
    seen: set[tuple[Any, ...]] = set()
    for number, cells in enumerate(rows, start=1):
        row, odd = said(dict(zip(HEADER, cells, strict=True)))
        same = (*(row[name] for name in (*IDS, "label", "text")),)
        if row["word_id"] is None:
            same += tuple(row[side] for side in SIDES)
        reason = (
            "empty_row" if not any(cells)
            else "no_word" if row["text"] is None
            else "no_place" if row["image_id"] is None and row["receipt_id"] is None
            else "duplicate_word" if same in seen and (row["word_id"] or None not in same[-4:])
            else None
        )  # fmt: skip
        if reason:
            left_out.append((number, reason))
            continue
        seen.add(same)
        used.append({"row": number} | row)
        doubts += [(number, name, value) for name, value in odd if value is not None]
    doubts += other_texts(used)
    order = list(REASONS)
    return used, left_out, sorted(doubts, key=lambda doubt: (doubt[0], order.index(doubt[1])))


def said(cells: dict[str, str]) -> tuple[dict[str, Any], list[tuple[str, str | None]]]:
    """What a row says, and what is odd in it."""
    row: dict[str, Any] = {
        name: None if cells[name].lower() in BLANK else cells[name] for name in (*IDS, "merchant")
    }
    row["text"] = cells["text"] or None
    label = None if cells["label"].lower() in BLANK else "_".join(cells["label"].upper().split())
    row["label"] = ALIASES.get(label, label) if label else None
    status = (
        "NONE" if cells["status"].lower() in BLANK else "_".join(cells["status"].upper().split())
    )
    row["status"] = status if status in STATUSES else "NONE"
    for side in SIDES:
        row[side] = NUMBERS.get(cells[side])
    row["other: note"] = cells["note"] or None
    odd = [
        ("unknown_label", None if row["label"] in (None, *LABELS) else row["label"]),
        ("unknown_status", None if status in STATUSES else status),
        ("unreadable_box", next((cells[s] for s in SIDES if cells[s] not in NUMBERS), None)),
        ("negative_box", next((str(row[s]) for s in SIDES if (row[s] or 0) < 0), None)),
    ]
    return row, odd


def other_texts(used: Sequence[dict[str, Any]]) -> list[tuple[int, str, str]]:
    """Rows of a word that has another text elsewhere."""
    return [
        (row["row"], "same_id_other_text", row["text"])
        for row in used
        if row["word_id"] is not None
        and any(
            all(row[name] == other[name] for name in IDS) and row["text"] != other["text"]
            for other in used
        )
    ]


@st.composite
def tables(draw: st.DrawFn) -> list[Row]:
    """Rows of few words, so that many are the same; one is good, some empty."""
    row = st.tuples(*(st.sampled_from(CELLS[name]) for name in HEADER))
    rows = draw(st.lists(row | st.just(GOOD) | st.just(("",) * len(HEADER)), max_size=25))
    rows.insert(draw(st.integers(0, len(rows))), GOOD)
    return rows


@given(rows=tables())
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_rows_are_judged_as_the_oracle_judges_them(
    rows: list[Row], read: Read, as_csv: Write
) -> None:
    reading = read(as_csv([HEADER, *rows]), {name: name for name in HEADER[:-1]}, kind="receipts")
    used, left_out, doubts = judged(rows)
    assert reading.table.to_dicts() == used
    assert reading.rejects.select("row", "reason").rows() == left_out
    assert reading.doubts.rows() == doubts
    assert reading.read == len(rows) == reading.used + sum(reading.rejected.values())
    assert dict(reading.facts) == facts_of(used)


def facts_of(used: Sequence[dict[str, Any]]) -> dict[str, Any]:
    def words(rows: Sequence[dict[str, Any]]) -> int:
        return len({
            (None, row["row"]) if row["word_id"] is None else tuple(row[name] for name in IDS)
            for row in rows
        })  # fmt: skip

    labelled = [row for row in used if row["label"] is not None]
    boxed = sum(all(row[side] is not None for side in SIDES) for row in used)
    return {
        "receipts": len({(row["image_id"], row["receipt_id"]) for row in used}),
        "words": words(used),
        "labelled": words(labelled),
        "merchants": len({row["merchant"] for row in used} - {None}),
        "labels": dict(Counter(row["label"] for row in labelled)),
        "statuses": dict(Counter(row["status"] for row in labelled)),
        "boxes": round(boxed / len(used), 4),
        "text_is": "lines" if sum(" " in row["text"] for row in used) > len(used) / 4 else "words",
    }


def flat(*rows: str, header: str = "image_id,receipt_id,line_id,word_id,text,label") -> str:
    return "\n".join((header, *rows)) + "\n"


def test_a_word_may_have_several_labels(read: Read) -> None:
    reading = read(flat("a,1,1,1,4.50,TAX", "a,1,1,1,4.50,DISCOUNT", "a,1,1,1,4.50,tax"),
                   kind="receipts")  # fmt: skip
    assert reading.table["label"].to_list() == ["TAX", "DISCOUNT"]
    assert reading.rejected == {"duplicate_word": 1}
    assert (reading.facts["words"], reading.facts["labels"]) == (1, {"DISCOUNT": 1, "TAX": 1})


def test_words_without_numbers_may_read_alike(read: Read) -> None:
    header = "image_id,text,label,x,y,width,height"
    rows = ("a,1.00,TAX,1,1,5,5", "a,1.00,TAX,1,9,5,5", "a,1.00,TAX,1,9,5,5", "a,1.00,TAX,,,,",
            "a,1.00,TAX,,,,")  # fmt: skip
    reading = read(flat(*rows, header=header), kind="receipts")
    assert reading.rejects.select("row", "reason").rows() == [(3, "duplicate_word")]


def test_the_word_for_a_total_is_a_word(read: Read) -> None:
    header = "text,label,receipt_id,status,merchant,note"
    reading = read(flat("Milk,,1,,,", "TOTAL,,1,,,", "12.50,,1,,,", header=header), kind="receipts")
    assert reading.table["text"].to_list() == ["Milk", "TOTAL", "12.50"]


def test_ids_stay_as_they_are_written(read: Read) -> None:
    picture = "0012e4567-e89b-12d3-a456-426614174000"
    rows = (f"{picture},007,01,9007199254740993001,milk,", "1e5,1.0,+1,0x1,milk,")
    table = read(flat(*rows), kind="receipts").table.select(IDS)
    assert table.rows() == [tuple(row.split(",")[:4]) for row in rows]


def test_aliases_are_said_and_unknown_labels_doubted(read: Read) -> None:
    rows = [f"a,1,1,{n},x,{label}" for n, label in enumerate((*ALIASES, "address", "Brand"))]
    reading = read(flat(*rows), kind="receipts")
    assert reading.table["label"].to_list() == [*ALIASES.values(), "ADDRESS_LINE", "BRAND"]
    assert "2 words were labelled ADDRESS, which was read as ADDRESS_LINE." in reading.notes
    assert sum("was read as" in note for note in reading.notes) == len(ALIASES)
    assert reading.doubts.rows() == [(6, "unknown_label", "BRAND")]


@pytest.mark.parametrize(
    "heads",
    [
        ("x1", "y1", "x2", "y2"),
        ("left", "top", "right", "bottom"),
        ("xmin", "ymin", "xmax", "ymax"),
    ],
)
def test_sizes_are_computed_from_edges(heads: tuple[str, ...], read: Read) -> None:
    header = f"image_id,text,label,{','.join(heads)}"
    reading = read(flat("a,b,,10,20,15.5,22", "a,c,,10,20,5,odd", header=header), kind="receipts")
    assert reading.table.select(SIDES).rows() == [(10, 20, 5.5, 2), (10, 20, -5, None)]
    assert "The width and height of boxes were computed from their edges." in reading.notes
    assert reading.doubted == {"unreadable_box": 1, "negative_box": 1}
    # what was computed from is kept, odd cells too
    assert reading.table[f"other: {heads[3]}"].to_list() == ["22", "odd"]


def test_of_four_corners_the_third_is_opposite(read: Read) -> None:
    header = "image_id,text,label,x1,y1,x2,y2,x3,y3,x4,y4"
    reading = read(flat("a,b,,10,20,15,20,15,26,10,26", header=header), kind="receipts")
    assert reading.table.select(SIDES).rows() == [(10, 20, 5, 6)]


def test_every_other_column_is_kept_as_text(read: Read) -> None:
    header = "image_id,text,label,Confidence,confidence,is_noise,bad_document"
    reading = read(flat("a,b,,0.90,1,false,x", "a,c,,,2,,", header=header), kind="receipts")
    others = reading.table.select(pl.col("^other: .*$").cast(pl.String))
    assert others.to_dict(as_series=False) == {
        "other: Confidence": ["0.90", None],
        "other: confidence (2)": ["1", "2"],
        "other: is_noise": ["false", None],
        "other: bad_document": ["x", None],
    }


def test_columns_that_tell_a_person_are_not_kept(read: Read) -> None:
    header = "image_id,text,label,checked by"
    rows = ("a,b,,first@example.com", "a,c,,second@example.com")
    assert not read(flat(*rows, header=header), kind="receipts").table.select("^other: .*$").width


def test_flat_lines_of_the_source_system_are_read(read: Read) -> None:
    header = "image_id,receipt_id,line_id,word_id,label,validation_status,word_text,merchant_name"
    reading = read(flat("3f1,1,2,3,total,PENDING,4.50,Corner Shop", header=header), kind="receipts")
    assert reading.table.select("label", "status", "text", "merchant").rows() == [
        ("TOTAL", "PENDING", "4.50", "Corner Shop")
    ]
    assert reading.doubted == {"unknown_label": 1}


def test_the_sample_is_used_whole(read: Read) -> None:
    data = (SAMPLE / "receipts.csv").read_bytes()
    rows = list(csv.DictReader(data.decode().splitlines()))
    reading = read(data, kind="receipts")
    assert (reading.read, reading.used, reading.doubted) == (len(rows), len(rows), {})
    assert reading.facts["labels"] == Counter(row["label"] for row in rows if row["label"])
    assert reading.facts["merchants"] == len({row["merchant_name"] for row in rows})
    cells = reading.table.drop("row").with_columns(pl.col(SIDES).cast(pl.Int64)).rows()
    order = (*IDS, "word_text", "merchant_name", "label", "validation_status", *SIDES)
    assert [tuple("" if cell is None else str(cell) for cell in row) for row in cells] == [
        tuple(row[name] for name in order) for row in rows
    ]


@pytest.mark.parametrize(
    ("name", "receipts", "rows", "labelled", "empty", "text_is"),
    [
        ("wildreceipt_words_half", 222, 8570, 4526, 10, "words"),
        ("sroie_lines", 626, 33_626, 3456, 0, "lines"),
    ],
)
def test_real_receipts_add_up(
    name: str, receipts: int, rows: int, labelled: int, empty: int, text_is: str, read: Read
) -> None:
    path = DATA / f"{name}.csv.gz"
    if not path.exists():
        pytest.skip(f"{path.name} is not beside the project")
    reading = read(path.read_bytes(), kind="receipts", limit_mb=50)
    cells = list(csv.DictReader(gzip.decompress(path.read_bytes()).decode().splitlines()))
    unread = sum(not row["word_text"] and bool(row["label"]) for row in cells)
    assert reading.read == len(cells) == rows
    assert reading.rejected == ({"no_word": empty} if empty else {})
    assert reading.used == reading.facts["words"] == rows - empty
    assert reading.facts["receipts"] == receipts
    assert reading.facts["labelled"] + unread == labelled == sum(bool(r["label"]) for r in cells)
    assert sum(reading.facts["labels"].values()) == reading.facts["labelled"]
    assert (reading.facts["boxes"], reading.facts["text_is"]) == (1.0, text_is)
    assert reading.doubted == {}

"""Every response is used or left out for a reason, whatever the order of the rows.

The oracle below says the rules for rows once more, row by row, in plain Python.
"""

import random
from collections import Counter
from collections.abc import Callable, Sequence

import polars as pl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.files import REASONS, Reading

HEADER = ("response_id", "score", "comment", "date", "email", "channel")
ID, SCORE, COMMENT, DATE = range(4)
BLANK = {"", "none", "null", "nan", "n/a", "na", "#n/a", "-", "?"}
Row = tuple[str, ...]
Read = Callable[..., Reading]
Csv = Callable[..., bytes]


def judge(rows: Sequence[Row]) -> list[str | None]:
    """The reason why each row is left out on a scale of 0-10, or None where it is used."""
    seen: set[Row] = set()
    reasons: list[str | None] = []
    for row in rows:
        reasons.append(of_row(row) or ("duplicate_response" if row in seen else None))
        if not blank(row[ID]):
            seen.add(row)
    return reasons


def of_row(row: Row) -> str | None:
    if all(blank(cell) for cell in row):
        return "empty_row"
    cell = row[SCORE].strip()
    if blank(cell) or cell == "no answer":
        return "no_answer" if blank(row[COMMENT]) else None
    try:
        score = float(cell)
    except ValueError:
        return "unreadable_score"
    return None if 0 <= score <= 10 else "score_out_of_scale"


def blank(cell: str) -> bool:
    return cell.strip().lower() in BLANK


GOOD = [
    (f"R{n}", str(n % 11), f"Comment {n}" if n % 3 else "", f"2024-03-{n % 28 + 1:02}",
     f"c{n % 9}@example.com", ("web", "shop", "phone")[n % 3])
    for n in range(44)
]  # fmt: skip
DEFECTS = {
    ID: ["", "R1", "R2", "n/a"],
    SCORE: ["", "N/A", "11", "-1", "ten", " 7 ", "no answer", "null", "-"],
    COMMENT: ["", "ras", "nada", "None", "-", "two\nlines", " padded "],
    DATE: ["", "soon"],
}
DEFECT = st.sampled_from([(at, cell) for at, cells in DEFECTS.items() for cell in cells])


@st.composite
def surveys(draw: st.DrawFn) -> list[Row]:
    """Good rows with up to three planted defects each, some empty and some copied."""
    rows = [list(row) for row in GOOD]
    for place in draw(st.lists(st.integers(0, len(rows) - 1), max_size=9)):
        for at, cell in draw(st.lists(DEFECT, min_size=1, max_size=3)):
            rows[place][at] = cell
    for place in draw(st.lists(st.integers(0, len(rows) - 1), max_size=4)):
        rows.insert(draw(st.integers(0, len(rows))), list(rows[place]))
    for place in draw(st.lists(st.integers(0, len(rows)), max_size=2)):
        rows.insert(place, ["", "", "n/a", "", "", ""])
    return [tuple(row) for row in rows]


PROPERTY = settings(
    max_examples=30, deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)  # fmt: skip


@PROPERTY
@given(rows=surveys())
def test_rows_are_left_out_for_the_reasons_the_oracle_gives(
    rows: list[Row], read: Read, as_csv: Csv
) -> None:
    reasons = judge(rows)
    wrong = {row: reason for row, reason in enumerate(reasons, start=1) if reason}
    reading = read(as_csv([HEADER, *rows]), kind="survey")
    assert dict(reading.rejects.select("row", "reason").iter_rows()) == wrong
    assert list(reading.rejected) == [reason for reason in REASONS if reason in reading.rejected]
    assert reading.read == len(rows) == reading.used + sum(reading.rejected.values())
    used = [row for row, reason in zip(rows, reasons, strict=True) if not reason]
    kept = reading.table.select(pl.col("response_id", "comment").cast(pl.String), "score")
    assert list(kept.iter_rows()) == [
        (
            None if blank(row[ID]) else row[ID],
            None if blank(row[COMMENT]) else row[COMMENT].strip(),
            None if blank(row[SCORE]) or row[SCORE] == "no answer" else float(row[SCORE]),
        )
        for row in used
    ]
    counts = Counter(row[ID] for row in used if not blank(row[ID]))
    assert reading.doubted.get("repeated_id", 0) == sum(n for n in counts.values() if n > 1)
    assert reading.doubted.get("unreadable_date", 0) == sum(row[DATE] == "soon" for row in used)


@PROPERTY
@given(rows=surveys(), seed=st.integers(0, 2**32 - 1))
def test_the_order_of_the_rows_changes_nothing(
    rows: list[Row], seed: int, read: Read, as_csv: Csv
) -> None:
    shuffled = list(rows)
    random.Random(seed).shuffle(shuffled)
    one = read(as_csv([HEADER, *rows]), kind="survey")
    other = read(as_csv([HEADER, *shuffled]), kind="survey")
    assert (one.read, one.used, one.rejected) == (other.read, other.used, other.rejected)
    assert (one.facts, one.doubted, one.open) == (other.facts, other.doubted, other.open)
    assert _rows(one) == _rows(other)


def _rows(reading: Reading) -> list[str]:
    """The used rows without their place in the file."""
    return sorted(map(repr, reading.table.drop("row").iter_rows()))

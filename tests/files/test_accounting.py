"""Every row is accounted for: used, or left out for the first reason that holds.

The oracle below says the cleaning rules once more, row by row, in plain Python.
"""

import random
from collections import Counter
from collections.abc import Callable, Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.errors import TooSmall
from engine.files import REASONS, Reading

HEADER = ("order_id", "sku", "product", "quantity", "unit_price", "date", "status", "currency")
ORDER, SKU, PRODUCT, QUANTITY, PRICE, DATE, STATUS, CURRENCY = range(len(HEADER))
BLANK = {"", "none", "null", "nan", "n/a", "na", "#n/a", "-", "?"}
FEE_CODES = {"POST", "SHIPPING", "GIFTCARD"}
FEE_NAMES = {"postage", "gift wrap", "delivery fee"}
Row = tuple[str, ...]


def judge(rows: Sequence[Row]) -> list[str | None]:
    """The reason why each row is left out, or None where it is used."""
    cancelled = {row[ORDER] for row in rows if row[STATUS].lower() in {"voided", "refunded"}}
    dated = {row[ORDER] for row in rows if row[DATE].startswith("2024")}
    lines = {(row[ORDER], row[SKU].upper()) for row in rows if any(row)}
    digits_in_codes = _share(sku for _, sku in lines if not blank(sku)) > 0.9
    currency = Counter(row[CURRENCY] for row in rows if row[CURRENCY]).most_common(1)[0][0]
    seen: set[Row] = set()
    reasons: list[str | None] = []
    for row in rows:
        reasons.append(
            "empty_row" if not any(row)
            else "no_order" if blank(row[ORDER])
            else "no_product" if blank(row[SKU]) and blank(row[PRODUCT])
            else "credit_note" if row[ORDER][0] in "cC" and row[ORDER][1:].isdigit()
            else "cancelled_order" if row[ORDER] in cancelled
            else of_quantity(row[QUANTITY])
            or of_price(row[PRICE])
            or ("not_a_product" if is_fee(row, digits_in_codes) else None)
            or ("other_currency" if row[CURRENCY] not in ("", currency) else None)
            or ("no_date" if row[ORDER] not in dated else None)
            or ("duplicate_line" if row in seen else None)
        )  # fmt: skip
        seen.add(row)
    return reasons


def blank(cell: str) -> bool:
    """Whether a cell says that there is nothing."""
    return cell.lower() in BLANK


def number(cell: str) -> float | None:
    """A cell of these tests as a number, or None."""
    try:
        return float(cell.strip("€$").replace("(", "-").replace(")", ""))
    except ValueError:
        return None


def of_quantity(cell: str) -> str | None:
    if not cell:
        return "zero_quantity"
    value = number(cell)
    if value is None:
        return "unreadable_quantity"
    return "return" if value < 0 else "zero_quantity" if value == 0 else None


def of_price(cell: str) -> str | None:
    if not cell:
        return "no_price"
    value = number(cell)
    if value is None:
        return "unreadable_price"
    return "zero_or_negative_price" if value <= 0 else None


def is_fee(row: Row, digits_in_codes: bool) -> bool:
    code = row[SKU].upper()
    if code in FEE_CODES or row[PRODUCT].lower() in FEE_NAMES:
        return True
    return digits_in_codes and not blank(code) and not any(sign.isdigit() for sign in code)


def _share(words: object) -> float:
    known = list(words)  # type: ignore[call-overload]
    return sum(any(sign.isdigit() for sign in word) for word in known) / max(1, len(known))


GOOD = [
    (f"{100 + n // 3}", f"A{n % 7}", f"Thing {n % 7}", "1", "2.50", f"2024-03-{n % 28 + 1:02}",
     "paid", "EUR")
    for n in range(45)
]  # fmt: skip
DEFECTS = {
    ORDER: ["", "n/a", "C104", "c200", "#7"],
    SKU: ["", "?", "post", "GIFTCARD", "ABC", "a1"],
    PRODUCT: ["", "none", "Postage", "gift WRAP", "Thing  9"],
    QUANTITY: ["", "0", "-2", "0.0", "several", "3", "(4)"],
    PRICE: ["", "0", "-1.5", "(2.50)", "free", "€3.10", "$2"],
    DATE: ["", "soon"],
    STATUS: ["", "Voided", "refunded"],
    CURRENCY: ["", "USD"],
}
DEFECT = st.sampled_from([(at, cell) for at, cells in DEFECTS.items() for cell in cells])


@st.composite
def order_tables(draw: st.DrawFn) -> list[Row]:
    """Good rows with up to two planted defects each, some empty and some copied."""
    rows = [list(row) for row in GOOD]
    for place in draw(st.lists(st.integers(0, len(rows) - 1), max_size=15)):
        for at, cell in draw(st.lists(DEFECT, min_size=1, max_size=2)):
            rows[place][at] = cell
    for place in draw(st.lists(st.integers(0, len(rows) - 1), max_size=4)):
        rows.insert(draw(st.integers(0, len(rows))), list(rows[place]))
    for place in draw(st.lists(st.integers(0, len(rows)), max_size=2)):
        rows.insert(place, [""] * len(HEADER))
    return [tuple(row) for row in rows]


PROPERTY = settings(
    max_examples=10, deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)  # fmt: skip


@PROPERTY
@given(rows=order_tables())
def test_rows_are_left_out_for_the_reasons_the_oracle_gives(
    rows: list[Row], read: Callable[..., Reading], as_csv: Callable[..., bytes]
) -> None:
    reasons = judge(rows)
    wrong = {row: reason for row, reason in enumerate(reasons, start=1) if reason}
    reading = read(as_csv([HEADER, *rows]))
    assert dict(reading.rejects.select("row", "reason").iter_rows()) == wrong
    assert reading.rejected == dict(Counter(wrong.values()))
    assert list(reading.rejected) == [reason for reason in REASONS if reason in reading.rejected]
    assert reading.read == len(rows) == reading.used + sum(reading.rejected.values())
    assert reading.table["row"].to_list() == [
        row for row, reason in enumerate(reasons, start=1) if not reason
    ]


@PROPERTY
@given(rows=order_tables(), seed=st.integers(0, 2**32 - 1))
def test_the_order_of_the_rows_changes_nothing(
    rows: list[Row], seed: int, read: Callable[..., Reading], as_csv: Callable[..., bytes]
) -> None:
    shuffled = list(rows)
    random.Random(seed).shuffle(shuffled)
    one, other = read(as_csv([HEADER, *rows])), read(as_csv([HEADER, *shuffled]))
    assert (one.read, one.used, one.rejected) == (other.read, other.used, other.rejected)
    assert _lines(one) == _lines(other)


def _lines(reading: Reading) -> list[str]:
    """The used lines without their place in the file."""
    return sorted(map(repr, reading.table.drop("row").iter_rows()))


ONE_OF_EACH = """\
order_id,sku,product,quantity,unit_price,date,status,currency
1,A1,Thing,1,2.50,2024-03-01,paid,EUR
2,A1,Thing,1,2.50,2024-03-01,paid,EUR,,too long
order_id,sku,product,quantity,unit_price,date,status,currency
Total,,,15,37.50,,,
,,,,,,,
,A1,Thing,1,2.50,2024-03-01,paid,EUR
3,,none,1,2.50,2024-03-01,paid,EUR
C4,A1,Thing,1,2.50,2024-03-01,paid,EUR
5,A1,Thing,1,2.50,2024-03-01,Voided,EUR
6,A1,Thing,several,2.50,2024-03-01,paid,EUR
7,A1,Thing,-2,2.50,2024-03-01,paid,EUR
8,A1,Thing,0,2.50,2024-03-01,paid,EUR
9,A1,Thing,1,free,2024-03-01,paid,EUR
10,A1,Thing,1,,2024-03-01,paid,EUR
11,A1,Thing,1,-3.00,2024-03-01,paid,EUR
12,SHIPPING,Thing,1,2.50,2024-03-01,paid,EUR
13,A1,Thing,1,2.50,2024-03-01,paid,USD
14,A1,Thing,1,2.50,,paid,EUR
15,A1,Thing,1,2.50,2024-03-01,pending,EUR
1,A1,Thing,1,2.50,2024-03-01,paid,EUR
15,A1,Thing,1,2.50,2024-03-01,paid,EUR
"""
OF_ORDERS = tuple(REASONS)[: list(REASONS).index("duplicate_line") + 1]


# Reasons of other kinds of tables follow those of order lines.
OF_ORDERS = list(REASONS)[: list(REASONS).index("duplicate_line") + 1]


def test_every_reason_is_given_where_it_belongs(read: Callable[..., Reading]) -> None:
    reading = read(ONE_OF_EACH)
    assert list(reading.rejects.select("row", "reason").iter_rows()) == list(
        enumerate(OF_ORDERS, start=2)
    )
    assert dict.fromkeys(OF_ORDERS, 1) == reading.rejected
    values = dict(reading.rejects.select("reason", "value").iter_rows())
    assert values["unreadable_quantity"] == "several"
    assert values["zero_or_negative_price"] == "-3.00"
    assert values["not_a_product"] == "SHIPPING"
    assert values["credit_note"] == "C4"


def test_a_copy_is_rejected_and_the_first_stays(
    read: Callable[..., Reading], as_csv: Callable[..., bytes]
) -> None:
    reading = read(as_csv([HEADER, *GOOD, GOOD[3], GOOD[3]]))
    assert reading.rejected == {"duplicate_line": 2}
    assert reading.rejects["row"].to_list() == [46, 47]


def test_without_a_quantity_column_equal_lines_are_no_copies(
    read: Callable[..., Reading], as_csv: Callable[..., bytes]
) -> None:
    rows = [("order_id", "sku"), ("1", "A1"), ("1", "A1"), ("2", "A1")]
    assert read(as_csv(rows)).rejected == {}


def test_a_file_of_which_nothing_can_be_used_is_too_small_and_says_why(
    read: Callable[..., Reading], as_csv: Callable[..., bytes]
) -> None:
    returns = [(*row[:QUANTITY], "-1", *row[PRICE:]) for row in GOOD]
    with pytest.raises(TooSmall, match="None of the 45 rows can be used: mostly a return"):
        read(as_csv([HEADER, *returns]))

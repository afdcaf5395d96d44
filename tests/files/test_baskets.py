"""Whole baskets in a row, in every form they are kept in: the same baskets come out."""

import json
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.errors import EngineError, TooSmall
from engine.files import Reading

Read = Callable[..., Reading]
Write = Callable[..., bytes]
PRODUCTS = ("bread", "butter", "dark tea", "eggs", "milk")
BASKETS = [
    ("milk", "bread", "butter"), ("dark tea", "milk"), ("eggs", "bread"), ("milk", "eggs"),
    ("bread", "milk", "eggs"), ("butter", "bread"), ("milk", "butter"), ("dark tea", "eggs"),
]  # fmt: skip
NUMBERED = [(str(number), basket) for number, basket in enumerate(BASKETS, start=101)]


def told(reading: Reading) -> list[tuple[str, ...]]:
    """The baskets that were read, by row, products by alphabet."""
    table = reading.table.with_columns(reading.table["sku"].cast(str))
    rows = table.group_by("row", maintain_order=True).agg("sku").sort("row")
    return [tuple(sorted(products)) for products in rows["sku"]]


EXPECTED = [tuple(sorted(basket)) for basket in BASKETS]
FORMS: dict[str, list[list[str]]] = {
    "commas": [["order_id", "items"], *([n, ", ".join(b)] for n, b in NUMBERED)],
    "semicolons": [["order_id", "items"], *([n, ";".join(b)] for n, b in NUMBERED)],
    "upright lines": [["order_id", "items"], *([n, "|".join(b)] for n, b in NUMBERED)],
    "JSON": [["order_id", "items"], *([n, json.dumps(b)] for n, b in NUMBERED)],
    "Python": [["order_id", "items"], *([n, str(list(b))] for n, b in NUMBERED)],
    "sets": [["order_id", "items"], *([n, "{" + str(list(b))[1:-1] + "}"] for n, b in NUMBERED)],
    "one cell each": [list(b) for _, b in NUMBERED],
    "one cell each under a header": [["items"], *(list(b) for _, b in NUMBERED)],
    "one cell each behind a number": [["order_id", "items"], *([n, *b] for n, b in NUMBERED)],
    "1 and 0": [
        ["order_id", *PRODUCTS], *([n, *(str(int(p in b)) for p in PRODUCTS)] for n, b in NUMBERED)
    ],
    "True and False": [list(PRODUCTS), *([str(p in b) for p in PRODUCTS] for _, b in NUMBERED)],
    "t and ?": [list(PRODUCTS), *(["t" if p in b else "?" for p in PRODUCTS] for _, b in NUMBERED)],
    "yes and nothing": [
        ["order_id", *PRODUCTS],
        *([n, *("yes" if p in b else "" for p in PRODUCTS)] for n, b in NUMBERED),
    ],
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_the_same_baskets_come_out_of_every_form(form: str, read: Read, as_csv: Write) -> None:
    reading = read(as_csv(FORMS[form]))
    assert reading.kind == "baskets"
    assert told(reading) == EXPECTED
    assert (reading.read, reading.used, reading.rejected) == (8, 8, {})
    numbered = "order_id" in FORMS[form][0]
    orders = reading.table["order_id"].cast(str).unique().to_list()
    assert sorted(orders, key=int) == [str((101 if numbered else 1) + n) for n in range(8)]
    assert reading.facts["orders"] == 8
    assert reading.facts["currency"] is None


NAME = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z", "P")), min_size=1, max_size=6
).filter(lambda name: name.isalnum() and name.lower() not in ("none", "null", "nan", "na"))


@settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(baskets=st.lists(st.lists(NAME, min_size=2, max_size=4, unique=True), min_size=3,
                        max_size=8))  # fmt: skip
def test_any_names_come_back_from_json(baskets: list[list[str]], read: Read, as_csv: Write) -> None:
    rows = [["order_id", "items"], *([str(n), json.dumps(b)] for n, b in enumerate(baskets))]
    reading = read(as_csv(rows), kind="baskets")
    assert told(reading) == [tuple(sorted(basket)) for basket in baskets]


def test_a_comma_inside_quotes_parts_nothing(read: Read, as_csv: Write) -> None:
    rows = [["order_id", "items"], *([str(n), '["tea, dark", "milk"]'] for n in range(4))]
    assert told(read(as_csv(rows))) == [("milk", "tea, dark")] * 4


def test_what_is_no_basket_is_left_out_with_its_reason(read: Read, as_csv: Write) -> None:
    rows = [["order_id", "items", "date"], *([n, ",".join(b), "2024-01-02"] for n, b in NUMBERED)]
    rows += [["", "milk, eggs", "2024-01-02"], ["7", "", "2024-01-02"], ["", "", ""],
             ["8", "none, -", "2024-01-02"], ["9", "milk, eggs", "soon"],
             ["10", '[{"name": "milk"}, {"name": "eggs"}]', "2024-01-02"], rows[1]]  # fmt: skip
    reading = read(as_csv(rows))
    assert list(reading.rejects.select("row", "reason").iter_rows()) == [
        (9, "no_order"), (10, "empty_basket"), (11, "empty_row"), (12, "empty_basket"),
        (13, "no_date"), (14, "unreadable_list"), (15, "duplicate_line"),
    ]  # fmt: skip
    assert reading.read == 15 == reading.used + sum(reading.rejected.values())


def test_counts_are_quantities_and_other_words_are_doubted(read: Read, as_csv: Write) -> None:
    rows = [["order_id", *PRODUCTS], *([n, *(str(int(p in b)) for p in PRODUCTS)]
                                       for n, b in NUMBERED * 2)]  # fmt: skip
    rows = [rows[0], *([str(100 + at), *row[1:]] for at, row in enumerate(rows[1:]))]
    rows[1][1], rows[2][1] = "3", "perhaps"
    reading = read(as_csv(rows))
    bought = reading.table.select("row", reading.table["sku"].cast(str), "quantity").rows()
    assert [line for line in bought if line[:2] == (1, "bread")] == [(1, "bread", 3)]
    assert reading.doubts.rows() == [(2, "odd_cell", "perhaps")]
    assert reading.doubted == {"odd_cell": 1}


def test_a_column_for_each_product_without_any_bought_is_an_empty_basket(
    read: Read, as_csv: Write
) -> None:
    rows = [*FORMS["1 and 0"], ["200", "0", "0", "0", "0", "0"]]
    assert read(as_csv(rows)).rejected == {"empty_basket": 1}


def test_baskets_without_any_product_are_too_small(read: Read) -> None:
    with pytest.raises(TooSmall, match="a basket without any product"):
        read("order_id,items\n1,\n2,\n", kind="baskets")


def test_products_that_nobody_bought_may_stand_among_the_columns(read: Read, as_csv: Write) -> None:
    rows = [[("1" if product in basket else "0") for product in (*PRODUCTS, "rye", "figs")]
            for basket in BASKETS]  # fmt: skip
    reading = read(as_csv([(*PRODUCTS, "rye", "figs"), *rows]))
    assert told(reading) == EXPECTED


def test_columns_of_words_that_are_mostly_empty_are_no_products(recognised: Read) -> None:
    rows = [["milk", "bread", "", "", "", ""]] + [["eggs", "", "", "", "", ""]] * 30
    records = [dict(zip("abcdef", row, strict=True)) for row in rows]
    with pytest.raises(EngineError):
        recognised(json.dumps(records))

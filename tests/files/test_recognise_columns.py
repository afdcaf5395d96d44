"""Which column holds which field: what must not be taken, and what must not matter."""

import dataclasses
import random
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.errors import ColumnsMissing
from engine.files.forms.raw import RawTable
from engine.files.kinds import KINDS
from engine.files.options import ReadOptions
from engine.files.recognise.headings import known_fields, words_of_heading
from engine.files.recognise.personal import personal_columns
from engine.files.recognise.recognition import Recognition, recognise

Recognise = Callable[..., Recognition]
Write = Callable[..., bytes]
OFTEN = settings(
    max_examples=30, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)


def mapping(recognition: Recognition) -> dict[str, str]:
    return {column.field: column.heading for column in recognition.columns}


def lines(totals: list[str], heading: str) -> str:
    """Two orders of two lines and one of one, with a column of amounts."""
    orders = ["1", "1", "2", "2", "3"]
    rows = zip(orders, ["Mug", "Cup", "Mug", "Jug", "Cup"], totals, strict=True)
    return f"order_id,product,{heading}\n" + "".join(",".join(row) + "\n" for row in rows)


PER_ORDER = ["9.00", "9.00", "7.50", "7.50", "3.00"]
FIRST_LINE = ["9.00", "", "7.50", "", "3.00"]
PER_LINE = ["5.00", "4.00", "3.00", "4.50", "3.00"]


@pytest.mark.parametrize("heading", ["Total", "order_total", "Subtotal", "total_price", "Amount"])
@pytest.mark.parametrize("totals", [PER_ORDER, FIRST_LINE], ids=["repeated", "first line"])
def test_an_order_s_total_is_no_line_s(
    heading: str, totals: list[str], recognised: Recognise
) -> None:
    found = mapping(recognised(lines(totals, heading)))
    assert found == {"order_id": "order_id", "product": "product"}


@pytest.mark.parametrize("heading", ["Gross Sales", "Line total", "Amount", "Total price [EUR]"])
def test_a_line_s_total_stands_in_for_a_price(heading: str, recognised: Recognise) -> None:
    assert mapping(recognised(lines(PER_LINE, heading)))["line_total"] == heading


def test_where_no_order_has_two_lines_the_heading_tells(recognised: Recognise) -> None:
    rows = "1,Mug,5.00\n2,Cup,4.00\n"
    assert "line_total" in mapping(recognised("order_id,product,Gross Sales\n" + rows))
    assert "line_total" not in mapping(recognised("order_id,product,Total\n" + rows))


def test_beside_a_price_a_line_s_total_is_not_taken(recognised: Recognise) -> None:
    table = "order_id,product,price,line_total\n1,Mug,2.50,5.00\n1,Cup,4.00,4.00\n"
    assert mapping(recognised(table)) == {
        "order_id": "order_id", "product": "product", "unit_price": "price",
    }  # fmt: skip


NO_PRICES = [
    "order_total", "Total", "Subtotal", "shipping_price", "Shipping", "Taxes", "total_price",
    "compare_at_price", "Discount Amount", "Refunded Amount", "tax_price", "price_change",
    "Lineitem compare at price",
]  # fmt: skip


@pytest.mark.parametrize("heading", NO_PRICES)
def test_other_amounts_are_never_the_price_of_one(heading: str, recognised: Recognise) -> None:
    for totals in (PER_ORDER, PER_LINE, FIRST_LINE):
        assert "unit_price" not in mapping(recognised(lines(totals, heading)))


@pytest.mark.parametrize(
    "heading",
    [
        "customer_type",
        "customer age",
        "client segment",
        "buyer score",
        "email_opt_in",
        "User rating",
    ],
)
def test_what_is_told_of_customers_is_not_who_they_are(heading: str, recognised: Recognise) -> None:
    found = mapping(recognised(f"order_id,product,{heading}\n1,Mug,a\n2,Cup,b\n"))
    assert "customer" not in found


@pytest.mark.parametrize(
    "heading", ["comment_id", "comment count", "Positive Feedback Count", "review_title"]
)
def test_what_is_told_of_comments_is_not_what_they_say(heading: str, recognised: Recognise) -> None:
    table = f"rating,{heading}\n5,good mug\n1,bad cup\n4,nice jug\n"
    assert mapping(recognised(table)) == {"score": "rating"}


def test_a_country_holds_no_field(recognised: Recognise) -> None:
    recognition = recognised("order_id,product,Country\n1,Mug,France\n2,Cup,Peru\n")
    assert set(mapping(recognition)) == {"order_id", "product"}


def test_a_name_is_an_order_s_a_product_s_or_a_person_s(
    recognised: Recognise, looked: Callable[[str], RawTable]
) -> None:
    shopify = "Name,Lineitem name,Lineitem quantity\n#1,Mug,1\n#1,Cup,1\n"
    assert mapping(recognised(shopify))["order_id"] == "Name"
    catalog = "Name,Price\nMug,1\nCup,1\n"
    assert mapping(recognised(catalog))["title"] == "Name"
    survey = "Name,Rating\nKim,5\nLou,1\n"
    assert mapping(recognised(survey)) == {"score": "Rating"}
    places = {
        table: personal_columns(looked(table), recognised(table))
        for table in (shopify, catalog, survey)
    }
    assert places == {shopify: frozenset(), catalog: frozenset(), survey: frozenset({0})}


PEOPLE = [
    "id,name,department\n1,Kim,Sales\n", "name,age,city\nKim,30,Ulm\n", "Name\nKim\n",
    "nombre,tipo\nKim,a\n", "id,name,category,email\n1,Kim,gold,kim@example.com\n",
]  # fmt: skip


@pytest.mark.parametrize("table", PEOPLE)
def test_a_list_of_people_is_no_catalog(
    table: str, recognised: Recognise, looked: Callable[[str], RawTable]
) -> None:
    with pytest.raises(ColumnsMissing):
        recognised(table)
    raw = looked(table)
    names = {k for k, heading in enumerate(raw.headings) if heading.lower() in {"name", "nombre"}}
    assert names <= personal_columns(raw)


@pytest.mark.parametrize(
    "table", ["sku,title\nA1,Mug\n", "name,category\nMug,Cups\n", "id,name,vendor\n1,Mug,Ok\n"]
)
def test_things_for_sale_are_a_catalog(table: str, recognised: Recognise) -> None:
    assert recognised(table).kind == "catalog"


def test_a_survey_s_number_is_given_once_only(recognised: Recognise) -> None:
    table = "id,rating\n" + "".join(f"{n // 4},{n % 5}\n" for n in range(40))
    assert mapping(recognised(table)) == {"score": "rating"}


def test_an_empty_column_is_less_sure(recognised: Recognise) -> None:
    table = "order_id,product,category\n1,Mug,\n2,Cup,\n"
    category = recognised(table).columns[-1]
    assert (category.field, category.confidence) == ("category", 0.8)
    assert category.evidence == "known heading; its first values are all empty"


def test_no_heading_tells_two_fields_of_a_kind() -> None:
    for kind in KINDS.values():
        headings = [heading for field in kind.fields for heading in field.headings]
        assert len(headings) == len(set(headings)), kind.name


COLUMNS = {
    "orders": {
        "Order number": ["7", "7", "8"], "Product name": ["Mug", "Cup", "Mug"],
        "Quantity": ["1", "2", "1"], "Unit price": ["2.50", "3.00", "2.50"],
        "Invoice date": ["2024-03-01", "2024-03-01", "2024-03-02"], "Total": ["8.5", "8.5", "2.5"],
        "Product price eur": ["1", "2", "3"], "Shipping price": ["1", "2", "3"],
        "Customer email": ["a@example.com", "a@example.com", "b@example.com"],
        "Número de línea": ["1", "2", "1"], "Item type": ["x", "y", "x"],
    },
    "survey": {
        "Response id": ["1", "2", "3"], "Overall rating": ["5", "4", "1"],
        "Comfort rating": ["5", "4", "2"], "Catering rating": ["5", "4", "2"],
        "Final comment": ["very good", "fine by me", "never again"],
        "Puntuación": ["3", "2", "1"], "Review date": ["2024-03-01"] * 3, "Country": ["a"] * 3,
        "First name": ["Kim", "Lou", "Max"],
    },
    "catalog": {
        "Product id": ["1", "2", "3"], "SKU": ["a", "b", "c"], "Título": ["Mug", "Cup", "Jug"],
        "List price": ["1.5", "2.5", "3.5"], "Unit price": ["1.5", "2.5", "3.5"],
        "Cost per item": ["1", "2", "3"], "Product type": ["x", "y", "z"], "Stock": ["1", "0", "4"],
    },
}  # fmt: skip


Table = Callable[[dict[str, list[str]]], RawTable]


@pytest.fixture(scope="module")
def table(looked: Callable[[str], RawTable]) -> Table:
    """Heading → cells, as a table that was looked at."""
    some = looked("a,b\n1,2\n")

    def look_at(columns: dict[str, list[str]]) -> RawTable:
        rows = tuple(zip(*columns.values(), strict=True))
        return dataclasses.replace(some, headings=tuple(columns), sample=rows)

    return look_at


@pytest.mark.parametrize("kind", COLUMNS)
@OFTEN
@given(rng=st.randoms(use_true_random=False))
def test_the_order_of_columns_does_not_matter(kind: str, rng: random.Random, table: Table) -> None:
    columns = COLUMNS[kind]
    headings = rng.sample([*columns], len(columns))
    first = recognise(table(columns), ReadOptions())
    other = recognise(table({heading: columns[heading] for heading in headings}), ReadOptions())
    assert first.kind == other.kind == kind
    assert mapping(first) == mapping(other)


STYLES: dict[str, Callable[[list[str]], str]] = {
    "snake": lambda words: "_".join(word.lower() for word in words),
    "kebab": lambda words: "-".join(word.lower() for word in words),
    "camel": lambda words: words[0].lower() + "".join(word.capitalize() for word in words[1:]),
    "pascal": lambda words: "".join(word.capitalize() for word in words),
    "spaces": lambda words: "  ".join(words).upper(),
    "title": lambda words: " ".join(words).title(),
    "decomposed": lambda words: " ".join(words).replace("ú", "u\u0301").replace("ó", "o\u0301"),
    "plain": lambda words: " ".join(words).translate(str.maketrans("úóí", "uoi")),
}


@pytest.mark.parametrize("kind", COLUMNS)
@OFTEN
@given(data=st.data())
def test_the_style_of_headings_does_not_matter(
    kind: str, data: st.DataObject, table: Table
) -> None:
    columns = COLUMNS[kind]
    styles = {heading: data.draw(st.sampled_from(sorted(STYLES))) for heading in columns}
    renamed = {heading: STYLES[style](heading.split()) for heading, style in styles.items()}
    first = recognise(table(columns), ReadOptions())
    other = recognise(table({renamed[one]: columns[one] for one in columns}), ReadOptions())
    assert mapping(other) == {field: renamed[one] for field, one in mapping(first).items()}


def test_headings_fall_into_words() -> None:
    assert words_of_heading("itemPrice_USD (net)") == ("item", "price", "usd", "net")
    assert words_of_heading("HTMLBody") == ("html", "body")
    assert words_of_heading("Número de pedido") == ("numero", "de", "pedido")
    assert words_of_heading("¿?") == ()


@given(st.text(max_size=60))
def test_any_heading_is_looked_at(heading: str) -> None:
    assert all(0 < known.strength <= 1 for known in known_fields(heading).values())


@OFTEN
@given(
    headings=st.lists(st.text(max_size=12), min_size=1, max_size=6),
    cells=st.lists(st.text(max_size=12), min_size=6, max_size=30),
)
def test_any_table_is_recognised_or_refused(
    headings: list[str], cells: list[str], table: Table
) -> None:
    rows = [cells[k : k + len(headings)] for k in range(0, len(cells), len(headings))]
    raw = dataclasses.replace(
        table({}), headings=("order_id", *headings), sample=tuple(map(tuple, rows))
    )
    recognition = outcome(raw)
    if isinstance(recognition, ColumnsMissing):
        assert recognition.missing
    else:
        places = [column.index for column in recognition.columns]
        assert len(set(places)) == len(places)
        assert all(0 <= column.confidence <= 1 for column in recognition.columns)


def outcome(raw: RawTable) -> Recognition | ColumnsMissing:
    try:
        return recognise(raw, ReadOptions())
    except ColumnsMissing as refusal:
        return refusal

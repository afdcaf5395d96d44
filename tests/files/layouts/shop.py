"""What a shop sold, sells and keeps: the model that every writer writes from."""

import csv
import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

SAMPLE = Path(__file__).parents[3] / "sample_data"
Cell = str | int | Decimal | dt.datetime | None


@dataclass(frozen=True)
class Variant:
    """One thing with a code; money in cents, `option` empty where the product has no variants."""

    number: int
    product: int
    sku: str
    title: str
    option: str
    category: str
    vendor: str
    tags: str
    price: int
    before: int | None
    cost: int | None
    status: str
    created: dt.datetime
    stock: int | None

    @property
    def handle(self) -> str:
        return f"product-{self.product}"

    @property
    def name(self) -> str:
        """As Shopify names a line: the product's title, ' - ' and the variant."""
        return f"{self.title} - {self.option}" if self.option else self.title


@dataclass(frozen=True)
class Line:
    """One line of an order; the price of one in cents."""

    variant: Variant
    quantity: int
    price: int

    @property
    def total(self) -> int:
        return self.quantity * self.price


@dataclass(frozen=True)
class Order:
    """One order; no customer for a guest."""

    number: int
    moment: dt.datetime
    customer: int | None
    lines: tuple[Line, ...]
    note: str = ""

    @property
    def total(self) -> int:
        return sum(line.total for line in self.lines)


@dataclass(frozen=True)
class Level:
    """How many of a variant there are at a place."""

    variant: Variant
    location: str
    available: int
    committed: int
    moment: dt.datetime

    @property
    def on_hand(self) -> int:
        return self.available + self.committed


@dataclass(frozen=True)
class Answer:
    """One response to a survey, to the second."""

    number: int
    moment: dt.datetime
    score: int | None
    comment: str
    customer: int | None
    channel: str


@dataclass(frozen=True)
class Shop:
    """Everything there is to write."""

    currency: str = "EUR"
    variants: tuple[Variant, ...] = ()
    orders: tuple[Order, ...] = ()
    levels: tuple[Level, ...] = ()
    answers: tuple[Answer, ...] = ()

    def lines(self) -> Iterator[tuple[Order, Line, int]]:
        """Every line with its order and its place in it, from 0."""
        for order in self.orders:
            for place, line in enumerate(order.lines):
                yield order, line, place

    def products(self) -> Iterator[list[Variant]]:
        """The variants of each product, in the order of their first."""
        found: dict[int, list[Variant]] = {}
        for variant in self.variants:
            found.setdefault(variant.product, []).append(variant)
        yield from found.values()


Told = Mapping[str, Any]
Row = tuple[Mapping[str, Cell], Told | str]
"""Heading → cell, and field → what reading must give; or the reason to leave the line out."""


@dataclass(frozen=True)
class Table:
    """A file before it is put into bytes.

    Attributes:
        headings: As the layout has them.
        rows: Cells in that order.
        delimiter: The source's own.
        bom: Whether the source writes a byte order mark.
        above: Further lines between the headings and the rows.
    """

    headings: tuple[str, ...]
    rows: list[tuple[Cell, ...]] = field(repr=False)
    delimiter: str = ","
    bom: bool = False
    above: tuple[tuple[str, ...], ...] = ()


def money(cents: int | None) -> Decimal | None:
    return None if cents is None else Decimal(cents).scaleb(-2)


def sample_shop() -> Shop:
    """The sample shop without the slips that were planted in its files."""
    from sample_data.shop.orders import order_lines
    from sample_data.shop.prices import year_of_prices

    variants = {variant.sku: variant for variant in _sample_variants()}
    people: dict[str, int] = {"": 0}
    orders: dict[str, Order] = {}
    for line in order_lines(year_of_prices()):
        who = people.setdefault(line.customer, len(people))
        one = Line(variants[line.sku], line.quantity, round(100 * line.unit_price))
        before = orders.get(line.order_id)
        orders[line.order_id] = Order(
            int(line.order_id[1:]), line.moment, who or None,
            (*(before.lines if before else ()), one),
        )  # fmt: skip
    return Shop(
        "EUR", tuple(variants.values()), tuple(orders.values()),
        tuple(_sample_levels(variants)), tuple(_sample_answers()),
    )  # fmt: skip


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (SAMPLE / name).open(newline="", encoding="utf-8") as file:
        yield from csv.DictReader(file)


def _cents(cell: str) -> int | None:
    return round(100 * Decimal(cell)) if cell else None


def _sample_variants() -> Iterator[Variant]:
    for row in _rows("catalog.csv"):
        option = row["variant_title"]
        yield Variant(
            int(row["variant_id"]), int(row["product_id"]), row["sku"], row["product_title"],
            "" if option == "Default Title" else option, row["product_type"], row["vendor"],
            row["tags"], _cents(row["price"]) or 0, _cents(row["compare_at_price"]),
            _cents(row["cost"]), row["product_status"],
            dt.datetime.fromisoformat(row["product_created_at"]), None,
        )  # fmt: skip


def _sample_levels(variants: Mapping[str, Variant]) -> Iterator[Level]:
    for row in _rows("inventory.csv"):
        at = dt.datetime.fromisoformat(row["updated_at"])
        yield Level(variants[row["sku"]], row["location"], int(row["available"]), 0, at)


def _sample_answers() -> Iterator[Answer]:
    for number, row in enumerate(_rows("survey.csv"), start=1):
        score = int(row["score"]) if row["score"].isdigit() else None
        if score in (*range(11), None) and (score is not None or len(row["comment"]) > 4):
            day = dt.datetime.fromisoformat(row["date"])
            comment = row["comment"] if len(row["comment"]) > 4 else ""
            yield Answer(number, day, score, comment, 1 + number % 700, row["channel"])

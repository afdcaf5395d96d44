"""Files of any size with their catalog, through the door."""

import io
from collections.abc import Sequence
from typing import Any

import pytest

from engine import Backroom, BundleOptions
from engine.jobs import JobView

PATIENCE_S = 60
THINGS = (
    ("Green tea", "Pantry"), ("Teapot", "Table"), ("Mug", "Table"), ("Coaster", "Table"),
    ("Candle", "Home"), ("Candle holder", "Home"), ("Soap", "Bath"), ("Towel", "Bath"),
    ("Notebook", "Paper"), ("Pen", "Paper"),
)  # fmt: skip


def orders_csv(orders: Sequence[Sequence[int]], *, days: int = 28) -> str:
    """Order lines of products by number, spread over the days of March."""
    rows = ["order_id,date,sku,product,quantity,unit_price"]
    for order, items in enumerate(orders):
        day = f"2026-03-{1 + order * days // len(orders):02}"
        rows += [f"{100 + order},{day},S{n},{THINGS[n][0]},1,{5 + n}.00" for n in items]
    return "\n".join([*rows, ""])


def catalog_csv() -> str:
    """All ten products, with costs."""
    return "sku,title,category,price,cost\n" + "".join(
        f"S{n},{title},{category},{5 + n}.00,{2 + n / 2:.2f}\n"
        for n, (title, category) in enumerate(THINGS)
    )


def of_lines(lines: int) -> list[list[int]]:
    """Orders with this many lines in all: pairs of seven products, one alone where it is odd."""
    pairs = [[k * 3 % 7, (k * 3 + 1) % 7] for k in range(lines // 2)]
    return pairs + ([[2]] if lines % 2 else [])


class Desk:
    """Reads files and asks for bundles."""

    def __init__(self, backroom: Backroom) -> None:
        self.backroom = backroom

    def table(self, orders: str, *, catalog: bool = True) -> str:
        """The id of the orders' table, joined with the catalog or alone."""
        read = [self.read("orders.csv", orders)]
        if not catalog:
            return read[0]
        table = self.backroom.join([*read, self.read("catalog.csv", catalog_csv())])
        assert self.backroom.wait(table, PATIENCE_S).status == "done"
        return table

    def read(self, name: str, text: str) -> str:
        """The id of a file's table."""
        table = self.backroom.read(self.backroom.take(name, io.BytesIO(text.encode())))
        view = self.backroom.wait(table, PATIENCE_S)
        assert view.status == "done", view.error
        return table

    def ended(self, table: str, *, model: str = "local", **options: Any) -> tuple[str, JobView]:
        """A run that has ended, however."""
        run = self.backroom.find_bundles(table, BundleOptions(**options), model=model)
        return run, self.backroom.wait(run, PATIENCE_S)

    def found(self, table: str, **options: Any) -> tuple[list[dict[str, Any]], dict[str, Any]]:
        """The bundles and the manifest of a run that was done."""
        run, view = self.ended(table, **options)
        assert view.status == "done", view.error
        documents = self.backroom.document(run, "bundles"), self.backroom.document(run, "manifest")
        return list(documents[0]), dict(documents[1])


@pytest.fixture
def desk(backroom: Backroom) -> Desk:
    """A desk of the test's own Backroom."""
    return Desk(backroom)

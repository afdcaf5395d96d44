"""Every layout that is a table, with the one that writes it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from engine.files.kinds.known import LAYOUTS
from tests.files.layouts import catalogs, inventories, shopify, surveys, tills, woo_products
from tests.files.layouts.shop import Row, Shop, Table

KNOWN = {layout.name: layout for layout in LAYOUTS}


@dataclass(frozen=True)
class Writer:
    """How one layout is written.

    Attributes:
        layout: Its name.
        rows: The rows of a shop, each with what reading must give for it.
        delimiter: The source's own.
        bom: Whether the source writes a byte order mark.
        second: Heading → what a second line of headings says.
        before: How many of the layout's own headings stand before all others.
        date_order: Which way round it writes dates that may fit both; empty for none such.
    """

    layout: str
    rows: Callable[[Shop], Iterator[Row]]
    delimiter: str = ","
    bom: bool = False
    second: tuple[tuple[str, str], ...] = ()
    before: int = 99
    date_order: str = ""

    @property
    def kind(self) -> str:
        return KNOWN[self.layout].kind

    def written(self, shop: Shop) -> tuple[Table, list[tuple[int, dict[str, Any]]], dict[str, int]]:
        """The table; what is told by row, from 1; and reason → rows to be left out."""
        pairs = list(self.rows(shop))
        own = KNOWN[self.layout].headings
        others = dict.fromkeys(name for cells, _ in pairs for name in cells if name not in own)
        headings = (*own[: self.before], *others, *own[self.before :])
        told: list[tuple[int, dict[str, Any]]] = []
        left: dict[str, int] = {}
        rows = []
        for cells, says in pairs:
            if cells:
                rows.append(tuple(cells.get(heading) for heading in headings))
            if isinstance(says, str):
                left[says] = left.get(says, 0) + 1
            else:
                told.append((len(rows) + bool(self.second), dict(says)))
        above = dict(self.second)
        if above:
            left["second_header"] = 1
        second = (tuple(above.get(heading, "") for heading in headings),) if above else ()
        return Table(headings, rows, self.delimiter, self.bom, second), told, left


WRITERS = {
    writer.layout: writer
    for writer in (
        Writer("Shopify orders (CSV)", shopify.export),
        Writer("Shopify order lines, flat (camelCase CSV)", shopify.camel_case),
        Writer("Amazon all orders report (tab-separated)", tills.amazon, delimiter="\t"),
        Writer("UCI Online Retail", tills.online_retail, date_order="day"),
        Writer("UCI Online Retail II", tills.online_retail_ii, date_order="day"),
        Writer("Square item sales detail (CSV)", tills.square),
        Writer(
            "WooCommerce Customer/Order CSV Export, one row per item", tills.woo_per_item, bom=True
        ),
        Writer("WooCommerce Advanced Order Export, one row per item", tills.woo_advanced, bom=True),
        Writer("Etsy sold order items (CSV)", tills.etsy, date_order="month"),
        Writer("Shopify products (CSV, earlier headings)", catalogs.shopify_products),
        Writer("Shopify products (CSV, later headings)", catalogs.shopify_products_later),
        Writer("WooCommerce products (CSV)", woo_products.woo_products, bom=True),
        Writer("Variants, one per row (snake_case CSV)", catalogs.variants),
        Writer(
            "Catalog snapshot, products with variants and stock (snake_case CSV)",
            catalogs.snapshot,
        ),
        Writer("Etsy listings (CSV)", catalogs.etsy_listings),
        Writer("Shopify inventory (CSV, a row for each location)", inventories.shopify_inventory),
        Writer(
            "Shopify inventory (CSV, a column for each location)",
            inventories.shopify_inventory_wide,
        ),
        Writer("Inventory levels (snake_case CSV)", inventories.levels),
        Writer(
            "SurveyMonkey (CSV or XLSX, all responses)",
            surveys.surveymonkey,
            second=surveys.SURVEYMONKEY_SECOND,
            date_order="month",
        ),
        Writer("Typeform (CSV or XLSX)", surveys.typeform, before=1),
        Writer("Google Forms responses (English)", surveys.google_forms, date_order="month"),
        Writer("Feedback sheet 'Nota' and 'Comentario Final' (Spanish)", surveys.nota),
    )
}

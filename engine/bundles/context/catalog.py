"""What a catalog tells: of the products that were sold, and which were never sold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from engine.bundles.context.facts import Words
from engine.bundles.context.sales import MINOR_UNITS
from engine.bundles.context.services import service_kinds
from engine.bundles.context.transactions import Floats, Ints, numbered
from engine.files.join.catalogs import compared
from engine.files.join.shelf import full_title, named
from engine.files.join.stock import named_full

INACTIVE = ("draft", "archived", "unlisted", "inactive", "false", "no", "0", "-1")
LAUNCH_DAYS = 30
_KEYS = ("variant_id", "sku", "product_id", "handle")
_NUMBERS = ("list_price", "cost", "stock")
_TEXTS = ("vendor", "tags")


@dataclass(frozen=True)
class Told:
    """What a catalog tells of products, one element each; money in minor units, -1 = not known.

    Attributes:
        list_price: Its price.
        cost: What one costs the shop.
        stock: How many there are, nan where not known.
        created: Day since 1970-01-01, or -1.
        vendors: Brands.
        words: Tags.
    """

    list_price: Ints
    cost: Ints
    stock: Floats
    created: Ints
    vendors: Words
    words: Words


@dataclass(frozen=True)
class Shelved:
    """Products that only the catalog knows, by code: codes, titles, categories, and the rest."""

    skus: tuple[str, ...]
    titles: tuple[str, ...]
    categories: Words
    told: Told


def told_of_sold(lines: pl.DataFrame, item: Ints, products: int) -> Told:
    """What joined lines tell of each product sold.

    Where lines of one code disagree, the highest price, cost and stock, the earliest day and the
    first word by alphabet count, whatever the order of the lines.

    Args:
        lines: Order lines; columns of the catalog may be absent.
        item: (lines,) product numbers, -1 to leave a line out.
        products: How many there are.
    """
    held = [name for name in (*_NUMBERS, "created_at") if name in lines.columns]
    if not {*held, *_TEXTS} & set(lines.columns):
        return _told(pl.DataFrame({"item": np.arange(products)}))
    words = {name: numbered(lines[name]) for name in _TEXTS if name in lines.columns}
    ranks = {name: pl.Series(name, number) for name, (_, number) in words.items()}
    table = pl.DataFrame([pl.Series("item", item), *lines.select(held), *ranks.values()])
    ranked = (pl.col(name).filter(pl.col(name) >= 0).min() for name in ranks)
    days = (pl.col(name).min() for name in held if name == "created_at")
    numbers = (pl.col(name).max() for name in held if name in _NUMBERS)
    found = table.filter(pl.col("item") >= 0).group_by("item").agg(*numbers, *days, *ranked)
    whole = pl.DataFrame({"item": np.arange(products)}).join(found, on="item", how="left")
    whole = whole.sort("item")
    chosen = {name: words[name][0].gather(whole[name]) for name in ranks}
    return _told(whole.with_columns(pl.Series(name, text) for name, text in chosen.items()))


def _told(table: pl.DataFrame) -> Told:
    """From columns list_price, cost, stock, created_at, vendor, tags, any of them absent."""
    return Told(
        list_price=_minor(table, "list_price"),
        cost=_minor(table, "cost"),
        stock=_column(table, "stock", pl.Float64()).fill_null(np.nan).to_numpy(),
        created=_column(table, "created_at", pl.Date()).to_physical().cast(pl.Int64)
        .fill_null(-1).to_numpy(),
        vendors=tuple(_column(table, "vendor", pl.String()).to_list()),
        words=tuple(_column(table, "tags", pl.String()).to_list()),
    )  # fmt: skip


def _column(table: pl.DataFrame, name: str, kind: pl.DataType) -> pl.Series:
    if name not in table.columns:
        return pl.Series(name, [None] * table.height, dtype=kind)
    return table[name].cast(kind)


def _minor(table: pl.DataFrame, name: str) -> Ints:
    amounts = (_column(table, name, pl.Float64()) * MINOR_UNITS).round().cast(pl.Int64)
    minor: Ints = amounts.fill_null(-1).to_numpy()
    return minor


def never_sold(
    catalog: pl.DataFrame, lines: pl.DataFrame, taken: Sequence[str], last_day: int
) -> Shelved:
    """The products of a catalog that no line sold, by code.

    Left out are services, archived products, and drafts but those of the last 30 days, which are
    about to be launched. A product without a code goes by its variant's number, else its title.

    Args:
        catalog: Columns as a checked catalog has them.
        lines: Order lines.
        taken: Codes of the products sold.
        last_day: Of the file, in days since 1970-01-01, or -1.
    """
    code = pl.coalesce(pl.col("sku", "variant_id").cast(pl.String), full_title())
    shelf = not_among(catalog, lines).with_columns(code=code, its_title=full_title())
    known = pl.Series(taken, dtype=pl.String).implode()
    shelf = shelf.filter(pl.col("code").is_not_null(), pl.col("code").is_in(known).not_())
    shelf = shelf.filter(_is_offered(last_day))
    shelf = shelf.sort("code", "its_title", "price", nulls_last=True)
    shelf = shelf.unique("code", keep="first", maintain_order=True)
    titles = shelf.select(pl.coalesce("its_title", "code")).to_series()
    product = service_kinds(titles).is_null()
    shelf, titles = shelf.filter(product), titles.filter(product)
    return Shelved(
        tuple(shelf["code"]),
        tuple(titles),
        tuple(shelf["category"].cast(pl.String)),
        _told(shelf.rename({"price": "list_price"})),
    )


def _is_offered(last_day: int) -> pl.Expr:
    status = pl.col("status").cast(pl.String).str.to_lowercase().fill_null("")
    created = pl.col("created_at").cast(pl.Date).to_physical()
    coming = (status == "draft") & (created >= last_day - LAUNCH_DAYS) & (last_day >= 0)
    return status.is_in(INACTIVE).not_() | coming.fill_null(value=False)


def not_among(catalog: pl.DataFrame, lines: pl.DataFrame) -> pl.DataFrame:
    """The rows of a catalog that stand on none of some order lines.

    A row stands on a line that has its variant's number, code, product's number or handle, or its
    title, compared as joining compares them.

    Args:
        catalog: Columns as a checked catalog has them.
        lines: sku, title and, where the file has them, variant_id.
    """
    codes = [
        lines.select(compared(name)).to_series().unique().drop_nulls()
        for name in ("sku", "variant_id")
        if name in lines.columns
    ]
    sold = pl.concat(codes).unique().implode()
    titles = lines.select(named("title")).to_series().unique().drop_nulls().implode()
    found = [*(compared(key).is_in(sold) for key in _KEYS), named_full().is_in(titles)]
    return catalog.filter(~pl.any_horizontal(one.fill_null(value=False) for one in found))

"""A plain order export of any number of lines, made up with a fixed seed, and its catalog.

Products sell as Zipf's law has it (exponent .9); some are bought together on purpose, so that
there is something to find. The product's name stands on every line, as in real exports.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl

SEED = 20_261_121
PIECE = 500_000
_KINDS = ("Mug", "Towel", "Candle", "Lamp", "Lantern", "Notebook", "Vase", "Tray", "Bowl", "Jar")
_MAKES = ("oak", "linen", "glass", "steel", "cotton", "stone", "wool", "copper", "cork", "clay")
_CATEGORIES = ("Kitchen", "Garden", "Lighting", "Paper", "Gifts", "Home", "Bath", "Office")


def write_shop(path: Path, lines: int, orders: int, products: int) -> int:
    """Write an export.

    Args:
        path: Where to; made anew.
        lines: Lines to draw; a line's partner may come on top, copies of an order are no lines.
        orders: Orders they belong to.
        products: Products to choose from.

    Returns:
        Lines written.
    """
    rng = np.random.default_rng(SEED)
    share = 1 / np.arange(1, products + 1) ** 0.9
    goods, written = _goods(products), 0
    with path.open("wb") as file:
        for begin in range(0, lines, PIECE):
            count = min(PIECE, lines - begin)
            first, last = begin * orders // lines, (begin + count) * orders // lines
            order = np.sort(rng.integers(first, max(first + 1, last), count))
            item = rng.choice(products, count, p=share / share.sum())
            with_partner = (rng.random(count) < 0.1) & (item % 10 < 4) & (item + 1 < products)
            order = np.concatenate([order, order[with_partner]])
            item = np.concatenate([item, item[with_partner] + 1])
            piece = _piece(rng, goods, order, item, orders)
            piece.write_csv(file, include_header=not begin)
            written += piece.height
    return written


def write_catalog(path: Path, products: int) -> None:
    """Write the catalog of the same products, with costs and stock."""
    goods = _goods(products)
    price = goods["unit_price"]
    goods.select(
        "sku",
        pl.col("product").alias("title"),
        "category",
        pl.col("unit_price").alias("price"),
        (price * 0.55).round(2).alias("cost"),
        pl.Series("stock", np.arange(products) * 37 % 120),
    ).write_csv(path)


def _goods(products: int) -> pl.DataFrame:
    number = np.arange(products)
    return pl.DataFrame(
        {
            "sku": [f"S{n:05}" for n in number],
            "product": [
                f"{_MAKES[n // 10 % 10].capitalize()} {_KINDS[n % 10].lower()} {_name(n // 100)}"
                for n in number.tolist()
            ],
            "category": [_CATEGORIES[n * 7 % 8] for n in number],
            "unit_price": np.round(2 + number * 13 % 80 * 0.5, 2),
        }
    )


def _name(number: int) -> str:
    """A word of its own for each number; digits would make twins of different products."""
    return "".join("bcdfghklmn"[int(digit)] + "aeiou"[int(digit) % 5] for digit in f"{number:02}")


def _piece(
    rng: np.random.Generator,
    goods: pl.DataFrame,
    order: np.ndarray,
    item: np.ndarray,
    orders: int,
) -> pl.DataFrame:
    """Lines in the order of their orders, spread over a year."""
    place = np.argsort(order, kind="stable")
    order, item = order[place], item[place]
    day = np.datetime64("2025-11-01") + order * 365 // max(1, orders)
    return pl.DataFrame(
        {
            "order_id": order + 100_000,
            "sku": goods["sku"][item],
            "product": goods["product"][item],
            "quantity": rng.integers(1, 4, len(order)),
            "unit_price": goods["unit_price"][item],
            "date": day,
            "customer": order * 7919 % max(1, orders // 3),
            "category": goods["category"][item],
        }
    )

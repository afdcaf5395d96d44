"""An order export of any size, made up with a fixed seed: what a shop's own would look like.

Orders of 1 to 12 lines over 3,000 products, of which some sell far more than others; customers who
come back, notes on few lines, names with commas in quotation marks, a few returns, blank cells
and exact copies. All texts repeat as real ones do; e-mail addresses are example.com's.

`python -m benchmarks.order_file FILE MB SHARE` writes one and prints its lines; see `write_orders`.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

import numpy as np
import numpy.typing as npt
import polars as pl

SEED = 20_240_301
PRODUCTS, LINES_A_PIECE = 3_000, 250_000
MIB = 1 << 20
_KINDS = ("Mug", "Tea towel", "Candle", "Lampe d'été", "Lantern, hanging", "Notebook", "Vase")
_COLOURS = ("red", "blue", "green", "white", "striped, large", "crème", "walnut")
_CATEGORIES = ("Kitchen", "Garden", "Lighting", "Paper", "Gifts", "Home & Living")
_NOTES = (
    "Please ring twice", "Leave with the neighbour, number 12", "Gift: no invoice in the parcel",
    "Deliver in the afternoon", 'He said "soon"',
)  # fmt: skip
_MIXED = "Für Ihre Küche, früh"
Numbers = npt.NDArray[np.int64]


def write_orders(path: Path, size: int, *, mixed: float = 0.0) -> int:
    """Write an export of about so many bytes.

    Args:
        path: Where to; made anew.
        size: Bytes, at least; a piece of lines is never cut.
        mixed: Share of the lines whose note is in Windows-1252 while all others are UTF-8.

    Returns:
        Data lines written.
    """
    rng = np.random.default_rng(SEED)
    products = _products(rng)
    lines = first = 0
    with path.open("wb") as file:
        while file.tell() < size:
            left = (size - file.tell()) // 100 + 1_000
            piece = _piece(rng, products, first, min(LINES_A_PIECE, left))
            text = io.BytesIO()
            piece.write_csv(text, include_header=not lines)
            file.write(_with_mixed(rng, text.getvalue(), mixed))
            lines += piece.height
            first += piece["Order ID"].n_unique()
    return lines


def _products(rng: np.random.Generator) -> pl.DataFrame:
    number = np.arange(PRODUCTS)
    kind, colour = number % len(_KINDS), number // len(_KINDS) % len(_COLOURS)
    return pl.DataFrame(
        {
            "SKU": [f"{'ABCDEFG'[k]}{10_000 + 7 * n}" for n, k in zip(number, kind, strict=True)],
            "Product name": [
                f"{_KINDS[k]} {_COLOURS[c]} no. {n // 49 + 1}"
                for n, k, c in zip(number, kind, colour, strict=True)
            ],
            "Category": [_CATEGORIES[n % len(_CATEGORIES)] for n in number],
            "Unit price": [f"{price:.2f}" for price in rng.uniform(0.4, 80, PRODUCTS)],
        }
    )


def _piece(
    rng: np.random.Generator, products: pl.DataFrame, first: int, lines: int
) -> pl.DataFrame:
    """Lines of whole orders, numbered from `first` on."""
    sizes = rng.integers(1, 13, lines)
    sizes = sizes[: int(np.searchsorted(np.cumsum(sizes), lines)) + 1]
    orders = _orders(rng, first, len(sizes))[np.repeat(np.arange(len(sizes)), sizes)]
    rows = orders.height
    quantity = rng.integers(1, 13, rows) * np.where(rng.random(rows) < 0.02, -1, 1)
    bought = products[(PRODUCTS * rng.random(rows) ** 2).astype(np.int64)]
    table = orders.with_columns(
        bought["SKU"],
        _some_blank(rng, bought["Product name"]),
        pl.Series("Quantity", quantity),
        _some_blank(rng, bought["Unit price"]),
        bought["Category"],
        _chosen(rng, rows, (*_NOTES, *[None] * 45)).alias("Note"),
    )
    return table[_with_copies(rng, rows)]


def _orders(rng: np.random.Generator, first: int, orders: int) -> pl.DataFrame:
    """What is the same for all lines of an order; one comes about every minute."""
    number = np.arange(first, first + orders)
    moments = pl.Series(1_000 * (1_704_067_200 + 60 * number + rng.integers(0, 60, orders)))
    customers = rng.integers(0, 60_000, orders)
    return pl.DataFrame(
        {
            "Order ID": [f"SO-{1_000_000 + n}" for n in number],
            "Order date": moments.cast(pl.Datetime("ms")).dt.strftime("%Y-%m-%d %H:%M:%S"),
            "Customer e-mail": [f"customer{n}@example.com" for n in customers],
            "Status": _chosen(rng, orders, ("paid",) * 18 + ("refunded", "pending")),
        }
    )


def _some_blank(rng: np.random.Generator, column: pl.Series) -> pl.Series:
    """The column with one cell in 200 empty."""
    filled = pl.Series(rng.random(len(column)) >= 0.005)
    nothing = pl.Series([None], dtype=pl.String).new_from_index(0, len(column))
    return column.zip_with(filled, nothing)


def _chosen(rng: np.random.Generator, rows: int, among: tuple[str | None, ...]) -> pl.Series:
    return pl.Series(among, dtype=pl.String)[rng.integers(0, len(among), rows)]


def _with_copies(rng: np.random.Generator, rows: int) -> Numbers:
    """Places of the rows, one in 500 of them twice."""
    places = np.concatenate([np.arange(rows), rng.integers(0, rows, rows // 500)])
    return np.sort(places)


def _with_mixed(rng: np.random.Generator, text: bytes, share: float) -> bytes:
    """The text with notes in Windows-1252 at the end of so many of its lines."""
    if not share:
        return text
    lines = text.split(b"\n")
    note = b',"' + _MIXED.encode("cp1252") + b'"'
    blank = [place for place, line in enumerate(lines) if line.endswith(b",")]
    for place in rng.choice(blank, min(len(blank), int(share * len(lines))), replace=False):
        lines[place] = lines[place][:-1] + note
    return b"\n".join(lines)


def main() -> None:
    """Write a file as this command line says."""
    path, mb, mixed = sys.argv[1:]
    print(write_orders(Path(path), int(mb) * MIB, mixed=float(mixed)))


if __name__ == "__main__":
    main()

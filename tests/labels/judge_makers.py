"""Made-up receipts with labels, and their words by number."""

from collections.abc import Sequence

import numpy as np
import polars as pl

from engine.labels.numbering import number_words
from engine.labels.words import Given, Words

Row = tuple[str, ...]
SHOPS = ("Dunmore Hardware", "Corner Bakery", "Blue Cafe", "North Books")
GOODS = ("Milk", "Bread", "Nails", "Paint", "Coffee", "Novel", "Cheese", "Rope")


def table_of(rows: Sequence[Row], boxes: Sequence[Sequence[float]] = ()) -> pl.DataFrame:
    """A checked table: rows of receipt, text, label and, where there is one, status."""
    places = boxes or [(None,) * 4] * len(rows)
    columns = {
        "row": list(range(1, len(rows) + 1)),
        "image_id": [row[0] for row in rows],
        "receipt_id": ["1"] * len(rows),
        "line_id": [None] * len(rows),
        "word_id": [str(k) for k in range(len(rows))],
        "text": [row[1] for row in rows],
        "merchant": [row[4] if len(row) > 4 else None for row in rows],
        "label": [row[2] or None for row in rows],
        "status": [row[3] if len(row) > 3 else "NONE" for row in rows],
    }
    sides = {name: [place[k] for place in places] for k, name in
             enumerate(("x", "y", "width", "height"))}  # fmt: skip
    texts = ("image_id", "receipt_id", "line_id", "word_id", "text", "merchant", "label", "status")
    kinds = dict.fromkeys(texts, pl.String) | dict.fromkeys(sides, pl.Float64)
    return pl.DataFrame(columns | sides, schema_overrides=kinds)


def number(rows: Sequence[Row], boxes: Sequence[Sequence[float]] = ()) -> tuple[Words, Given]:
    """The words and labels of such rows."""
    return number_words(table_of(rows, boxes))


def some_receipts(
    count: int = 24, seed: int = 0, swapped: int = 0
) -> tuple[pl.DataFrame, list[int]]:
    """A checked table of receipts, and the rows whose label was made another one.

    Args:
        count: How many receipts; merchants take turns.
        seed: Seed of what is drawn.
        swapped: Labels that are swapped for another one.
    """
    rng = np.random.default_rng(seed)
    rows: list[Row] = []
    boxes: list[tuple[float, ...]] = []
    for number in range(count):
        for line, words in enumerate(_lines(rng, SHOPS[number % len(SHOPS)])):
            for text, label, x in words:
                rows.append((f"IMG-{number:03}", text, label, "NONE", SHOPS[number % len(SHOPS)]))
                boxes.append((x + float(rng.integers(-2, 3)), 40.0 + 22 * line, 9 * len(text), 16))
    given = [k for k, row in enumerate(rows) if row[2]]
    wrong = sorted(rng.choice(given, swapped, replace=False).tolist())
    names = sorted({rows[k][2] for k in given})
    for k in wrong:
        others = [name for name in names if name != rows[k][2]]
        rows[k] = (*rows[k][:2], others[rng.integers(len(others))], *rows[k][3:])
    return table_of(rows, boxes), [k + 1 for k in wrong]


def _lines(rng: np.random.Generator, shop: str) -> list[list[tuple[str, str, float]]]:
    prices = [int(rng.integers(120, 3000)) for _ in range(int(rng.integers(2, 5)))]
    goods = [
        [(str(rng.choice(GOODS)), "PRODUCT_NAME", 20.0), (_money(price), "LINE_TOTAL", 300.0)]
        for price in prices
    ]
    day = f"2026-{rng.integers(1, 13):02}-{rng.integers(1, 29):02}"
    hour = f"{rng.integers(8, 21):02}:{rng.integers(0, 60):02}"
    return [
        [(shop, "MERCHANT_NAME", 120.0)],
        [("Date", "", 20.0), (day, "DATE", 90.0), (hour, "TIME", 240.0)],
        *goods,
        [("TOTAL", "", 20.0), (_money(sum(prices)), "GRAND_TOTAL", 300.0)],
        [("Thank you", "", 100.0)],
    ]


def _money(hundredths: int) -> str:
    return f"{hundredths / 100:.2f}"

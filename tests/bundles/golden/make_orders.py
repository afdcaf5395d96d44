"""A small file of orders, and the bundles that it gives.

`python -m tests.bundles.golden.make_orders` writes both anew, after a change that is meant to
change them; look at the difference before it is committed.
"""

import asyncio
import csv
import hashlib
import io
import json
import random
import tempfile
from pathlib import Path
from typing import Any

import duckdb

from engine.bundles import BundleOptions, BundleTables, find_bundles
from engine.bundles.say.documents import as_documents
from engine.files import ReadingRoom, read_table
from engine.reports import rounded
from engine.steps import Steps

FOLDER = Path(__file__).parent
ORDERS, BUNDLES = FOLDER / "orders.csv", FOLDER / "bundles.json"
SEED = 20_260_301
FIRST_RULES = 30
HEADINGS = ("order_id", "sku", "product", "quantity", "unit_price", "date", "category")

# Code, name, price, category; what is bought with it, and how likely.
PRODUCTS = (
    ("TEA-POT", "Teapot", 24.50, "Tea"),
    ("TEA-STR", "Tea strainer", 6.00, "Tea"),
    ("TEA-CAD", "Tea caddy", 12.25, "Tea"),
    ("CUP-RED", "Cup - Red", 8.00, "Tea"),
    ("CUP-BLU", "Cup - Blue", 8.00, "Tea"),
    ("TWL-LEM", "Tea towel - Lemons", 9.50, "Linen"),
    ("TWL-SWA", "Tea towel - Swallows", 9.50, "Linen"),
    ("KNF-BRD", "Bread knife", 31.00, "Kitchen"),
    ("BRD-OAK", "Oak board", 27.75, "Kitchen"),
    ("JAR-JAM", "Jam jar", 3.20, "Kitchen"),
    ("LBL-JAM", "Jam labels", 2.40, "Kitchen"),
    ("CND-FIG", "Candle", 14.00, "Home"),
)
GOES_WITH = {
    "TEA-POT": (("TEA-STR", 0.6), ("TEA-CAD", 0.3)),
    "TEA-STR": (("TEA-CAD", 0.3),),
    "CUP-RED": (("CUP-BLU", 0.6),),
    "TWL-LEM": (("TWL-SWA", 0.8),),
    "KNF-BRD": (("BRD-OAK", 0.55),),
    "JAR-JAM": (("LBL-JAM", 0.7),),
}
TEA_TIME, TEA_TIMES = {"TEA-POT", "TEA-STR", "TEA-CAD"}, 0.12


def make_orders() -> str:
    """About two hundred orders of half a year, as CSV."""
    draw = random.Random(SEED)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADINGS)
    for number in range(200):
        day, month = 1 + draw.randrange(28), 1 + number // 34
        basket = _basket(draw)
        for sku, name, price, category in PRODUCTS:
            if sku in basket:
                paid = f"{price * draw.choice((1, 1, 1, 0.9)):.2f}"
                date = f"2026-{month:02}-{day:02}"
                row = (f"G{number:04}", sku, name, 1 + draw.randrange(2), paid, date, category)
                writer.writerow(row)
    return text.getvalue()


def _basket(draw: random.Random) -> set[str]:
    """Some products by chance, and what is bought with them."""
    basket = {draw.choice(PRODUCTS)[0] for _ in range(1 + draw.randrange(3))}
    for sku in sorted(basket):
        for partner, chance in GOES_WITH.get(sku, ()):
            if draw.random() < chance:
                basket.add(partner)
    return basket | TEA_TIME if draw.random() < TEA_TIMES else basket


def find_golden(orders: Path) -> dict[str, Any]:
    """The bundles, the first rules and the counts of a file, rounded as they are written."""
    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as cursor:
        room = ReadingRoom(Path(folder), cursor, b"golden", 4)
        table = read_table(orders, room, Steps()).table
    options = BundleOptions(bundles=8, larger_sets=3)
    result = asyncio.run(find_bundles(BundleTables(table), options, steps=Steps()))
    return {
        "orders_sha256": hashlib.sha256(orders.read_bytes()).hexdigest(),
        "bundles": as_documents(result.bundles),
        "rules": rounded(result.rules.head(FIRST_RULES).rows(named=True)),
        "mining": rounded(result.mining),
    }


if __name__ == "__main__":
    ORDERS.write_text(make_orders(), encoding="utf-8", newline="")
    golden = json.dumps(find_golden(ORDERS), indent=1, ensure_ascii=False)
    BUNDLES.write_text(golden + "\n", encoding="utf-8", newline="")

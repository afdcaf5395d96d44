"""What a language model is shown of a product: words, and a price without costs or customers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from engine.bundles.context.facts import ProductFacts

MOST_TITLE, MOST_WORD, MOST_WORDS = 120, 60, 120
COLUMNS = ("title", "category", "vendor", "tags", "price")
"""What the shown fields are in the user's files, for the account of what was sent."""


def show_product(facts: ProductFacts, number: int, *, price: bool = True) -> dict[str, Any]:
    """Fields of a product as plain JSON values; what the file does not tell is left out.

    Args:
        facts: All products.
        number: Which one.
        price: Whether its price is shown, in major units.
    """
    shown: dict[str, Any] = {"title": short(facts.titles[number], MOST_TITLE)}
    for name, values, most in (
        ("category", facts.categories, MOST_WORD),
        ("vendor", facts.vendors, MOST_WORD),
        ("tags", facts.words, MOST_WORDS),
    ):
        if value := values[number]:
            shown[name] = short(value, most)
    if price and facts.price[number] > 0:
        shown["price"] = int(facts.price[number]) / facts.minor_units
    return shown


def short(text: str, most: int) -> str:
    """A text on one line, cut where it is longer than `most` characters."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"


def most_sold(facts: ProductFacts, numbers: Iterable[int], most: int) -> list[int]:
    """Of some products those in most orders, at most `most`; of equals the first number."""
    return sorted(numbers, key=lambda number: (-int(facts.orders[number]), number))[:most]

"""Whose a plain `Name` or `ID` is: an order's, a product's or a person's."""

from __future__ import annotations

from collections.abc import Sequence

from engine.files.kinds.tongues.words import words
from engine.files.recognise.content import Cells
from engine.files.recognise.headings import known_fields

PLAIN = frozenset(words("name nombre nome nom id"))
_SOLD = frozenset(
    words(
        "sku handle variant_id variant_title vendor tags price compare_at_price cost"
        " inventory_item_id stock available on_hand committed location"
    )
)
_BEGINNINGS = ("categor", "kategor", "product", "item", "article", "artikel")


def names_the_field(field: str, cells: Cells, columns: Sequence[Cells]) -> bool:
    """Whether a column may hold a field, if its heading is as plain as that.

    It is an order's beside line items only (Shopify), and a product's beside what only things for
    sale have: a list of people has numbers, names and departments too.

    Args:
        field: The field's name.
        cells: A column.
        columns: All columns of the table.
    """
    if cells.plain not in PLAIN:
        return True
    if field == "order_id":
        return any(other.plain.startswith("lineitem") for other in columns)
    return field not in ("title", "product_id") or any(_is_of_things(other) for other in columns)


def _is_of_things(cells: Cells) -> bool:
    told = {name: known for (_, name), known in known_fields(cells.heading).items()}
    return cells.plain.startswith(_BEGINNINGS) or any(
        told[name].strength == 1 for name in _SOLD.intersection(told)
    )

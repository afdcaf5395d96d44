"""WildReceipt: JSON lines, one object a receipt; a word's label is a number of 26 classes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from engine.files.kinds.receipt_documents.rows import (
    BadDocument,
    Row,
    as_list,
    as_number,
    as_object,
    as_text,
    box_around,
    has_keys,
    rows_of,
)

CLASSES: tuple[tuple[str, str | None], ...] = (
    ("Ignore", None),
    ("Store_name_value", "MERCHANT_NAME"),
    ("Store_name_key", None),
    ("Store_addr_value", "ADDRESS_LINE"),
    ("Store_addr_key", None),
    ("Tel_value", "PHONE_NUMBER"),
    ("Tel_key", None),
    ("Date_value", "DATE"),
    ("Date_key", None),
    ("Time_value", "TIME"),
    ("Time_key", None),
    ("Prod_item_value", "PRODUCT_NAME"),
    ("Prod_item_key", None),
    ("Prod_quantity_value", "QUANTITY"),
    ("Prod_quantity_key", None),
    ("Prod_price_value", "LINE_TOTAL"),
    ("Prod_price_key", None),
    ("Subtotal_value", "SUBTOTAL"),
    ("Subtotal_key", None),
    ("Tax_value", "TAX"),
    ("Tax_key", None),
    ("Tips_value", "TIP"),
    ("Tips_key", None),
    ("Total_value", "GRAND_TOTAL"),
    ("Total_key", None),
    ("Others", None),
)
"""The classes by number, each with its label; a price of a product is that of its line."""

_HEADINGS = (
    "image_id", "word_id", "text", "label", "x", "y", "width", "height", "corners",
    "original_category", "image_width", "image_height",
)  # fmt: skip


class WildReceipt:
    """The layout of WildReceipt; words count from 1 in the order of the file.

    Words of the keys (`Total_key`), of `Others` and of `Ignore` come without a label. The class
    of every word is kept as its category.
    """

    name = "WildReceipt"

    def fits(self, first_documents: Sequence[object]) -> bool:
        """Whether most are objects with `file_name` and `annotations` that hold boxes."""
        return sum(_fits(document) for document in first_documents) > len(first_documents) / 2

    def rows(self, document: object) -> Iterator[Row]:
        """The rows of one receipt."""
        return rows_of(_HEADINGS, lambda: _words(document), _rows)


def _fits(document: object) -> bool:
    if not isinstance(document, dict) or not has_keys(
        document, {"file_name": str, "annotations": list}
    ):
        return False
    return all(has_keys(word, {"text": str, "box": list}) for word in document["annotations"][:5])


def _words(document: object) -> Iterable[tuple[Row, Any]]:
    receipt = as_object(document, "the document")
    whole = {
        "image_id": as_text(receipt.get("file_name"), "file_name"),
        "image_width": as_text(receipt.get("width"), "the image's width"),
        "image_height": as_text(receipt.get("height"), "the image's height"),
    }
    return [(whole, word) for word in as_list(receipt.get("annotations"), "annotations")]


def _rows(number: int, word: Any) -> Iterator[Row]:
    if not isinstance(word, dict):
        raise BadDocument("it is no object")
    category, label = _class(word.get("label"))
    yield {
        "word_id": str(number),
        "text": as_text(word.get("text"), "text"),
        "label": label,
        "original_category": category,
        **_box(word.get("box")),
    }


def _class(number: object) -> tuple[str | None, str | None]:
    if number is None:
        return None, None
    if isinstance(number, bool) or not isinstance(number, int) or not 0 <= number < len(CLASSES):
        raise BadDocument(f"its label is no whole number from 0 to {len(CLASSES) - 1}")
    return CLASSES[number]


def _box(box: object) -> Row:
    if box is None:
        return {}
    corners = as_list(box, "box")
    if len(corners) != 8:
        raise BadDocument(f"its box has {len(corners)} numbers, not 8")
    return box_around([as_number(number, "a corner of its box") for number in corners])

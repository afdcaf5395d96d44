"""CORD: one object a receipt, its words grouped into lines that share a category."""

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

CATEGORIES = {
    "menu.nm": "PRODUCT_NAME",
    "menu.cnt": "QUANTITY",
    "menu.unitprice": "UNIT_PRICE",
    "menu.price": "LINE_TOTAL",
    "sub_total.subtotal_price": "SUBTOTAL",
    "sub_total.discount_price": "DISCOUNT",
    "sub_total.tax_price": "TAX",
    "total.total_price": "GRAND_TOTAL",
    "total.changeprice": "CHANGE",
    "total.cashprice": "PAYMENT_METHOD",
    "total.creditcardprice": "PAYMENT_METHOD",
    "total.emoneyprice": "PAYMENT_METHOD",
}
"""Categories that say just what a label says; words of others come without a label."""

_CORNERS = ("x1", "y1", "x2", "y2", "x3", "y3", "x4", "y4")
_HEADINGS = (
    "image_id", "line_id", "word_id", "text", "label", "x", "y", "width", "height", "corners",
    "original_category", "group_id", "sub_group_id", "is_key", "image_width", "image_height",
)  # fmt: skip


class Cord:
    """The layout of CORD; words count from 1 in the order of the file, whatever their line.

    A word with `is_key` names what stands beside it: it comes without a label. The category of
    every word is kept. Pictures are numbered anew in each split, so a picture is `train/12`.
    """

    name = "CORD"

    def fits(self, first_documents: Sequence[object]) -> bool:
        """Whether most are objects with `valid_line` and `meta`."""
        fitting = sum(has_keys(d, {"valid_line": list, "meta": dict}) for d in first_documents)
        return fitting > len(first_documents) / 2

    def rows(self, document: object) -> Iterator[Row]:
        """The rows of one receipt."""
        return rows_of(_HEADINGS, lambda: _words(document), _rows)


def _words(document: object) -> Iterable[tuple[Row, Any]]:
    """What holds for the whole receipt, and a word with its line."""
    receipt = as_object(document, "the document")
    meta = as_object(receipt.get("meta"), "meta")
    size = as_object(meta.get("image_size"), "image_size")
    whole = {
        "image_id": _picture(meta),
        "image_width": as_text(size.get("width"), "the image's width"),
        "image_height": as_text(size.get("height"), "the image's height"),
    }
    for line in as_list(receipt.get("valid_line"), "valid_line"):
        words = line.get("words") if isinstance(line, dict) else None
        # A line without a list of words is one bad word.
        for word in words if isinstance(words, list) else [None]:
            yield whole, (line, word)


def _picture(meta: dict[str, Any]) -> str | None:
    image, split = as_text(meta.get("image_id"), "image_id"), as_text(meta.get("split"), "split")
    return f"{split}/{image}" if image and split else image


def _rows(number: int, found: tuple[Any, Any]) -> Iterator[Row]:
    line, word = as_object(found[0], "the line"), found[1]
    if not isinstance(word, dict):
        raise BadDocument("it is no object")
    category = as_text(line.get("category"), "category")
    is_key = as_text(word.get("is_key"), "is_key")
    named = is_key in (None, "0", "false")
    yield {
        "line_id": as_text(word.get("row_id"), "row_id"),
        "word_id": str(number),
        "text": as_text(word.get("text"), "text"),
        "label": CATEGORIES.get(category or "") if named else None,
        "original_category": category,
        "group_id": as_text(line.get("group_id"), "group_id"),
        "sub_group_id": as_text(line.get("sub_group_id"), "sub_group_id"),
        "is_key": is_key,
        **_box(word.get("quad")),
    }


def _box(quad: object) -> Row:
    if quad is None:
        return {}
    corners = as_object(quad, "quad")
    return box_around([as_number(corners.get(name), name) for name in _CORNERS])

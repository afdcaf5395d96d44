"""What real files are taken for, with every one of their fields."""

from collections.abc import Callable
from pathlib import Path

import pytest

from engine.files.forms.raw import RawTable
from engine.files.options import ReadOptions
from engine.files.recognise.personal import personal_columns
from engine.files.recognise.recognition import Recognition, recognise

HERE = Path(__file__).parents[2]
SHARED = HERE.parent / "shared" / "data"
SAMPLES = HERE / "sample_data"
BOXES = {
    "image_id": "image_id", "receipt_id": "receipt_id", "word_id": "word_id", "text": "word_text",
    "merchant": "merchant_name", "label": "label", "x": "x", "y": "y", "width": "width",
    "height": "height",
}  # fmt: skip
SURVEY = {"response_id": "response_id", "score": "score", "comment": "comment", "date": "date"}

FILES: dict[Path, tuple[str, dict[str, str], set[str]]] = {
    SHARED / "orders" / "online_retail_2010-12_to_2011-08.csv.gz": (
        "orders",
        {
            "order_id": "InvoiceNo", "sku": "StockCode", "product": "Description",
            "quantity": "Quantity", "unit_price": "UnitPrice", "date": "InvoiceDate",
            "customer": "CustomerID",
        },
        {"CustomerID"},
    ),
    SHARED / "orders" / "bread_basket.csv": (
        "orders",
        {"order_id": "Transaction", "product": "Item", "date": "Date", "time": "Time"},
        set(),
    ),
    SHARED / "orders" / "pizza" / "order_details.csv": (
        "orders", {"order_id": "order_id", "sku": "pizza_id", "quantity": "quantity"}, set(),
    ),
    SHARED / "orders" / "pizza" / "orders.csv": (
        "order_headers", {"order_id": "order_id", "date": "date", "time": "time"}, set(),
    ),
    SHARED / "orders" / "pizza" / "pizzas.csv": (
        "catalog",
        {
            "product_id": "pizza_type_id", "sku": "pizza_id", "variant_title": "size",
            "price": "price",
        },
        set(),
    ),
    SHARED / "orders" / "pizza" / "pizza_types.csv": (
        "catalog",
        {"product_id": "pizza_type_id", "title": "name", "category": "category"},
        set(),
    ),
    SHARED / "receipts" / "sroie_lines.csv.gz": ("receipts", BOXES, set()),
    SHARED / "receipts" / "wildreceipt_words_half.csv.gz": ("receipts", BOXES, set()),
    SHARED / "feedback" / "nps_retail_fr_mixed_encoding.csv": (
        "survey", {"response_id": "id", "score": "nps", "comment": "explication"}, set(),
    ),
    SHARED / "feedback" / "womens_clothing_reviews.csv.zip": (
        "survey", {"score": "Rating", "comment": "Review Text"}, set(),
    ),
    SHARED / "feedback" / "skytrax_lounge.csv": (
        "survey",
        {"score": "overall_rating", "comment": "content", "date": "date", "customer": "author"},
        {"author"},
    ),
    SAMPLES / "orders.csv": (
        "orders",
        {
            name: name
            for name in (
                "order_id", "sku", "product", "quantity", "unit_price", "date", "customer",
                "category",
            )
        },
        {"customer"},
    ),
    SAMPLES / "catalog.csv": (
        "catalog",
        {
            "product_id": "product_id", "variant_id": "variant_id", "sku": "sku",
            "title": "product_title", "variant_title": "variant_title",
            "category": "product_type", "vendor": "vendor", "tags": "tags", "price": "price",
            "compare_at_price": "compare_at_price", "cost": "cost", "status": "product_status",
            "created_at": "product_created_at", "inventory_item_id": "inventory_item_id",
        },
        set(),
    ),
    SAMPLES / "inventory.csv": (
        "inventory",
        {
            name: name
            for name in ("inventory_item_id", "sku", "location", "available", "updated_at")
        },
        set(),
    ),
    SAMPLES / "receipts.csv": (
        "receipts", BOXES | {"line_id": "line_id", "status": "validation_status"}, set(),
    ),
    SAMPLES / "survey.csv": ("survey", SURVEY, set()),
    SAMPLES / "survey_850.xlsx": ("survey", SURVEY, set()),
    SAMPLES / "survey_1800.xlsx": ("survey", SURVEY, set()),
    SAMPLES / "survey_3000.xlsx": ("survey", SURVEY, set()),
}  # fmt: skip


def head(path: Path, looked: Callable[[bytes], RawTable]) -> RawTable:
    if not path.exists():
        pytest.skip("the real data is kept beside the project, not in it")
    return looked(path.read_bytes())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_real_files_are_understood_at_once(path: Path, looked: Callable[[bytes], RawTable]) -> None:
    kind, mapping, personal = FILES[path]
    raw = head(path, looked)
    recognition = recognise(raw, ReadOptions())
    assert recognition.kind == kind
    assert {column.field: column.heading for column in recognition.columns} == mapping
    assert {raw.headings[k] for k in personal_columns(raw, recognition)} == personal


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_other_kind_is_told_with_why_not(
    path: Path, looked: Callable[[bytes], RawTable]
) -> None:
    recognition = recognise(head(path, looked), ReadOptions())
    assert len(recognition.others) == 6
    assert recognition.kind not in dict(recognition.others)
    assert all(why for _, why in recognition.others)


def test_a_file_of_ragged_baskets_is_one_of_baskets(read: Callable[..., object]) -> None:
    path = SHARED / "orders" / "groceries_baskets.csv"
    if not path.exists():
        pytest.skip("the real data is kept beside the project, not in it")
    reading = read(path.read_bytes())
    recognition: Recognition = reading.recognition  # type: ignore[attr-defined]
    assert (recognition.kind, recognition.columns) == ("baskets", ())

"""The sample shop is what its README says, and the committed files are what is generated."""

import json
import zipfile
from collections import Counter
from itertools import groupby
from pathlib import Path

import openpyxl  # type: ignore[import-untyped, unused-ignore]
import polars as pl
import pytest

import sample_data.generate as sample
from sample_data.shop.labels import labelled
from sample_data.shop.pairs import PLANTED_PAIRS
from sample_data.shop.receipts import Word, receipt_words
from sample_data.shop.regulars import REFILLS
from sample_data.shop.survey import SURVEY_COLUMNS

FOLDER = Path(sample.__file__).parent
FEES = ["SHIP", "GIFTWRAP", "GIFTCARD"]
LABELS = 18


@pytest.fixture(scope="module")
def orders() -> pl.DataFrame:
    """The order lines as text, with quantity and price as numbers."""
    lines = pl.read_csv(FOLDER / "orders.csv", infer_schema=False)
    return lines.with_columns(
        pl.col("quantity").cast(pl.Int64), pl.col("unit_price").cast(pl.Float64)
    )


@pytest.fixture(scope="module")
def words() -> list[Word]:
    """The words of all receipts with their true labels."""
    return receipt_words()


def test_the_committed_files_are_the_generated_ones(tmp_path: Path) -> None:
    sample.generate(tmp_path)
    made = sorted(path.name for path in tmp_path.iterdir())
    kept = sorted(path.name for path in FOLDER.iterdir() if path.suffix in {".csv", ".xlsx"})
    assert made == kept
    for name in made:
        assert _content(tmp_path / name) == _content(FOLDER / name), name


def test_orders_hold_the_promised_slips(orders: pl.DataFrame) -> None:
    sold = orders.filter(~pl.col("order_id").str.starts_with("R"))
    assert sold["order_id"].n_unique() == 4000
    assert orders.filter(pl.col("quantity") < 0).height == 120
    assert orders.filter(pl.col("unit_price") == 0).height == 15
    assert orders.filter(pl.col("sku").is_in(FEES)).height == 25
    assert orders.filter(pl.col("sku").is_null() & pl.col("product").is_null()).height == 6
    assert orders.height - orders.unique().height == 40


def test_what_is_used_up_is_bought_again_by_the_same_customers(orders: pl.DataFrame) -> None:
    sold = orders.filter((pl.col("quantity") > 0) & pl.col("sku").is_not_null())
    days = sold.group_by("sku", "customer").agg(pl.col("date").str.slice(0, 10).n_unique())
    again = days.group_by("sku").agg(pl.len(), (pl.col("date") > 1).mean().alias("share"))
    share = {sku: part for sku, buyers, part in again.iter_rows() if buyers > 20}
    assert min(share.pop(sku) for sku in REFILLS) > 0.4
    assert max(share.values()) < 0.25


def test_baskets_have_the_promised_sizes(orders: pl.DataFrame) -> None:
    sizes = [len(basket) for basket in _baskets(orders)]
    wholesale = [size for size in sizes if size > 100]
    retail = [size for size in sizes if size <= 100]
    assert len(wholesale) == 5
    assert max(retail) <= 12
    assert 2.6 <= sum(retail) / len(retail) <= 3.0
    assert 0.32 <= retail.count(1) / len(retail) <= 0.38


def test_most_planted_pairs_are_bought_together(orders: pl.DataFrame) -> None:
    baskets = [basket for basket in _baskets(orders) if len(basket) <= 100]
    sold = Counter(sku for basket in baskets for sku in basket)
    lifts = []
    for first, second, _ in PLANTED_PAIRS:
        both = sum(first in basket and second in basket for basket in baskets)
        lifts.append(both * len(baskets) / (sold[first] * sold[second]))
    assert len(lifts) >= 40
    assert sum(lift > 3 for lift in lifts) >= 0.9 * len(lifts)


def test_catalog_stock_and_orders_speak_of_the_same_things(orders: pl.DataFrame) -> None:
    catalog = pl.read_csv(FOLDER / "catalog.csv")
    stock = pl.read_csv(FOLDER / "inventory.csv")
    assert catalog["sku"].is_unique().all()
    assert (catalog["cost"] < catalog["price"]).all()
    assert set(stock["sku"]) == set(catalog["sku"])
    assert set(orders["sku"].drop_nulls()) - set(FEES) <= set(catalog["sku"])
    assert set(catalog["product_status"]) == {"active", "draft", "archived"}


def test_the_sums_of_every_receipt_are_right(words: list[Word]) -> None:
    for receipt, printed in groupby(words, key=lambda word: word.key[:2]):
        lines = [
            {word.label: word.text for word in line}
            for _, line in groupby(printed, key=lambda word: word.key[2])
        ]
        values = {label: _cents(text) for line in lines for label, text in line.items() if label}
        goods = [line for line in lines if "LINE_TOTAL" in line]
        assert values["SUBTOTAL"] == sum(_cents(line["LINE_TOTAL"]) for line in goods), receipt
        before_tax = values["SUBTOTAL"] - values.get("DISCOUNT", 0)
        assert values["GRAND_TOTAL"] == before_tax + values["TAX"], receipt
        for line in goods:
            if "QUANTITY" in line:
                pieces = int(line["QUANTITY"].strip("x"))
                assert _cents(line["LINE_TOTAL"]) == pieces * _cents(line["UNIT_PRICE"]), receipt


def test_four_labels_in_a_hundred_are_wrong_and_none_of_them_is_valid(words: list[Word]) -> None:
    rows, truth = labelled(words)
    given = [row for row in rows if row[6]]
    status = {row[:4]: row[7] for row in rows}
    assert len({row[:2] for row in rows}) == 300
    assert {row[6] for row in given} == {word.label for word in words if word.label}
    assert len({row[6] for row in given}) == LABELS
    assert 0.035 <= len(truth) / len(given) <= 0.045
    assert all(row[4] != row[5] and status[row[:4]] != "VALID" for row in truth)
    assert 0.13 <= sum(row[7] == "VALID" for row in rows) / len(given) <= 0.17


def test_the_survey_has_the_promised_answers() -> None:
    answers = pl.read_csv(FOLDER / "survey.csv", infer_schema=False)
    truth = pl.read_csv(FOLDER / "survey_truth.csv", infer_schema=False)
    scores = answers["score"].cast(pl.Int64, strict=False)
    good = scores.filter(scores.is_between(0, 10))
    nps = 100 * (good.filter(good >= 9).len() - good.filter(good <= 6).len()) / good.len()
    comments = answers["comment"].drop_nulls()
    assert 22 <= nps <= 28
    assert (answers["score"].null_count(), good.len()) == (12, 1800 - 17)
    assert 0.57 <= comments.len() / 1800 <= 0.63
    assert comments.n_unique() >= 0.93 * comments.len()
    assert set(truth["language"].drop_nulls()) == {"en", "es", "pt", "fr"}
    themes = Counter(theme for text in truth["themes"] for theme in json.loads(text))
    assert len(themes) == 8
    assert min(themes.values()) >= 50


@pytest.mark.parametrize("size", sample.WORKBOOK_SIZES)
def test_workbooks_have_one_sheet_of_answers(size: int) -> None:
    book = openpyxl.load_workbook(FOLDER / f"survey_{size}.xlsx", read_only=True)
    assert book.sheetnames == ["Responses"]
    rows = list(book["Responses"].iter_rows(values_only=True))
    assert rows[0] == SURVEY_COLUMNS
    assert len(rows) == size + 1


def _baskets(orders: pl.DataFrame) -> list[set[str]]:
    """List the different things of each order, without returns and what is no product."""
    things = orders.filter((pl.col("quantity") > 0) & ~pl.col("sku").is_in(FEES))
    grouped = things.drop_nulls("sku").group_by("order_id", maintain_order=True)
    return [set(skus) for skus in grouped.agg("sku")["sku"].to_list()]


def _content(path: Path) -> object:
    """Read what a file says; for a workbook its parts, as zlib versions pack differently."""
    if path.suffix != ".xlsx":
        return path.read_bytes()
    with zipfile.ZipFile(path) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def _cents(text: str) -> int:
    """Read an amount such as ``€4.50``, ``-3,35`` or the ``3.50`` of ``EUR 3.50``; no sign."""
    digits = "".join(letter for letter in text if letter.isdigit())
    return int(digits or 0)

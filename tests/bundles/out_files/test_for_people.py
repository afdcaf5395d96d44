"""Workbook, report and checklist hold every bundle with its numbers, and nothing but words."""

import io
from typing import Any

import openpyxl
import pytest

from engine.bundles.out.artefacts import ARTEFACTS, make_artefacts
from engine.bundles.out.decided import apply_decisions
from engine.workspace import Decision
from tests.bundles.out_files.documents import (
    EUROS,
    HOSTILE,
    every_type,
    manifest,
    shop_with_ids,
)
from tests.reports.read_page import ReadPage

REJECTED = {"id0000000004": Decision("rejected")}


def made(decisions: dict[str, Decision] | None = None, **changes: Any) -> dict[str, bytes]:
    documents = apply_decisions(every_type(), decisions or {}, (), EUROS)
    return make_artefacts(documents, manifest() | changes, shop_with_ids())


def sheet(written: bytes, name: str) -> list[dict[str, Any]]:
    """A sheet read back, a row a dictionary."""
    page = openpyxl.load_workbook(io.BytesIO(written))[name]
    heading, *rows = [[cell.value for cell in row] for row in page.iter_rows()]
    return [dict(zip(heading, row, strict=True)) for row in rows]


def test_every_file_is_made_and_is_the_same_each_time() -> None:
    files = made()
    assert list(files) == list(ARTEFACTS)
    assert files == made()
    assert files != made(REJECTED)


def test_a_run_without_bundles_has_all_its_files_too() -> None:
    files = make_artefacts([], manifest(), EUROS)
    assert list(files) == list(ARTEFACTS)
    assert "There are none." in ReadPage(files["report.html"]).words


def test_the_workbook_has_each_bundle_with_price_and_evidence() -> None:
    book = made({"id0000000001": Decision("accepted", {"price": 4000})} | REJECTED)["bundles.xlsx"]
    bundles = sheet(book, "Bundles")
    assert [row["rank"] for row in bundles] == [1, 2, 3, 4, 5, 6]
    first = bundles[0]
    assert (first["title"], first["verdict"], first["changed by hand"]) == (
        "Tea time", "accepted", "price",
    )  # fmt: skip
    assert (first["price"], first["parts"]) == (40.0, 46.0)
    assert (first["orders together"], first["times chance"]) == (35, 1.82149)
    assert bundles[3]["verdict"] == "rejected"
    assert (bundles[5]["price"], bundles[5]["discount"]) == (None, None)
    [evidence] = [row for row in sheet(book, "Evidence") if row["bundle_id"] == "id0000000003"]
    assert evidence["q_value"] == 5.5e-06
    assert (evidence["from"], evidence["to"]) == ("TEA", "MUG")
    assert evidence["hybrid"] == 0.35
    prices = sheet(book, "Prices")
    assert len(prices) == 5
    assert (prices[2]["expected_profit_low"], prices[2]["expected_profit_high"]) == (-5.0, 900.0)


def test_the_workbook_has_each_product_with_its_role_and_what_is_not_possible() -> None:
    book = made()["bundles.xlsx"]
    products = sheet(book, "Products")
    assert len(products) == sum(len(one["items"]) for one in every_type())
    roles = {(row["place"], row["sku"]): row["role"] for row in products}
    assert (roles[3, "TEA"], roles[3, "MUG"]) == ("bought", "given")
    assert {roles[4, sku] for sku in ("TEA", "POT", "MUG")} == {"choice"}
    assert roles[2, "'-5"] == "part"
    assert [row["product"] for row in products if row["sku"] == "'-5"] == [f"'{HOSTILE}"]
    assert sheet(book, "Not possible") == [
        {"objective": "Keep margins high", "type": "Bought together", "why": "No costs."}
    ]
    about = {row["what"]: row["says"] for row in sheet(book, "About")}
    assert about["File"] == "orders <b>.csv"
    assert about["Rows read"] == "1,000"
    assert about["Currency"] == "EUR"


@pytest.mark.parametrize("name", ["report.html", "checklist.html"])
def test_pages_open_offline_and_run_nothing(name: str) -> None:
    page = ReadPage(made()[name])
    assert page.open == []
    assert page.elsewhere == []
    assert not {"script", "iframe", "object", "embed", "img", "link", "a", "b:"} & set(page.tags)
    assert any(HOSTILE in words for words in page.words)


def test_the_report_leaves_out_what_was_rejected_and_says_so() -> None:
    whole, less = (ReadPage(made(one)["report.html"]) for one in (None, REJECTED))
    assert "4. Tea + Pot, blue + Mug" in whole.words
    assert "4. Tea + Pot, blue + Mug" not in less.words
    assert "rejected, not shown" in less.words
    assert "rejected, not shown" not in whole.words


def test_the_report_draws_what_it_can_and_leaves_out_what_it_cannot() -> None:
    report = ReadPage(made()["report.html"])
    assert report.tags.count("svg") == 3
    for heading in ("What they stand on", "What they are for", "What they may earn"):
        assert heading in report.words
    assert "Expected extra profit over 30 days, from low to high" in report.words
    assert "No costs." in report.words
    bare = manifest() | {"mining": {"multi_item_orders": 0}, "units": []}
    documents = apply_decisions(every_type()[-1:], {}, (), EUROS)
    page = ReadPage(make_artefacts(documents, bare, EUROS)["report.html"])
    assert "svg" not in page.tags
    assert "Offers that are not possible" not in page.words


def test_the_checklist_says_that_a_product_file_makes_no_bundle() -> None:
    words = " ".join(ReadPage(made()["checklist.html"]).words)
    assert "A product CSV alone makes no bundle" in words
    assert "URL handle" in words
    assert "Price: 41.90 EUR instead of 46.00 EUR" in words
    assert "The file has no prices" in words
    assert "Names stand where codes should be" in words
    assert "Buy X get Y" in words


def test_the_checklist_has_what_was_accepted_only() -> None:
    page = ReadPage(made({"id0000000003": Decision("accepted")})["checklist.html"])
    listed = [words for words in page.words if words[:1].isdigit() and ". " in words]
    assert listed == ["3. Tea + Mug"]
    assert sum(tag == "input" for tag in page.tags) > 10


def test_the_reach_of_the_portfolio_is_drawn_whatever_was_decided() -> None:
    pairs = [every_type()[0] | {"rank": rank, "bundle_id": str(rank), "portfolio": True,
                                "reached_orders": 20 * rank} for rank in range(1, 7)]  # fmt: skip
    for decisions in ({}, {"2": Decision("rejected")}):
        documents = apply_decisions(pairs, decisions, ("6", "5"), EUROS)
        page = ReadPage(make_artefacts(documents, manifest(), EUROS)["report.html"])
        [line] = [value for tag, name, value in page.attributes if (tag, name) == ("path", "d")]
        up = [float(part.split()[1]) for part in line[1:].split(" L")]
        assert len(up) == 7
        assert up == sorted(up, reverse=True)

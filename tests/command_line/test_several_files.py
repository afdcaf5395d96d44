"""`backroom bundles` on several files: recognised, joined, and all rows accounted for."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., int]


def write(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8")
    return path


def test_two_exports_and_a_catalog(
    bundles: Run, orders: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    header, *lines = orders.read_text("utf-8").splitlines()
    half = len(lines) // 2
    first = write(tmp_path / "first.csv", "\n".join([header, *lines[: half + 5], ""]))
    second = write(tmp_path / "second.csv", "\n".join([header, *lines[half:], ""]))
    catalog = write(
        tmp_path / "catalog.csv",
        "sku,title,price,cost\nK01,Teapot,6,2\nK02,Sugar bowl,6,2\nL01,Twine,7,3\n",
    )
    stock = write(tmp_path / "stock.csv", "sku,location,available\nK01,North,5\n")
    out = tmp_path / "out"
    code = bundles(second, first, "--catalog", catalog, "--inventory", stock, "--out", out)
    assert code == 0
    manifest = json.loads((out / "manifest.json").read_text("utf-8"))
    rows = manifest["rows"]
    assert rows["read"] == len(lines) + 5
    assert rows["read"] == rows["used"] + sum(rows["rejected"].values())
    assert set(manifest["mapping"]) == {
        "lines", "resolved", "unresolved_skus", "missing_inventory", "catalog_coverage",
    }  # fmt: skip
    assert manifest["mapping"]["lines"] == rows["used"]
    assert [file["name"] for file in manifest["files"]] == [
        "first.csv", "second.csv", "catalog.csv", "stock.csv",
    ]  # fmt: skip
    said = capsys.readouterr().out
    assert "2 files were put together" in said
    assert f"{rows['read']:,} rows read" in said


def test_files_dropped_in_another_order_give_the_same_bytes(
    bundles: Run, orders: Path, tmp_path: Path
) -> None:
    header, *lines = orders.read_text("utf-8").splitlines()
    parts = [write(tmp_path / f"{k}.csv", "\n".join([header, *lines[k::2], ""])) for k in (0, 1)]
    for out, files in (("one", parts), ("two", parts[::-1])):
        assert bundles(*files, "--out", tmp_path / out, "--quiet") == 0
    for name in ("bundles.json", "bundles.csv", "rules.csv"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_a_mapping_by_hand_is_for_the_files_that_have_its_columns(
    bundles: Run, orders: Path, tmp_path: Path
) -> None:
    text = orders.read_text("utf-8").replace("sku,", "thing,", 1)
    header, *lines = text.splitlines()
    parts = [write(tmp_path / f"{k}.csv", "\n".join([header, *lines[k::2], ""])) for k in (0, 1)]
    catalog = write(
        tmp_path / "catalog.csv",
        "sku,title,vendor,price,cost\nK01,Teapot,Kiln,6,2\nK02,Bowl,Kiln,6,2\n",
    )
    out = tmp_path / "out"
    assert bundles(*parts, catalog, "--map", "sku=thing", "--out", out, "--quiet") == 0
    assert json.loads((out / "manifest.json").read_text("utf-8"))["mapping"]["resolved"] > 0


def test_no_orders_among_the_files(
    bundles: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one = write(
        tmp_path / "one.csv", "sku,title,vendor,price,cost\nA1,Teapot,Kiln,6,2\nA2,Cup,Kiln,5,2\n"
    )
    two = write(tmp_path / "two.csv", "sku,title,price\nB1,Bowl,6\nB2,Jar,5\n")
    code = bundles(one, "--catalog", two, "--out", tmp_path / "out", "--quiet")
    assert code == 2
    assert capsys.readouterr().err.startswith("Two catalogs and no orders: ")


def test_the_pizza_shop_by_itself(
    bundles: Run, tmp_path: Path, shared_data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = shared_data / "orders" / "pizza"
    names = ("order_details.csv", "orders.csv", "pizzas.csv", "pizza_types.csv")
    out = tmp_path / "out"
    assert bundles(*(folder / name for name in names), "--out", out) == 0
    said = capsys.readouterr().out
    assert "21,350 of 21,350 orders (100.0%) have a header." in said
    assert "48,620 of 48,620 lines (100.0%) are in the catalog." in said
    assert "prices are the catalog's list prices" in said
    manifest = json.loads((out / "manifest.json").read_text("utf-8"))
    assert manifest["rows"] == {"read": 48_620, "used": 48_620, "rejected": {}}
    assert manifest["mapping"]["resolved"] == 48_620
    assert manifest["inputs"]["facts"]["last"] == "2015-12-31"
    rules = csv.DictReader((out / "rules.csv").read_text("utf-8").splitlines())
    assert all("_" in json.loads(rule["antecedent"])[0] for rule in rules)

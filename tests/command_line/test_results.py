"""`backroom bundles`: the files it writes, and what its options change."""

import csv
import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from engine import ARTEFACTS, Backroom, Settings

Run = Callable[..., int]
FILES = {"bundles.json", "bundles.csv", "rules.csv", "manifest.json", *ARTEFACTS}


def manifest(folder: Path) -> dict[str, Any]:
    """A run's manifest."""
    found: dict[str, Any] = json.loads((folder / "manifest.json").read_text("utf-8"))
    return found


def found(folder: Path) -> list[dict[str, Any]]:
    """A run's bundles."""
    bundles: list[dict[str, Any]] = json.loads((folder / "bundles.json").read_text("utf-8"))[
        "bundles"
    ]
    return bundles


def pairs(folder: Path) -> set[frozenset[str]]:
    """The codes of each bundle of two."""
    sets = {frozenset(item["sku"] for item in bundle["items"]) for bundle in found(folder)}
    return {items for items in sets if len(items) == 2}


def test_a_run_writes_its_four_files_and_a_summary(
    bundles: Run, orders: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "new" / "out"
    assert bundles(orders, "--out", out) == 0
    assert {path.name for path in out.iterdir()} == FILES
    assert {frozenset(pair) for pair in (("K01", "K02"), ("Q01", "Q02"))} <= pairs(out)
    rows = manifest(out)["rows"]
    said = capsys.readouterr()
    assert f"{rows['read']:,} rows read, {rows['used']:,} used" in said.out
    assert "Check every row" in said.err
    assert "Mine itemsets" in said.err
    assert "Traceback" not in said.err


def test_the_rows_of_the_manifest_add_up(
    bundles: Run, orders: Path, tmp_path: Path, shop_rows: list[str]
) -> None:
    assert bundles(orders, "--out", tmp_path / "out", "--quiet") == 0
    rows = manifest(tmp_path / "out")["rows"]
    assert rows["read"] == len(shop_rows)
    assert rows["rejected"] == {"return": 5, "zero_or_negative_price": 3, "not_a_product": 1}
    assert rows["used"] == len(shop_rows) - 9


def test_csv_files_have_a_header_and_a_record_for_each_bundle(
    bundles: Run, orders: Path, tmp_path: Path
) -> None:
    assert bundles(orders, "--out", tmp_path / "out", "--quiet") == 0
    with (tmp_path / "out" / "bundles.csv").open(encoding="utf-8", newline="") as file:
        records = list(csv.DictReader(file))
    assert len(records) == len(found(tmp_path / "out")) > 0
    assert [int(record["rank"]) for record in records] == list(range(1, len(records) + 1))
    alone = ("VOLUME_DISCOUNT",)  # a price for several of one product
    assert all(
        len(json.loads(record["skus"])) >= (1 if record["bundle_type"] in alone else 2)
        for record in records
    )
    with (tmp_path / "out" / "rules.csv").open(encoding="utf-8", newline="") as file:
        columns = csv.DictReader(file).fieldnames
    assert columns is not None
    assert {"antecedent", "consequent", "support", "confidence", "lift", "leverage",
            "conviction", "orders", "q_value"} <= set(columns)  # fmt: skip


def test_quiet_says_nothing(
    bundles: Run, orders: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bundles(orders, "--out", tmp_path / "out", "--quiet") == 0
    assert capsys.readouterr() == ("", "")


def test_the_order_of_the_rows_changes_no_byte(bundles: Run, orders: Path, tmp_path: Path) -> None:
    head, *rows = orders.read_text("utf-8").splitlines()
    random.Random(5).shuffle(rows)
    shuffled = tmp_path / "shuffled" / orders.name
    shuffled.parent.mkdir()
    shuffled.write_text("\n".join([head, *rows, ""]), "utf-8")
    assert bundles(orders, "--out", tmp_path / "one", "--quiet") == 0
    assert bundles(shuffled, "--out", tmp_path / "two", "--quiet") == 0
    for name in FILES - {"manifest.json"}:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_fewer_bundles_and_other_options_reach_the_run(
    bundles: Run, orders: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    chosen = ("--bundles", 2, "--option", "larger_sets=0", "--option", "max_items=2")
    assert bundles(orders, "--out", out, "--quiet", *chosen) == 0
    assert len([one for one in found(out) if one["portfolio"]]) == 2
    options = manifest(out)["options"]
    assert (options["bundles"], options["larger_sets"], options["max_items"]) == (2, 0, 2)


def test_until_leaves_out_later_orders(bundles: Run, orders: Path, tmp_path: Path) -> None:
    assert bundles(orders, "--out", tmp_path / "all", "--quiet") == 0
    early = ("--until", "2024-04-10")
    assert bundles(orders, "--out", tmp_path / "early", "--quiet", *early) == 0
    assert manifest(tmp_path / "all")["mining"]["orders"] == 200
    mining = manifest(tmp_path / "early")["mining"]
    assert mining["last_day"] == "2024-04-10"
    assert mining["orders"] == 94
    assert manifest(tmp_path / "early")["rows"] == manifest(tmp_path / "all")["rows"]


def test_a_column_chosen_by_hand_is_used(bundles: Run, orders: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    by_hand = ("--map", "sku=product", "--map", "product=", "--map", "unit_price=")
    assert bundles(orders, "--out", out, "--quiet", *by_hand) == 0
    assert all(
        item["sku"].isalpha() or " " in item["sku"] for b in found(out) for item in b["items"]
    )
    assert manifest(out)["inputs"]["mapping"]["sku"] == "product"
    assert all(bundle["pricing"] is None for bundle in found(out))


def test_a_workspace_is_used_again(bundles: Run, orders: Path, tmp_path: Path) -> None:
    home = tmp_path / "workspace"
    for name in ("one", "two"):
        assert bundles(orders, "--out", tmp_path / name, "--workspace", home, "--quiet") == 0
    for name in FILES:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    backroom = Backroom.open(Settings(home=home))
    runs = backroom.runs(["bundles", "read"])
    backroom.close()
    assert sorted((row.kind, row.status, row.attempt) for row in runs) == [
        ("bundles", "done", 1),
        ("read", "done", 1),
    ]


def test_without_a_workspace_nothing_is_left_behind(
    bundles: Run, orders: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    assert bundles(orders, "--out", tmp_path / "out", "--quiet") == 0
    assert list(temporary.iterdir()) == []
    assert not (tmp_path / "home").exists()


def test_force_writes_over_the_run_s_own_files_only(
    bundles: Run, orders: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "mine.txt").write_text("keep me", "utf-8")
    (out / "rules.csv").write_text("old", "utf-8")
    assert bundles(orders, "--out", out, "--quiet") == 2
    assert "add --force" in capsys.readouterr().err
    assert {path.name for path in out.iterdir()} == {"mine.txt", "rules.csv"}
    assert bundles(orders, "--out", out, "--quiet", "--force") == 0
    assert {path.name for path in out.iterdir()} == FILES | {"mine.txt"}
    assert (out / "mine.txt").read_text("utf-8") == "keep me"
    assert (out / "rules.csv").read_text("utf-8") != "old"


def test_a_file_without_prices_gives_bundles_without_prices(
    bundles: Run, orders: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    records = [line.split(",") for line in orders.read_text("utf-8").splitlines()]
    bare = tmp_path / "bare.csv"
    bare.write_text("\n".join(",".join(cells[:4]) for cells in records), "utf-8")
    assert bundles(bare, "--out", tmp_path / "out") == 0
    assert found(tmp_path / "out")
    assert all(bundle["pricing"] is None for bundle in found(tmp_path / "out"))
    assert "The file has no prices: bundles come without prices." in capsys.readouterr().out

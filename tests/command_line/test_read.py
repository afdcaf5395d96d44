"""`backroom read`: what it writes adds up, and says what was understood."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.__main__ import main


@pytest.fixture
def read() -> Callable[..., int]:
    """Run `backroom read …` in this process and give its exit code."""
    return lambda *arguments: main(["read", *map(str, arguments)])


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_files_of_a_reading_add_up(
    read: Callable[..., int], orders: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert read(orders, "--out", out) == 0
    manifest = json.loads((out / "manifest.json").read_text("utf-8"))
    counts = manifest["rows"]
    table, left = rows(out / "table.csv"), rows(out / "left_out.csv")
    assert counts["read"] == counts["used"] + sum(counts["rejected"].values())
    assert (len(table), len(left)) == (counts["used"], sum(counts["rejected"].values()))
    assert counts["rejected"] == {"return": 5, "zero_or_negative_price": 3, "not_a_product": 1}
    told = capsys.readouterr().out
    assert f"{counts['read']:,} rows read, {counts['used']:,} used; left out:" in told
    assert "order_id: order_id (100%" in told


def test_rows_left_out_come_with_their_origin_and_the_files_own_headings(
    read: Callable[..., int], orders: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    assert read(orders, "--out", out, "--quiet") == 0
    manifest = json.loads((out / "manifest.json").read_text("utf-8"))
    lines = orders.read_text("utf-8").splitlines()
    for row in rows(out / "left_out.csv"):
        assert row["backroom_file"] == orders.name
        assert row["backroom_table"] == manifest["inputs"]["table"]
        origin = dict(
            zip(lines[0].split(","), lines[int(row["backroom_row"])].split(","), strict=True)
        )
        shown = {name: row[name].removeprefix("'") for name in origin if name != "customer"}
        assert shown == {name: origin[name] for name in shown}
        assert row["customer"] != origin["customer"]


def test_several_files_are_numbered(read: Callable[..., int], orders: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.csv"
    other.write_text("\n".join(orders.read_text("utf-8").splitlines()[:60]), "utf-8")
    out = tmp_path / "out"
    assert read(orders, other, "--out", out, "--quiet") == 0
    names = {path.name for path in out.iterdir()}
    assert {"1-table.csv", "2-table.csv", "1-left_out.csv", "2-left_out.csv"} <= names
    manifest = json.loads((out / "manifest.json").read_text("utf-8"))
    assert [inner["inputs"]["file"] for inner in manifest["files"]] == [orders.name, other.name]


def test_columns_are_mapped_by_hand(
    read: Callable[..., int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    opaque = tmp_path / "opaque.csv"
    opaque.write_text("c1,c2,c3\n" + "".join(f"{n // 2},A{n % 5},x\n" for n in range(40)), "utf-8")
    hand = ("--kind", "orders", "--map", "order_id=c1", "--map", "sku=c2")
    assert read(opaque, "--out", tmp_path / "out", *hand) == 0
    assert "order_id: c1 (100%, chosen by hand)" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--kind", "pictures"), "invalid choice: 'pictures'"),
        (("--option", "colour=red"), "There is no read option 'colour'"),
        (("--option", "date_order=year"), "date_order must be one of auto, day, month"),
        (("--map", "orders"), "--map takes name=value"),
        (("--map", "colour=sku"), "There is no field 'colour'"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_a_sentence(
    read: Callable[..., int], orders: Path, tmp_path: Path,
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...], sentence: str,
) -> None:  # fmt: skip
    assert read(orders, "--out", tmp_path / "out", "--quiet", *words) == 2
    assert sentence in capsys.readouterr().err

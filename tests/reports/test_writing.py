"""What is written: short numbers, harmless text, whole files, and never over another's work."""

import csv
import io
import json
import math
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import OptionRefused
from engine.reports import (
    Account,
    build_manifest,
    prepare_folder,
    rounded,
    to_csv,
    to_json,
    write_files,
)
from engine.steps import StepView

FINITE = st.floats(allow_nan=False, allow_infinity=False)


@given(value=FINITE)
def test_numbers_have_six_significant_digits(value: float) -> None:
    short = rounded(value)
    assert short == float(f"{value:.6g}")
    assert rounded(short) == short
    assert math.isclose(short, value, rel_tol=5e-6, abs_tol=5e-324)


def test_rounding_reaches_every_depth_and_touches_floats_only() -> None:
    given_values = {"a": [1 / 3, (2 / 3, 10**12 + 1)], "b": "0.123456789", "c": True, "d": None}
    assert rounded(given_values) == {
        "a": [0.333333, [0.666667, 10**12 + 1]], "b": "0.123456789", "c": True, "d": None,
    }  # fmt: skip
    assert rounded(given_values)["c"] is True


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_numbers_that_are_none_become_null(value: float) -> None:
    assert rounded({"lift": [value]}) == {"lift": [None]}


def test_json_is_utf8_without_nan_and_ends_in_a_newline() -> None:
    assert to_json({"title": "Crème", "n": 1.5}) == '{\n "title": "Crème",\n "n": 1.5\n}\n'.encode()
    with pytest.raises(ValueError, match="JSON"):
        to_json({"lift": math.nan})


def cells(written: bytes) -> list[list[str]]:
    """Records of a CSV file after its header."""
    return list(csv.reader(io.StringIO(written.decode(), newline="")))[1:]


@given(words=st.lists(st.text(st.sampled_from("=+-@\t\ra1 '\"\n,;|é")) | st.none(), min_size=1))
def test_no_text_cell_begins_like_a_formula_and_none_is_lost(words: list[str | None]) -> None:
    table = pl.DataFrame(
        {"n": range(len(words)), "word": words}, {"n": pl.Int64, "word": pl.String}
    )
    written = [record[1] for record in cells(to_csv(table))]
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in written)
    assert [cell.removeprefix("'") if word != cell else cell
            for word, cell in zip(words, written, strict=True)] == [
        word or "" for word in words
    ]  # fmt: skip


def test_numbers_are_written_as_numbers() -> None:
    table = pl.DataFrame({"change": [-5, 3], "lift": [-0.123456789, 1234567.0], "ok": [True, None]})
    assert cells(to_csv(table)) == [["-5", "-0.123457", "true"], ["3", "1234570.0", ""]]


@given(value=FINITE)
def test_numbers_of_csv_files_have_six_significant_digits(value: float) -> None:
    [[cell]] = cells(to_csv(pl.DataFrame({"x": [value]})))
    assert math.isclose(float(cell), float(f"{value:.6g}"), rel_tol=1e-12, abs_tol=1e-300)


def test_files_are_replaced_whole_and_leave_nothing_beside_them(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"old")
    write_files(tmp_path, {"a.csv": b"new", "b.json": b"{}"})
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        "a.csv": b"new",
        "b.json": b"{}",
    }


def test_a_file_that_cannot_be_finished_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.csv").write_bytes(b"old")
    seen: list[bytes] = []

    def fail(part: Path, target: Path) -> None:
        seen.append(target.read_bytes() + b" beside " + part.read_bytes())
        raise OSError("no space left")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="no space left"):
        write_files(tmp_path, {"a.csv": b"new"})
    assert seen == [b"old beside new"]
    assert (tmp_path / "a.csv").read_bytes() == b"old"


def test_a_folder_is_made_with_those_above_it(tmp_path: Path) -> None:
    prepare_folder(tmp_path / "a" / "b", force=False)
    prepare_folder(tmp_path / "a" / "b", force=False)
    assert (tmp_path / "a" / "b").is_dir()


def test_a_folder_with_files_needs_force(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("keep me", "utf-8")
    with pytest.raises(OptionRefused, match="add --force to write over them"):
        prepare_folder(tmp_path, force=False)
    prepare_folder(tmp_path, force=True)
    assert (tmp_path / "mine.txt").read_text("utf-8") == "keep me"


@pytest.mark.parametrize("force", [False, True])
def test_a_file_is_no_folder(tmp_path: Path, *, force: bool) -> None:
    (tmp_path / "out").write_text("", "utf-8")
    with pytest.raises(OptionRefused, match="is a file; --out needs a folder"):
        prepare_folder(tmp_path / "out", force=force)
    with pytest.raises(OptionRefused, match="cannot be made"):
        prepare_folder(tmp_path / "out" / "inner", force=force)


def account(read: int, used: int, **rejected: int) -> Account:
    """An account with these row counts."""
    rows = {"read": read, "used": used, "rejected": rejected}
    inner = StepView("Unpack", "done", seconds=0.25)
    steps = StepView("Run", "done", children=(StepView("Read", "done", seconds=1.5,
                                                       children=(inner,)),))  # fmt: skip
    return Account("id", "bundles", {"rows": rows}, {"bundles": 50}, "v1", steps, ("few",),
                   {"mining": {"support": 1 / 3}})  # fmt: skip


def test_a_manifest_says_what_was_counted_and_how_long_it_took() -> None:
    manifest = build_manifest(account(10, 7, returns=2, no_price=1))
    assert manifest["rows"] == {"read": 10, "used": 7, "rejected": {"returns": 2, "no_price": 1}}
    assert manifest["seconds"] == {"Read": 1.5, "Read / Unpack": 0.25}
    assert manifest["warnings"] == ["few"]
    assert manifest["mining"] == {"support": 0.333333}
    assert manifest["versions"]["backroom"] == "v1"
    assert {"polars", "duckdb", "numpy"} <= set(manifest["versions"])
    json.loads(to_json(manifest))


def test_row_counts_that_do_not_add_up_are_no_manifest() -> None:
    with pytest.raises(ValueError, match="do not add up"):
        build_manifest(account(10, 7, returns=2))

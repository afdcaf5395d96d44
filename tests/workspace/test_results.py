"""What runs found is kept whole or not at all; finished work is kept while there is room."""

import math
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from engine.errors import NotFound
from engine.settings import Settings
from engine.steps import StepView
from engine.workspace import (
    KeptUnits,
    Workspace,
    begin_run,
    end_run,
    find_run,
    find_table,
    forget_run,
    keep_results,
    list_runs,
    open_document,
    open_lines,
    open_result_table,
)

RULES = pl.DataFrame({"antecedent": ['["é"]'], "lift": [math.inf]})


def test_results_come_back_as_they_were_in_another_workspace_too(settings: Settings) -> None:
    document = {"bundles": [{"title": "Crème", "price": None, "n": 10**12, "lift": 1.25}]}
    one = Workspace.open(settings)
    keep_results(one, "a", {"bundles": document, "empty": []}, {"rules": RULES})
    one.close()
    other = Workspace.open(settings)
    assert open_document(other, "a", "bundles") == document
    assert open_document(other, "a", "empty") == []
    assert open_result_table(other, "a", "rules").equals(RULES)
    other.close()


def test_results_are_kept_all_or_none(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_results(workspace, "a", {"bundles": ["old"], "manifest": {"old": True}}, {})
    with pytest.raises(TypeError):
        keep_results(workspace, "a", {"bundles": ["new"], "manifest": {"a set": {1}}}, {})

    def fail(*_: object, **__: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(pl.DataFrame, "write_parquet", fail)
    with pytest.raises(OSError, match="no space left"):
        keep_results(workspace, "a", {"bundles": ["new"]}, {"rules": RULES})
    assert open_document(workspace, "a", "bundles") == ["old"]
    assert open_document(workspace, "a", "manifest") == {"old": True}


def test_new_results_replace_all_old_ones(workspace: Workspace) -> None:
    keep_results(workspace, "a", {"bundles": [1], "extra": [1]}, {"rules": RULES})
    keep_results(workspace, "a", {"bundles": [2]}, {})
    assert open_document(workspace, "a", "bundles") == [2]
    with pytest.raises(NotFound, match="no result named 'extra'"):
        open_document(workspace, "a", "extra")
    with pytest.raises(NotFound):
        open_result_table(workspace, "a", "rules")


def test_a_run_that_is_forgotten_takes_its_results_along(workspace: Workspace) -> None:
    for run in ("a", "b"):
        begin_run(workspace, run, "bundles", run, {})
        keep_results(workspace, run, {"bundles": [run]}, {})
    forget_run(workspace, "a")
    with pytest.raises(NotFound):
        find_run(workspace, "a")
    with pytest.raises(NotFound):
        open_document(workspace, "a", "bundles")
    assert open_document(workspace, "b", "bundles") == ["b"]


def test_a_run_begun_anew_forgets_its_error(workspace: Workspace) -> None:
    begin_run(workspace, "a", "bundles", "old.csv", {})
    end_run(workspace, "a", "failed", StepView("Run", "failed"), warnings=["w"], error="No.")
    row = find_run(workspace, "a")
    assert (row.status, row.error, row.warnings, row.attempt) == ("failed", "No.", ("w",), 1)
    begin_run(workspace, "a", "bundles", "new.csv", {})
    row = find_run(workspace, "a")
    assert (row.status, row.error, row.warnings, row.attempt) == ("queued", None, (), 2)
    assert (row.title, row.ended, row.seconds, row.steps) == ("new.csv", None, None, None)


@pytest.mark.parametrize("ending", ["cancelled", "failed"])
def test_results_stay_until_there_are_new_ones(workspace: Workspace, ending: str) -> None:
    begin_run(workspace, "a", "bundles", "shop.csv", {})
    keep_results(workspace, "a", {"bundles": ["old"]}, {})
    assert end_run(workspace, "a", "done", StepView("Run", "done")) == "done"
    begin_run(workspace, "a", "bundles", "shop.csv", {})
    assert open_document(workspace, "a", "bundles") == ["old"]
    assert end_run(workspace, "a", ending, StepView("Run", ending), error="No.") == "done"
    row = find_run(workspace, "a")
    assert (row.status, row.error) == ("done", None)
    assert open_document(workspace, "a", "bundles") == ["old"]


def test_runs_are_listed_newest_first_by_kind(workspace: Workspace) -> None:
    for run in ("a", "b", "c"):
        begin_run(workspace, run, "bundles", run, {})
    begin_run(workspace, "r", "read", "r", {})
    assert [row.id for row in list_runs(workspace, ["bundles"])] == ["c", "b", "a"]
    assert [row.id for row in list_runs(workspace, ["bundles", "read"], at_most=2)] == ["r", "c"]
    assert list_runs(workspace, []) == []


def test_what_is_not_there_is_told(workspace: Workspace) -> None:
    with pytest.raises(NotFound, match="drop it again"):
        find_table(workspace, "nobody")
    with pytest.raises(NotFound, match="drop it again"):
        open_lines(workspace, "nobody")
    with pytest.raises(NotFound, match="no run with this id"):
        find_run(workspace, "nobody")


@pytest.fixture
def units(settings: Settings) -> Iterator[KeptUnits]:
    """Room for one MiB of finished work."""
    workspace = Workspace.open(replace(settings, kept_mb=1))
    yield KeptUnits(workspace)
    workspace.close()


def test_kept_units_come_back_and_are_replaced(units: KeptUnits) -> None:
    assert units.done("a") is None
    units.keep("a", b"\x00one")
    units.keep("a", b"two")
    units.keep("b", b"")
    assert (units.done("a"), units.done("b")) == (b"two", b"")


def test_the_longest_unused_units_go_first(units: KeptUnits) -> None:
    third = b"x" * ((1 << 20) // 3)
    for key in ("a", "b", "c"):
        units.keep(key, third)
    assert units.done("a") == third
    units.keep("d", third)
    assert [key for key in "abcd" if units.done(key)] == ["a", "c", "d"]
    units.keep("e", b"y" * (1 << 19))
    assert [key for key in "abcde" if units.done(key)] == ["d", "e"]


def test_units_outlive_the_process(settings: Settings, tmp_path: Path) -> None:
    one = Workspace.open(settings)
    KeptUnits(one).keep("a", b"kept")
    one.close()
    other = Workspace.open(settings)
    assert KeptUnits(other).done("a") == b"kept"
    other.close()
    assert (tmp_path / "home" / "backroom.duckdb").exists()

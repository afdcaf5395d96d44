"""Steps are logged and slow runs marked where the settings ask for it, and only there."""

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from engine import Backroom, Settings, StepView
from engine.errors import TooSmall
from engine.jobs import Jobs, Question
from engine.jobs.metrics import log_steps
from engine.reports import Account, build_manifest
from engine.steps import Steps
from engine.workspace import RunRow, Workspace

PATIENCE_S = 30
INNER = StepView("Inner", "done", 3, 3, "rows", 0.25)
STEPS = StepView("orders of ann.csv", "done", seconds=2.0, children=(
    StepView("Outer", "done", seconds=1.5, children=(INNER,)),
    StepView("Last", "done", seconds=0.5),
))  # fmt: skip


def lines_of(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


@pytest.mark.parametrize("logged", [True, False])
def test_each_step_of_each_run_is_one_line(
    *, logged: bool, workspace: Workspace, ask: Callable[[str], Question]
) -> None:
    workspace.settings = replace(workspace.settings, log_performance_metrics=logged)
    jobs = Jobs(workspace)

    async def work(steps: Steps) -> None:
        with steps("Count", total=2, unit="rows") as step:
            step.advance(2)
            with step("Inside"):
                pass

    async def fails(steps: Steps) -> None:
        with steps("Look"):
            raise TooSmall("Too little.")

    for name, what in (("a", work), ("b", fails)):
        jobs.submit(ask(name), what)
        jobs.wait(name, PATIENCE_S)
    jobs.close()
    log = workspace.home / "logs" / "performance.jsonl"
    assert log.exists() == logged
    if logged:
        told = [(line["run"], line["status"], line["step"], line["done"]) for line in lines_of(log)]
        assert told == [
            ("a", "done", "Count", 2), ("a", "done", "Count / Inside", 0),
            ("b", "failed", "Look", 0),
        ]  # fmt: skip
        assert "csv" not in log.read_text("utf-8")


def test_the_log_keeps_to_its_size_with_one_older_file(tmp_path: Path) -> None:
    log = tmp_path / "logs" / "performance.jsonl"
    for run in range(40):
        log_steps(tmp_path, f"r{run}", "bundles", "done", STEPS, most_bytes=2_000)
    assert sorted(path.name for path in log.parent.iterdir()) == [
        "performance.jsonl", "performance.older.jsonl",
    ]  # fmt: skip
    older = log.parent / "performance.older.jsonl"
    assert max(log.stat().st_size, older.stat().st_size) <= 2_000
    runs = [line["run"] for path in (older, log) for line in lines_of(path)]
    assert runs == sorted(runs, key=lambda run: int(str(run)[1:]))
    assert runs[-1] == "r39"
    assert {"step": "Outer / Inner", "seconds": 0.25, "unit": "rows"}.items() <= lines_of(log)[
        1
    ].items()


def test_a_disk_that_takes_no_lines_ends_no_run(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "logs").write_text("a file where a folder should be", "utf-8")
    log_steps(tmp_path, "r", "bundles", "done", STEPS)
    assert "were not logged" in caplog.text


@pytest.mark.parametrize(("alert_s", "slow"), [(0.0, False), (1.9, True), (2.0, False)])
def test_a_run_that_takes_long_is_marked(
    *, alert_s: float, slow: bool, settings: Settings, open_backroom: Callable[..., Backroom]
) -> None:
    rows = {"read": 1, "used": 1, "rejected": {}}
    account = Account("r", "bundles", {"rows": rows}, {}, "1", STEPS, (), {}, alert_s)
    assert build_manifest(account).get("took_longer_than") == (alert_s if slow else None)
    backroom = open_backroom(replace(settings, alert_threshold_seconds=alert_s))
    began = dt.datetime(2026, 1, 1)  # noqa: DTZ001 - as a row has it
    ended = began + dt.timedelta(seconds=2)
    row = RunRow("r", "bundles", "f", "done", {}, began, began, ended, 1, None, STEPS, ())
    assert backroom.is_slow(row) == slow
    assert not backroom.is_slow(replace(row, ended=None))


def test_the_setting_reaches_the_manifest_of_a_reading(
    settings: Settings, open_backroom: Callable[..., Backroom], tmp_path: Path
) -> None:
    path = tmp_path / "survey.csv"
    path.write_text("score,comment\n9,good\n3,bad and slow\n", "utf-8")
    backroom = open_backroom(replace(settings, alert_threshold_seconds=1e-9))
    with path.open("rb") as file:
        table = backroom.read(backroom.take(path.name, file))
    assert backroom.wait(table, PATIENCE_S).status == "done"
    manifest = backroom.reading_manifest(table)
    assert manifest["took_longer_than"] == 1e-9

"""Ctrl-C at any moment ends with exit code 4; options that drop orders drop whole ones."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from engine.__main__ import main
from engine.jobs import in_thread
from engine.terminal import Bars

Run = Callable[..., int]


def started(root: Path, *arguments: object) -> subprocess.Popen[str]:
    """`python -m engine` as a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "engine", *map(str, arguments)], cwd=root, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


@pytest.mark.skipif(os.name != "posix", reason="signals are POSIX's")
def test_ctrl_c_cancels(root: Path, orders: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    slow = ("--option", "miner=mlxtend")
    running = started(root, "bundles", orders, "--out", out, *slow)
    assert running.stderr is not None
    assert "Unpack" in running.stderr.readline()
    running.send_signal(signal.SIGINT)
    said, err = running.communicate(timeout=60)
    assert running.returncode == 4
    assert said == ""
    assert "Cancelled.\n" in err
    assert "Traceback" not in err
    assert list(out.iterdir()) == []


def test_ctrl_c_while_progress_is_drawn_cancels(
    bundles: Run,
    orders: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Deterministic: the signal arrives inside Bars.draw, not inside Backroom.wait."""

    def endless(*_):
        def poll(step):
            while True:
                step.check()

        async def work(steps):
            await in_thread(steps, poll, steps)

        return work

    draws = []

    def draw(_self, run, _steps):
        draws.append(run)
        if len(draws) == 1:
            raise KeyboardInterrupt

    monkeypatch.setattr("engine.file_door.reading_work", endless)
    monkeypatch.setattr(Bars, "draw", draw)
    try:
        code = bundles(orders, "--out", tmp_path / "out")
    except KeyboardInterrupt:
        pytest.fail("Ctrl-C went past the command line")
    assert code == 4
    assert capsys.readouterr().err == "Cancelled.\n"


@pytest.mark.parametrize(
    "arguments",
    [("--nonsense",), ("--objective", "world_peace"), ("--bundles",)],
    ids=["unknown flag", "unknown choice", "no value"],
)
def test_wrong_usage_is_one_sentence_too(
    arguments, orders: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        code = main(["bundles", str(orders), "--out", str(tmp_path / "out"), *arguments])
    except SystemExit as end:
        code = end.code
    assert code == 2
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize("inner", ["", "inner"])
def test_a_workspace_that_cannot_be_a_folder_is_refused(
    inner: str, bundles: Run, orders: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    place = tmp_path / "file" / inner
    assert bundles(orders, "--out", tmp_path / "out", "--workspace", place, "--quiet") == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_workspace_whose_database_is_damaged_is_said(
    bundles: Run, orders: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tmp_path / "workspace"
    home.mkdir()
    (home / "backroom.duckdb").write_text("garbage" * 100, "utf-8")
    assert bundles(orders, "--out", tmp_path / "out", "--workspace", home, "--quiet") != 0
    assert "Traceback" not in capsys.readouterr().err


def test_until_drops_whole_orders_where_only_the_first_line_has_a_date(
    bundles: Run, orders: Path, tmp_path: Path
) -> None:
    """Shopify's layout: order-level columns are blank on an order's further lines."""
    import json

    head, *rows = orders.read_text("utf-8").splitlines()
    seen, blanked = set(), []
    for row in rows:
        cells = row.split(",")
        if cells[0] in seen:
            cells[5] = cells[6] = ""
        seen.add(cells[0])
        blanked.append(",".join(cells))
    shopify = tmp_path / "shopify.csv"
    shopify.write_text("\n".join([head, *blanked, ""]), "utf-8")
    counts = []
    for name, path in (("full", orders), ("blank", shopify)):
        out = tmp_path / name
        assert bundles(path, "--out", out, "--until", "2024-04-10", "--quiet") == 0
        counts.append(json.loads((out / "manifest.json").read_text())["mining"]["orders"])
    assert counts[0] == counts[1]

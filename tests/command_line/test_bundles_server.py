"""`backroom bundles --model openai`: budget, resume, a killed run, and what is written."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.models.server import Server

Run = Callable[..., int]
KEY = "sk-test-0123456789abcdef"
ONE = ("--objective", "gift_box")


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A server that wants the key, which is in the environment."""
    with Server() as running:
        running.faults(key=KEY)
        monkeypatch.setenv("OPENAI_BASE_URL", running.address)
        monkeypatch.setenv("OPENAI_API_KEY", KEY)
        monkeypatch.setenv("MAX_RPS", "200")
        yield running


@pytest.fixture
def asks(bundles: Run, orders: Path, server: Server) -> Run:
    """Ask for bundles of one objective with the server's model, quietly."""
    assert server.port

    def run(*arguments: object) -> int:
        return bundles(orders, "--model", "openai", "--quiet", *ONE, *arguments)

    return run


def written(folder: Path) -> dict[str, bytes]:
    """The files of a run but its manifest."""
    return {
        path.name: path.read_bytes() for path in folder.iterdir() if path.name != "manifest.json"
    }


def told(folder: Path) -> dict[str, Any]:
    """A run's manifest."""
    manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_text("utf-8"))
    return manifest


def test_stopped_at_the_budget_it_goes_on_with_more(
    asks: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home, out, whole = tmp_path / "kept", tmp_path / "out", tmp_path / "whole"
    where = ("--out", out, "--workspace", home, "--force")
    assert asks(*where, "--budget", "0.002") == 3
    assert "Stopped at the budget" in capsys.readouterr().err
    first = told(out)
    assert first["stopped"]
    assert 0 < first["spent"]["cost_usd"] <= 0.002
    assert first["mining"]["bundles"] > 0
    documents = json.loads((out / "bundles.json").read_text("utf-8"))["bundles"]
    assert all(one["copy"]["title"] and one["explanation"] for one in documents)
    assert asks(*where, "--budget", "5", "--resume") == 0
    assert not told(out)["stopped"]
    assert asks("--out", whole, "--workspace", tmp_path / "other", "--budget", "5") == 0
    assert written(out) == written(whole)
    assert asks(*where, "--resume") == 2
    assert "nothing to go on with" in capsys.readouterr().err
    files = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert not any(KEY.encode() in data for data in files)


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX's")
def test_a_killed_run_goes_on_where_it_was(
    asks: Run, server: Server, orders: Path, tmp_path: Path, root: Path
) -> None:
    home, out, whole = tmp_path / "kept", tmp_path / "out", tmp_path / "whole"
    assert asks("--out", whole, "--workspace", tmp_path / "other") == 0
    asked = server.seen()["answered"]
    server.forget()
    server.faults(latency=0.2)
    running = subprocess.Popen(
        [sys.executable, "-m", "engine", "bundles", orders, "--model", "openai", "--quiet", *ONE,
         "--out", out, "--workspace", home],
        cwd=root,
    )  # fmt: skip
    _patiently(lambda: server.seen()["answered"] > 0 or running.poll() is not None)
    server.faults(latency=600)  # From here on nothing more is answered.
    _patiently(lambda: server.seen()["in_flight"] > 0 or running.poll() is not None)
    time.sleep(0.5)
    assert running.poll() is None
    running.send_signal(signal.SIGKILL)
    assert running.wait(30) == -signal.SIGKILL
    _patiently(lambda: server.seen()["in_flight"] == 0)
    server.faults(latency=0)
    server.forget()
    assert asks("--out", out, "--workspace", home, "--resume", "--force") == 0
    assert written(out) == written(whole)
    assert 0 < server.seen()["answered"] < asked


def _patiently(so: Callable[[], bool]) -> None:
    """Wait until it is so, a minute at most."""
    for _ in range(6_000):
        if so():
            return
        time.sleep(0.01)
    pytest.fail("it never was so")

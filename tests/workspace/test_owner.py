"""One process owns a workspace; inside it, many threads may ask and write."""

import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from engine import Backroom, EngineError, Settings, WorkspaceLocked
from engine.workspace import Workspace, begin_run, find_run, list_runs, schema, start_run

OPEN = """
import sys
from pathlib import Path
from engine import Backroom, EngineError, Settings
try:
    Backroom.open(Settings(home=Path(sys.argv[1])))
except EngineError as error:
    print(type(error).__name__, error)
"""
RUN_AND_WAIT = """
import sys
from pathlib import Path
from engine import Settings
from engine.workspace import Workspace, begin_run, end_run, start_run
from engine.steps import StepView
workspace = Workspace.open(Settings(home=Path(sys.argv[1])))
for run in ("done", "running", "queued"):
    begin_run(workspace, run, "bundles", run, {})
start_run(workspace, "running")
end_run(workspace, "done", "done", StepView("Run", "done"))
(workspace.home / "spool" / "left behind").write_text("anna@example.com")
print("ready", flush=True)
sys.stdin.read()
"""


def start(script: str, home: Path, root: Path) -> subprocess.Popen[str]:
    """Another process on a workspace, spoken to through its streams."""
    return subprocess.Popen(
        [sys.executable, "-c", script, str(home)], cwd=root, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def test_two_workspaces_in_one_process_do_not_meet(
    open_backroom: Callable[..., Backroom], tmp_path: Path
) -> None:
    one = open_backroom(Settings(home=tmp_path / "one"))
    other = open_backroom(Settings(home=tmp_path / "two"))
    begin_run(one._workspace, "a", "bundles", "a.csv", {})
    assert [row.id for row in one.runs()] == ["a"]
    assert other.runs() == []
    assert one._workspace.salt != other._workspace.salt


def test_a_second_process_is_turned_away_in_plain_words(workspace: Workspace, root: Path) -> None:
    out, err = start(OPEN, workspace.home, root).communicate(timeout=60)
    assert out == (
        "WorkspaceLocked Another Backroom already has this workspace open. "
        "Close it, or set BACKROOM_HOME to another folder.\n"
    )
    assert err == ""


def test_a_workspace_another_process_holds_is_locked_until_it_ends(
    settings: Settings, root: Path
) -> None:
    other = start(RUN_AND_WAIT, settings.home, root)
    assert other.stdout is not None
    assert other.stdout.readline() == "ready\n"
    with pytest.raises(WorkspaceLocked):
        Workspace.open(settings)
    other.kill()
    other.communicate(timeout=60)
    Workspace.open(settings).close()


def test_after_a_kill_unfinished_runs_are_interrupted_and_uploads_are_gone(
    settings: Settings, root: Path, open_backroom: Callable[..., Backroom]
) -> None:
    other = start(RUN_AND_WAIT, settings.home, root)
    assert other.stdout is not None
    assert other.stdout.readline() == "ready\n"
    other.kill()
    other.communicate(timeout=60)
    backroom = open_backroom()
    statuses = {row.id: row.status for row in backroom.runs()}
    assert statuses == {"done": "done", "running": "interrupted", "queued": "interrupted"}
    view = backroom.watch("running")
    assert view is not None
    assert (view.status, view.active) == ("interrupted", False)
    assert backroom.active() == []
    assert list((settings.home / "spool").iterdir()) == []


def test_a_workspace_made_by_a_newer_backroom_is_refused(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as later:
        later.setattr(schema, "STEPS", (*schema.STEPS, ("create table later (x integer)",)))
        Workspace.open(settings).close()
    with pytest.raises(EngineError, match="made by a newer Backroom; update the app"):
        Workspace.open(settings)


def test_a_workspace_made_by_an_older_backroom_is_brought_up_to_date(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    older = Workspace.open(settings)
    begin_run(older, "a", "bundles", "a.csv", {})
    older.close()
    monkeypatch.setattr(schema, "STEPS", (*schema.STEPS, ("create table later (x integer)",)))
    for _ in range(2):
        newer = Workspace.open(settings)
        assert find_run(newer, "a").title == "a.csv"
        newer.close()


def test_writers_and_readers_in_four_threads_lose_nothing(workspace: Workspace) -> None:
    together = threading.Barrier(4)

    def write(who: str) -> int:
        together.wait(30)
        for number in range(40):
            begin_run(workspace, f"{who}{number}", "bundles", who, {"number": number})
            start_run(workspace, f"{who}{number}")
        return 40

    def look() -> int:
        together.wait(30)
        seen = 0
        for _ in range(40):
            rows = list_runs(workspace, ["bundles"], at_most=1000)
            assert len(rows) >= seen
            assert all(row.question["number"] == int(row.id[1:]) for row in rows)
            seen = len(rows)
        return seen

    with ThreadPoolExecutor(4) as pool:
        writers = [pool.submit(write, who) for who in "ab"]
        readers = [pool.submit(look) for _ in range(2)]
    assert [writer.result() for writer in writers] == [40, 40]
    assert all(reader.result() <= 80 for reader in readers)
    rows = list_runs(workspace, ["bundles"], at_most=1000)
    assert {row.id for row in rows} == {f"{who}{n}" for who in "ab" for n in range(40)}
    assert {row.status for row in rows} == {"running"}


def test_what_fails_while_writing_is_not_written(workspace: Workspace) -> None:
    begin_run(workspace, "a", "bundles", "a.csv", {})

    def fail() -> None:
        with workspace.writing() as cursor:
            cursor.execute("delete from runs")
            raise RuntimeError("no")

    with pytest.raises(RuntimeError, match="no"):
        fail()
    assert find_run(workspace, "a").status == "queued"


def test_the_salt_is_made_once(settings: Settings) -> None:
    salts = []
    for _ in range(2):
        workspace = Workspace.open(settings)
        salts += [workspace.salt, workspace.salt]
        workspace.close()
    assert len(set(salts)) == 1
    assert len(salts[0]) >= 16


def test_the_home_folder_may_lie_deep(settings: Settings, tmp_path: Path) -> None:
    home = tmp_path / "a" / "b c" / "dö"
    Workspace.open(replace(settings, home=home)).close()
    assert home.is_dir()

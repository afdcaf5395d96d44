"""What the command line refuses (2, one sentence, nothing written), and Ctrl-C (4)."""

import re
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from engine import Backroom, BundleOptions, JobView
from engine.jobs import Work, in_thread
from engine.steps import Step, Steps

Run = Callable[..., int]
HEADER = "order_id,sku,quantity"


@pytest.fixture
def refused(bundles: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Run a command that must be refused; gives the only line it says, on the error stream."""

    def run(*arguments: object) -> str:
        out = tmp_path / "out"
        assert bundles(*arguments, "--out", out, "--quiet") == 2
        said = capsys.readouterr()
        assert said.out == ""
        assert re.fullmatch(r"[^\n]+\n", said.err)
        assert "Traceback" not in said.err
        assert not out.exists() or list(out.iterdir()) == []
        return said.err.strip()

    return run


def write(folder: Path, rows: list[str], header: str = HEADER) -> Path:
    """Rows as a CSV file."""
    path = folder / "few.csv"
    path.write_text("\n".join([header, *rows, ""]), "utf-8")
    return path


def test_a_file_that_is_not_there(refused: Callable[..., str], tmp_path: Path) -> None:
    assert "There is no file" in refused(tmp_path / "nothing.csv")
    assert "There is no file" in refused(tmp_path)


def test_ten_rows_are_too_few(refused: Callable[..., str], tmp_path: Path) -> None:
    path = write(tmp_path, [f"{n // 2},A{n % 3},1" for n in range(10)])
    assert "too small to tell: 10 usable order lines" in refused(path)


def test_one_order_is_too_few(refused: Callable[..., str], tmp_path: Path) -> None:
    path = write(tmp_path, [f"1,A{n},1" for n in range(30)])
    assert "All lines belong to one order" in refused(path)


def test_orders_of_one_product_each_hold_no_bundles(
    refused: Callable[..., str], tmp_path: Path
) -> None:
    path = write(tmp_path, [f"{n},A{n % 3},1" for n in range(30)])
    assert "No order holds two different products" in refused(path)


def test_what_is_no_table(refused: Callable[..., str], tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_bytes(b"\x89PNG\r\n\x1a\n")
    assert "PNG picture" in refused(path)
    assert "an order number" in refused(write(tmp_path, ["Ulm,1,2"], "city,a,b"))


def test_an_unknown_option_lists_the_known_ones(refused: Callable[..., str], orders: Path) -> None:
    said = refused(orders, "--option", "colour=red")
    assert "'colour'" in said
    assert all(name in said for name in BundleOptions().as_dict())


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--option", "bundles"), "--option takes name=value"),
        (("--map", "sku"), "--map takes name=value"),
        (("--map", "colour=sku"), "There is no field 'colour' in any kind of table"),
        (("--map", "sku=nope"), "There is no column 'nope'"),
        (("--bundles", "many"), "bundles must be a whole number"),
        (("--bundles", "0"), "bundles must be between 1 and 500"),
        (("--bundles", "501"), "bundles must be between 1 and 500"),
        (("--option", "season=nan"), "season must be between 0 and 2"),
        (("--option", "miner=magic"), "miner must be one of bitset, mlxtend"),
        (("--until", "31/08/2011"), "until must be a day such as 2011-08-31"),
        (("--until", "2011-02-30"), "until must be a day"),
        (("--until", "1999-01-01"), "no orders up to 1999-01-01"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_wrong_values_say_what_is_possible(
    arguments: tuple[str, ...], words: str, refused: Callable[..., str], orders: Path
) -> None:
    assert words in refused(orders, *arguments)


def test_a_locked_workspace_is_said(
    bundles: Run, orders: Path, tmp_path: Path, root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    script = (
        "import sys; from pathlib import Path; from engine import Backroom, Settings\n"
        "backroom = Backroom.open(Settings(home=Path(sys.argv[1])))\n"
        "print('open', flush=True); sys.stdin.read()"
    )
    home = tmp_path / "workspace"
    with subprocess.Popen(
        [sys.executable, "-c", script, str(home)], cwd=root, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    ) as other:  # fmt: skip
        assert other.stdout is not None
        assert other.stdout.readline() == "open\n"
        code = bundles(orders, "--out", tmp_path / "out", "--workspace", home, "--quiet")
        other.kill()
    assert code == 2
    assert capsys.readouterr().err.startswith("Another Backroom already has this workspace open.")


def started(root: Path, *arguments: object) -> subprocess.Popen[str]:
    """`python -m engine` as a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "engine", *map(str, arguments)], cwd=root, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def test_the_module_runs_by_itself(root: Path, orders: Path, tmp_path: Path) -> None:
    done = started(root, "bundles", orders, "--out", tmp_path / "out")
    out, err = done.communicate(timeout=120)
    assert done.returncode == 0
    assert "rows read" in out
    assert "Traceback" not in err
    refused = started(root, "bundles", orders, "--out", tmp_path / "out", "--quiet")
    out, err = refused.communicate(timeout=120)
    assert (refused.returncode, out) == (2, "")
    assert err == f"{tmp_path / 'out'} holds files already; add --force to write over them.\n"


def test_ctrl_c_while_a_run_is_waited_for_cancels_it(
    bundles: Run,
    orders: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    wait, began, calls = Backroom.wait, threading.Event(), 0

    def endless(*_: object) -> Work:
        def poll(step: Step) -> None:
            began.set()
            while True:
                step.check()

        async def work(steps: Steps) -> None:
            await in_thread(steps, poll, steps)

        return work

    def interrupted_once(self: Backroom, run: str, timeout_s: float | None = None) -> JobView:
        nonlocal calls
        calls += 1
        if calls == 1:
            assert began.wait(30)
            raise KeyboardInterrupt
        return wait(self, run, timeout_s)

    monkeypatch.setattr("engine.file_door.reading_work", endless)
    monkeypatch.setattr(Backroom, "wait", interrupted_once)
    assert bundles(orders, "--out", tmp_path / "out", "--quiet") == 4
    assert capsys.readouterr() == ("", "Cancelled.\n")
    assert list((tmp_path / "out").iterdir()) == []

"""Without a network: the models of this computer and Bundles run, and nothing is looked up."""

import functools
import subprocess
import sys
from pathlib import Path

import pytest

LOCAL = """
import asyncio, json
from engine.models import Item, Task
from engine.models.local import LocalChat, LocalEmbed
from engine.steps import Steps

embed = LocalEmbed()
found = asyncio.run(embed.embed(["coffee mug", "garden hose"], Steps()))
schema = {"type": "object", "properties": {"about": {"enum": ["kitchen", "garden"]}}}
task = Task("ask", "1", "Choose.", schema, 10)
items = [Item("1", {"text": "coffee mug"}), Item("2", {"text": "garden hose"})]
answers = asyncio.run(LocalChat(embed).answer(task, items, Steps()))
print(json.dumps([list(found.vectors.shape), [answer.value for answer in answers]]))
"""
ANSWERED = '[[2, 256], [{"about": "kitchen"}, {"about": "garden"}]]'

# The hook is there before anything else is imported, and sees every call of Python's own sockets.
WATCHED = """
import sys
met = []
def watch(event, arguments):
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        met.append((event, repr(arguments[-1])))
    elif event.startswith(("socket.getaddrinfo", "socket.gethostby", "socket.getnameinfo")):
        met.append((event, repr(arguments[0])))
sys.addaudithook(watch)
"""
ALONE = ("unshare", "-rn", "sh", "-c", 'ip link set lo up && exec "$@"', "sh")


@functools.cache
def why_not_alone() -> str:
    """Why a network of its own with only this computer in it cannot be had; empty where it can."""
    try:
        done = subprocess.run([*ALONE, "true"], capture_output=True, text=True, timeout=60)
    except OSError as error:
        return str(error)
    return "" if done.returncode == 0 else done.stderr.strip() or "unshare is not allowed"


def alone(root: Path, *command: str) -> str:
    """What a Python command prints where only the loopback interface exists."""
    if reason := why_not_alone():
        pytest.skip(f"no network namespace here: {reason}")
    done = subprocess.run([*ALONE, sys.executable, *command], cwd=root, capture_output=True,
                          text=True, timeout=120)  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_namespace_reaches_nobody(root: Path) -> None:
    code = (
        "import socket\n"
        "try:\n"
        "    socket.create_connection(('192.0.2.1', 80), timeout=5)\n"
        "except OSError as error:\n"
        "    print(type(error).__name__, error.errno)\n"
        "server = socket.create_server(('127.0.0.1', 0))\n"
        "print(socket.create_connection(server.getsockname(), timeout=5).getpeername()[0])"
    )
    assert alone(root, "-c", code).splitlines() == ["OSError 101", "127.0.0.1"]


def test_local_models_answer_without_a_network(root: Path) -> None:
    assert alone(root, "-c", LOCAL).strip() == ANSWERED


def test_bundles_run_without_a_network(root: Path, tmp_path: Path) -> None:
    orders = str(root / "sample_data" / "orders.csv")
    alone(root, "-m", "engine", "bundles", orders, "--out", str(tmp_path / "out"))
    files = {path.name for path in (tmp_path / "out").iterdir()}
    assert {"bundles.json", "bundles.csv", "rules.csv", "manifest.json"} <= files


def watched(root: Path, code: str, *arguments: str) -> list[str]:
    """What a program prints, and last what it met on sockets."""
    whole = f"{WATCHED}\n{code}\nprint(met)"
    done = subprocess.run([sys.executable, "-c", whole, *arguments], cwd=root,
                          capture_output=True, text=True, timeout=120)  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_the_watch_sees_what_it_should(root: Path) -> None:
    code = (
        "import socket\n"
        "socket.getaddrinfo('localhost', 9)\n"
        "one = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)\n"
        "one.connect(('127.0.0.1', 9))"
    )
    assert watched(root, code) == [
        "[('socket.getaddrinfo', \"'localhost'\"), ('socket.connect', \"('127.0.0.1', 9)\")]"
    ]


def test_local_models_connect_to_nothing_and_look_nothing_up(root: Path) -> None:
    assert watched(root, LOCAL) == [ANSWERED, "[]"]


def test_bundles_connect_to_nothing_and_look_nothing_up(root: Path, tmp_path: Path) -> None:
    code = (
        "from engine.__main__ import main\n"
        "code = main(['bundles', sys.argv[1], '--out', sys.argv[2], '--quiet'])\n"
        "print(code)"
    )
    orders, out = root / "sample_data" / "orders.csv", tmp_path / "out"
    assert watched(root, code, str(orders), str(out)) == ["0", "[]"]
    assert (out / "bundles.json").is_file()


def test_a_survey_is_analysed_without_a_network(root: Path, tmp_path: Path) -> None:
    path = str(root / "sample_data" / "survey_850.xlsx")
    alone(root, "-m", "engine", "feedback", path, "--out", str(tmp_path / "out"))
    files = {path.name for path in (tmp_path / "out").iterdir()}
    assert {"responses.csv", "summary.json", "feedback.xlsx", "feedback.pptx"} <= files

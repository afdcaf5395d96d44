"""How fast is a table of comments asked about, against a server with a limit?

The test server takes 2.5 s a request and lets 8 requests into any sliding second. The floor is
what no client can beat there: the requests at the limit's pace, and one latency. Beside the engine
stand what people write with the bare SDK: one call after the other, and `asyncio.gather` under
`Semaphore(8)` with the SDK's own retries. All send 120 comments a request.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from math import ceil
from pathlib import Path
from typing import Any

from benchmarks.asking_peers import PER_CALL, gathered, one_after_the_other
from benchmarks.common import (
    ROOT,
    arguments,
    print_claim,
    print_setting,
    print_table,
    read_table,
    succeed,
)
from engine import AskOptions, Backroom, Settings

LATENCY_S, LIMIT = 2.5, 8
SIZES = {850: 5.0, 1_800: 10.0, 3_000: 15.0}
MOST_OF_FLOOR = 1.15
SCHEMA = {
    "type": "object",
    "properties": {
        "mood": {"type": "string", "enum": ["content", "angry", "neither"]},
        "about": {"type": "string"},
    },
}
NOUNS = ("delivery", "parcel", "shoe", "refund", "website", "invoice", "colour", "size", "shop")
SAID = ("came late", "was perfect", "broke", "is too dear", "never arrived", "was fine", "is ugly")


@dataclass(frozen=True)
class Outcome:
    """One way's run: how long, how many requests, how many of them the server held back."""

    way: str
    comments: int
    seconds: float
    requests: int
    held_back: int
    most_a_second: int
    answered: int


def main() -> None:
    """Ask in all ways, print times and claims."""
    asked = arguments("Asking about comments at a server with a limit.", repeats=3)
    print_setting()
    with test_server() as address, tempfile.TemporaryDirectory() as folder:
        ours = [
            _median([_ours(address, size, Path(folder) / f"{size}_{turn}")
                     for turn in range(asked.repeats)])
            for size in SIZES
        ]  # fmt: skip
        most = max(SIZES)
        peers = [
            _seen(address, way, most, partial(_asked_by, way, address, most))
            for way in PEERS
        ]  # fmt: skip
    _print(ours, peers)


PEERS = {"gather, Semaphore(8)": gathered, "one after the other": one_after_the_other}


def _asked_by(way: str, address: str, size: int) -> int:
    return asyncio.run(PEERS[way](address, comments(size), SCHEMA))


def comments(size: int) -> list[str]:
    return [
        f"The {NOUNS[n % len(NOUNS)]} {SAID[n // len(NOUNS) % len(SAID)]}, order {n}."
        for n in range(size)
    ]


@contextlib.contextmanager
def test_server(*switches: str) -> Iterator[str]:
    """The test server in a process of its own; its address."""
    switches = switches or ("--latency", str(LATENCY_S), "--limit", str(LIMIT))
    command = [sys.executable, str(ROOT / "tests" / "models" / "server.py"), *switches]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        yield f"http://127.0.0.1:{int(process.stdout.readline())}/v1"
    finally:
        process.terminate()
        process.wait(10)


def _ours(address: str, size: int, home: Path) -> Outcome:
    """A run of the job kind `ask` on a fresh workspace; the reading of the file is not counted."""
    home.mkdir()
    file = home / "survey.csv"
    file.write_text("score,comment\n" + "".join(f'7,"{c}"\n' for c in comments(size)), "utf-8")
    settings = Settings(home=home, provider="vllm", base_url=address, ai_model="gpt-4o-mini",
                        budget_usd=0)  # fmt: skip
    backroom = Backroom.open(settings)
    try:
        table = read_table(backroom, file)
        options = AskOptions(question="How does the customer feel, about what?", schema=SCHEMA,
                             model="openai")  # fmt: skip

        def ask() -> int:
            run = backroom.ask(table, options)
            succeed(backroom, run)
            made_by = backroom.result_table(run, "answers")["made_by"]
            return int(made_by.str.starts_with("vllm").sum())

        return _seen(address, "Backroom", size, ask)
    finally:
        backroom.close()


def _seen(address: str, way: str, size: int, ask: Callable[[], int]) -> Outcome:
    """Time one way, and have the server tell what it saw of it."""
    root = address.removesuffix("/v1")
    told(f"{root}/_forget", b"{}")
    began = time.perf_counter()
    answered = ask()
    seconds = time.perf_counter() - began
    seen = told(f"{root}/_seen")
    return Outcome(way, size, seconds, seen["requests"], seen["limited"], seen["most_in_second"],
                   answered)  # fmt: skip


def told(address: str, body: bytes | None = None) -> dict[str, Any]:
    request = urllib.request.Request(address, body, {"Content-Type": "application/json"})  # noqa: S310
    with urllib.request.urlopen(request) as reply:  # noqa: S310 - this computer
        told: dict[str, Any] = json.load(reply)
    return told


def _median(runs: Sequence[Outcome]) -> Outcome:
    return sorted(runs, key=lambda run: run.seconds)[len(runs) // 2]


def _floor(comments: int) -> float:
    return ceil(comments / PER_CALL) / LIMIT + LATENCY_S


def _print(ours: Sequence[Outcome], peers: Sequence[Outcome]) -> None:
    headings = ("way", "comments", "seconds", "of the floor", "requests", "429s",
                "most in a second", "answered")  # fmt: skip
    rows = [
        (run.way, f"{run.comments:,}", f"{run.seconds:.2f}",
         f"{run.seconds / _floor(run.comments):.2f}", str(run.requests), str(run.held_back),
         str(run.most_a_second), f"{run.answered:,}")
        for run in (*ours, *peers)
    ]  # fmt: skip
    print_table(headings, rows)
    print()
    for run in ours:
        target = SIZES[run.comments]
        print_claim(f"{run.comments:,} comments within {target:g} s", f"{run.seconds:.2f} s",
                    holds=run.seconds <= target and run.answered == run.comments)  # fmt: skip
    last = ours[-1]
    share = last.seconds / _floor(last.comments)
    print_claim(f"{last.comments:,} comments within {MOST_OF_FLOOR} times the floor",
                f"{share:.2f} times {_floor(last.comments):.2f} s",
                holds=share <= MOST_OF_FLOOR)  # fmt: skip
    held = sum(run.held_back for run in ours)
    print_claim("no request is held back by the server's limit", str(held), holds=held == 0)


if __name__ == "__main__":
    main()

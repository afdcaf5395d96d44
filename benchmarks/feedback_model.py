"""A survey whose comments a server's model reads: how soon, with how many requests?

The test server takes 2.5 s a call and lets 8 requests into any sliding second. The surveys are the
sample workbooks of 850, 1,800 and 3,000 rows, whole runs from the checked table on, local reading,
themes and figures included. Beside them stand as many made-up comments, none twice, so that there
are 8, 15 and 25 batches. Every run begins on a fresh workspace; a second run on the same one sends
nothing. `--repeats` runs of each, the median is told.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from statistics import median
from typing import Any

import polars as pl

from benchmarks.asking import comments, test_server, told
from benchmarks.common import (
    ROOT,
    arguments,
    print_claim,
    print_setting,
    print_table,
    read_table,
    succeed,
)
from engine import Backroom, FeedbackOptions, Settings

LATENCY_S, LIMIT, PER_CALL = 2.5, 8, 120
TARGETS = {850: 5.0, 1_800: 10.0, 3_000: 15.0}
BESIDE = 2  # requests that name the themes and word the summary


@dataclass(frozen=True)
class Timed:
    """One run and the one after it.

    Attributes:
        seconds: Of the first, wall.
        again: Of the second, in which everything is remembered.
        requests: What the first one sent.
        sent_again: What the second one sent.
        held_back: Requests that the server's limit turned away.
        comments: Distinct comments that were read by the server's model.
    """

    seconds: float
    again: float
    requests: int
    sent_again: int
    held_back: int
    comments: int


def main() -> None:
    """Run Feedback against the test server; print times, requests and claims."""
    asked = arguments("A Feedback run with a server's model.", repeats=3)
    print_setting()
    switches = ("--latency", str(LATENCY_S), "--limit", str(LIMIT))
    with test_server(*switches) as address, tempfile.TemporaryDirectory() as folder:
        surveys = _surveys(Path(folder))
        runs = {
            name: [
                _timed(address, path, Path(folder) / f"{place}_{turn}")
                for turn in range(asked.repeats)
            ]
            for place, (name, path) in enumerate(surveys.items())
        }
    _print(runs)


def _surveys(folder: Path) -> dict[str, Path]:
    """The sample workbooks, and as many comments that all differ."""
    samples = {
        f"survey_{rows}.xlsx": ROOT / "sample_data" / f"survey_{rows}.xlsx" for rows in TARGETS
    }
    made = {}
    for rows in TARGETS:
        path = made[f"{rows:,} comments"] = folder / f"comments_{rows}.csv"
        lines = (f'{place % 11},"{said}"' for place, said in enumerate(comments(rows)))
        path.write_text("score,comment\n" + "\n".join(lines) + "\n", "utf-8")
    return samples | made


def _timed(address: str, path: Path, home: Path) -> Timed:
    settings = Settings(
        home=home, provider="vllm", base_url=address, ai_model="test-model", budget_usd=0
    )
    backroom = Backroom.open(settings)
    root = address.removesuffix("/v1")
    try:
        table = read_table(backroom, path)
        succeed(backroom, table)
        seconds, run, seen = _once(backroom, table, root)
        read = backroom.feedback_responses(run).filter(
            pl.col("analysed_by").str.starts_with("vllm")
        )["comment"].n_unique()  # fmt: skip
        again, _, after = _once(backroom, table, root)
        return Timed(seconds, again, seen["requests"], after["requests"], seen["limited"], read)
    finally:
        backroom.close()


def _once(backroom: Backroom, table: str, root: str) -> tuple[float, str, dict[str, Any]]:
    """Seconds and id of a run, and what the server saw of it."""
    told(f"{root}/_forget", b"{}")
    began = time.perf_counter()
    run = backroom.find_feedback(table, FeedbackOptions(), model="openai", again=True)
    succeed(backroom, run)
    return time.perf_counter() - began, run, told(f"{root}/_seen")


def _print(runs: Mapping[str, Sequence[Timed]]) -> None:
    headings = ("survey", "seconds", "second run", "requests", "then", "429s", "read by the server")
    rows = [
        (name, f"{_median(of, 'seconds'):.2f}", f"{_median(of, 'again'):.2f}",
         str(of[-1].requests), str(of[-1].sent_again), str(of[-1].held_back),
         f"{of[-1].comments:,}")
        for name, of in runs.items()
    ]  # fmt: skip
    print_table(headings, rows)
    print()
    for (name, of), target in zip(
        runs.items(), [*TARGETS.values(), *TARGETS.values()], strict=True
    ):
        seconds, last = _median(of, "seconds"), of[-1]
        print_claim(f"{name} within {target:g} s", f"{seconds:.2f} s", holds=seconds <= target)
        most = ceil(last.comments / PER_CALL) + BESIDE
        print_claim(f"{name} in at most {most} requests", str(last.requests),
                    holds=last.requests <= most)  # fmt: skip
    again = sum(one.sent_again for of in runs.values() for one in of)
    print_claim("a second run sends nothing", str(again), holds=again == 0)


def _median(of: Sequence[Timed], name: str) -> float:
    return median(float(getattr(one, name)) for one in of)


if __name__ == "__main__":
    main()

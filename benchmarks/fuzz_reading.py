"""Is any file, however it is damaged, read or refused in plain words?

Real files, those of the sample shop and documents of receipts are damaged by a number (see
`tests/files/mutations.py`) and read in processes of their own: one that hangs is ended, one that
wants more memory than it may have fails, and either is a failure as much as a traceback.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import re
import resource
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

from benchmarks.common import ROOT, print_claim, print_setting, print_table

sys.path.insert(0, str(ROOT / "tests" / "files"))
MOST_SECONDS = 20.0
"""Of processor time, which does not depend on what else the machine has to do."""
MOST_WAIT_SECONDS = 150.0
"""By the clock, after which a case hangs."""
MOST_BYTES = 3 << 30
FIRST_WORDS = 5
_NUMBER = re.compile(r"\d[\d,]*")
WHOM = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
SPAWN = multiprocessing.get_context("spawn")


@dataclass(frozen=True)
class Outcome:
    """What became of a case.

    Attributes:
        case: Its number and what was done, in words.
        verdict: `read`, `refused` or `wrong`.
        told: The kind, the sentence, or what was wrong.
        seconds: Processor time that reading took, in its process and its children.
        mb: The most memory its process, or a child of that, had taken by then, in MiB.
    """

    case: str
    verdict: str
    told: str
    seconds: float
    mb: float


class Worker:
    """A process that reads one case at a time."""

    def __init__(self, seed: int) -> None:
        self.pipe, theirs = SPAWN.Pipe()
        self.process = SPAWN.Process(target=_work, args=(theirs, seed), daemon=False)
        self.process.start()
        theirs.close()
        self.number, self.began = -1, 0.0
        self.pipe.recv()

    def begin(self, number: int) -> None:
        self.number, self.began = number, time.monotonic()
        self.pipe.send(number)

    def overdue(self) -> bool:
        return time.monotonic() - self.began > MOST_WAIT_SECONDS

    def end(self) -> None:
        self.process.kill()
        self.process.join()
        self.pipe.close()


def main() -> None:
    """Read every case; print what became of them, each failure, and claims."""
    asked = _asked()
    if asked.only is not None:
        _one(asked.only, asked.seed)
        return
    print_setting()
    began = time.monotonic()
    outcomes = list(_outcomes(range(asked.cases), asked.seed, asked.workers))
    _print(outcomes, asked.seed, time.monotonic() - began)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Read damaged files; nothing may break.")
    parser.add_argument("--cases", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--only", type=int, help="replay one case, with its traceback")
    return parser.parse_args()


def _one(number: int, seed: int) -> None:
    from mutations import case

    found = case(number, seed)
    print(found)
    with tempfile.TemporaryDirectory() as folder:
        outcome = _outcome(number, seed, Path(folder))
    print(f"{outcome.verdict} in {outcome.seconds:.2f} s: {_shortened(outcome.told)}")


def _outcomes(numbers: range, seed: int, count: int) -> Iterator[Outcome]:
    """What became of every case; a worker that hangs or ends is replaced."""
    todo = iter(numbers)
    workers = [Worker(seed) for _ in range(min(count, len(numbers)))]
    for worker in workers:
        worker.begin(next(todo))
    while workers:
        ready = set(wait([worker.pipe for worker in workers], timeout=1.0))
        for place, worker in reversed(list(enumerate(workers))):
            outcome = _answer(worker, seed, ready)
            if outcome is None:
                continue
            if outcome.verdict == "wrong":
                print(outcome.case, outcome.told[-200:], sep="\n", file=sys.stderr, flush=True)
            yield outcome
            if worker.pipe.closed:
                worker = workers[place] = Worker(seed)
            number = next(todo, None)
            if number is None:
                worker.end()
                del workers[place]
            else:
                worker.begin(number)


def _answer(worker: Worker, seed: int, ready: set[Any]) -> Outcome | None:
    """What a worker has to say; it is ended where it hangs or is gone."""
    told = ""
    if worker.pipe in ready:
        try:
            outcome: Outcome = worker.pipe.recv()
        except EOFError:
            worker.process.join()
            told = f"its process ended ({worker.process.exitcode})"
        else:
            return outcome
    elif worker.overdue():
        told = f"it hung for more than {MOST_WAIT_SECONDS:g} s"
    if not told:
        return None
    worker.end()
    seconds = time.monotonic() - worker.began
    from mutations import case

    return Outcome(str(case(worker.number, seed)), "wrong", told, seconds, 0.0)


def _work(pipe: Connection, seed: int) -> None:
    """What a worker does: read the cases it is told."""
    os.environ["POLARS_MAX_THREADS"] = "2"
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    import judging  # noqa: F401 - what is slow to load is no part of a case

    pipe.send("ready")
    with tempfile.TemporaryDirectory() as folder:
        while True:
            try:
                number = pipe.recv()
            except EOFError:
                return
            pipe.send(_outcome(number, seed, Path(folder)))


def _outcome(number: int, seed: int, folder: Path) -> Outcome:
    import duckdb
    from judging import judged
    from mutations import case

    found = case(number, seed)  # what making it takes is no part of reading it
    began = _seconds()
    free = resource.getrlimit(resource.RLIMIT_AS)
    # Only the soft limit: children of the engine set their own.
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, free[1]))
    try:
        with duckdb.connect(config={"threads": 1}) as connection:
            verdict, told = judged(found.data, folder / str(number), connection)
    except BaseException:  # noqa: BLE001 - whatever it is, it is what is looked for
        verdict, told = "wrong", traceback.format_exc()
    finally:
        resource.setrlimit(resource.RLIMIT_AS, free)
    seconds = _seconds() - began
    if seconds > MOST_SECONDS:
        verdict, told = "wrong", f"it took {seconds:.0f} s ({verdict}: {told})"
    return Outcome(str(found), verdict, told, seconds, _peak_mb())


def _seconds() -> float:
    used = [resource.getrusage(who) for who in WHOM]
    return sum(each.ru_utime + each.ru_stime for each in used)


def _peak_mb() -> float:
    return max(resource.getrusage(who).ru_maxrss for who in WHOM) / 1024


def _print(outcomes: list[Outcome], seed: int, seconds: float) -> None:
    counts = Counter(outcome.verdict for outcome in outcomes)
    wrong = [outcome for outcome in outcomes if outcome.verdict == "wrong"]
    for outcome in sorted(wrong, key=lambda outcome: outcome.case):
        print(f"\n{outcome.case}\n{_shortened(outcome.told)}")
    _print_counts(outcomes)
    print(f"\nSeed {seed}: {len(outcomes):,} cases in {seconds:.0f} s: {counts['read']:,} read, "
          f"{counts['refused']:,} refused, {counts['wrong']:,} wrong.")  # fmt: skip
    slowest = max(outcomes, key=lambda outcome: outcome.seconds)
    print(f"Slowest: {slowest.seconds:.1f} s, {slowest.case}")
    peak = max(outcome.mb for outcome in outcomes)
    print()
    print_claim("every damaged file is read or refused", f"{counts['wrong']} are not",
                holds=not wrong)  # fmt: skip
    print_claim(f"each within {MOST_SECONDS:g} s", f"{slowest.seconds:.1f} s",
                holds=slowest.seconds <= MOST_SECONDS)  # fmt: skip
    print_claim(f"in at most {MOST_BYTES >> 20:,} MiB of memory", f"{peak:,.0f} MiB",
                holds=peak <= MOST_BYTES >> 20)  # fmt: skip


def _shortened(told: str) -> str:
    return told if len(told) < 3000 else f"{told[:600]} [...] {told[-2000:]}"


def _print_counts(outcomes: list[Outcome]) -> None:
    """How many were read as what, and refused in which words."""
    read = Counter(each.told for each in outcomes if each.verdict == "read")
    print_table(("read as", "cases"), [(kind, f"{n:,}") for kind, n in read.most_common()])
    refused = Counter(
        " ".join(_NUMBER.sub("N", each.told).split()[:FIRST_WORDS])
        for each in outcomes
        if each.verdict == "refused"
    )
    rows = [(words, f"{count:,}") for words, count in sorted(refused.items(), key=_commonest)]
    print_table(("refused: it begins with", "cases"), rows)


def _commonest(counted: tuple[str, int]) -> tuple[int, str]:
    return -counted[1], counted[0]


if __name__ == "__main__":
    main()

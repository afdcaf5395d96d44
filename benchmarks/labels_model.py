"""How soon and how often is a server asked about labels, and what becomes of it when all fails?

520 words of one merchant of the sample receipts; the test server takes 1.5 s a call and lets 8
requests into any sliding second. What is timed is the asking: judging by local models comes
before it. Beside it stand all 520 words in batches, and what people write with the bare SDK: one
word a call, eight at once, and one after the other (20 words, times 520 / 20).
"""

from __future__ import annotations

import asyncio
import json
import pickle
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from benchmarks.asking import test_server, told
from benchmarks.asking_peers import gathered, one_after_the_other
from benchmarks.common import ROOT, arguments, print_claim, print_setting, print_table
from benchmarks.labels_case import WORDS, Asking, Case, ask_server, make_case
from engine.labels.verdicts.ask import judge_task
from engine.labels.verdicts.sent import NOT_SENT, REMEMBERED, UNANSWERED
from engine.labels.verdicts.shown import Showing
from engine.labels.verdicts.verdict import DECIDED_BY

LATENCY_S, LIMIT = 1.5, 8
AT_MOST_S, AT_MOST_SENT = 4.0, 0.15
SERIAL = 20
ENDED_AFTER_S = 3.2
FAULTY = 0.1
SWITCHES = ("--latency", str(LATENCY_S), "--limit", str(LIMIT), "--bodies", "true")
FAULTS = ("--every", str(FAULTY), "--latency", "0.3", "--limit", str(LIMIT), "--bodies", "true",
          "--retry-after-ms", "300")  # fmt: skip


def main() -> None:
    """Ask in all ways, print times and claims."""
    asked = arguments("Asking a server about labels.", repeats=3, seeds=3)
    print_setting()
    case = make_case()
    with tempfile.TemporaryDirectory() as folder:
        with test_server(*SWITCHES) as address:
            ours = _ours(address, case, Path(folder), asked.repeats)
            every = [ask_server(address, case.all_unclear(), Path(folder) / "every")]
            peers = _peers(address, case)
            _print_ways(case, ours, every, peers)
            _end_and_resume(address, case.all_unclear(), Path(folder))
        _faults(case.all_unclear(), Path(folder), asked.seeds)


def _ours(address: str, case: Case, folder: Path, repeats: int) -> list[Asking]:
    """On fresh workspaces, then once more on the last of them."""
    asked = [ask_server(address, case, folder / f"ours_{turn}") for turn in range(repeats)]
    return [*asked, ask_server(address, case, folder / f"ours_{repeats - 1}")]


def _peers(address: str, case: Case) -> list[tuple[str, float, int, int]]:
    """Way, seconds, requests and words answered."""
    showing = Showing(case.evidence)
    texts = [json.dumps(showing.of(row)) for row in range(len(case.evidence.given))]
    schema: Any = judge_task(1).schema
    root = address.removesuffix("/v1")
    rows = []
    for way, peer, many in (
        ("one word a call, Semaphore(8)", gathered, len(texts)),
        (f"one word after the other, {SERIAL} scaled", one_after_the_other, SERIAL),
    ):
        told(f"{root}/_forget", b"{}")
        began = time.perf_counter()
        answered = asyncio.run(peer(address, texts[:many], schema, 1))
        scale = len(texts) / many
        seconds, seen = time.perf_counter() - began, told(f"{root}/_seen")
        rows.append((way, seconds * scale, round(seen["requests"] * scale),
                     round(answered * scale)))  # fmt: skip
    return rows


def _print_ways(
    case: Case,
    ours: Sequence[Asking],
    every: Sequence[Asking],
    peers: Sequence[tuple[str, float, int, int]],
) -> None:
    *fresh, again = ours
    seconds, sent = median(run.seconds for run in fresh), len(_rows(fresh[0]))
    rows = [
        ("unclear words, 25 a call", f"{seconds:.2f}", _requests(fresh[0]), str(sent)),
        ("the same once more", f"{again.seconds:.2f}", _requests(again), "0"),
        ("all words, 25 a call", f"{every[0].seconds:.2f}", _requests(every[0]),
         str(len(_rows(every[0])))),
        *((way, f"{took:.1f}", str(requests), str(many)) for way, took, requests, many in peers),
    ]  # fmt: skip
    test = case.self_test
    print(
        f"\n{WORDS} words; clearly wrong from {test.threshold}, clearly right below "
        f"{test.fine_below}; {int(case.verdicts.clear.sum())} are clear."
    )
    print_table(("way", "seconds", "requests", "words sent"), rows)
    print()
    print_claim(f"{WORDS} words within {AT_MOST_S:g} s of asking", f"{seconds:.2f} s",
                holds=seconds <= AT_MOST_S)  # fmt: skip
    print_claim(f"at most {AT_MOST_SENT:.0%} of the words are sent", f"{sent / WORDS:.1%}",
                holds=sent <= AT_MOST_SENT * WORDS)  # fmt: skip
    print_claim("a second run asks nothing", f"{again.seen['requests']} requests",
                holds=again.seen["requests"] == 0)  # fmt: skip
    held = sum(run.seen["limited"] for run in (*ours, *every))
    print_claim("no request is held back by the server's limit", str(held), holds=held == 0)


def _rows(asking: Asking) -> np.ndarray[Any, Any]:
    """Rows that were asked about."""
    sent = asking.verdicts.sent
    return np.flatnonzero(sent.state != NOT_SENT) if sent is not None else np.zeros(0)


def _requests(asking: Asking) -> str:
    return str(asking.seen["requests"])


def _end_and_resume(address: str, case: Case, folder: Path) -> None:
    """All words are asked about by a process that is killed, then by another one."""
    path, home = folder / "case.pickle", folder / "ended"
    path.write_bytes(pickle.dumps(case))
    root = address.removesuffix("/v1")
    told(f"{root}/_forget", b"{}")
    command = [sys.executable, "-m", "benchmarks.labels_case", address, str(path), str(home)]
    process = subprocess.Popen(command, cwd=ROOT)
    while not told(f"{root}/_seen")["requests"]:
        time.sleep(0.02)
    time.sleep(ENDED_AFTER_S)
    process.kill()
    process.wait()
    before = Asking(0.0, case.verdicts, told(f"{root}/_seen")).sent
    resumed = ask_server(address, case, home)
    assert resumed.verdicts.sent is not None
    showing = Showing(case.evidence)
    shown = [json.dumps(showing.of(row), sort_keys=True) for row in range(WORDS)]
    remembered = np.flatnonzero(resumed.verdicts.sent.state == REMEMBERED).tolist()
    kept, distinct = len({shown[row] for row in remembered}), len(set(shown))
    print_table(
        ("killed and resumed", "words that differ"),
        [("all", str(distinct)), ("sent before the end", str(len(before))),
         ("answers kept", str(kept)), ("sent afterwards", str(len(resumed.sent))),
         ("of these under way at the end", str(len(before & resumed.sent)))],
    )  # fmt: skip
    print()
    print_claim("no word is asked again whose answer had come",
                f"{kept} answers kept, {len(resumed.sent)} of {distinct} words sent",
                holds=kept > 0 and kept + len(resumed.sent) == distinct)  # fmt: skip


def _faults(case: Case, folder: Path, seeds: int) -> None:
    """Every fault at one request in ten: each word has a verdict of the model or a reason."""
    rows, lost = [], 0
    for seed in range(seeds):
        with test_server(*FAULTS, "--seed", str(seed)) as address:
            found = ask_server(address, case, folder / f"faults_{seed}")
        sent, by = found.verdicts.sent, found.verdicts.decided_by
        assert sent is not None
        llm = by == DECIDED_BY.index("llm")
        told_why = np.array([row in sent.reasons for row in range(WORDS)])
        lost += int((~llm & ~told_why).sum()) + sum(not why for why in found.verdicts.reasons)
        rows.append((str(seed), str(int(llm.sum())),
                     str(int((sent.state == UNANSWERED).sum())), _requests(found)))  # fmt: skip
    print_table(("seed, faults at 10 %", "by the model", "without its answer", "requests"), rows)
    print()
    print_claim("every word has a verdict or a reason", f"{lost} have neither", holds=lost == 0)


if __name__ == "__main__":
    main()

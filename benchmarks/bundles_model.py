"""A shop of 500 orders with a server's models for everything: how soon, with how many questions?

The test server takes 1 s a call and lets 8 requests into any sliding second. Orders and catalog
are made up; products are embedded, classified, proposed, advised on and written about by the
server. Every run begins on a fresh workspace, with nothing remembered. The floor is what no client
can beat: the requests at the limit's pace, and one latency for each round of questions that waits
for the answers of the one before.
"""

from __future__ import annotations

import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.asking import test_server, told
from benchmarks.common import (
    arguments,
    print_claim,
    print_setting,
    print_table,
    read_table,
    succeed,
)
from benchmarks.shop_file import write_catalog, write_shop
from engine import Backroom, BundleOptions, Settings

LATENCY_S, LIMIT = 1.0, 8
FIRST_S, FINAL_S = 3.0, 20.0
ROUNDS = 4  # classify and embed, propose, advise, write
LOOK_EVERY_S = 0.01


@dataclass(frozen=True)
class Timed:
    """One run: wall seconds from the checked and joined table on.

    Attributes:
        first: Until bundles could be seen.
        total: Until the end.
        requests: What the server was asked, by path.
        held_back: Requests that its limit turned away.
        manifest: The run's.
    """

    first: float
    total: float
    requests: dict[str, int]
    held_back: int
    manifest: dict[str, Any]


def main() -> None:
    """Run the pipeline against the test server, print times, questions and claims."""
    asked = arguments("A Bundles run with a server's models.", repeats=3, orders=500, products=200)
    print_setting()
    with (
        test_server("--latency", str(LATENCY_S), "--limit", str(LIMIT)) as address,
        tempfile.TemporaryDirectory() as folder,
    ):
        orders, catalog = Path(folder) / "orders.csv", Path(folder) / "catalog.csv"
        lines = write_shop(orders, round(2.4 * asked.orders), asked.orders, asked.products)
        write_catalog(catalog, asked.products)
        print(f"{lines:,} lines of {asked.orders:,} orders, {asked.products:,} products")
        runs = [
            _timed(address, (orders, catalog), Path(folder) / f"home_{turn}")
            for turn in range(asked.repeats)
        ]
    _print(runs)


def _timed(address: str, files: Sequence[Path], home: Path) -> Timed:
    settings = Settings(
        home=home, provider="vllm", base_url=address, ai_model="test-model",
        embedding_model="test-embedding", budget_usd=0,
    )  # fmt: skip
    backroom = Backroom.open(settings)
    try:
        joined = backroom.join([read_table(backroom, path) for path in files])
        succeed(backroom, joined)
        root = address.removesuffix("/v1")
        told(f"{root}/_forget", b"{}")
        began, first = time.perf_counter(), 0.0
        run = backroom.find_bundles(joined, BundleOptions(appeal=True), model="openai")
        while (view := backroom.watch(run)) is not None and view.active:
            if view.preview and not first:
                first = time.perf_counter() - began
            time.sleep(LOOK_EVERY_S)
        total = time.perf_counter() - began
        succeed(backroom, run)
        seen = told(f"{root}/_seen")
        manifest = backroom.document(run, "manifest")
        return Timed(first or total, total, seen["paths"], seen["limited"], manifest)
    finally:
        backroom.close()


def _print(runs: Sequence[Timed]) -> None:
    last = runs[-1].manifest
    steps = [run.manifest["seconds"] for run in runs]
    print_table(
        ("step", "seconds"),
        [(name, f"{median(one[name] for one in steps):.3f}") for name in steps[0]],
    )
    requests = Counter(runs[-1].requests)
    print_table(("asked for", "requests"), [(path, str(n)) for path, n in requests.items()])
    first, total = (median(getattr(run, name) for run in runs) for name in ("first", "total"))
    floor = requests.total() / LIMIT + ROUNDS * LATENCY_S
    mining = last["mining"]
    print(
        f"\n{mining['bundles']} bundles and {mining['offers']} offers; {last['proposed']['taken']} "
        f"proposals taken, {last['advised']} prices advised on; the floor is {floor:.1f} s"
    )
    print_claim(f"first bundles within {FIRST_S:g} s", f"{first:.2f} s", holds=first <= FIRST_S)
    print_claim(f"final ones within {FINAL_S:g} s", f"{total:.2f} s", holds=total <= FINAL_S)
    held = sum(run.held_back for run in runs)
    print_claim("no request is held back by the server's limit", str(held), holds=held == 0)


if __name__ == "__main__":
    main()

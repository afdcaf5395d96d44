"""A shop of 500 orders with a server's models for everything: how soon, with how many questions?

The test server takes 1 s a call and lets 8 requests into any sliding second. One shop is made up,
once with its catalog and once without, where more is left for the classifier to tell; the other is
the first 500 orders of the sample shop with catalog and inventory. The server embeds, classifies,
proposes, advises and writes. Every run begins on a fresh workspace, with nothing remembered. The
floor is what no client can beat: the requests at the limit's pace, and one latency for each round
of questions that waits for the answers of the one before.
"""

from __future__ import annotations

import json
import tempfile
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import polars as pl

from benchmarks.asking import test_server, told
from benchmarks.common import (
    ROOT,
    arguments,
    print_claim,
    print_setting,
    print_table,
    read_table,
    succeed,
)
from benchmarks.shop_file import write_catalog, write_shop
from engine import Backroom, BundleOptions, Settings
from engine.bundles.asks import advise, classify, propose, write

LATENCY_S, LIMIT = 1.0, 8
FIRST_S, FINAL_S = 3.0, 20.0
ROUNDS = 4  # embed and classify, propose, advise, write
LOOK_EVERY_S = 0.01
STEPS = (
    "Map lines to products", "Mine itemsets", "Embed products", "Tag products",
    "Weigh the evidence", "Find rules", "Ask for proposals", "Generate candidates",
    "Fill the pool", "Make offers of them", "Score and price", "Choose the offers",
    "Explain and write copy", "Does it hold?",
)  # fmt: skip
ASKED = {
    "classify": classify.INSTRUCTIONS,
    "propose": propose.INSTRUCTIONS,
    "advise": advise.INSTRUCTIONS,
    "write": write.INSTRUCTIONS.partition("{")[0],
}
EMBED = "embed"


@dataclass(frozen=True)
class Timed:
    """One run: wall seconds from the checked and joined table on.

    Attributes:
        first: Until bundles could be seen.
        total: Until the end.
        requests: What the server was asked, by kind.
        held_back: Requests that its limit turned away.
        manifest: The run's.
    """

    first: float
    total: float
    requests: Counter[str]
    held_back: int
    manifest: Mapping[str, Any]


def main() -> None:
    """Run the pipeline against the test server; print times, questions and claims."""
    asked = arguments("A Bundles run with a server's models.", repeats=3, orders=500, products=200)
    print_setting()
    switches = ("--latency", str(LATENCY_S), "--limit", str(LIMIT), "--bodies", "true")
    with test_server(*switches) as address, tempfile.TemporaryDirectory() as folder:
        shops = _shops(Path(folder), asked.orders, asked.products)
        runs = {
            name: [
                _timed(address, files, Path(folder) / f"{place}_{turn}")
                for turn in range(asked.repeats)
            ]
            for place, (name, files) in enumerate(shops.items())
        }
    _print(runs)


def _shops(folder: Path, orders: int, products: int) -> dict[str, list[Path]]:
    """The files of each shop."""
    made, catalog, sample = (folder / name for name in ("orders.csv", "catalog.csv", "sample.csv"))
    write_shop(made, round(2.4 * orders), orders, products)
    write_catalog(catalog, products)
    lines = pl.read_csv(ROOT / "sample_data" / "orders.csv", infer_schema_length=0)
    first = lines["order_id"].unique(maintain_order=True).head(orders)
    lines.filter(pl.col("order_id").is_in(first.to_list())).write_csv(sample)
    beside = [ROOT / "sample_data" / name for name in ("catalog.csv", "inventory.csv")]
    return {
        "made up": [made, catalog],
        "made up, orders alone": [made],
        "sample shop": [sample, *beside],
    }


def _timed(address: str, files: Sequence[Path], home: Path) -> Timed:
    settings = Settings(
        home=home, provider="vllm", base_url=address, ai_model="test-model",
        embedding_model="test-embedding", budget_usd=0,
    )  # fmt: skip
    backroom = Backroom.open(settings)
    try:
        tables = [read_table(backroom, path) for path in files]
        table = backroom.join(tables) if len(tables) > 1 else tables[0]
        succeed(backroom, table)
        root = address.removesuffix("/v1")
        told(f"{root}/_forget", b"{}")
        began, first = time.perf_counter(), 0.0
        run = backroom.find_bundles(table, BundleOptions(appeal=True), model="openai")
        while (view := backroom.watch(run)) is not None and view.active:
            if view.preview and not first:
                first = time.perf_counter() - began
            time.sleep(LOOK_EVERY_S)
        total = time.perf_counter() - began
        succeed(backroom, run)
        seen = told(f"{root}/_seen")
        requests = Counter(map(_kind, seen["bodies"]))
        manifest = backroom.document(run, "manifest")
        return Timed(first or total, total, requests, seen["limited"], manifest)
    finally:
        backroom.close()


def _kind(body: str) -> str:
    """What a request asked for."""
    sent = json.loads(body)
    if "messages" not in sent:
        return EMBED
    said = sent["messages"][0]["content"]
    return next(kind for kind, words in ASKED.items() if words in said)


def _print(runs: Mapping[str, Sequence[Timed]]) -> None:
    """Medians; steps side by side overlap, so that they may add up to more than the total."""
    rows = [
        (step, *(f"{median(_of(run, step) for run in of):.2f}" for of in runs.values()))
        for step in STEPS
    ]
    for name in ("first", "total"):
        values = (median(getattr(run, name) for run in of) for of in runs.values())
        rows.append((name, *(f"{value:.2f}" for value in values)))
    rows.append(("floor", *(f"{_floor(of[-1]):.2f}" for of in runs.values())))
    print_table(("seconds", *runs), rows)
    kinds = (EMBED, *ASKED)
    asked = [(kind, *(str(of[-1].requests[kind]) for of in runs.values())) for kind in kinds]
    asked.append(("all", *(str(of[-1].requests.total()) for of in runs.values())))
    print_table(("requests", *runs), asked)
    found = [
        (name, *(str(of[-1].manifest["mining"][name]) for of in runs.values()))
        for name in ("orders", "products", "bundles", "offers")
    ]
    print_table(("found", *runs), found)
    print()
    for name, of in runs.items():
        first, total = (median(getattr(run, part) for run in of) for part in ("first", "total"))
        print_claim(f"{name}: first bundles within {FIRST_S:g} s", f"{first:.2f} s",
                    holds=first <= FIRST_S)  # fmt: skip
        print_claim(f"{name}: final ones within {FINAL_S:g} s", f"{total:.2f} s",
                    holds=total <= FINAL_S)  # fmt: skip
    held = sum(run.held_back for of in runs.values() for run in of)
    print_claim("no request is held back by the server's limit", str(held), holds=held == 0)


def _of(run: Timed, step: str) -> float:
    return float(run.manifest["seconds"].get(step, 0.0))


def _floor(run: Timed) -> float:
    return run.requests.total() / LIMIT + ROUNDS * LATENCY_S


if __name__ == "__main__":
    main()

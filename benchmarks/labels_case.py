"""520 words of one merchant of the sample receipts, judged and settled; and the asking about them.

Each asking opens models on a workspace of its own folder, as a run does.
"""

from __future__ import annotations

import asyncio
import json
import pickle
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from benchmarks.asking import told
from benchmarks.common import ROOT, fresh_backroom, read_table
from engine import Settings
from engine.labels.evidence.evidence import Evidence
from engine.labels.evidence.gather import gather_facts
from engine.labels.evidence.judging import judge_words
from engine.labels.evidence.similar import find_similar
from engine.labels.numbering import number_words
from engine.labels.options import LabelOptions
from engine.labels.verdicts.ask import ask_unclear
from engine.labels.verdicts.selftest import run_self_test
from engine.labels.verdicts.settle import settle
from engine.labels.verdicts.verdict import SelfTest, Verdicts
from engine.models.keys import Key
from engine.models.lane import Lane, Limits
from engine.models.opening import Post, open_models
from engine.steps import Steps
from engine.workspace import Workspace, begin_run

WORDS = 520
OPTIONS = LabelOptions()
RUN = "labels"


@dataclass(frozen=True)
class Case:
    """What is asked about.

    Attributes:
        evidence: All that is known of the merchant's words.
        verdicts: What rules and local models say of them.
        self_test: Where the thresholds come from.
        options: With which it is asked.
    """

    evidence: Evidence
    verdicts: Verdicts
    self_test: SelfTest
    options: LabelOptions

    def all_unclear(self) -> Case:
        """The same words, none settled, all of which may be sent."""
        none = np.zeros(len(self.evidence.given), dtype=np.bool_)
        given = replace(self.evidence.given, status=np.zeros_like(self.evidence.given.status))
        return replace(
            self,
            evidence=replace(self.evidence, given=given),
            verdicts=replace(self.verdicts, clear=none),
            options=replace(self.options, most_asked=1.0),
        )


def make_case() -> Case:
    """The merchant with most labels; whole receipts, and of the last one so many as make 520."""
    with fresh_backroom() as backroom:
        table = backroom.lines(read_table(backroom, ROOT / "sample_data" / "receipts.csv"))
    labelled = pl.col("label").is_not_null()
    merchant = table.filter(labelled)["merchant"].cast(pl.String).value_counts(sort=True).item(0, 0)
    shop = table.filter(pl.col("merchant").cast(pl.String) == merchant).sort("row")
    before = labelled.cast(pl.Int64).cum_sum()
    last = shop.filter((before == WORDS) & labelled)["row"].item()
    return asyncio.run(_judged(shop.filter(pl.col("row") <= last)))


async def _judged(table: pl.DataFrame) -> Case:
    words, given = number_words(table)
    steps = Steps()
    facts = gather_facts(words, steps)
    judged = await judge_words(words, given, facts, OPTIONS, steps)
    similar = find_similar(words, given, judged, OPTIONS, use_faiss=True)
    self_test = run_self_test(judged, given, OPTIONS)
    verdicts = settle(judged, given, similar, self_test, OPTIONS)
    return Case(Evidence(words, given, facts, judged, similar), verdicts, self_test, OPTIONS)


@dataclass(frozen=True)
class Asking:
    """One asking.

    Attributes:
        seconds: Wall time of `ask_unclear`.
        verdicts: What came of it.
        seen: What the server saw meanwhile.
    """

    seconds: float
    verdicts: Verdicts
    seen: dict[str, Any]

    @property
    def sent(self) -> set[str]:
        """What was shown of each word that was judged, without the request's own id."""
        shown = set()
        for body in self.seen["bodies"]:
            for item in json.loads(json.loads(body)["messages"][-1]["content"])["items"]:
                if "suggested" not in item:
                    del item["id"]
                    shown.add(json.dumps(item, sort_keys=True))
        return shown


def ask_server(address: str, case: Case, home: Path) -> Asking:
    """Ask about the unclear words of a case; answers are remembered in the folder."""
    root = address.removesuffix("/v1")
    told(f"{root}/_forget", b"{}")
    seconds, verdicts = asyncio.run(_asked(address, case, home))
    return Asking(seconds, verdicts, told(f"{root}/_seen"))


async def _asked(address: str, case: Case, home: Path) -> tuple[float, Verdicts]:
    settings = Settings(home=home, provider="vllm", base_url=address, ai_model="test-model",
                        budget_usd=0, call_timeout_s=20)  # fmt: skip
    workspace = Workspace.open(settings)
    try:
        begin_run(workspace, RUN, "labels", RUN, {})
        lane = Lane(Limits.of(settings))
        post = Post(settings, Key("sk-only-for-this-server", "session"), lane, workspace, workspace)
        async with open_models("openai", post, RUN, columns=(), budget_usd=0) as models:
            began = time.perf_counter()
            verdicts = await ask_unclear(
                models.chat, case.evidence, case.verdicts, case.options, Steps()
            )
            return time.perf_counter() - began, verdicts
    finally:
        workspace.close()


def main(switches: Sequence[str]) -> None:
    """Ask about a pickled case until somebody ends this process."""
    address, path, home = switches
    case = pickle.loads(Path(path).read_bytes())  # noqa: S301 - written by the process before
    asyncio.run(_asked(address, case, Path(home)))


if __name__ == "__main__":
    main(sys.argv[1:])

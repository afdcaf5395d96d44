"""mlxtend in a warm process of its own, mining when it is asked to.

The process has imported everything and holds the prepared frames; only `fpgrowth` and
`association_rules` are timed.
"""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Mapping
from multiprocessing.connection import Connection
from typing import Self

import pandas as pd
from mlxtend.frequent_patterns import association_rules, fpgrowth

from benchmarks.peers import bool_frame, share_of
from engine.bundles.context.transactions import Baskets

MAX_ITEMS = 4


def mine(frame: pd.DataFrame, share: float) -> tuple[pd.DataFrame, pd.DataFrame]:
    """mlxtend's itemsets of up to four products, and all rules of them."""
    found = fpgrowth(frame, min_support=share, use_colnames=True, max_len=MAX_ITEMS)
    return found, association_rules(found, metric="support", min_threshold=0)


class MiningPeer:
    """The process; a context manager that ends it."""

    def __init__(self, jobs: Mapping[str, tuple[Baskets, int]]) -> None:
        """Start it.

        Args:
            jobs: Name → baskets and the least number of orders.
        """
        spawn = multiprocessing.get_context("spawn")
        self._ours, theirs = spawn.Pipe()
        self._process = spawn.Process(target=_serve, args=(theirs, dict(jobs)), daemon=True)
        self._process.start()
        self._ours.recv()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._ours.send(None)
        self._process.join()

    def seconds(self, job: str) -> tuple[float, float]:
        """Mine once; returns wall and CPU seconds."""
        self._ours.send(job)
        seconds: tuple[float, float] = self._ours.recv()
        return seconds


def _serve(pipe: Connection, jobs: dict[str, tuple[Baskets, int]]) -> None:
    frames = {
        name: (bool_frame(baskets), share_of(least, baskets.orders))
        for name, (baskets, least) in jobs.items()
    }
    pipe.send("ready")
    while (job := pipe.recv()) is not None:
        began, began_cpu = time.perf_counter(), time.process_time()
        mine(*frames[job])
        pipe.send((time.perf_counter() - began, time.process_time() - began_cpu))

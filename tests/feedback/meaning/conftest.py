"""Responses of a survey that nobody answered."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import numpy as np
import polars as pl
import pytest

from engine.feedback.meaning.measures import Measured
from engine.feedback.responses import (
    CLASSES,
    COLUMNS,
    DETRACTORS,
    EMOTIONS,
    PASSIVES,
    PROMOTERS,
    SEGMENT,
)

Survey = tuple[pl.DataFrame, Measured]
NAMES = ("delivery", "price", "staff", "quality")


def group_of(score: float | None) -> str | None:
    """Promoter, passive or detractor on 0-10."""
    if score is None:
        return None
    return PROMOTERS if score >= 9 else PASSIVES if score >= 7 else DETRACTORS


@pytest.fixture(scope="session")
def table_of() -> Callable[..., pl.DataFrame]:
    """Responses from a few columns; what is not given is null, the weight 1."""

    def make(**columns: list[Any]) -> pl.DataFrame:
        n = len(next(iter(columns.values())))
        given = {"row": list(range(1, n + 1)), "weight": [1.0] * n, **columns}
        kinds = {**COLUMNS, "moment": pl.Datetime(), "customer": pl.String(), "weight": pl.Float64}
        kinds |= {name: pl.String for name in columns if name.startswith(SEGMENT)}
        kinds |= {"leaving": pl.Int64} if "leaving" in columns else {}
        return pl.DataFrame(
            {name: given.get(name, [None] * n) for name in kinds}, schema=kinds, strict=False
        )

    return make


@pytest.fixture(scope="session")
def measured_of() -> Callable[..., Measured]:
    """What the figures need beside the responses."""

    def make(**changes: Any) -> Measured:
        themes = tuple(
            {"name": name, "words": (name,), "aspect": name, "pinned": False} for name in NAMES
        )
        plain: dict[str, Any] = {
            "scale": "0-10", "low": 0.0, "high": 10.0, "headline": "shifted", "sure": 0.95,
            "segments": ("shop", "age"), "themes": themes, "seed": 0,
        }  # fmt: skip
        return Measured(**(plain | changes))

    return make


@pytest.fixture(scope="session")
def survey(
    table_of: Callable[..., pl.DataFrame], measured_of: Callable[..., Measured]
) -> Callable[..., Survey]:
    """A survey of n responses; who speaks of delivery scores three points less."""

    @cache
    def make(n: int, seed: int = 0, *, weighted: bool = False) -> Survey:
        luck = np.random.default_rng(seed)
        pick = luck.choice
        comments = [f"comment {k % (n - n // 5)}" if luck.random() < 0.7 else None
                    for k in range(n)]  # fmt: skip
        junk = ["says nothing" if c and luck.random() < 0.1 else None for c in comments]
        worth = [c is not None and j is None for c, j in zip(comments, junk, strict=True)]
        themes = [
            sorted(pick(NAMES, int(luck.integers(0, 4)), replace=False).tolist()) if w else None
            for w in worth
        ]
        scores = [
            None
            if luck.random() < 0.05
            else float(np.clip(round(luck.normal(8, 2) - 3 * ("delivery" in (t or ()))), 0, 10))
            for t in themes
        ]
        feels = [round(luck.uniform(-1, 1), 3) if w else None for w in worth]
        return table_of(
            score=scores,
            nps_group=[group_of(score) for score in scores],
            comment=comments,
            junk=junk,
            themes=themes,
            sentiment=feels,
            sentiment_class=[None if f is None else CLASSES[int((f + 1) * 2.4999)] for f in feels],
            churn_risk=[None if f is None else round((1 - f) / 2, 2) for f in feels],
            pain_points=[t and t[:1] for t in themes],
            mismatch=[pick(["complaint", "praise", None], p=[0.03, 0.02, 0.95]) for _ in scores],
            moment=[
                None
                if luck.random() < 0.1
                else datetime(2026, 1, 1) + timedelta(days=int(luck.integers(0, 200)))  # noqa: DTZ001 - as a row has it
                for _ in scores
            ],
            weight=[round(luck.gamma(2), 2) + 0.1 if weighted else 1.0 for _ in scores],
            **{name: [round(luck.random(), 2) if w and luck.random() < 0.5 else None for w in worth]
               for name in EMOTIONS},
            **{
                f"{SEGMENT}shop": [pick(["north", "south", None], p=[0.6, 0.3, 0.1])
                                   for _ in scores],
                f"{SEGMENT}age": [pick(["young", "old", "rare"], p=[0.5, 0.48, 0.02])
                                  for _ in scores],
            },
        ), measured_of()  # fmt: skip

    return make

"""What the models of this computer are worth: choices on labelled reviews, speed, neighbours.

`python -m benchmarks.local_models`

The choices are the labels' own words, written down before anything was measured; nothing is
learned from or chosen on the reviews. The share of the commonest label is what naming it for
every review would get right; the mean over labels is 1 / labels for that, and for guessing.
"""

from __future__ import annotations

import asyncio
import re
import time
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from benchmarks.common import arguments, print_claim, print_setting, print_table
from engine.models import Embedded, Item, Task
from engine.models.local import LocalChat, LocalEmbed
from engine.models.nearest import LEAST_RECALL, Found, find_nearest
from engine.models.protocols import Vectors
from engine.steps import Steps

CLOTHES = "feedback/womens_clothing_reviews.csv.zip"
LOUNGES = "feedback/skytrax_lounge.csv"
TONES = {1: "negative", 2: "negative", 3: "neutral", 4: "positive", 5: "positive"}
NEIGHBOURS = 20
QUERIES = 2_000
FEW, MANY = 20_000, 60_000
LONG_ENOUGH = 20


@dataclass(frozen=True)
class Labelled:
    """Texts of which the right choice is known."""

    name: str
    texts: list[str]
    labels: list[str]


def main() -> None:
    """Print the tables and the claims."""
    asked = arguments(__doc__ or "", rows=0)
    print_setting()
    clothes, lounges = _clothes(asked.data), _lounges(asked.data)
    sets = [
        _labelled("department of a garment", clothes, "text", "department", asked.rows),
        _labelled("tone of a garment's review", clothes, "text", "tone", asked.rows),
        _labelled("a lounge recommended or not", lounges, "content", "verdict", asked.rows),
    ]
    asyncio.run(LocalEmbed().embed(["loaded before anything is timed"], Steps()))
    rows = [_judged(one) for one in sets]
    print_table(
        (
            "choice",
            "texts",
            "labels",
            "accuracy",
            "commonest",
            "mean over labels",
            "texts/s",
            "a CPU second",
        ),
        rows,
    )
    print()
    for row in rows:
        print_claim(f"{row[0]}: more often right than naming the commonest label",
                    f"{row[3]} against {row[4]}", holds=float(row[3]) > float(row[4]))  # fmt: skip
    _neighbours(clothes["text"].drop_nulls().to_list())


def _clothes(data: Path) -> pl.DataFrame:
    with zipfile.ZipFile(data / CLOTHES) as packed:
        table = pl.read_csv(packed.read(packed.namelist()[0]))
    return table.select(
        text=pl.col("Review Text"),
        department=pl.col("Department Name").str.to_lowercase(),
        tone=pl.col("Rating").replace_strict(TONES, return_dtype=pl.String),
    )


def _lounges(data: Path) -> pl.DataFrame:
    verdicts = {0: "not recommended", 1: "recommended"}
    return pl.read_csv(data / LOUNGES).with_columns(
        verdict=pl.col("recommended").replace_strict(verdicts, return_dtype=pl.String)
    )


def _labelled(name: str, table: pl.DataFrame, text: str, label: str, rows: int) -> Labelled:
    known = table.select(text, label).drop_nulls()
    known = known.head(rows) if rows else known
    return Labelled(name, known[text].to_list(), known[label].to_list())


def _judged(one: Labelled) -> tuple[str, ...]:
    """Ask for every text and count what is right."""
    choices = sorted(set(one.labels))
    schema = {"type": "object", "properties": {"choice": {"type": "string", "enum": choices}}}
    task = Task("benchmark", "1", "", schema, 100)
    items = [Item(str(row), {"text": text}) for row, text in enumerate(one.texts)]
    begun, worked = time.perf_counter(), time.process_time()
    answers = asyncio.run(LocalChat(LocalEmbed()).answer(task, items, Steps()))
    taken, worked = time.perf_counter() - begun, time.process_time() - worked
    table = pl.DataFrame({
        "label": one.labels,
        "right": [
            answer.value is not None and answer.value["choice"] == label
            for answer, label in zip(answers, one.labels, strict=True)
        ],
    })  # fmt: skip
    by_label = table.group_by("label").agg(pl.len(), pl.col("right").mean())
    figures = table.select(
        right=pl.col("right").mean(),
        commonest=by_label["len"].max() / pl.len(),
        by_label=by_label["right"].mean(),
    ).row(0)
    return (
        one.name, f"{table.height:,}", str(len(choices)), *(f"{figure:.3f}" for figure in figures),
        f"{table.height / taken:,.0f}", f"{table.height / worked:,.0f}",
    )  # fmt: skip


def _neighbours(reviews: Sequence[str]) -> None:
    """Neighbours of the reviews' sentences: all compared, by two libraries, and lists searched."""
    sentences = {part.strip() for review in reviews for part in re.split(r"[.!?]+\s", review)}
    texts = sorted(sentence for sentence in sentences if len(sentence) > LONG_ENOUGH)[:MANY]
    found: Embedded = asyncio.run(LocalEmbed().embed(texts, Steps()))
    # Sorted texts that stand together begin alike; the queries should not.
    mixed = found.vectors[np.random.default_rng(1).permutation(len(found.vectors))]
    ways = [
        _timed(mixed[:FEW], use_faiss=False),
        _timed(mixed[:FEW], use_faiss=True),
        _timed(mixed, use_faiss=True),
    ]
    print_table(
        ("way", "vectors", "queries", "seconds", "recall"),
        [
            (one.way, f"{count:,}", f"{len(one.rows):,}", f"{taken:.1f}", f"{one.recall:.4f}")
            for one, count, taken in ways
        ],
    )
    print()
    same = bool((ways[0][0].rows == ways[1][0].rows).all())
    print_claim("numpy and faiss find the same neighbours", str(same).lower(), holds=same)
    recall = ways[2][0].recall
    print_claim(f"recall of {LEAST_RECALL} or more where lists are searched", f"{recall:.4f}",
                holds=recall >= LEAST_RECALL)  # fmt: skip


def _timed(vectors: Vectors, *, use_faiss: bool) -> tuple[Found, int, float]:
    begun = time.perf_counter()
    found = find_nearest(vectors, vectors[:QUERIES], NEIGHBOURS, use_faiss=use_faiss)
    return found, len(vectors), time.perf_counter() - begun


if __name__ == "__main__":
    main()

"""The five sheets of the workbook: summary, details, emotions, pain points, metadata."""

from __future__ import annotations

import json

import polars as pl

from engine.feedback.out.told import Told
from engine.feedback.responses import EMOTIONS
from engine.reports import Sheet, to_xlsx

LEAST_FELT, MOST_FELT = 0.2, 3


def to_workbook(told: Told) -> bytes:
    """The workbook; nothing in it can run."""
    says = told.phrases
    return to_xlsx(
        [
            Sheet(says["summary"], _summary(told)),
            Sheet(says["details"], _details(told), {says["risk"]: "percent"}),
            Sheet(says["emotions"], _emotions(told), {says["mean"]: "score"}),
            Sheet(says["pain_points"], _pains(told), {says["share"]: "share"}),
            Sheet(says["metadata"], _metadata(told)),
        ]
    )


def _pairs(told: Told, pairs: list[tuple[str, object]]) -> pl.DataFrame:
    names = [name for name, _ in pairs]
    values = ["" if value is None else str(value) for _, value in pairs]
    return pl.DataFrame({told.phrases["figure"]: names, told.phrases["value"]: values})


def _summary(told: Told) -> pl.DataFrame:
    says, nps, csat = told.phrases, told.measures.nps, told.measures.csat
    pairs: list[tuple[str, object]] = [(says["summary"], line) for line in told.sentences()]
    if nps:
        pairs += [(says[name], f"{nps[name]:.1f}") for name in
                  ("standard", "shifted", "absolute", "weighted")]  # fmt: skip
        pairs.append((says["interval"], f"{nps['low']:.1f} / {nps['high']:.1f}"))
        pairs += [(says[name], nps[name]) for name in ("promoters", "passives", "detractors")]
    if csat:
        pairs.append((says["mean"], f"{csat['mean']:.2f}"))
    if csat and csat["satisfied"] is not None:
        pairs.append((says["satisfied"], f"{csat['satisfied']:.1%}"))
    for theme in told.measures.themes.iter_rows(named=True):
        impact = theme["impact"]
        shown = (
            "" if impact is None else f" · {impact:+.2f} ({theme['low']:+.2f}…{theme['high']:+.2f})"
        )
        pairs.append((f"{says['theme']}: {theme['name']}", f"{theme['count']:,}{shown}"))
    return _pairs(told, pairs)


def _details(told: Told) -> pl.DataFrame:
    says, rows = told.phrases, told.responses
    lists = {name: pl.col(name).list.join(", ") for name in ("themes", "pain_points")}
    return rows.select(
        pl.col("row").alias(says["row"]),
        pl.col("comment").alias(says["comment"]),
        pl.col("score").alias(says["score"]),
        pl.col("nps_group").alias(says["nps_group"]),
        (100 * pl.col("churn_risk")).alias(says["risk"]),
        lists["pain_points"].alias(says["pain_points"]),
        _felt(rows).alias(says["top_emotions"]),
        lists["themes"].alias(says["themes"]),
        pl.col("sentiment").alias(says["sentiment"]),
        pl.col("language").alias(says["language"]),
        pl.col("mismatch").alias(says["mismatch"]),
        pl.col("analysed_by").alias(says["analysed_by"]),
    )


def _felt(rows: pl.DataFrame) -> pl.Series:
    """The strongest emotions of each comment, those over a fifth, three at most."""
    told = []
    for shares in rows.select(EMOTIONS).iter_rows():
        known = [(share, name) for name, share in zip(EMOTIONS, shares, strict=True)
                 if share is not None and share > LEAST_FELT]  # fmt: skip
        known.sort(key=lambda one: (-one[0], one[1]))
        told.append(", ".join(name for _, name in known[:MOST_FELT]) or None)
    return pl.Series(told, dtype=pl.String)


def _emotions(told: Told) -> pl.DataFrame:
    says = told.phrases
    return told.measures.emotions.select(
        pl.col("emotion").alias(says["emotion"]),
        pl.col("comments").alias(says["comments"]),
        pl.col("mean").alias(says["mean"]),
    )


def _pains(told: Told) -> pl.DataFrame:
    says = told.phrases
    examples = pl.col("examples").cast(pl.List(pl.String)).list.join(", ")
    return told.measures.pain_points.select(
        pl.col("pain_point").alias(says["pain_point"]),
        pl.col("count").alias(says["count"]),
        pl.col("share").alias(says["share"]),
        examples.alias(says["examples"]),
    )


def _metadata(told: Told) -> pl.DataFrame:
    says, manifest = told.phrases, told.manifest
    rows = manifest["rows"]
    return _pairs(
        told,
        [
            (says["file"], manifest["inputs"]["file"]),
            ("SHA-256", manifest["inputs"]["sha256"]),
            (says["run"], manifest["run"]),
            (says["responses"], f"{rows['used']:,} / {rows['read']:,}"),
            *((f"{says['excluded']}: {reason}", count) for reason, count in
              rows["rejected"].items()),
            (says["method"], told.footer()),
            (says["options"], json.dumps(manifest["options"], sort_keys=True)),
            (says["versions"], json.dumps(manifest["versions"], sort_keys=True)),
            *((says["notes"], note) for note in told.measures.notes),
        ],
    )  # fmt: skip

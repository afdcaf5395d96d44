"""The five sheets of the workbook: summary, details, emotions, pain points, metadata."""

from __future__ import annotations

import json
from collections.abc import Callable

import polars as pl

from engine.feedback.out.told import Told
from engine.feedback.responses import EMOTIONS
from engine.reports import Sheet, to_xlsx

LEAST_FELT, MOST_FELT = 0.2, 3
_Row = tuple[str, float | None, float | None, float | None, int | None, str]
_NONE = (None, None, None, None)


def to_workbook(told: Told) -> bytes:
    """The workbook; nothing in it can run."""
    says = told.phrases
    return to_xlsx(
        [
            Sheet(says["summary"], _summary(told), {says["comments"]: "count"}),
            Sheet(says["details"], _details(told), {says["risk"]: "percent"}),
            Sheet(says["emotions"], _emotions(told), {says["mean"]: "score"}),
            Sheet(says["pain_points"], _pains(told), {says["share"]: "share"}),
            Sheet(says["metadata"], _metadata(told)),
        ],
        told.footer(),
    )


def _summary(told: Told) -> pl.DataFrame:
    says = told.phrases
    rows: list[_Row] = [*_of_scores(told), *_of_themes(told)]
    rows += [(says["summary"], *_NONE, line) for line in told.sentences()]
    names = ("figure", "value", "low", "high", "comments", "in_words")
    kinds = (pl.String, pl.Float64, pl.Float64, pl.Float64, pl.Int64, pl.String)
    schema = dict(zip((says[name] for name in names), kinds, strict=True))
    return pl.DataFrame(rows, schema=schema, orient="row")


def _of_scores(told: Told) -> list[_Row]:
    says, nps, csat = told.phrases, told.measures.nps, told.measures.csat
    rows: list[_Row] = [(_first(says["responses"]), told.measures.totals["responses"], *_NONE[:3],
                         "")]  # fmt: skip
    if nps:
        low, high = round(nps["low"], 1), round(nps["high"], 1)
        rows.append((_first(says["standard"]), round(nps["standard"], 1), low, high, None, ""))
        rows += [(_first(says[name]), round(nps[name], 1), *_NONE[:3], "")
                 for name in ("shifted", "absolute", "weighted")]  # fmt: skip
        rows += [(_first(says[name]), nps[name], *_NONE[:3], "")
                 for name in ("promoters", "passives", "detractors")]  # fmt: skip
    if csat:
        ends = [None if csat[name] is None else round(csat[name], 2)
                for name in ("mean_low", "mean_high")]  # fmt: skip
        rows.append((f"{says['mean']} ({csat['scale']})", round(csat["mean"], 2), *ends, None, ""))
    if csat and csat["satisfied"] is not None:
        told_ends = [round(100 * csat[name], 1) for name in ("satisfied", "low", "high")]
        rows.append((f"{_first(says['satisfied'])} (%)", *told_ends, None, ""))
    return rows


def _of_themes(told: Told) -> list[_Row]:
    """What each theme costs or adds, with its interval and how many speak of it."""
    names = ("impact", "low", "high")
    return [
        (f"{told.phrases['theme']}: {told.theme(theme['name'])}",
         *(None if theme[name] is None else round(theme[name], 2) for name in names),
         theme["count"], told.phrases["effect"])
        for theme in told.measures.themes.iter_rows(named=True)
    ]  # fmt: skip


def _details(told: Told) -> pl.DataFrame:
    says, rows = told.phrases, told.responses
    return rows.select(
        pl.col("row").alias(says["index"]),
        pl.col("comment").alias(says["comment"]),
        pl.col("score").alias(says["score"]),
        _named(rows["nps_group"], told.name).alias(says["nps_group"]),
        (100 * pl.col("churn_risk")).alias(says["risk"]),
        _listed(rows["pain_points"], told.theme).alias(says["pain_points"]),
        _felt(told).alias(says["top_emotions"]),
        _listed(rows["themes"], told.theme).alias(says["themes"]),
        pl.col("sentiment").alias(says["sentiment"]),
        _named(rows["language"], told.language).alias(says["language"]),
        _named(rows["mismatch"], told.name).alias(says["mismatch"]),
        _named(rows["analysed_by"], told.reader).alias(says["analysed_by"]),
    )


def _named(column: pl.Series, name: Callable[[str], str | None]) -> pl.Series:
    """A column of few names, each in the words of the workbook."""
    known = {one: name(one) for one in column.drop_nulls().unique()}
    return column.replace_strict(known, default=None, return_dtype=pl.String)


def _listed(column: pl.Series, name: Callable[[str], str]) -> pl.Series:
    """Lists of names as one text each."""
    told = [None if names is None else ", ".join(name(one) for one in names) for names in column]
    return pl.Series(column.name, told, dtype=pl.String)


def _felt(told: Told) -> pl.Series:
    """The strongest emotions of each comment, those over a fifth, three at most."""
    felt = []
    for shares in told.responses.select(EMOTIONS).iter_rows():
        known = [(share, name) for name, share in zip(EMOTIONS, shares, strict=True)
                 if share is not None and share > LEAST_FELT]  # fmt: skip
        known.sort(key=lambda one: (-one[0], one[1]))
        felt.append(", ".join(str(told.name(name)) for _, name in known[:MOST_FELT]) or None)
    return pl.Series(felt, dtype=pl.String)


def _emotions(told: Told) -> pl.DataFrame:
    says, emotions = told.phrases, told.measures.emotions
    return emotions.select(
        pl.Series([_first(str(told.name(one))) for one in emotions["emotion"]], dtype=pl.String)
        .alias(says["emotion"]),
        pl.col("comments").alias(says["comments"]),
        pl.col("mean").alias(says["mean"]),
    )  # fmt: skip


def _pains(told: Told) -> pl.DataFrame:
    says, pains = told.phrases, told.measures.pain_points
    examples = pl.col("examples").cast(pl.List(pl.String)).list.join(", ")
    return pains.select(
        pl.Series([told.theme(one) for one in pains["pain_point"]], dtype=pl.String)
        .alias(says["pain_point"]),
        pl.col("count").alias(says["count"]),
        pl.col("share").alias(says["share"]),
        examples.alias(says["examples"]),
    )  # fmt: skip


def _metadata(told: Told) -> pl.DataFrame:
    says, manifest = told.phrases, told.manifest
    rows = manifest["rows"]
    pairs = [
        (says["file"], manifest["inputs"]["file"]),
        ("SHA-256", manifest["inputs"]["sha256"]),
        (says["run"], manifest["run"]),
        (_first(says["responses"]), f"{told.count(rows['used'])} / {told.count(rows['read'])}"),
        *((f"{_first(says['excluded'])}: {why}", told.count(count))
          for why, count in told.excluded()),
        (says["method"], told.footer()),
        (says["options"], json.dumps(manifest["options"], sort_keys=True)),
        (says["versions"], json.dumps(manifest["versions"], sort_keys=True)),
        *((says["notes"], note) for note in told.said_of_all()),
    ]  # fmt: skip
    names, values = zip(*pairs, strict=True)
    return pl.DataFrame({says["figure"]: names, says["value"]: values})


def _first(text: str) -> str:
    """A phrase with a capital at its beginning."""
    return text[:1].upper() + text[1:]

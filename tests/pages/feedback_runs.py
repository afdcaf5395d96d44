"""A finished run of Feedback with made-up readings, kept in a desk's workspace."""

import io

import polars as pl

from engine import Backroom, FeedbackOptions, StepView
from engine.feedback.responses import COLUMNS, EMOTIONS
from engine.workspace import begin_run, end_run, find_table, keep_results, open_lines, start_run

RUN = "feedbackrun"
THEMES = ("Delivery", "Quality")
FOUND = [
    {"name": "Delivery", "words": ["late", "parcel"], "aspect": "", "pinned": False, "count": 30},
    {"name": "Quality", "words": ["solid", "made"], "aspect": "", "pinned": False, "count": 30},
]
SAID = {
    "Delivery": "The parcel came far too late and nobody told me",
    "Quality": "What I bought is well made and feels solid",
    "": "Hello from me to the whole team",
}


def survey_csv(responses: int = 90, comment: str = "", *, five: bool = False) -> bytes:
    """Two countries and three months; those who speak of delivery are unhappy."""
    rows = ["response_id,date,score,comment,country"]
    for row in range(1, responses + 1):
        theme = ("Delivery", "Quality", "")[row % 3]
        score = {"Delivery": 2, "Quality": 10, "": 7}[theme] if row % 10 else 8
        score = score // 2 if five else score
        said = comment if comment and row == 1 else f"{SAID[theme]} {row}"
        day = f"2026-{1 + row // 3 % 3:02d}-{1 + row % 28:02d}"
        rows.append(f'R{row},{day},{score},"{said}",{("Spain", "France")[row % 2]}')
    return "\n".join([*rows, ""]).encode()


def keep_run(desk: Backroom, data: bytes | None = None, run: str = RUN) -> str:
    """Read a survey and keep a run of it, each comment in the theme of its words."""
    upload = desk.take("survey.csv", io.BytesIO(data or survey_csv()))
    table = desk.wait(desk.read(upload), 60).id
    workspace = desk._workspace
    checked, lines = find_table(workspace, table), open_lines(workspace, table)
    options = FeedbackOptions().as_dict()
    asked = {"table": table, "options": options, "models": {"chat": "local:x"}}
    begin_run(workspace, run, "feedback", checked.name, asked)
    start_run(workspace, run)
    scale = str(checked.facts["scale"]["name"])
    responses = read_by_hand(lines, nps=scale == "1-10")
    tables = {"responses": responses, "themes": pl.DataFrame(FOUND)}
    keep_results(workspace, run, documents_of(scale, options, responses), tables)
    end_run(workspace, run, "done", StepView("Run", "done"))
    return run


def documents_of(
    scale: str, options: dict[str, object], responses: pl.DataFrame
) -> dict[str, object]:
    """The documents of a run."""
    words = [
        {"text": "Delivery costs *points*.", "figures": [], "made_by": "local"},
        {"text": "Delivery hurts.", "figures": ["theme.1"], "made_by": "openai:x"},
        {"text": "It is a score.", "figures": ["nps.standard"], "made_by": "openai:x"},
    ]
    measured = {
        "scale": scale, "low": 1.0, "high": float(scale[2:]), "headline": "shifted", "sure": 0.95,
        "segments": [c.removeprefix("segment: ") for c in responses.columns if "segment: " in c],
        "themes": FOUND, "seed": 0,
    }  # fmt: skip
    return {
        "manifest": {"options": options}, "summary": {"words": words}, "measured": measured,
        "quotes": [],
    }  # fmt: skip


def read_by_hand(lines: pl.DataFrame, *, nps: bool) -> pl.DataFrame:
    """The responses of a run, themes, moods and risks told by their words."""
    comment = pl.col("comment").cast(pl.String)
    theme = (
        pl.when(comment.str.contains("late")).then(pl.lit(["Delivery"]))
        .when(comment.str.contains("solid")).then(pl.lit(["Quality"]))
        .otherwise(pl.lit([], dtype=pl.List(pl.String)))
    )  # fmt: skip
    none, empty = pl.lit([], pl.List(pl.String)), pl.lit(None)
    late = theme.list.contains("Delivery")
    score = pl.col("score").cast(pl.Float64)
    told = {
        "row": pl.col("row"),
        "score": score,
        "nps_group": pl.when(score >= 9).then(pl.lit("promoter"))
        .when(score >= 7).then(pl.lit("passive")).otherwise(pl.lit("detractor")) if nps else empty,
        "comment": comment,
        "language": pl.lit("en"),
        "sentiment": pl.when(late).then(-0.8).otherwise(0.6),
        "sentiment_class": pl.when(late).then(pl.lit("very_negative")).otherwise(pl.lit("neutral")),
        **{name: pl.when(late).then(1.0) if name == "anger" else pl.lit(None) for name in EMOTIONS},
        "churn_risk": pl.when(late).then(0.9).otherwise(0.1),
        "themes": theme,
        "pain_points": pl.when(late).then(pl.lit(["delivery"])).otherwise(none),
        "key_phrases": none,
        "mismatch": pl.when(late & (score > 7)).then(pl.lit("complaint")),
        "analysed_by": pl.lit("local:x"),
    }  # fmt: skip
    known = [told.get(name, pl.lit(None)).cast(kind).alias(name) for name, kind in COLUMNS.items()]
    segments = [pl.col(c).cast(pl.String) for c in lines.columns if c.startswith("segment: ")]
    beside = [pl.lit(None, pl.String).alias("customer"), pl.lit(1.0).alias("weight")]
    return lines.select(*known, pl.col("moment"), *beside, *segments)

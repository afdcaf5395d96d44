"""A finished run of Labels with made-up verdicts, kept in a desk's workspace."""

import io
import json

import polars as pl

from engine import Backroom, LabelOptions, StepView
from engine.labels.numbering import number_words
from engine.labels.review.keys import decision_keys
from engine.labels.tables import places_table
from engine.workspace import begin_run, end_run, find_table, keep_results, open_lines, start_run

RUN = "labelsrun"
LINES = (
    ("Corner Shop", "MERCHANT_NAME", 10, 10),
    ("TTL", "LINE_TOTAL", 10, 50),
    ("20.00", "SUBTOTAL", 90, 50),
    ("TAX", "", 10, 70),
    ("1.60", "TAX", 90, 70),
    ("21.60", "LINE_TOTAL", 90, 90),
)
WRONG = {"TTL": "GRAND_TOTAL", "21.60": "GRAND_TOTAL", "1.60": None}
SELF_TEST = {
    "made": {"uniform": 40, "confusion": 40}, "threshold": 0.8, "fine_below": 0.1,
    "promised": 0.93, "low": 0.85, "high": 0.97, "found": {"uniform": 0.9, "confusion": 0.7},
    "missed": {"uniform": 0.01, "confusion": 0.05}, "too_small": "",
}  # fmt: skip


def words_csv(receipts: int = 3, first: str = "Corner Shop", *, placed: bool = True) -> bytes:
    """Receipts that are all alike, the first word of each as given."""
    sides = ",x,y,width,height" if placed else ""
    rows = [f"image_id,receipt_id,word_id,word_text,merchant_name,label{sides}"]
    for receipt in range(1, receipts + 1):
        for word, (text, label, x, y) in enumerate(LINES, 1):
            said = first if word == 1 else text
            box = f",{x},{y},{8 * len(text)},12" if placed else ""
            rows.append(f'img,{receipt},{word},"{said}",Shop {receipt % 2},{label}{box}')
    return "\n".join([*rows, ""]).encode()


def keep_run(
    desk: Backroom, data: bytes | None = None, too_small: str = "", *, model: str = "",
    ended: str = "done",
) -> str:  # fmt: skip
    """Read words and keep a run of them; those of `WRONG` look wrong, TTL the most.

    A server's model, where one is named, judged TTL and gave no answer about 1.60.
    """
    upload = desk.take("words.csv", io.BytesIO(data or words_csv()))
    table = desk.wait(desk.read(upload), 60).id
    workspace = desk._workspace
    checked, lines = find_table(workspace, table), open_lines(workspace, table)
    asked = {
        "table": table,
        "options": LabelOptions().as_dict(),
        "models": {"chat": f"other:{model}" if model else "local:x"},
    }
    begin_run(workspace, RUN, "labels", checked.name, asked)
    start_run(workspace, RUN)
    mapping = {column["field"]: column["heading"] for column in checked.columns}
    inputs = {"table": table, "sha256": checked.content, "mapping": mapping}
    manifest = {"inputs": inputs, "options": LabelOptions().as_dict()}
    words = by_model(judged(lines), model) if model else judged(lines)
    totals = {"judged": words.height, "outliers": int(words["is_outlier"].sum())}
    documents = {
        "manifest": manifest,
        "summary": {"totals": totals, "self_test": SELF_TEST | {"too_small": too_small}},
    }
    tables = {
        "words": words, "places": places_table(*number_words(lines)), "groups": groups(words),
        "conflicts": conflicts(), "unanswered": unanswered(words) if model else words.clear(),
    }  # fmt: skip
    keep_results(workspace, RUN, documents, tables)
    end_run(workspace, RUN, ended, StepView("Run", ended))
    return RUN


def judged(lines: pl.DataFrame) -> pl.DataFrame:
    """The worklist."""
    words, given = number_words(lines)
    told = lines.select(
        "row",
        pl.col("image_id", "receipt_id", "line_id", "word_id").cast(pl.String),
        pl.col("text").cast(pl.String).alias("word_text"),
        pl.col("merchant").cast(pl.String).alias("merchant_name"),
        pl.col("status").cast(pl.String),
    )
    frame = pl.DataFrame(
        {
            "row": given.row,
            "key": decision_keys(words, given),
            "word": given.word,
            "label": [given.names[one] for one in given.label],
        }
    ).join(told, on="row", how="left")
    text = pl.col("word_text")
    score = text.replace_strict({"TTL": 0.97, "21.60": 0.8, "1.60": 0.6}, default=0.02)
    return frame.with_columns(
        (score - pl.col("row") / 100_000).alias("outlier_score"),
        text.is_in(list(WRONG)).alias("is_outlier"),
        (text != "1.60").alias("clear"),
        text.replace_strict(WRONG, default=None, return_dtype=pl.String).alias("suggested_label"),
        pl.lit(0.8).alias("confidence"),
        pl.lit("rule").alias("decided_by"),
        pl.lit("It *stands* behind TOTAL.").alias("reason"),
        pl.lit("").alias("made_by"),
    ).sort("outlier_score", descending=True)


def by_model(words: pl.DataFrame, model: str) -> pl.DataFrame:
    """The worklist with TTL judged by a server's model."""
    asked = pl.col("word_text") == "TTL"
    return words.with_columns(
        pl.when(asked).then(pl.lit("llm")).otherwise("decided_by").alias("decided_by"),
        pl.when(asked).then(pl.lit(f"other:{model}")).otherwise("made_by").alias("made_by"),
    )


def unanswered(words: pl.DataFrame) -> pl.DataFrame:
    """The words that a server's model gave no answer about."""
    told = words.filter(pl.col("word_text") == "1.60")
    reason = pl.lit("it left the item out").alias("reason")
    return told.select("row", "merchant_name", "label", "word_text", reason)


def groups(words: pl.DataFrame) -> pl.DataFrame:
    """Groups of the worklist."""
    wrong = pl.col("is_outlier").sum().cast(pl.Int64)
    return words.group_by("merchant_name", "label").agg(
        pl.len().cast(pl.Int64).alias("words"),
        (pl.len() - wrong).cast(pl.Int64).alias("consistent"),
        wrong.alias("outliers"),
        (~pl.col("clear")).sum().cast(pl.Int64).alias("to_review"),
        (100 * (1 - pl.col("is_outlier").mean())).alias("pct_consistent"),
        pl.lit(None, pl.Float64).alias("agreement"),
        (1 - pl.col("outlier_score").mean()).alias("purity"),
        pl.lit("yes").alias("judged"),
        pl.lit(None, pl.String).alias("consensus"),
        pl.lit(0.0).alias("calls"),
        pl.len().cast(pl.Int64).alias("saved_by_rule"),
        pl.lit(0, pl.Int64).alias("saved_by_cache"),
        pl.lit(None, pl.Float64).alias("cost"),
    ).sort("merchant_name", "label")  # fmt: skip


def conflicts() -> pl.DataFrame:
    """One text under two labels."""
    return pl.DataFrame(
        {
            "text": ["TTL"], "words": [5], "labels": [json.dumps(["LINE_TOTAL", "TAX"])],
            "counts": [json.dumps([3, 2])], "outliers": [3],
            "merchants": [json.dumps(["Shop 0", "Shop 1"])],
        }
    )  # fmt: skip

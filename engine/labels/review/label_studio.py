"""The labels as they should be, as predictions that Label Studio imports: a task a receipt."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import polars as pl

from engine.labels.review.places import SIDES

MODEL_VERSION = "backroom"
_NUMBERS = (*SIDES, "score")


def to_label_studio(standing: pl.DataFrame, places: pl.DataFrame, changes: pl.DataFrame) -> bytes:
    """Tasks with one prediction each: the words' boxes, texts and labels, changes applied.

    A word that has no label any more, or never had one, has no region. Boxes are percent of the
    space that the receipt's words take, whose size in the file's unit stands with each; words
    whose boxes are unknown are spans of the receipt's text instead.

    Args:
        standing: The labels with their decisions.
        places: Every word of the file; see `engine.labels.tables`.
        changes: The changes that the predictions are to show; see `changes_of`.

    Returns:
        JSON; the same labels and changes give the same bytes.
    """
    labels = _labels_to_be(standing, places, changes)
    ids = standing.join(places.select("word", "receipt"), on="word").unique(
        "receipt", keep="first", maintain_order=True
    )
    named = {
        one["receipt"]: one for one in ids.select("receipt", "image_id", "receipt_id").to_dicts()
    }
    tasks = [
        _task(number, group.to_dicts(), named.get(receipt, {}))
        for number, ((receipt,), group) in enumerate(
            labels.group_by("receipt", maintain_order=True), 1
        )
        if group["labels"].list.len().sum()
    ]
    return f"{json.dumps(tasks, ensure_ascii=False)}\n".encode()


def _labels_to_be(
    standing: pl.DataFrame, places: pl.DataFrame, changes: pl.DataFrame
) -> pl.DataFrame:
    """The words with the labels that stand in the end, and how sure the least sure one is."""
    stands = changes.filter(
        ~pl.col("new_status").is_in(["INVALID"]) & pl.col("new_label").is_null()
    )
    wrong = standing.filter(pl.col("status") == "INVALID").join(stands, on="key", how="anti")
    wrong = pl.concat([
        wrong.select("word", "label"),
        changes.filter(pl.col("new_status") == "INVALID")
        .select("word", pl.col("old_label").alias("label")),
    ]).unique()  # fmt: skip
    new = changes.filter(pl.col("added_status").is_not_null())
    given = places.select("word", pl.col("labels").alias("label")).explode("label").drop_nulls()
    kept = given.join(wrong, on=("word", "label"), how="anti")
    both = pl.concat([kept, new.select("word", pl.col("new_label").alias("label"))]).unique()
    listed = both.group_by("word").agg(pl.col("label").sort().alias("labels"))
    sure = standing.group_by("word").agg((1 - pl.col("outlier_score")).min().alias("score"))
    moved = new.group_by("word").agg(pl.col("confidence").min().alias("moved"))
    return (
        places.drop("labels")
        .join(listed, on="word", how="left", maintain_order="left")
        .join(sure, on="word", how="left", maintain_order="left")
        .join(moved, on="word", how="left", maintain_order="left")
        .with_columns(pl.col("labels").fill_null([]), pl.coalesce("moved", "score").alias("score"))
    )


def _task(number: int, words: Sequence[dict[str, Any]], ids: dict[str, Any]) -> dict[str, Any]:
    placed = all(word[side] is not None for word in words for side in SIDES)
    text = " ".join(word["text"] for word in words)
    results = _boxed(words) if placed else _spans(words)
    scores = [one["score"] for one in results if one.get("score") is not None]
    data = {
        "image_id": ids.get("image_id"), "receipt_id": ids.get("receipt_id"),
        "merchant_name": words[0]["merchant_name"], "receipt_text": text,
    }  # fmt: skip
    prediction: dict[str, Any] = {"model_version": MODEL_VERSION, "result": results}
    if scores:
        prediction["score"] = round(sum(scores) / len(scores), 6)
    return {"id": number, "data": data, "predictions": [prediction]}


def _boxed(words: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """A region a labelled word, with its transcription under the same id."""
    left, top = (min(word[side] for word in words) for side in ("x", "y"))
    width = max(word["x"] + word["width"] for word in words) - left
    height = max(word["y"] + word["height"] for word in words) - top
    size = {"original_width": max(1, round(width)), "original_height": max(1, round(height))}
    results = []
    for word in words:
        box = {
            "x": _percent(word["x"] - left, width), "y": _percent(word["y"] - top, height),
            "width": _percent(word["width"], width), "height": _percent(word["height"], height),
            "rotation": 0,
        }  # fmt: skip
        region = {"id": str(word["word"]), "to_name": "image", **size}
        if word["labels"]:
            labelled = {"from_name": "label", "type": "rectanglelabels",
                        "value": {**box, "rectanglelabels": word["labels"]}}  # fmt: skip
            written = {"from_name": "transcription", "type": "textarea",
                       "value": {**box, "text": [word["text"]]}}  # fmt: skip
            results += [{**region, **labelled, **_score(word)}, {**region, **written}]
    return results


def _spans(words: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """A span of the receipt's text a labelled word."""
    results, start = [], 0
    for word in words:
        end = start + len(word["text"])
        if word["labels"]:
            value = {"start": start, "end": end, "text": word["text"], "labels": word["labels"]}
            told = {"id": str(word["word"]), "from_name": "label", "to_name": "text",
                    "type": "labels", "value": value}  # fmt: skip
            results.append({**told, **_score(word)})
        start = end + 1
    return results


def _score(word: dict[str, Any]) -> dict[str, float]:
    return {} if word["score"] is None else {"score": round(word["score"], 6)}


def _percent(part: float, whole: float) -> float:
    return round(100 * part / whole, 6) if whole else 0.0

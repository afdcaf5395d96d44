"""Labelled words of receipts in every layout of documents that is read.

What a layout has no place for it cannot carry. Label Studio: line_id, status. JSON-MIN: word_id
too. CORD: receipt_id, merchant, status, and labels without a category. WildReceipt: line_id too,
and labels without a class. SROIE: text and box only.
"""

import csv
import itertools
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from engine.files.kinds.receipt_documents import RECEIPT_DOCUMENTS
from engine.files.kinds.receipt_documents.cord import CATEGORIES
from engine.files.kinds.receipt_documents.wildreceipt import CLASSES

Word = dict[str, Any]
LAYOUTS = {layout.name: layout for layout in RECEIPT_DOCUMENTS}
STUDIO, MIN, CORD, WILD, SROIE = LAYOUTS.values()
SIDES = ("x", "y", "width", "height")
SAMPLE = Path(__file__).parents[3] / "sample_data" / "receipts.csv"


def sample() -> list[list[Word]]:
    """The receipts of the sample, a picture each, as the collections have them."""
    with SAMPLE.open(newline="", encoding="utf-8") as file:
        words = [
            {**row, **{side: int(row[side]) for side in SIDES}, "text": row["word_text"]}
            | {"image_id": f"{row['image_id']} {row['receipt_id']}"}
            for row in csv.DictReader(file)
        ]
    return [list(found) for _, found in itertools.groupby(words, lambda word: word["image_id"])]


def in_label_studio(receipt: Sequence[Word], size: tuple[int, int]) -> dict[str, Any]:
    first = receipt[0]
    results = []
    for word in receipt:
        here = {
            "id": f"{word['line_id']}_{word['word_id']}",
            "to_name": "image",
            "original_width": size[0],
            "original_height": size[1],
            "image_rotation": 0,
        }
        box = percent(word, size) | {"rotation": 0}
        results.append(here | {"type": "rectangle", "value": box})
        if word["label"]:
            labelled = {"type": "labels", "value": box | {"labels": [word["label"]]}}
            results.append(here | labelled)
        results.append(here | {"type": "textarea", "value": box | {"text": [word["text"]]}})
    data = {"ocr": "/data/x.png"} | {
        name: first[name] for name in ("image_id", "receipt_id", "merchant_name")
    }
    return {"id": 7, "data": data, "annotations": [{"id": 1, "result": results}]}


def percent(word: Word, size: tuple[int, int]) -> dict[str, float]:
    return {side: word[side] / size[k % 2] * 100 for k, side in enumerate(SIDES)}


def in_json_min(receipt: Sequence[Word], size: tuple[int, int]) -> dict[str, Any]:
    whole = {"original_width": size[0], "original_height": size[1]}
    boxes = [percent(word, size) | whole for word in receipt]
    texts = [word["text"] for word in receipt]
    labels = [
        box | {"labels": [word["label"]]}
        for box, word in zip(boxes, receipt, strict=True)
        if word["label"]
    ]
    first = receipt[0]
    told: dict[str, Any] = {n: first[n] for n in ("image_id", "receipt_id", "merchant_name")}
    told |= {"id": 7, "ocr": "/data/x.png", "annotator": 3, "bbox": boxes}
    told |= {"label": labels} if labels else {}
    return told | {"transcription": texts[0] if len(texts) == 1 else texts}


def in_cord(receipt: Sequence[Word], size: tuple[int, int]) -> dict[str, Any]:
    categories = {label: category for category, label in reversed(CATEGORIES.items())}
    lines = []
    for (row, label), words in itertools.groupby(receipt, lambda w: (w["line_id"], w["label"])):
        told = [
            {"quad": quad(word), "is_key": 0, "row_id": row, "text": word["text"]} for word in words
        ]
        lines.append({"words": told, "category": categories.get(label, "etc"), "group_id": 1})
    picture = {"width": size[0], "height": size[1]}
    meta = {"image_id": receipt[0]["image_id"], "image_size": picture}
    return {"dontcare": [], "valid_line": lines, "meta": meta, "roi": {}, "repeating_symbol": []}


def corners(word: Word) -> list[float]:
    left, top = word["x"], word["y"]
    right, bottom = left + word["width"], top + word["height"]
    return [left, top, right, top, right, bottom, left, bottom]


def quad(word: Word) -> dict[str, float]:
    return dict(zip(("x1", "y1", "x2", "y2", "x3", "y3", "x4", "y4"), corners(word), strict=True))


def in_wildreceipt(receipt: Sequence[Word], size: tuple[int, int]) -> dict[str, Any]:
    numbers = {label: number for number, (_, label) in enumerate(CLASSES) if label}
    words = [
        {"box": corners(w), "text": w["text"], "label": numbers.get(w["label"], 25)}
        for w in receipt
    ]
    picture = {"file_name": receipt[0]["image_id"], "height": size[1], "width": size[0]}
    return picture | {"annotations": words}


def in_sroie(receipt: Sequence[Word], size: tuple[int, int]) -> dict[str, Any]:  # noqa: ARG001
    lines = (f"{','.join(map(str, corners(word)))},{word['text']}\r\n" for word in receipt)
    return {"text": "".join(lines), "name": f"boxes/{receipt[0]['image_id']}.txt"}


Writer = Callable[[Sequence[Word], tuple[int, int]], dict[str, Any]]
WRITERS: dict[str, tuple[Writer, dict[str, Callable[[Word, int], Any]]]] = {
    STUDIO.name: (in_label_studio, {
        "image_id": lambda w, _: w["image_id"], "receipt_id": lambda w, _: w["receipt_id"],
        "word_id": lambda w, _: f"{w['line_id']}_{w['word_id']}",
        "merchant": lambda w, _: w["merchant_name"], "label": lambda w, _: w["label"] or None,
    }),
    MIN.name: (in_json_min, {
        "image_id": lambda w, _: w["image_id"], "receipt_id": lambda w, _: w["receipt_id"],
        "word_id": lambda _, place: str(place),
        "merchant": lambda w, _: w["merchant_name"], "label": lambda w, _: w["label"] or None,
    }),
    CORD.name: (in_cord, {
        "image_id": lambda w, _: w["image_id"], "line_id": lambda w, _: w["line_id"],
        "word_id": lambda _, place: str(place),
        "label": lambda w, _: w["label"] if w["label"] in CATEGORIES.values() else None,
    }),
    WILD.name: (in_wildreceipt, {
        "image_id": lambda w, _: w["image_id"], "word_id": lambda _, place: str(place),
        "label": lambda w, _: w["label"] if (w["label"] in dict(CLASSES).values()) else None,
    }),
    SROIE.name: (in_sroie, {
        "image_id": lambda w, _: w["image_id"], "word_id": lambda _, place: str(place),
        "label": lambda _w, _: None,
    }),
}  # fmt: skip

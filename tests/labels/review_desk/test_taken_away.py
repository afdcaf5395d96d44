"""Files to take away are the same for the same decisions, and others can read them."""

import io
import json
from collections.abc import Callable
from typing import Any

import polars as pl
import pytest

from engine import Backroom, ReadOptions
from engine.labels.review.corrected import corrected_table
from engine.workspace import find_table, open_lines

Keep = Callable[..., Any]


def test_the_order_of_decisions_changes_no_file(keep: Keep, written: Callable[..., str]) -> None:
    files = []
    for name, order in (("one", 1), ("other", -1)):
        # Two files of the same words, so that their decisions do not meet.
        text = written(3).replace("img,", f"{name},")
        kept = keep(text, name=name)
        steps = [(1, "TTL", "accept"), (2, "TTL", "reject"), (3, "1.60", "unsure"),
                 (3, "21.60", "accept")]  # fmt: skip
        for receipt, word, action in steps[::order]:
            kept.door.decide_labels(kept.run, [kept.row(receipt, word)], action)
        found = kept.door.label_artefacts(kept.run)
        files.append({key: data.replace(name.encode(), b"img") for key, data in found.items()})
    assert files[0] == files[1]
    assert set(files[0]) == {"changes.csv", "label_studio.json", "rules.json", "worklist.csv"}


def test_label_studio_and_its_reader_agree(
    read_and_keep: Keep, open_backroom: Callable[..., Backroom], settings: Any, tmp_path: Any
) -> None:
    kept = read_and_keep(wrong={"21.60": "GRAND_TOTAL", "TTL": None})
    for receipt in (1, 2, 3):
        kept.door.decide_labels(kept.run, [kept.row(receipt, "TTL")], "accept")
        kept.door.decide_labels(kept.run, [kept.row(receipt, "21.60")], "accept")
    tasks = json.loads(kept.door.label_artefacts(kept.run)["label_studio.json"])
    annotated = [
        {**task, "annotations": [{"id": 1, "result": task["predictions"][0]["result"]}]}
        for task in tasks
    ]
    other = open_backroom(type(settings)(home=tmp_path / "other"))
    upload = other.take("tasks.json", io.BytesIO(json.dumps(annotated).encode()))
    table = other.wait(other.read(upload, ReadOptions(kind="receipts")), 30).id
    assert find_table(other._workspace, table).rejected == {}
    read = open_lines(other._workspace, table).with_columns(pl.col(pl.Categorical).cast(pl.String))
    first = read.filter(receipt_id="1").sort("y", "x")
    assert first.select("text", "label").rows() == [
        ("Corner Shop", "MERCHANT_NAME"), ("20.00", "SUBTOTAL"), ("1.60", "TAX"),
        ("21.60", "GRAND_TOTAL"), ("=CASH", "PAYMENT_METHOD"),
    ]  # fmt: skip
    # Boxes are told from the corner of the first word on.
    assert first.select("x", "y", "width", "height").row(2) == pytest.approx(
        (80, 60, 32, 12), abs=0.01
    )


def test_words_without_boxes_are_spans_of_the_text(keep: Keep, written: Callable[..., str]) -> None:
    lines = [(text, label, "", "") for text, label in (("TOTAL", None), ("9.00", "TAX"))]
    kept = keep(written(2, lines=lines), wrong={"9.00": "GRAND_TOTAL"})
    kept.door.decide_labels(kept.run, [kept.row(1, "9.00")], "accept")
    tasks = json.loads(kept.door.label_artefacts(kept.run)["label_studio.json"])
    for task, label in zip(tasks, ("GRAND_TOTAL", "GRAND_TOTAL"), strict=True):
        [span] = task["predictions"][0]["result"]
        value = span["value"]
        text = task["data"]["receipt_text"]
        assert text[value["start"] : value["end"]] == value["text"] == "9.00"
        assert value["labels"] == [label]
    drawn = kept.door.receipt(kept.run, kept.row(1, "9.00"))
    assert (drawn["placed"], drawn["width"], drawn["height"]) == (False, 0.0, 0.0)
    assert [word["text"] for word in drawn["words"]] == ["TOTAL", "9.00"]


CHECKED = pl.DataFrame(
    {
        "row": [1, 2], "image_id": ["i", "i"], "receipt_id": ["1", "1"], "text": ["a", "b"],
        "label": ["A", None], "status": ["NONE", "NONE"], "x": [1.0, -2.5], "y": [0.1234567, 3.0],
        "other: till": ["t", None],
    }
)  # fmt: skip
APPLIED = pl.DataFrame(
    {"row": [1], "new_label": ["B"], "new_status": ["INVALID"], "added_status": ["VALID"],
     "old_label": ["A"], "decided_by": ["reviewer"], "reason": ["why"]}
)  # fmt: skip


def test_a_corrected_file_has_the_inputs_columns_in_their_order() -> None:
    mapping = {"text": "Wort", "label": "Etikett", "image_id": "Bild", "y": "oben", "x": "links"}
    headings = ["oben", "Kunde", "Wort", "till", "Etikett", "Bild", "links"]
    found = corrected_table(CHECKED, APPLIED, headings, mapping)
    assert found.columns == [
        "oben", "Wort", "till", "Etikett", "Bild", "links", "validation_status",
        "label_consolidated_from", "label_proposed_by", "reasoning",
    ]  # fmt: skip
    assert found.rows() == [
        ("0.1234567", "a", "t", "A", "i", 1.0, "INVALID", None, None, None),
        ("0.1234567", "a", "t", "B", "i", 1.0, "VALID", "A", "reviewer", "why"),
        ("3.0", "b", None, None, "i", -2.5, "NONE", None, None, None),
    ]


def test_where_a_row_came_from_is_kept_when_a_corrected_file_is_corrected() -> None:
    before = CHECKED.with_columns(
        **{"other: label_consolidated_from": pl.Series([None, "Z"]),
           "other: label_proposed_by": pl.Series([None, "reviewer"]),
           "other: reasoning": pl.Series([None, "as before"])}
    )  # fmt: skip
    headings = ["text", "label", "label_consolidated_from", "label_proposed_by", "reasoning"]
    found = corrected_table(before, APPLIED, headings, {"text": "text", "label": "label"})
    assert found.rows() == [
        ("a", "A", "INVALID", None, None, None),
        ("a", "B", "VALID", "A", "reviewer", "why"),
        ("b", None, "NONE", "Z", "reviewer", "as before"),
    ]
    assert found.columns == ["text", "label", "validation_status", *headings[2:]]

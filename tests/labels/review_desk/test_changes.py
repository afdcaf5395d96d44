"""Labels that share a word do not undo one another."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from engine.labels.review.applying import marks_of
from engine.labels.review.changes import CHANGES, changes_of

KINDS = {
    "row": pl.Int64, "key": pl.String, "word": pl.Int64, "image_id": pl.String,
    "receipt_id": pl.String, "line_id": pl.String, "word_id": pl.String, "word_text": pl.String,
    "merchant_name": pl.String, "label": pl.String, "status": pl.String, "is_outlier": pl.Boolean,
    "clear": pl.Boolean, "suggested_label": pl.String, "confidence": pl.Float64,
    "decided_by": pl.String, "reason": pl.String, "made_by": pl.String, "settled": pl.Boolean,
    "action": pl.String, "new_label": pl.String, "decider": pl.String, "taken_over": pl.Boolean,
    "open": pl.Boolean,
}  # fmt: skip


def what_becomes(
    *labels: Mapping[str, Any], also: tuple[str, ...] = (), at: float = 0.7
) -> list[tuple[Any, ...]]:
    """label, its status to be, the label added, its status; for labels of one word."""
    plain = {
        "word": 0, "status": "NONE", "is_outlier": False, "clear": True, "confidence": 0.9,
        "decided_by": "local", "reason": "r", "made_by": "", "settled": False,
    }  # fmt: skip
    rows = [
        plain | {"row": k, "key": f"{k}"} | one
        | ({"decider": one.get("decider", "reviewer")} if one.get("action") else {})
        for k, one in enumerate(labels)
    ]  # fmt: skip
    standing = pl.DataFrame(rows, KINDS)
    held = sorted({*(str(one["label"]) for one in labels), *also})
    places = pl.DataFrame({"word": [0], "labels": [held]})
    changes = changes_of(standing, places, min_confidence=at, rules={"r1": "x is B"})
    assert changes.columns == list(CHANGES)
    assert len(set(marks_of(changes))) == changes.height
    added = pl.when(pl.col("added_status").is_not_null()).then("new_label")
    return changes.select("old_label", "new_status", added.alias("added"), "added_status").rows()


def wrong(label: str, suggested: str | None = None, **more: Any) -> dict[str, Any]:
    return {"label": label, "is_outlier": True, "suggested_label": suggested, **more}


def test_a_label_that_the_word_carries_already_is_not_added_again() -> None:
    assert what_becomes(wrong("A", "B", action="accept", new_label="B"), also=("B",)) == [
        ("A", "INVALID", None, None)
    ]


def test_two_labels_that_come_to_the_same_add_it_once_and_a_persons_first() -> None:
    assert what_becomes(wrong("A", "C"), wrong("B", action="change", new_label="C")) == [
        ("A", "INVALID", None, None), ("B", "INVALID", "C", "VALID")
    ]  # fmt: skip
    by_rule = wrong("A", action="change", new_label="C", decider="r1")
    assert what_becomes(by_rule, wrong("B", action="change", new_label="C")) == [
        ("A", "INVALID", None, None), ("B", "INVALID", "C", "VALID")
    ]  # fmt: skip


def test_what_a_person_says_is_right_is_not_called_wrong_by_a_machine() -> None:
    changed = wrong("A", action="change", new_label="B")
    assert what_becomes(changed, wrong("B", "C")) == [("A", "INVALID", None, None)]
    assert what_becomes(changed, wrong("B", "C", status="INVALID")) == [
        ("A", "INVALID", None, None), ("B", "VALID", None, None)
    ]  # fmt: skip


def test_labels_that_would_take_each_others_place_are_for_a_person() -> None:
    assert what_becomes(wrong("A", "B"), wrong("B", "A")) == [
        ("A", "NEEDS_REVIEW", None, None), ("B", "NEEDS_REVIEW", None, None)
    ]  # fmt: skip


def test_a_suggestion_that_is_not_sure_enough_is_for_a_person() -> None:
    assert what_becomes(wrong("A", "B", confidence=0.6)) == [("A", "NEEDS_REVIEW", None, None)]
    assert what_becomes(wrong("A", "B", confidence=0.6), at=0.6) == [
        ("A", "INVALID", "B", "PENDING")
    ]
    assert what_becomes(wrong("A")) == [("A", "NEEDS_REVIEW", None, None)]
    assert what_becomes(wrong("A", status="NEEDS_REVIEW")) == []


def test_what_the_file_says_is_kept_or_completed() -> None:
    assert what_becomes(wrong("A", "B", status="VALID")) == []
    assert what_becomes(wrong("A", "B", status="INVALID")) == [("A", "INVALID", "B", "PENDING")]
    assert what_becomes(wrong("A", "B", status="INVALID", settled=True)) == []
    assert what_becomes(wrong("A", status="INVALID")) == []


def test_a_rules_word_is_pending_where_a_persons_is_valid() -> None:
    told = {"label": "A", "new_label": "A", "action": "reject"}
    assert what_becomes(told) == [("A", "VALID", None, None)]
    assert what_becomes(told | {"decider": "r1"}) == [("A", "PENDING", None, None)]
    assert what_becomes(told | {"decider": "r1", "status": "NEEDS_REVIEW"}) == []
    assert what_becomes({"label": "A", "action": "change", "new_label": "B", "decider": "r1"}) == [
        ("A", "INVALID", "B", "PENDING")
    ]


def test_decisions_that_are_so_already_change_nothing() -> None:
    assert (
        what_becomes({"label": "A", "new_label": "A", "action": "reject", "status": "VALID"}) == []
    )
    assert what_becomes({"label": "A", "action": "leave"}) == []
    assert what_becomes({"label": "A", "action": "unsure", "status": "NEEDS_REVIEW"}) == []
    assert what_becomes({"label": "A", "action": "change", "status": "INVALID"}) == []

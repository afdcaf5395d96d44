"""`words.csv`, `groups.csv`, `summary.json`, `changes.csv`, `corrected.csv` of the sample receipts:
every field that was promised, with its type, and true to the file.
"""

import csv
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from engine.__main__ import main

Rows = list[dict[str, str]]
WORDS = (
    "image_id", "receipt_id", "line_id", "word_id", "word_text", "merchant_name", "label",
    "outlier_score", "is_outlier", "suggested_label", "confidence", "decided_by", "reason",
)  # fmt: skip
GROUPS = (
    "merchant_name", "label", "words", "consistent", "outliers", "to_review", "pct_consistent",
    "agreement", "purity", "judged", "calls", "saved_by_rule", "saved_by_cache", "cost",
)  # fmt: skip
CHANGES = ("old_label", "new_label", "status", "decided_by", "reason", "confidence")
KEYS = ("image_id", "receipt_id", "line_id", "word_id")


def rows_of(path: Path) -> Rows:
    """A written CSV, row by row."""
    with path.open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


@pytest.fixture(scope="module")
def source(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first 120 pictures of the sample receipts: enough to learn from, and quick."""
    lines = (root / "sample_data" / "receipts.csv").read_text("utf-8").splitlines(keepends=True)
    path = tmp_path_factory.mktemp("receipts") / "receipts.csv"
    path.write_text("".join(line for line in lines if line[:8] <= "IMG-0120" or line[0] == "i"))
    return path


@pytest.fixture(scope="module")
def out(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the command writes when what is clear is applied."""
    folder = tmp_path_factory.mktemp("labels")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BACKROOM_HOME", str(folder / "home"))
        arguments = ["labels", str(source), "--apply", "clear", "--option", "thorough=no"]
        assert main([*arguments, "--out", str(folder / "out"), "--quiet"]) == 0
    return folder / "out"


@pytest.fixture(scope="module")
def given(source: Path) -> Rows:
    """The labelled rows of the input."""
    return [row for row in rows_of(source) if row["label"]]


@pytest.fixture(scope="module")
def words(out: Path) -> Rows:
    """The words as they are written."""
    return rows_of(out / "words.csv")


@pytest.fixture(scope="module")
def summary(out: Path) -> dict[str, Any]:
    """The summary as it is written."""
    found: dict[str, Any] = json.loads((out / "summary.json").read_text("utf-8"))
    return found


def test_every_labelled_word_is_there_once_with_a_score(words: Rows, given: Rows) -> None:
    assert set(WORDS) <= set(words[0])
    one = Counter(tuple(row[name] for name in (*KEYS, "label")) for row in words)
    assert one == Counter(tuple(row[name] for name in (*KEYS, "label")) for row in given)
    for row in words:
        assert 0 <= float(row["outlier_score"]) <= 1
        assert 0 <= float(row["confidence"]) <= 1
        assert row["is_outlier"] in ("true", "false")
        assert row["decided_by"] in ("rule", "local", "llm", "reviewer")
        assert row["reason"]
        assert row["suggested_label"] != row["label"]


def test_groups_add_up_to_the_words(out: Path, words: Rows) -> None:
    groups = rows_of(out / "groups.csv")
    assert set(GROUPS) <= set(groups[0])
    counted = Counter((row["merchant_name"], row["label"]) for row in words)
    assert {(row["merchant_name"], row["label"]): int(row["words"]) for row in groups} == counted
    for row in groups:
        assert int(row["words"]) == int(row["consistent"]) + int(row["outliers"])
        assert row["judged"] in ("yes", "too small")
        assert 0 <= float(row["pct_consistent"]) <= 100
    wrong = sum(row["is_outlier"] == "true" for row in words)
    assert sum(int(row["outliers"]) for row in groups) == wrong


def test_the_summary_counts_what_the_files_hold(
    summary: dict[str, Any], words: Rows, out: Path
) -> None:
    totals = summary["totals"]
    assert totals["judged"] == totals["labels"] == len(words)
    assert totals["outliers"] == sum(row["is_outlier"] == "true" for row in words)
    assert sum(totals["decided_by"].values()) == len(words)
    test = summary["self_test"]
    assert 0 <= test["low"] <= test["promised"] <= test["high"] <= 1
    manifest = json.loads((out / "manifest.json").read_text("utf-8"))
    assert manifest["rows"]["read"] == manifest["rows"]["used"] == totals["words"]


def test_the_wrong_labels_of_the_sample_are_found(root: Path, words: Rows) -> None:
    truth = [row for row in rows_of(root / "sample_data" / "receipts_truth.csv")
             if row["image_id"] <= "IMG-0120"]  # fmt: skip
    wrong = {tuple(row[name] for name in (*KEYS, "label")): row["true_label"] for row in truth}
    called = {
        tuple(row[name] for name in (*KEYS, "label")): row["suggested_label"]
        for row in words
        if row["is_outlier"] == "true"
    }
    right = called.keys() & wrong.keys()
    assert len(right) >= 0.8 * len(wrong)
    assert len(right) >= 0.8 * len(called)
    named = [key for key in right if wrong[key]]
    assert sum(called[key] == wrong[key] for key in named) >= 0.9 * len(named)


def test_what_is_applied_is_what_the_changes_say(out: Path, source: Path) -> None:
    before = rows_of(source)
    after, changes = rows_of(out / "corrected.csv"), rows_of(out / "changes.csv")
    assert set(CHANGES) <= set(changes[0])
    applied = [row for row in changes if row["status"] == "applied"]
    relabelled = [
        row for row in applied if row["new_label"] and row["new_label"] != row["old_label"]
    ]
    assert relabelled
    assert len(after) == len(before) + len(relabelled)
    kept = Counter(tuple(row[name] for name in (*KEYS, "label")) for row in after)
    assert all(kept[tuple(row[name] for name in (*KEYS, "label"))] for row in before)
    for row in relabelled:
        assert kept[(*(row[name] for name in KEYS), row["new_label"])] == 1

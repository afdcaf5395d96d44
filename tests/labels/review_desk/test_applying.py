"""What becomes of labels once decisions are applied: nothing is lost, and twice is once."""

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import pytest

from engine.errors import OptionRefused

Keep = Callable[..., Any]
WRONG = {"TTL": "GRAND_TOTAL", "21.60": "GRAND_TOTAL", "=CASH": None}


def rows_of(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode())))


def decided(kept: Any) -> None:
    """One decision of each kind."""
    door, run = kept.door, kept.run
    door.decide_labels(run, [kept.row(1, "TTL")], "change", "")
    door.decide_labels(run, [kept.row(1, "21.60")], "accept")
    door.decide_labels(run, [kept.row(2, "21.60")], "change", "TAX")
    door.decide_labels(run, [kept.row(1, "=CASH")], "reject")
    door.decide_labels(run, [kept.row(2, "=CASH")], "unsure")
    door.decide_labels(run, [kept.row(3, "=CASH")], "leave")


def test_a_dry_run_counts_and_leaves_everything_as_it_is(keep: Keep) -> None:
    kept = keep(wrong=WRONG)
    decided(kept)
    counts = kept.door.apply_labels(kept.run)
    told = ("total", "applied", "relabelled", "invalidated", "confirmed", "needs_review", "new")
    assert [counts[name] for name in told] == [18, 5, 2, 1, 1, 1, 5]
    assert counts["skipped"] == 13 == sum(counts["skipped_by"].values())
    assert counts["skipped_by"] == {
        "consistent": 9, "left_alone": 1, "already_so": 0, "not_applied": 0, "not_reviewed": 3,
        "unclear": 0,
    }  # fmt: skip
    clear = kept.door.apply_labels(kept.run, least="clear")
    assert [clear[name] for name in told] == [18, 8, 5, 1, 1, 1, 8]
    nothing = kept.door.apply_labels(kept.run, least="none")
    assert (nothing["applied"], nothing["skipped_by"]["not_applied"]) == (0, 5)
    files = kept.door.label_artefacts(kept.run)
    assert {row["status"] for row in rows_of(files["changes.csv"])} == {"proposed"}
    assert {"corrected.csv", "reverse.csv"}.isdisjoint(files)
    with pytest.raises(OptionRefused, match="none, reviewed, clear"):
        kept.door.apply_labels(kept.run, least="all")


def test_applying_twice_changes_nothing(read_and_keep: Keep) -> None:
    kept = read_and_keep(wrong=WRONG)
    decided(kept)
    assert kept.door.apply_labels(kept.run, dry_run=False)["new"] == 5
    first = kept.door.label_artefacts(kept.run)
    again = kept.door.apply_labels(kept.run, dry_run=False)
    assert (again["applied"], again["new"], again["taken_back"]) == (5, 0, 0)
    assert kept.door.label_artefacts(kept.run) == first
    assert kept.door.apply_labels(kept.run, least="none", dry_run=False)["taken_back"] == 5
    assert "corrected.csv" not in kept.door.label_artefacts(kept.run)


def test_the_corrected_file_is_the_input_and_what_was_added(
    read_and_keep: Keep, written: Callable[..., str]
) -> None:
    kept = read_and_keep(wrong=WRONG)
    decided(kept)
    kept.door.apply_labels(kept.run, dry_run=False)
    files = kept.door.label_artefacts(kept.run)
    found, given = rows_of(files["corrected.csv"]), rows_of(written().encode())
    assert list(found[0]) == [*given[0], "label_consolidated_from", "label_proposed_by",
                              "reasoning"]  # fmt: skip
    kept_rows = [row for row in found if not row["label_proposed_by"]]
    assert len(kept_rows) == len(given) == len(found) - 2
    status = {("1", "TTL"): "INVALID", ("1", "21.60"): "INVALID", ("2", "21.60"): "INVALID",
              ("1", "=CASH"): "VALID", ("2", "=CASH"): "NEEDS_REVIEW"}  # fmt: skip
    for before, after in zip(given, kept_rows, strict=True):
        word = before["receipt_id"], before["word_text"]
        wanted = before | {"word_text": before["word_text"].replace("=", "'=")}
        wanted["validation_status"] = status.get(word, "NONE")
        assert {name: after[name] for name in before} == wanted
    added = {
        (row["receipt_id"], row["label"], row["label_consolidated_from"], row["validation_status"],
         row["label_proposed_by"])
        for row in found if row["label_proposed_by"]
    }  # fmt: skip
    assert added == {("1", "GRAND_TOTAL", "LINE_TOTAL", "VALID", "reviewer"),
                     ("2", "TAX", "LINE_TOTAL", "VALID", "reviewer")}  # fmt: skip
    place = [k for k, row in enumerate(found) if row["label_proposed_by"]]
    assert all(found[k - 1]["word_id"] == found[k]["word_id"] for k in place)


def test_the_reverse_undoes_the_corrected_file(read_and_keep: Keep) -> None:
    kept = read_and_keep(wrong=WRONG)
    kept.door.apply_labels(kept.run, least="clear", dry_run=False)
    decided(kept)
    kept.door.apply_labels(kept.run, least="clear", dry_run=False)
    files = kept.door.label_artefacts(kept.run)
    found = rows_of(files["corrected.csv"])
    gone = set()
    for one in rows_of(files["reverse.csv"]):
        row = found[int(one["corrected_row"]) - 1]
        assert (row["word_text"], row["label"], row["validation_status"]) == (
            one["word_text"], one["label"], one["status_now"]
        )  # fmt: skip
        if one["operation"] == "remove":
            gone.add(int(one["corrected_row"]) - 1)
        row["validation_status"] = one["status_before"]
    left = [row for k, row in enumerate(found) if k not in gone]
    checked = kept.door._input(kept.door.document(kept.run, "manifest"))[0]
    assert [row["validation_status"] for row in left] == checked["status"].to_list()
    assert [row["label"] for row in left] == checked["label"].cast(str).fill_null("").to_list()


def test_what_a_machine_applies_is_pending(read_and_keep: Keep) -> None:
    kept = read_and_keep(wrong=WRONG)
    kept.door.apply_labels(kept.run, least="clear", dry_run=False)
    files = kept.door.label_artefacts(kept.run)
    changes = {(row["receipt_id"], row["word_text"]): row for row in rows_of(files["changes.csv"])}
    told = changes["1", "21.60"]
    assert [told[name] for name in ("old_status", "new_status", "added_status", "status",
                                    "decided_by", "reason", "confidence")] == [
        "NONE", "INVALID", "PENDING", "applied", "rule", "because", "0.8"
    ]  # fmt: skip
    assert changes["1", "'=CASH"]["new_status"] == "NEEDS_REVIEW"
    assert changes["1", "'=CASH"]["change"] == "review"


def test_a_corrected_file_that_is_read_again_is_as_decided(read_and_keep: Keep) -> None:
    kept = read_and_keep(wrong=WRONG)
    decided(kept)
    kept.door.apply_labels(kept.run, dry_run=False)
    corrected = kept.door.label_artefacts(kept.run)["corrected.csv"].decode()
    again = read_and_keep(corrected, wrong={"TTL": "GRAND_TOTAL", "21.60": "TIP"}, name="again")
    door, run = again.door, again.run
    every = door.worklist(run, which="all", most=100)
    taken = every.filter(word_text="21.60", receipt_id="1").sort("label")
    assert taken.select("label", "status", "action", "taken_over", "open").rows() == [
        ("GRAND_TOTAL", "VALID", None, False, True),
        ("LINE_TOTAL", "INVALID", "accept", True, False),
    ]  # fmt: skip
    assert every.filter(word_text="=CASH", receipt_id="1")["action"].to_list() == ["reject"]
    counts = door.apply_labels(run)
    assert (counts["applied"], counts["skipped_by"]["already_so"]) == (0, 4)


def test_changes_that_are_unclear_are_only_proposed(keep: Keep) -> None:
    kept = keep(wrong=WRONG, unclear=["TTL"])
    counts = kept.door.apply_labels(kept.run, least="clear")
    assert (counts["applied"], counts["skipped_by"]["unclear"]) == (6, 3)
    rows = rows_of(kept.door.label_artefacts(kept.run)["changes.csv"])
    assert {(row["trust"], row["word_text"]) for row in rows} == {
        ("unclear", "TTL"), ("clear", "21.60"), ("clear", "'=CASH")
    }  # fmt: skip


def test_predictions_for_label_studio_are_the_labels_to_be(keep: Keep) -> None:
    kept = keep(wrong=WRONG)
    decided(kept)
    tasks = json.loads(kept.door.label_artefacts(kept.run)["label_studio.json"])
    assert [task["data"]["receipt_id"] for task in tasks] == ["1", "2", "3"]
    results = tasks[0]["predictions"][0]["result"]
    texts = {one["id"]: one["value"]["text"][0] for one in results if one["type"] == "textarea"}
    labels = {texts[one["id"]]: one["value"]["rectanglelabels"] for one in results
              if one["type"] == "rectanglelabels"}  # fmt: skip
    assert labels == {"Corner Shop": ["MERCHANT_NAME"], "20.00": ["SUBTOTAL"], "1.60": ["TAX"],
                      "21.60": ["GRAND_TOTAL"], "=CASH": ["PAYMENT_METHOD"]}  # fmt: skip
    [box] = [one for one in results if texts[one["id"]] == "1.60" and "score" in one]
    # x 90 of 10 to 130, y 70 of 10 to 122, 32 wide and 12 high.
    assert [box["value"][side] for side in ("x", "y", "width", "height")] == pytest.approx(
        [80 / 120 * 100, 60 / 112 * 100, 32 / 120 * 100, 12 / 112 * 100], abs=1e-4
    )
    assert (box["original_width"], box["original_height"]) == (120, 112)

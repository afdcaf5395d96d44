"""The worklist and what is decided from it, through the door."""

from collections.abc import Callable
from typing import Any

import pytest

from engine.errors import NotFound, OptionRefused

Keep = Callable[..., Any]


def texts(kept: Any, **filters: Any) -> list[tuple[str, str]]:
    return kept.door.worklist(kept.run, **filters).select("receipt_id", "word_text").rows()


def test_the_worklist_is_ranked_and_filtered(keep: Keep) -> None:
    kept = keep()
    every = texts(kept)
    assert len(every) == 18
    assert every[:6] == [("1", "TTL"), ("1", "21.60"), ("2", "TTL"), ("2", "21.60"),
                         ("3", "TTL"), ("3", "21.60")]  # fmt: skip
    assert texts(kept, most=2) == every[:2]
    assert texts(kept, words="ttl") == [one for one in every if one[1] == "TTL"]
    assert texts(kept, labels=["TAX"]) == [("1", "1.60"), ("2", "1.60"), ("3", "1.60")]
    assert texts(kept, merchants=["elsewhere"]) == []
    assert kept.door.worklist_size(kept.run, labels=["TAX", "SUBTOTAL"]) == 6


def test_a_search_is_no_pattern(keep: Keep) -> None:
    kept = keep()
    assert texts(kept, words=".*") == []
    assert [text for _, text in texts(kept, words="1.6")] == ["21.60"] * 3 + ["1.60"] * 3


def test_what_is_decided_leaves_the_worklist(keep: Keep) -> None:
    kept = keep()
    assert kept.door.decide_labels(kept.run, [kept.row(1, "TTL")], "accept") == 1
    assert ("1", "TTL") not in texts(kept)
    assert ("1", "TTL") in texts(kept, which="all")
    assert kept.decided(1, "TTL") == ("accept", "GRAND_TOTAL")
    kept.door.decide_labels(kept.run, [kept.row(1, "TTL")], "change", "")
    assert kept.decided(1, "TTL") == ("change", None)
    kept.door.decide_labels(kept.run, [kept.row(1, "TTL")], "open")
    assert ("1", "TTL") in texts(kept)


def test_a_spot_check_draws_among_what_looks_right(keep: Keep, written: Callable[..., str]) -> None:
    kept = keep(written(8), unclear=["=CASH"])
    drawn = kept.door.worklist(kept.run, which="spot_check")
    asked = set(kept.door.worklist(kept.run, which="to_review")["row"])
    every = set(kept.door.worklist(kept.run, which="open")["row"])
    assert asked
    assert set(drawn["row"]) == every - asked
    # By digests of the words: in no order that anything of them has.
    assert drawn["key"].is_sorted()
    assert not drawn["outlier_score"].is_sorted(descending=True)
    kept.door.decide_labels(kept.run, drawn["row"][:1].to_list(), "reject")
    assert kept.door.worklist(kept.run, which="spot_check").equals(drawn[1:])


def test_accepting_many_leaves_those_with_nothing_to_accept(keep: Keep) -> None:
    kept = keep(wrong={"TTL": "GRAND_TOTAL", "=CASH": None})
    rows = kept.door.worklist(kept.run)["row"].to_list()
    assert kept.door.decide_labels(kept.run, rows, "accept") == 6
    assert kept.decided(2, "=CASH") == ("accept", None)
    assert kept.decided(2, "1.60") == (None, None)
    with pytest.raises(OptionRefused, match="Nothing is suggested"):
        kept.door.decide_labels(kept.run, [kept.row(1, "1.60")], "accept")


@pytest.mark.parametrize(
    ("action", "label", "match"),
    [
        ("maybe", None, "accept, change, reject, leave, unsure, open"),
        ("change", "NOT_A_LABEL", "There is no label 'NOT_A_LABEL'; labels are MERCHANT_NAME"),
        ("change", "tax", "The label is TAX already"),
    ],
)
def test_what_cannot_be_decided_is_refused(
    keep: Keep, action: str, label: str | None, match: str
) -> None:
    kept = keep()
    with pytest.raises(OptionRefused, match=match):
        kept.door.decide_labels(kept.run, [kept.row(1, "1.60")], action, label)
    assert kept.door.label_history(kept.run).is_empty()


def test_a_row_that_is_not_there_is_not_decided(keep: Keep) -> None:
    kept = keep()
    with pytest.raises(NotFound, match="row 99999"):
        kept.door.decide_labels(kept.run, [kept.row(1, "TTL"), 99_999], "reject")
    with pytest.raises(NotFound):
        kept.door.worklist("no such run")
    assert kept.decided(1, "TTL") == (None, None)


def test_undo_and_redo_say_what_they_did(keep: Keep) -> None:
    kept = keep()
    door, run = kept.door, kept.run
    door.decide_labels(run, [kept.row(1, "TTL")], "accept")
    door.decide_labels(run, [kept.row(2, "TTL"), kept.row(2, "1.60")], "reject")
    assert door.next_label_steps(run) == ("2 labels found right", None)
    assert door.undo_labels(run) == "2 labels found right"
    assert kept.decided(2, "1.60") == (None, None)
    assert door.undo_labels(run) == "LINE_TOTAL of “TTL” changed to GRAND_TOTAL, as suggested"
    assert door.next_label_steps(run) == (
        None, "LINE_TOTAL of “TTL” changed to GRAND_TOTAL, as suggested",
    )  # fmt: skip
    assert door.undo_labels(run) is None
    assert door.redo_labels(run) == "LINE_TOTAL of “TTL” changed to GRAND_TOTAL, as suggested"
    assert kept.decided(1, "TTL") == ("accept", "GRAND_TOTAL")
    door.decide_labels(run, [kept.row(3, "TTL")], "leave")
    assert door.redo_labels(run) is None
    assert door.label_history(run)["state"].to_list() == ["done", "dropped", "done"]


def test_a_rejected_alarm_does_not_return_in_another_file(
    keep: Keep, written: Callable[..., str]
) -> None:
    first = keep()
    for receipt, action in ((1, "reject"), (2, "unsure"), (3, "accept")):
        first.door.decide_labels(first.run, [first.row(receipt, "TTL")], action)
    # The next export holds the same receipts, and one more.
    second = keep(written(4), name="next")
    listed = second.door.worklist(second.run, words="TTL", which="all")
    found = {one["receipt_id"]: (one["action"], one["taken_over"]) for one in listed.to_dicts()}
    assert found == {
        "1": ("reject", True), "2": (None, False), "3": ("accept", True), "4": (None, False),
    }  # fmt: skip
    second.door.decide_labels(second.run, [second.row(1, "TTL")], "change", "TAX")
    assert second.decided(1, "TTL") == ("change", "TAX")
    assert first.decided(1, "TTL") == ("reject", "LINE_TOTAL")
    second.door.undo_labels(second.run)
    first.door.undo_labels(first.run)
    assert second.decided(1, "TTL") == ("reject", "LINE_TOTAL")
    assert second.decided(3, "TTL") == (None, None)


def test_a_receipt_is_drawn_with_its_words(keep: Keep) -> None:
    kept = keep()
    drawn = kept.door.receipt(kept.run, kept.row(2, "21.60"))
    assert drawn["placed"] is True
    assert len(drawn["words"]) == 8
    [chosen] = [one for one in drawn["words"] if one["word"] == drawn["chosen"]]
    assert (chosen["text"], chosen["labels"]) == ("21.60", ["LINE_TOTAL"])
    assert (chosen["x"], chosen["y"], chosen["width"], chosen["height"]) == (80, 80, 40, 12)
    assert chosen["score"] == pytest.approx(0.9 - kept.row(2, "21.60") / 10_000)
    assert drawn["height"] == 112
    [caption] = [one for one in drawn["words"] if one["text"] == "TOTAL"]
    assert caption["score"] is None


def test_progress_counts_every_label_once(keep: Keep) -> None:
    kept = keep(unclear=["1.60"])
    door, run = kept.door, kept.run
    door.decide_labels(run, [kept.row(1, "TTL")], "accept")
    door.decide_labels(run, [kept.row(1, "21.60")], "reject")
    door.decide_labels(run, [kept.row(2, "21.60")], "change", "TAX")
    progress = door.label_progress(run)
    total = progress["total"]
    assert total == {
        "words": 18, "decided": 3, "to_review": 6, "accepted": 1, "changed": 1, "rejected": 1,
        "left": 0, "unsure": 0, "by_rule": 0, "taken_over": 0,
    }  # fmt: skip
    for name, count in total.items():
        assert sum(group[name] for group in progress["groups"]) == count

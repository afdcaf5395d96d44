"""What a person decided stands in the words of the run, and is learnt from by the next one."""

from collections.abc import Callable
from typing import Any

from engine import Backroom, LabelOptions
from engine.labels.review.explained import with_people


def test_words_say_what_a_person_decided(keep: Callable[..., Any]) -> None:
    kept = keep()
    before = with_people(kept.door.worklist(kept.run, which="all"))
    assert set(before["decided_by"]) == {"rule"}
    kept.door.decide_labels(kept.run, [kept.row(1, "TTL")], "accept")
    kept.door.decide_labels(kept.run, [kept.row(2, "TTL")], "reject")
    kept.door.decide_labels(kept.run, [kept.row(3, "TTL")], "unsure")
    kept.door.decide_labels(kept.run, [kept.row(1, "20.00")], "change", "TAX")
    told = with_people(kept.door.worklist(kept.run, which="all"))
    assert told.filter(word_text="TTL").sort("receipt_id").select(
        "is_outlier", "suggested_label", "confidence", "decided_by", "reason"
    ).rows() == [
        (True, "GRAND_TOTAL", None, "reviewer",
         "A reviewer accepted what was suggested: because"),
        (False, None, None, "reviewer", "A reviewer found the label right."),
        (True, "GRAND_TOTAL", 0.8, "rule", "because"),
    ]  # fmt: skip
    assert told.filter(word_text="20.00", receipt_id="1").select(
        "is_outlier", "suggested_label", "decided_by"
    ).rows() == [(True, "TAX", "reviewer")]


def test_decisions_are_part_of_the_next_question(
    backroom: Backroom, read_and_keep: Callable[..., Any]
) -> None:
    kept = read_and_keep()
    table = kept.door.document(kept.run, "manifest")["inputs"]["table"]
    learning, apart = LabelOptions(), LabelOptions(learn=False)

    def asked(options: LabelOptions) -> str:
        return backroom.label_question(table, options).id

    first, without = asked(learning), asked(apart)
    kept.door.decide_labels(kept.run, [kept.row(1, "TTL")], "unsure")
    assert asked(learning) == first
    kept.door.decide_labels(kept.run, [kept.row(1, "TTL")], "accept")
    assert asked(learning) != first
    assert asked(apart) == without
    kept.door.undo_labels(kept.run)
    assert asked(learning) == first
    kept.door.decide_labels(kept.run, [kept.row(1, "TTL")], "accept")
    kept.door.forget_label_decisions(kept.run)
    assert asked(learning) == first
    assert kept.door.undo_labels(kept.run) is None

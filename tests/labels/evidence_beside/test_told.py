"""What adds up is told in plain words, receipt by receipt."""

from typing import Any

from engine.labels.evidence.gather import gather_facts
from engine.labels.evidence.told import told_by_arithmetic
from engine.steps import Steps
from tests.labels.evidence_makers import boxed, numbered

WORDS = [("2", 0, 0), ("3.00", 60, 0), ("6.00", 200, 0), ("4.00", 200, 30), ("10.00", 200, 60),
         ("0.80", 200, 90), ("10.80", 200, 120)]  # fmt: skip
LABELS = ["QUANTITY", "UNIT_PRICE", "LINE_TOTAL", "LINE_TOTAL", "SUBTOTAL", "TAX", "GRAND_TOTAL"]


def told(rows: list[dict[str, Any]]) -> list[dict[tuple[str, str], str]]:
    """Text and label → sentence, for each receipt."""
    words, given = numbered(rows)
    found = told_by_arithmetic(gather_facts(words, Steps()), words, given)
    return [{(words.texts[one.word], one.label): one.text for one in facts} for facts in found]


def test_each_sum_that_holds_is_a_sentence() -> None:
    assert told(boxed(WORDS, LABELS)) == [{
        ("3.00", "UNIT_PRICE"): "QUANTITY 2 times it equals LINE_TOTAL 6.00, as with a UNIT_PRICE.",
        ("6.00", "LINE_TOTAL"): "It equals QUANTITY 2 × UNIT_PRICE 3.00, as a LINE_TOTAL does.",
        ("10.00", "SUBTOTAL"): "It equals the sum of 2 LINE_TOTAL amounts, as a SUBTOTAL does.",
        ("0.80", "TAX"): "It equals GRAND_TOTAL 10.80 - SUBTOTAL 10.00, as a TAX does.",
        ("10.80", "GRAND_TOTAL"): "It equals SUBTOTAL 10.00 + TAX 0.80, as a GRAND_TOTAL does.",
    }]  # fmt: skip


def test_a_word_under_a_wrong_label_is_told_what_it_adds_up_to() -> None:
    found = told(boxed(WORDS, [*LABELS[:6], "SUBTOTAL"]))
    assert found[0]["10.80", "GRAND_TOTAL"].startswith("It equals SUBTOTAL 10.00 + TAX 0.80")
    assert ("0.80", "TAX") not in found[0]


def test_discounts_are_taken_off_the_total_and_put_back_on_what_is_left_of_it() -> None:
    words = [("10.00", 200, 0), ("-0.65", 200, 30), ("0.80", 200, 60), ("10.15", 200, 90)]
    labels = ["SUBTOTAL", "DISCOUNT", "TAX", "GRAND_TOTAL"]
    assert told(boxed(words, labels)) == [{
        ("10.00", "SUBTOTAL"):
            "It equals GRAND_TOTAL 10.15 - TAX 0.80 + DISCOUNT 0.65, as a SUBTOTAL does.",
        ("0.80", "TAX"):
            "It equals GRAND_TOTAL 10.15 - SUBTOTAL 10.00 + DISCOUNT 0.65, as a TAX does.",
        ("10.15", "GRAND_TOTAL"):
            "It equals SUBTOTAL 10.00 + TAX 0.80 - DISCOUNT 0.65, as a GRAND_TOTAL does.",
    }]  # fmt: skip
    assert not told(boxed(words, ["SUBTOTAL", "OTHER", "TAX", "GRAND_TOTAL"]))[0]


def test_labels_that_the_file_calls_invalid_do_not_count() -> None:
    rows = boxed(WORDS, LABELS)
    rows[5]["status"] = "INVALID"
    found = told(rows)[0]
    assert ("10.80", "GRAND_TOTAL") not in found
    assert ("10.00", "SUBTOTAL") in found


def test_receipts_do_not_add_up_with_one_another() -> None:
    rows = boxed(WORDS, LABELS)
    found = told([*rows[:5], *[{**row, "receipt_id": "2"} for row in rows[5:]], *boxed(
        [("Milk", 0, 0)], receipt="3")])  # fmt: skip
    assert [sorted(one) for one in found] == [
        [("10.00", "SUBTOTAL"), ("3.00", "UNIT_PRICE"), ("6.00", "LINE_TOTAL")], [], [],
    ]  # fmt: skip

"""Facts of words depend on their receipt alone: not on rows, places, sizes or other columns."""

import random

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import Cancelled
from engine.labels.evidence import places as rooms
from engine.labels.evidence.beside import label_context
from engine.labels.evidence.facts import WordFacts
from engine.labels.evidence.gather import FACTS, gather_facts
from engine.labels.numbering import number_words
from engine.steps import Steps
from tests.labels.evidence_makers import (
    SIDES,
    Word,
    boxed,
    fact,
    facts_of,
    numbered,
    receipts,
    table_of,
)  # fmt: skip
from tests.labels.evidence_places.turning import turned

SHOP = [
    ("SHOP", 100, 0), ("Milk", 0, 60), ("2", 120, 60), ("2.00", 180, 60), ("4.00", 260, 60),
    ("Bread", 0, 94), ("3.00", 260, 94), ("Total", 0, 162), ("7.00", 260, 162), ("Cash", 0, 196),
    ("10.00", 260, 196), ("Change", 0, 230), ("3.00", 260, 230),
]  # fmt: skip


def same(one: WordFacts, other: WordFacts) -> bool:
    """Whether all facts are the same, byte for byte."""
    return (
        one.dense.tobytes() == other.dense.tobytes()
        and one.neighbours.tolist() == other.neighbours.tolist()
        and one.left_texts == other.left_texts
        and one.right_texts == other.right_texts
        and one.amounts.tolist() == other.amounts.tolist()
        and one.rows.tolist() == other.rows.tolist()
    )


def test_facts_have_a_name_each_and_are_finite() -> None:
    facts = facts_of(boxed(SHOP))
    assert facts.names == FACTS
    assert len(set(FACTS)) == len(FACTS) == facts.dense.shape[1]
    assert facts.dense.dtype == np.float32
    assert np.isfinite(facts.dense).all()


def test_a_receipt_is_read_as_a_person_reads_it() -> None:
    facts = facts_of(boxed(SHOP))
    texts = [text for text, _, _ in SHOP]
    total = texts.index("7.00")
    assert facts.rows.tolist() == [0, 1, 1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5]
    assert facts.left_texts[total] == "Total"
    assert facts.right_texts[texts.index("Milk")] == "2 2.00 4.00"
    near = [texts[place] if place >= 0 else None for place in facts.neighbours[total]]
    assert near == ["Total", None, None, None, "3.00", "4.00", "10.00", "3.00"]
    assert fact(facts, "total_before")[total] == 1
    assert fact(facts, "paid_distance")[total] == pytest.approx(1.7, abs=0.01)
    assert fact(facts, "sum_of_column")[total] == 2
    assert fact(facts, "count_times_price")[4] == 1
    assert fact(facts, "amounts_above")[total] == 3


def test_what_a_word_says_and_what_stands_around_it_is_counted() -> None:
    facts = facts_of([*boxed(SHOP[:2]), *boxed(SHOP, receipt="2")])
    texts = [text for text, _, _ in SHOP]
    told = {name: fact(facts, name)[2:] for name in FACTS}
    assert told["digits"][:4] == [0, 0, 1, 3]
    assert told["count"][:4] == [0, 0, 2, 0]
    total = texts.index("7.00")
    assert told["total_above"][texts.index("Cash")] == 1
    assert told["total_above"][texts.index("Milk")] == 0
    assert told["amounts_over"][total] == 2
    assert told["amounts_under"][total] == 2
    assert facts.neighbours[2 + total, 0] == 2 + texts.index("Total")
    two = facts_of(boxed([("Total", 0, 0), ("Milk", 0, 34), ("9.00", 0, 68), ("Total", 0, 204)]))
    assert fact(two, "total_distance") == pytest.approx([0, -1.7, -3.4, 0], abs=0.01)


@given(words=receipts(), seed=st.integers(0, 99))
@settings(max_examples=20)
def test_the_order_of_rows_changes_nothing(words: list[Word], seed: int) -> None:
    rows = boxed(words)
    mixed = random.Random(seed).sample(rows, len(rows))
    assert same(facts_of(rows), facts_of(mixed))


@given(first=receipts(), second=receipts())
@settings(max_examples=20)
def test_other_receipts_change_nothing(first: list[Word], second: list[Word]) -> None:
    alone = facts_of(boxed(first))
    both = facts_of([*boxed(first), *boxed(second, receipt="2")])
    number = len(first)
    assert alone.dense.tobytes() == both.dense[:number].tobytes()
    assert alone.neighbours.tolist() == both.neighbours[:number].tolist()


@pytest.mark.parametrize("scale", [0.01, 0.7, 250.0])
@pytest.mark.parametrize("right", [-9000, 40, 12345])
def test_size_and_place_of_the_photograph_change_nothing(scale: float, right: int) -> None:
    rows = boxed(SHOP)
    moved = [
        {**row, "x": (row["x"] + right) * scale, "y": (row["y"] - right) * scale,
         "width": 40 * scale, "height": 20 * scale}
        for row in rows
    ]  # fmt: skip
    one, other = facts_of(rows), facts_of(moved)
    assert one.dense == pytest.approx(other.dense, abs=1e-3)
    assert one.neighbours.tolist() == other.neighbours.tolist()
    assert one.left_texts == other.left_texts


@pytest.mark.parametrize("angle", [-0.08, -0.02, 0.03, 0.1])
def test_a_photograph_askew_keeps_rows_columns_and_sums(angle: float) -> None:
    rows = boxed(SHOP)
    boxes = turned(np.array([[row[side] for side in SIDES] for row in rows]), angle)
    askew = [
        {**row, **dict(zip(SIDES, box, strict=True)), "word_id": str(place), "line_id": "1"}
        for place, (row, box) in enumerate(zip(rows, boxes.tolist(), strict=True))
    ]
    words, _ = numbered(askew)
    back = np.argsort([int(word) for word in words.ids["word_id"]])
    one, other = facts_of(rows), gather_facts(words, Steps())
    assert one.rows.tolist() == other.rows[back].tolist()
    assert one.left_texts == tuple(other.left_texts[place] for place in back)
    whole = [
        place for place, name in enumerate(FACTS)
        if "distance" not in name and name not in ("left", "right", "middle", "right_aligned")
    ]  # fmt: skip
    assert one.dense[:, whole] == pytest.approx(other.dense[back][:, whole], abs=0.02)


def test_a_column_that_the_schema_does_not_name_changes_nothing() -> None:
    table = table_of(boxed(SHOP))
    more = table.with_columns(
        pl.col("row").alias("source_label"), pl.lit("GRAND_TOTAL").alias("truth")
    ).select(["truth", *reversed(table.columns), "source_label"])
    plain, wide = (gather_facts(number_words(one)[0], Steps()) for one in (table, more))
    assert same(plain, wide)


def test_labels_and_merchants_change_no_fact() -> None:
    rows = boxed(SHOP, ["GRAND_TOTAL"] * len(SHOP))
    assert same(facts_of(boxed(SHOP)), facts_of([{**row, "merchant": "Shop"} for row in rows]))


def test_a_very_long_receipt_is_gathered_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    words = [("2.00" if left else "Milk", 100.0 * left, 34.0 * line)
             for line in range(40) for left in range(2)]  # fmt: skip
    whole = facts_of(boxed(words))
    monkeypatch.setattr(rooms, "MOST_TOGETHER", 30)
    parts = facts_of(boxed(words))
    assert [len(layout.words) for layout in parts.layouts] == [26, 27, 27]
    assert parts.rows.tolist() == whole.rows.tolist()
    pairs = zip(parts.left_texts, whole.left_texts, strict=True)
    assert sum(one != other for one, other in pairs) == 1  # the row that a cut goes through
    truth = np.ones((80, 1))
    assert np.isfinite(label_context(parts, truth)[1]).all()


def test_nothing_has_no_facts() -> None:
    facts = facts_of([])
    assert facts.dense.shape == (0, len(FACTS))
    assert len(facts.layouts) == 0
    assert label_context(facts, np.zeros((0, 2)))[1].shape == (0, 34)


def test_a_cancelled_run_stops() -> None:
    steps = Steps()
    steps.cancel()
    with pytest.raises(Cancelled):
        gather_facts(numbered(boxed(SHOP))[0], steps)

"""Amounts add up as their labels say, as far as a slow search finds, and never with themselves."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.labels.evidence.arithmetic import CHECKS, MOST_TERMS, check_arithmetic
from engine.labels.evidence.facts import WordFacts
from tests.labels import evidence_oracles as slow
from tests.labels.evidence_makers import boxed, facts_of, receipts

NAMES = ("DISCOUNT", "GRAND_TOTAL", "LINE_TOTAL", "QUANTITY", "SUBTOTAL", "TAX", "TIP",
         "UNIT_PRICE")  # fmt: skip


def hard(labels: list[str | None]) -> np.ndarray:
    """Soft labels that are sure."""
    truth = np.zeros((len(labels), len(NAMES)))
    for word, label in enumerate(labels):
        if label:
            truth[word, NAMES.index(label)] = 1
    return truth


def checked(facts: WordFacts, truth: np.ndarray) -> dict[str, list[float]]:
    names, found = check_arithmetic(facts, truth, NAMES)
    assert names == CHECKS
    assert np.isfinite(found).all()
    return dict(zip(names, found.T.tolist(), strict=True))


def receipt() -> WordFacts:
    """2 × 3.00 = 6.00, 4.00, subtotal 10.00, tax .80, tip 1.50, total 12.30."""
    words = [("2", 0, 0), ("3.00", 60, 0), ("6.00", 200, 0), ("4.00", 200, 30), ("10.00", 200, 60),
             ("0.80", 200, 90), ("1.50", 200, 120), ("12.30", 200, 150)]  # fmt: skip
    return facts_of(boxed(words))


LABELS = ["QUANTITY", "UNIT_PRICE", "LINE_TOTAL", "LINE_TOTAL", "SUBTOTAL", "TAX", "TIP",
          "GRAND_TOTAL"]  # fmt: skip


def test_a_receipt_that_adds_up_is_told_so() -> None:
    told = checked(receipt(), hard(LABELS))
    assert told["sum_of_lines"] == [0, 0, 0, 0, 1, 0, 0, 0]
    assert told["subtotal_and_tax"] == [0, 0, 0, 0, 0, 0, 0, 1]
    assert told["total_less_tax"] == [0] * 8
    assert told["count_times_price"] == [0, 0, 1, 0, 0, 0, 0, 0]
    assert told["price_of_line"] == [0, 1, 0, 0, 0, 0, 0, 0]
    assert told["count_of_line"] == [1, 0, 0, 0, 0, 0, 0, 0]
    assert told["share_of_total"][4] == pytest.approx(10 / 12.3)
    assert told["share_of_total"][7] == -1
    assert told["to_sum_of_lines"][4] == 0


def test_what_an_unlabelled_word_would_add_up_to_is_told_too() -> None:
    told = checked(receipt(), hard([*LABELS[:7], None]))
    assert told["subtotal_and_tax"][7] == 1
    told = checked(receipt(), hard([*LABELS[:5], None, None, "GRAND_TOTAL"]))
    assert told["total_less_subtotal"] == [0] * 8


@given(words=receipts(), data=st.data())
@settings(max_examples=20)
def test_checks_are_the_slow_ones(words: list, data: st.DataObject) -> None:
    facts = facts_of(boxed(words))
    number = len(facts.amounts)
    drawn = st.sampled_from([None, *NAMES])
    labels = data.draw(st.lists(drawn, min_size=number, max_size=number))
    told = checked(facts, hard(labels))
    for word in range(number):
        expected = slow.arithmetic(facts.amounts.tolist(), labels, word)
        assert {name: bool(told[name][word]) for name in expected} == expected


@given(words=receipts(), data=st.data())
@settings(max_examples=20)
def test_a_words_own_label_never_reaches_its_checks(words: list, data: st.DataObject) -> None:
    facts = facts_of(boxed(words))
    number = len(facts.amounts)
    drawn = st.sampled_from([None, *NAMES])
    truth = hard(data.draw(st.lists(drawn, min_size=number, max_size=number)))
    word = data.draw(st.integers(0, number - 1))
    other = truth.copy()
    other[word] = hard([data.draw(drawn)])[0]
    one, two = (check_arithmetic(facts, soft, NAMES)[1][word] for soft in (truth, other))
    assert (one == two).all()


def test_of_very_many_words_of_a_label_the_likeliest_others_count() -> None:
    words = [(f"{price}.00", 0.0, 30.0 * price) for price in range(1, 13)]
    facts = facts_of(boxed([*words, ("12.00", 60, 0), ("1.00", 60, 30)]))
    truth = np.zeros((14, len(NAMES)))
    twelves = facts.amounts == 1200
    truth[:, NAMES.index("SUBTOTAL")] = np.where(twelves, 0.6, 0.9)
    found = checked(facts, truth)
    assert found["equals_subtotal"] == [float(amount == 100) for amount in facts.amounts]
    truth[:, NAMES.index("SUBTOTAL")] = np.where(twelves, 0.9, 0.6)
    assert sum(checked(facts, truth)["equals_subtotal"]) >= 2
    assert MOST_TERMS < 12


def test_a_word_among_very_many_of_its_label_is_checked_against_as_many_others() -> None:
    prices = [*range(1, MOST_TERMS + 1), 1]
    facts = facts_of(boxed([(f"{p}.00", 60.0 * n, 30.0 * n) for n, p in enumerate(prices)]))
    truth = np.zeros((len(prices), len(NAMES)))
    truth[:, NAMES.index("SUBTOTAL")] = np.linspace(0.9, 0.6, len(prices))
    with_own = checked(facts, truth)["equals_subtotal"]
    assert with_own == [1, *[0] * (MOST_TERMS - 1), 1]
    truth[0] = 0
    assert checked(facts, truth)["equals_subtotal"][0] == with_own[0]


def test_labels_that_the_file_does_not_have_are_not_checked() -> None:
    names, found = check_arithmetic(receipt(), np.ones((8, 1)), ["DATE"])
    assert names == CHECKS
    shares = [CHECKS.index("share_of_total"), CHECKS.index("share_of_subtotal")]
    assert set(found[1:, shares].ravel().tolist()) == {-1.0}
    assert not np.delete(found, shares, axis=1).any()

"""Labels of other words are told as a slow count tells them, and a word's own never is."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.labels.evidence.beside import label_context
from engine.labels.evidence.facts import SIDES, WordFacts
from tests.labels import evidence_oracles as slow
from tests.labels.evidence_makers import boxed, facts_of, receipts

KINDS = 3


def soft_labels(facts: WordFacts, data: st.DataObject) -> np.ndarray:
    """Soft labels of every word, some of them without one."""
    number = len(facts.amounts)
    parts = st.lists(st.integers(0, 4), min_size=KINDS, max_size=KINDS)
    drawn = np.array(data.draw(st.lists(parts, min_size=number, max_size=number)), dtype=float)
    return np.divide(drawn, np.maximum(drawn.sum(axis=1, keepdims=True), 1))


@given(words=receipts(), data=st.data())
@settings(max_examples=20)
def test_other_words_labels_are_the_slow_ones(words: list, data: st.DataObject) -> None:
    facts = facts_of(boxed(words))
    truth = soft_labels(facts, data)
    names, found = label_context(facts, truth)
    assert len(names) == found.shape[1] == 17 * KINDS
    assert found.dtype == np.float32
    spots = facts.layouts.spots  # type: ignore[attr-defined]
    for word in range(len(truth)):
        rest = slow.context(spots, facts.amounts.tolist(), truth, word)
        assert found[word, 8 * KINDS :] == pytest.approx(rest, abs=2e-4)
        for side in range(len(SIDES)):
            near = facts.neighbours[word, side]
            told = truth[near] if near >= 0 else np.full(KINDS, -0.2)
            assert found[word, side * KINDS : (side + 1) * KINDS] == pytest.approx(told, abs=1e-6)


@given(words=receipts(), data=st.data())
@settings(max_examples=20)
def test_a_words_own_label_never_reaches_its_facts(words: list, data: st.DataObject) -> None:
    facts = facts_of(boxed(words))
    truth = soft_labels(facts, data)
    word = data.draw(st.integers(0, len(truth) - 1))
    other = truth.copy()
    other[word] = data.draw(st.sampled_from([[0, 0, 0], [1, 0, 0], [0.1, 0.7, 0.2]]))
    assert (label_context(facts, truth)[1][word] == label_context(facts, other)[1][word]).all()


@given(first=receipts(), second=receipts(), data=st.data())
@settings(max_examples=20)
def test_words_that_are_asked_for_are_told_as_all_are(
    first: list, second: list, data: st.DataObject
) -> None:
    facts = facts_of([*boxed(first), *boxed(second, receipt="2")])
    truth = soft_labels(facts, data)
    wanted = np.array(sorted(data.draw(st.sets(st.integers(0, len(truth) - 1)))), dtype=np.int64)
    _, all_of_them = label_context(facts, truth)
    assert label_context(facts, truth, wanted)[1] == pytest.approx(all_of_them[wanted], abs=1e-6)


@given(first=receipts(), second=receipts(), data=st.data())
@settings(max_examples=20)
def test_other_receipts_labels_say_nothing(first: list, second: list, data: st.DataObject) -> None:
    facts = facts_of([*boxed(first), *boxed(second, receipt="2")])
    truth = soft_labels(facts, data)
    told = label_context(facts, truth)[1]
    truth[len(first) :] = 0
    alone = label_context(facts, truth)[1]
    assert (told[: len(first)] == alone[: len(first)]).all()


def test_words_that_stand_nowhere_are_told_what_is_elsewhere() -> None:
    facts = facts_of([{"text": "9.00"}, {"text": "9.00"}, {"text": "Milk"}])
    truth = np.array([[1.0, 0], [0, 1], [0, 0]])
    names, found = label_context(facts, truth)
    assert np.isfinite(found).all()
    told = {name: found[:, place].tolist() for place, name in enumerate(names)}
    assert told["same_amount:0"] == [0, 1, 0]
    assert told["elsewhere:1"] == pytest.approx([np.log(2), 0, np.log(2)])
    assert told["distance:0"] == [30, 30, 30]
    assert told["left:0"] == pytest.approx([-0.2] * 3)

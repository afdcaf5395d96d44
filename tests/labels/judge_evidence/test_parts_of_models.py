"""Runs of characters, bins, votes of merchants and examples, each beside a slow way."""

from dataclasses import replace

import hypothesis.extra.numpy as hnp
import numpy as np
import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer

from engine.files import STATUSES
from engine.labels.evidence.examples import Examples
from engine.labels.evidence.merchants import (
    LEAST,
    LEAST_RECEIPTS,
    MODELS_COUNT,
    NEARNESS,
    ask_merchants,
    count_votes,
)
from engine.labels.evidence.ngrams import Kind, Ngrams
from engine.labels.evidence.quantiles import Quantiles
from engine.labels.evidence.shares import chances_by_shape, shape_of
from engine.labels.evidence.weighing import weigh
from engine.labels.words import Given
from tests.labels.judge_makers import number

TEXTS = ["TOTAL", "total", "12.50", "Tax 5%", "12.50", "", "x", "SUBTOTAL"]


@pytest.mark.parametrize("kind", [Kind(3), Kind(4, 2, least=1), Kind(3, by_word=False)])
def test_runs_weigh_what_scikit_learn_makes_of_them(kind):
    theirs = TfidfVectorizer(
        analyzer="char_wb" if kind.by_word else "char", lowercase=kind.by_word,
        ngram_range=(kind.shortest, kind.longest), min_df=kind.least, sublinear_tf=True,
    )  # fmt: skip
    expected = theirs.fit_transform(TEXTS).toarray()
    np.testing.assert_allclose(
        Ngrams.learn(TEXTS, kind).weigh(TEXTS).toarray(), expected, atol=1e-6
    )


def test_texts_without_a_common_run_have_no_columns():
    assert Ngrams.learn(["", " "], Kind(3)).weigh(["a", ""]).shape == (2, 0)
    assert Ngrams.learn(["a", "b"], Kind(3, least=3)).weigh(["a"]).shape == (1, 0)


@drawn(hnp.arrays(np.float32, (8, 3), elements=st.floats(-5, 5, width=32)))
def test_every_number_lies_in_one_bin_of_its_column_and_equals_share_it(dense):
    bins = Quantiles.learn(dense)
    held = bins.of(dense).toarray()
    assert held.sum(1).tolist() == [3] * 8
    for column in range(3):
        for a in range(8):
            for b in range(8):
                if dense[a, column] == dense[b, column]:
                    others = np.delete(dense, column, 1)
                    if (others[a] == others[b]).all():
                        assert (held[a] == held[b]).all()
    empty = bins.of(dense[:0])
    assert empty.shape == (0, held.shape[1])


def a_crowd(seed=0):
    rng = np.random.default_rng(seed)
    vectors = rng.normal(size=(30, 6)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    merchant, receipt = np.sort(rng.integers(-1, 3, 30)), rng.integers(0, 8, 30)
    receipt[merchant == 2] %= LEAST_RECEIPTS - 1
    return vectors, merchant, receipt, rng.random((30, 4))


def test_votes_of_a_merchant_are_those_counted_one_by_one():
    vectors, merchant, receipt, evidence = a_crowd()
    votes = ask_merchants(vectors, merchant, receipt, evidence)
    for i in range(30):
        others = [j for j in range(30) if merchant[j] == merchant[i] and receipt[j] != receipt[i]]
        if merchant[i] < 0 or len(set(receipt[merchant == merchant[i]])) < LEAST_RECEIPTS:
            assert votes[i].tolist() == [0] * 4
            continue
        likeness = [float(vectors[i].astype(float) @ vectors[j].astype(float)) for j in others]
        say = [np.exp((one - 1) / NEARNESS) for one in likeness]
        expected = sum(w * evidence[j] for w, j in zip(say, others, strict=True))
        np.testing.assert_allclose(votes[i], expected, rtol=1e-9)


def test_a_receipt_tells_itself_nothing():
    vectors, merchant, receipt, evidence = a_crowd()
    before = ask_merchants(vectors, merchant, receipt, evidence)
    own = receipt == receipt[0]
    evidence[own] = 1 - evidence[own]
    after = ask_merchants(vectors, merchant, receipt, evidence)
    np.testing.assert_array_equal(before[own], after[own])
    assert (before != after).any()


def test_votes_are_counted_on_top_of_what_models_say():
    chances = np.array([[0.8, 0.1, 0.1], [0.5, 0.3, 0.2], [0.6, 0.3, 0.1], [0.1, 0.8, 0.1]])
    votes = np.array([[0.0, 0, 0], [0, 30, 0], [-9, 0, 0], [0, 0, 2]])
    label = np.array([0, 0, 1, 1])
    assert count_votes(chances, 0 * votes, label) is chances
    counted = count_votes(chances, votes, label)
    np.testing.assert_allclose(counted.sum(1), 1)
    # Tempering raises all to one power, which odds of a row without votes tell.
    power = np.log(counted[0, 0] / counted[0, 1]) / np.log(8)
    for row, (said, for_it) in enumerate(zip(chances, votes, strict=True)):
        counts = [max(MODELS_COUNT * c + v, LEAST * MODELS_COUNT * c)
                  for c, v in zip(said, for_it, strict=True)]  # fmt: skip
        expected = np.array(counts) ** power
        np.testing.assert_allclose(counted[row], expected / expected.sum())


def some_labels(label, status, word=None):
    m = len(label)
    word = np.arange(m) if word is None else np.array(word)
    numbers = np.array([STATUSES.index(one) for one in status])
    return Given(
        ("A", "B", "C"), word, np.array(label), numbers, np.arange(1, m + 1),
        np.ones(m, dtype=np.bool_),
    )  # fmt: skip


def test_valid_examples_count_more_and_invalid_ones_not_at_all():
    one = Examples.of(some_labels([0, 1, 2, 0], ["VALID", "NONE", "INVALID", "PENDING"]))
    assert one.weight.tolist() == [3, 1, 0, 1]
    assert one.never.tolist() == [[False] * 3, [False] * 3, [False, False, True], [False] * 3]


def test_a_word_with_two_labels_is_one_word():
    one = Examples.of(some_labels([0, 1, 2], ["NONE"] * 3, word=[4, 4, 9]))
    assert one.chosen.tolist() == [4, 9]
    assert one.weight.tolist() == [0.5, 0.5, 1]
    beliefs = one.of_words(np.array([[0.8, 0.2, 0], [0.4, 0.6, 0], [0, 0, 1.0]]))
    np.testing.assert_allclose(beliefs, [[0.6, 0.4, 0], [0, 0, 1]])


def test_what_the_file_calls_invalid_is_wrong_and_impossible_for_that_word():
    labels = some_labels([0, 1, 0, 1], ["INVALID", "NONE", "NONE", "NONE"], word=[0, 0, 1, 2])
    chances = np.tile([0.6, 0.3, 0.1], (4, 1))
    noise = weigh(chances, Examples.of(labels))
    assert noise.wrong[0] == 1
    assert noise.truth[0, 0] == 0
    assert noise.truth[1, 0] == 0
    assert noise.truth[2, 0] > 0
    np.testing.assert_allclose(noise.truth.sum(1), 1)


def test_shapes_are_told_apart():
    texts = ["$12.50", "2026-01-31", "10:45", "3", "(555) 123-4567", "TOTAL", "A1-77", ""]
    assert [shape_of(text) for text in texts] == [0, 1, 2, 3, 4, 5, 6, 6]


def test_words_of_one_shape_share_what_others_of_it_are_called():
    words, given = number([("r1", "12.50", "A"), ("r1", "3.20", "A"), ("r1", "Milk", "B"),
                             ("r1", "Bread", "B"), ("r1", "8.10", "B")])  # fmt: skip
    examples = Examples.of(given)
    chances = chances_by_shape(words, examples)
    texts = [words.texts[i] for i in examples.chosen]
    own = dict(zip(texts, chances, strict=True))
    assert own["8.10"][0] > 0.6 > own["12.50"][0]
    assert own["Milk"][1] > 0.5
    label = np.where(examples.chosen == examples.chosen[texts.index("8.10")], 0, examples.label)
    called_otherwise = chances_by_shape(words, replace(examples, label=label))
    # Its own label enters the shares of all labels by one word of five, and nothing else.
    np.testing.assert_allclose(called_otherwise[texts.index("8.10")], own["8.10"], atol=0.15)

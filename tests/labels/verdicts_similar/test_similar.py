"""Similar words of other receipts, against sorting every pair."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given as examples
from hypothesis import strategies as st

from engine.labels.evidence import similar as room
from engine.labels.evidence.similar import MOST, MOST_OF_GROUP, find_similar, spread_sample
from engine.labels.options import LabelOptions
from engine.labels.words import Given, Words
from tests.labels.verdicts_makers import given_of, judged_of, words_of

OPTIONS = LabelOptions(similar_at=0.3)


def slowly(words: Words, given: Given, vectors, k: int, *, of_group: bool):
    """Every other row, sorted by likeness and then by row; cut at .3."""
    found = []
    for row in range(len(given)):
        word, likeness = given.word[row], []
        for other in range(len(given)):
            near = given.word[other]
            if words.receipt[near] == words.receipt[word]:
                continue
            if of_group and not 0 <= words.merchant[near] == words.merchant[word]:
                continue
            score = sum(
                float(a) * float(b) for a, b in zip(vectors[row], vectors[other], strict=True)
            )
            likeness.append((-round(score, 6), other))
        found.append([(other, -score) for score, other in sorted(likeness)[:k] if -score >= 0.3])
    return found


def told(rows, scores):
    return [[(r, s) for r, s in zip(*both, strict=True) if r >= 0]
            for both in zip(rows.tolist(), scores.tolist(), strict=True)]  # fmt: skip


@pytest.mark.parametrize("use_faiss", [False, True])
@pytest.mark.parametrize("whole_up_to", [0, 1_000])
def test_the_same_as_sorting_every_pair(
    use_faiss: bool, whole_up_to: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "WHOLE_UP_TO", whole_up_to)
    monkeypatch.setattr(room, "_SPARE", 0)  # so that own receipts crowd the first answer
    words = words_of(24)
    given = given_of(words)
    judged = judged_of(given)
    vectors = judged.vectors.copy()
    vectors[::5] = vectors[0]  # equals are ordered by row
    vectors[1:4] = vectors[5]  # one receipt's words are each other's nearest
    judged = replace(judged, vectors=vectors)
    found = find_similar(words, given, judged, OPTIONS, use_faiss=use_faiss)
    for near, likeness, k, of_group in (
        (found.rows, found.scores, MOST, False),
        (found.group_rows, found.group_scores, MOST_OF_GROUP, True),
    ):
        assert near.shape == (len(given), k)
        slow = slowly(words, given, vectors, k, of_group=of_group)
        assert told(near, likeness) == [
            [(other, pytest.approx(score, abs=1e-6)) for other, score in row] for row in slow
        ]


def test_a_word_without_merchant_has_no_match_of_the_same() -> None:
    words = words_of(6, ())
    given = given_of(words)
    found = find_similar(words, given, judged_of(given), OPTIONS, use_faiss=False)
    assert (found.group_rows == -1).all()
    assert (found.rows >= 0).any()


def test_one_receipt_has_nothing_similar() -> None:
    words = words_of(1)
    given = given_of(words)
    found = find_similar(words, given, judged_of(given), OPTIONS, use_faiss=False)
    assert (found.rows == -1).all()
    assert not found.scores.any()


@pytest.mark.parametrize("dims", [0, 3])
def test_vectors_without_direction_or_dimensions_match_nothing(dims: int) -> None:
    words = words_of(4)
    given = given_of(words)
    judged = judged_of(given, vectors=np.zeros((len(given), dims)))
    found = find_similar(words, given, judged, OPTIONS, use_faiss=False)
    assert (found.rows == -1).all()


def test_no_labels_at_all() -> None:
    words = words_of(2)
    given = given_of(words)
    none = Given(given.names, *(column[:0] for column in (
        given.word, given.label, given.status, given.row, given.asked)))  # fmt: skip
    found = find_similar(words, none, judged_of(none), OPTIONS, use_faiss=False)
    assert found.rows.shape == (0, MOST)


@examples(st.lists(st.integers(0, 4), max_size=60), st.integers(1, 70))
def test_a_sample_is_spread_and_keeps_rare_labels(labels: list[int], most: int) -> None:
    rows, label = np.arange(len(labels)) * 3, np.array(labels, dtype=np.int64)
    kept = spread_sample(rows, label, most)
    assert len(kept) == len(set(kept.tolist())) == min(most, len(rows))
    assert kept.tolist() == sorted(kept)
    left = np.bincount(label[np.isin(rows, kept)], minlength=5)
    all_of = np.bincount(label, minlength=5)
    # Whoever lost some has at least as many left as anybody, but for one.
    for one in np.flatnonzero(left < all_of):
        assert left[one] >= left.max() - 1

"""Words and clauses beside a plain count of them."""

from __future__ import annotations

import math
from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from engine.feedback.meaning.wording import Wording, plain

WORDS = st.lists(st.sampled_from(["late", "box", "été", "slow", "carré", "x"]), max_size=5)


@given(st.lists(WORDS, max_size=8))
def test_pairs_and_rarity_equal_a_plain_count(comments: list[list[str]]) -> None:
    texts = [" ".join(words) for words in comments]
    held = Counter(word for words in comments for word in set(words))
    known = sorted(word for word, times in held.items() if times >= 2)
    wording = Wording.of(texts, texts)
    assert list(wording.words) == known
    expected = [
        (at, word) for at, words in enumerate(comments) for word in sorted(set(words) & set(known))
    ]
    told = [wording.words[word] for word in wording.word]
    assert list(zip(wording.comment.tolist(), told, strict=True)) == expected
    for word, rarity in zip(wording.words, wording.rarity, strict=True):
        assert math.isclose(rarity, math.log((1 + len(texts)) / (1 + held[word])))


def test_clauses_end_at_stops_and_at_but() -> None:
    texts = ["Parcel late. The box, the parcel! broken but price fine", "price parcel late box"]
    wording = Wording.of(texts, ["parcel late box price", "price parcel late box"])
    assert wording.owner.tolist() == [0, 0, 0, 1]
    found = [
        [wording.words[word] for word in wording.clause_word[wording.clause == at]]
        for at in range(len(wording.owner))
    ]
    assert found == [
        ["late", "parcel"],
        ["box", "parcel"],
        ["price"],
        ["box", "late", "parcel", "price"],
    ]


def test_words_meet_whatever_accents_and_case_they_are_folded_to() -> None:
    texts = ["Qualité parfaite", "la QUALITÉ", "qualite"]
    wording = Wording.of(texts, ["qualite", "qualité", "qualite"])
    assert "qualité" in wording.written
    assert len(wording.owner) == 3


def test_words_of_one_comment_are_left_out() -> None:
    wording = Wording.of(["typo here", "here"], ["typo here", "here"])
    assert wording.words == ("here",)


def test_no_words_at_all() -> None:
    wording = Wording.of(["", "!"], ["", ""])
    assert wording.words == ()
    assert wording.comment.dtype == np.int64
    assert len(wording.owner) == 0


@given(st.text(max_size=20))
def test_a_plain_word_is_plain(word: str) -> None:
    assert plain(plain(word)) == plain(word)

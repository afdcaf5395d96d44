"""Namesakes on other receipts of a merchant, against counting one by one."""

from dataclasses import replace

import numpy as np
from hypothesis import given as examples
from hypothesis import strategies as st

from engine.labels.evidence.namesakes import count_namesakes
from engine.labels.words import Given
from tests.labels.verdicts_makers import given_of, words_of


@examples(st.integers(0, 10_000))
def test_the_same_as_counting_one_by_one(seed: int) -> None:
    chance = np.random.default_rng(seed)
    words = words_of(6)
    texts = tuple(chance.choice(["Total", "TOTAL ", "to tal", "4.00"], len(words)).tolist())
    merchant = chance.integers(-1, 2, 6)[words.receipt]
    words = replace(words, texts=texts, merchant=merchant)
    every = given_of(words)
    kept = chance.random(len(every)) < 0.5
    given = Given(every.names, *(column[kept] for column in (
        every.word, every.label, every.status, every.row, every.asked)))  # fmt: skip
    times, bare = count_namesakes(words, given)
    for row, word in enumerate(given.word.tolist()):
        same = [
            other for other in range(len(words))
            if merchant[other] == merchant[word] >= 0
            and words.receipt[other] != words.receipt[word]
            and texts[other].strip().lower() == texts[word].strip().lower() != "4.00"
        ]  # fmt: skip
        assert times[row] == len(same)
        assert bare[row] == sum(other not in given.word for other in same)

"""Which comments are judged together, and how their words are weighed."""

import itertools
import math
from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.feedback.comments.grams import weigh_words, words_of
from engine.feedback.comments.lesson import FOLDS, Lesson, fold_of

TEXTS = st.lists(st.text("abcdé' ", max_size=20), unique=True, max_size=30)


@given(TEXTS, st.randoms(), st.integers(0, 3))
def test_folds_are_of_a_size_and_belong_to_texts_not_places(texts, random, seed):
    folds = dict(zip(texts, fold_of(texts, seed).tolist(), strict=True))
    sizes = Counter(folds.values())
    assert max(sizes.values(), default=0) - min(sizes.get(k, 0) for k in range(FOLDS)) <= 1
    mixed = random.sample(texts, len(texts))
    assert fold_of(mixed, seed).tolist() == [folds[text] for text in mixed]


def test_another_seed_deals_out_otherwise():
    texts = [f"comment {k}" for k in range(50)]
    assert fold_of(texts, 0).tolist() != fold_of(texts, 1).tolist()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("l'accueil est très bon !!", ["l", "accueil", "est", "tres", "bon"]),
        ("don’t_buy 2x", ["don", "t", "buy", "2x"]),
        ("質量好", ["質", "量", "好"]),
        ("정말 좋", ["정", "말", "좋"]),
        ("так себе", ["так", "себе"]),
        ("ok 👍🎉", ["ok", "👍", "🎉"]),
        ("...", []),
    ],
)
def test_words(text, words):
    assert words_of(text) == words


def weighed_slowly(texts):
    held = []
    for text in texts:
        words = words_of(text)
        held.append(Counter(words + [f"{a} {b}" for a, b in itertools.pairwise(words)]))
    rows = []
    for counts in held:
        row = {}
        for gram, count in counts.items():
            holding = sum(gram in other for other in held)
            if holding >= 2:
                rarity = 1 + math.log((1 + len(texts)) / (1 + holding))
                row[gram] = (1 + math.log(count)) * rarity
        length = math.sqrt(sum(value * value for value in row.values()))
        rows.append({gram: value / length for gram, value in row.items()})
    return rows


@given(TEXTS)
def test_weights_are_those_of_the_formula(texts):
    table = weigh_words(texts)
    slow = weighed_slowly(texts)
    assert table.shape == (len(texts), len({gram for row in slow for gram in row}))
    # The columns' names are not kept: rows agree where all their products with each other do.
    products = [[sum(v * b.get(g, 0) for g, v in a.items()) for b in slow] for a in slow]
    assert np.allclose(
        (table @ table.T).toarray(), np.array(products).reshape(len(texts), len(texts))
    )


def test_only_comments_worth_reading_are_in_the_lesson(make_file):
    from dataclasses import replace

    comments, cues, _ = make_file(20)
    junk = ("says nothing", *[""] * 18, "no words")
    lesson = Lesson.of(replace(comments, junk=junk), cues, 0, own_scores=True)
    assert lesson.texts == comments.key[1:-1]
    assert np.array_equal(lesson.lexicon, cues.lexicon[1:-1])
    hidden = Lesson.of(comments, cues, 0, own_scores=False)
    assert not hidden.rated.any()


def test_an_emoji_tells_in_any_language(make_file):
    comments, cues, _ = make_file(20, covered=False, language="nl")
    cues.hits[3], cues.lexicon[3] = 1, 0.5
    lesson = Lesson.of(comments, cues, 0, own_scores=True)
    assert np.flatnonzero(lesson.told).tolist() == [3]
    assert lesson.lexicon[3] == 0.5

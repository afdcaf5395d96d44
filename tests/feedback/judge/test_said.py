"""From a reading to chances, classes, emotions and pains."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.feedback.comments.calibrated import auc_of, calibrate, opposite_of
from engine.feedback.comments.classes import (
    CUTS,
    FIFTHS,
    OF_LEXICON,
    class_of,
    cuts_between,
    cuts_by_shares,
    put_on_scale,
)
from engine.feedback.comments.lesson import FOLDS
from engine.feedback.comments.pains import emotions_of, pains_of, with_leaving
from engine.feedback.responses import CLASSES

VALUES = st.lists(st.integers(-20, 20).map(lambda k: k / 10), min_size=1, max_size=40)


@given(VALUES, VALUES)
def test_auc_counts_pairs(higher, lower):
    pairs = [(a > b) + (a == b) / 2 for a in higher for b in lower]
    assert auc_of(np.array(higher), np.array(lower)) == pytest.approx(sum(pairs) / len(pairs))


def rising_fit(values, given):
    """Isotonic regression by its definition: the largest of the least means of spans."""
    order = np.argsort(values, kind="stable")
    x, sums = values[order], np.concatenate([[0], np.cumsum(given[order])])
    ends = np.arange(1, len(x) + 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        means = (sums[1:] - sums[:-1, None]) / (ends - np.arange(len(x))[:, None])
    fit = [means[: k + 1, k:].min(axis=1).max() for k in range(len(x))]
    return x, np.array(fit)


def test_expected_ratings_are_those_of_other_folds(make_lesson):
    lesson = make_lesson(220)
    value = lesson.lexicon + np.linspace(0, 0.4, 220)
    told = calibrate(lesson, value)
    for fold in range(FOLDS):
        asked = lesson.fold == fold
        x, fit = rising_fit(value[~asked], lesson.rating[~asked])
        assert np.allclose(told.rating[asked], np.interp(value[asked], x, fit))
    median = np.median(lesson.rating)
    assert told.guessed == pytest.approx(np.abs(lesson.rating - median).mean())
    assert told.error < told.guessed
    assert 0 < told.gain < 1


def test_chances_come_true_and_do_not_look_at_their_own_score(make_file, make_lesson):
    lesson = make_lesson(1500)
    value = make_file(1500)[2] + 0.0
    told = calibrate(lesson, value)
    for low, high in ((0, 0.2), (0.8, 1.01)):
        at = (told.low >= low) & (told.low < high)
        assert at.sum() > 100
        assert abs(told.low[at].mean() - (lesson.rating <= 0.6)[at].mean()) < 0.05
    turned = lesson.rating.copy()
    turned[7] = 1 - turned[7]
    again = calibrate(replace(lesson, rating=turned), value)
    for name in ("rating", "low", "high"):
        assert getattr(again, name)[7] == getattr(told, name)[7]


def test_below_200_scores_no_chance_is_told(make_lesson):
    lesson = make_lesson(400)
    few = np.where(np.arange(400) < 199, lesson.rating, np.nan)
    assert calibrate(replace(lesson, rating=few), lesson.lexicon) is None
    enough = np.where(np.arange(400) < 200, lesson.rating, np.nan)
    assert calibrate(replace(lesson, rating=enough), lesson.lexicon) is not None


def test_the_other_end_is_that_of_the_own_score(make_lesson):
    lesson = make_lesson(400)
    given_ = np.tile([0.0, 0.4, 0.5, 0.7, 0.75, 1.0, np.nan, 0.25], 50)
    told = calibrate(lesson, lesson.lexicon)
    chance = opposite_of(replace(lesson, rating=given_), told)
    low, high = given_ < 0.5, given_ >= 0.75
    assert np.array_equal(chance[low], told.high[low])
    assert np.array_equal(chance[high], told.low[high])
    assert np.isnan(chance[~low & ~high]).all()


@given(VALUES, st.sampled_from([0.0, 0.3, 0.7]), st.booleans())
def test_sentiment_keeps_the_order_and_parts_where_its_cuts_are(values, belief, keep_zero):
    value, cuts = np.array(values), cuts_between(belief, 0.7)
    sentiment = put_on_scale(value, cuts, keep_zero=keep_zero)
    assert np.abs(sentiment).max() <= 1
    order = np.argsort(value, kind="stable")
    assert np.all(np.diff(sentiment[order]) >= 0)
    clear = np.abs(value[:, None] - np.array(cuts)).min(axis=1) > 1e-4
    expected = np.searchsorted(cuts, value, side="right")
    assert np.array_equal(class_of(sentiment, clear)[clear], expected[clear])
    if keep_zero:
        assert np.allclose(sentiment[value == 0], 0, atol=1e-4)


def test_cuts_of_the_lists_alone_and_with_self_training():
    assert cuts_between(0.0, 0.7) == OF_LEXICON
    assert cuts_between(0.7, 0.7) == CUTS


@given(st.lists(st.integers(0, 10), min_size=1, max_size=60), st.randoms())
def test_classes_have_the_shares_of_the_scores(scores, random):
    rating = np.array(scores) / 10
    value = np.array(random.sample(range(1000), len(scores))) / 100 - 5
    cuts = cuts_by_shares(value, rating)
    sentiment = put_on_scale(value, cuts, keep_zero=False)
    places = class_of(sentiment, np.ones(len(value), bool))
    given_ = np.searchsorted(FIFTHS, rating, side="left")
    wanted = np.bincount(given_, minlength=len(CLASSES))
    assert np.array_equal(np.bincount(places, minlength=len(CLASSES)), wanted)


def test_nothing_known_is_no_class():
    known = np.array([False, True, True, True])
    assert class_of(np.array([np.nan, 0.0, -1.0, 1.0]), known).tolist() == [-1, 2, 0, 4]


def test_emotions_are_shares_and_empty_without_cues(make_file):
    _, cues, _ = make_file(4)
    cues.emotions[0] = [3, 0, 1, 0, 0, 0, 0]
    cues.emotions[2] = [1, 0, 0, 0, 0, 0, 0]
    shares = emotions_of(cues, np.array([True, True, False, True]))
    assert shares[0].tolist() == [0.75, 0, 0.25, 0, 0, 0, 0]
    assert np.isnan(shares[1:]).all()


def test_pains_are_blamed_aspects_the_worst_first(make_file):
    _, cues, _ = make_file(4)
    cues.aspects[:] = True
    cues.aspects[0, 4] = False
    cues.blamed[0] = [-1, 2, -3, -1, -9, 0, -2]
    cues.blamed[1] = [-1, -2, -3, -4, -5, -6, -7]
    cues.blamed[2] = -1
    pains = pains_of(cues, np.array([True, True, False, True]))
    assert pains[0] == ("quality", "returns", "delivery", "staff")
    assert pains[1] == ("returns", "site", "shop", "staff", "quality")
    assert pains[2:] == ((), ())


def test_words_of_leaving_only_raise_the_risk():
    low = np.array([0.2, 0.2, 0.2, 0.2, np.nan, 1.0])
    risk = with_leaving(low, np.array([0, 1, 2, 9, 3, 1]))
    assert np.allclose(risk[:4], [0.2, 0.6, 0.8, 0.8])
    assert np.isnan(risk[4])
    assert risk[5] == 1

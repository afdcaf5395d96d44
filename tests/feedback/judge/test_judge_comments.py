"""A file's comments analysed on this computer, from its cues to sentences for the user."""

import asyncio
from dataclasses import fields, replace

import numpy as np
import pytest

from engine import Steps
from engine.feedback.comments.calibrated import auc_of
from engine.feedback.comments.classes import CUTS
from engine.feedback.comments.local import BY_COMMENTS, BY_LEXICON, BY_SCORES, judge_comments
from engine.feedback.options import FeedbackOptions
from engine.jobs import in_process


async def here(step, work, *arguments, **options):
    step.check()
    return work(*arguments, **options)


def judge(comments, cues, apart=here, **options):
    steps = Steps()
    with steps:
        said = asyncio.run(judge_comments(comments, cues, FeedbackOptions(**options), steps, apart))
    view = steps.view()
    assert view.done == view.total == comments.worth.sum()
    return said


def same(one, other):
    for field in fields(one):
        a, b = getattr(one, field.name), getattr(other, field.name)
        if isinstance(a, np.ndarray):
            assert a.tobytes() == b.tobytes(), field.name
        else:
            assert a == b, field.name


def test_what_a_process_says_is_what_is_said_here(make_file):
    comments, cues, _ = make_file(400)
    same(judge(comments, cues, in_process), judge(comments, cues))


def test_scores_that_are_hidden_are_not_looked_at(make_file):
    comments, cues, true = make_file(500)
    hidden = judge(comments, cues, own_scores=False)
    for rating in (np.full(500, np.nan), 1 - comments.rating):
        other = replace(comments, rating=rating)
        same(judge(other, cues, own_scores=False), hidden)
    assert np.isnan(hidden.churn).all()
    assert np.isnan(hidden.opposite).all()
    assert set(hidden.analysed_by) == {BY_COMMENTS}
    assert any("not looked at" in note for note in hidden.notes)
    assert auc_of(hidden.sentiment[true > 0], hidden.sentiment[true < 0]) > 0.85


def test_scores_teach_churn_the_other_end_and_classes(make_file):
    comments, cues, true = make_file(800)
    said = judge(comments, cues)
    assert set(said.analysed_by) == {BY_SCORES}
    assert said.churn[true == -2].mean() > 0.8 > 0.3 > said.churn[true == 2].mean()
    wrong = replace(comments, rating=comments.rating.copy())
    at = np.flatnonzero(true == 2)[:5]
    wrong.rating[at] = 0.0
    assert (judge(wrong, cues).opposite[at] > 0.8).sum() >= 3
    fifths = np.bincount(np.searchsorted([0.2, 0.4, 0.6, 0.8], comments.rating), minlength=5)
    classes = np.bincount(said.sentiment_class, minlength=5)
    assert said.trained["classes_by_shares"]
    assert np.abs(classes - fifths).max() <= 0.1 * len(comments)
    assert said.trained["auc"] > 0.85
    assert said.trained["error"] < said.trained["error_of_median"]


def test_classes_are_the_sentiment_cut_at_fixed_places(make_file):
    for options in ({}, {"own_scores": False}):
        comments, cues, _ = make_file(400)
        said = judge(comments, cues, **options)
        expected = np.searchsorted(CUTS, said.sentiment, side="right")
        assert np.array_equal(said.sentiment_class, expected)
        assert np.abs(said.sentiment).max() <= 1


def test_few_comments_are_read_by_word_lists_alone(make_file):
    comments, cues, _ = make_file(80)
    said = judge(comments, cues, apart=None)  # nothing is learnt, so nothing leaves this process
    assert set(said.analysed_by) == {BY_LEXICON}
    assert np.array_equal(np.sign(said.sentiment), np.sign(cues.lexicon))
    assert np.isnan(said.churn).all()
    assert any("80 different comments are too few" in note for note in said.notes)
    assert any("there are 80 of the 200" in note for note in said.notes)


def test_junk_is_not_read(make_file):
    comments, cues, _ = make_file(60)
    cues.leaving[:] = 1
    cues.emotions[:, 0] = 1
    junk = tuple("says nothing" if k % 3 == 0 else "" for k in range(60))
    said = judge(replace(comments, junk=junk), replace(cues, phrases=(("a",),) * 60))
    bad = np.arange(60) % 3 == 0
    assert np.isnan(said.sentiment[bad]).all()
    assert not np.isnan(said.sentiment[~bad]).any()
    assert (said.sentiment_class[bad] == -1).all()
    assert np.isnan(said.emotions[bad]).all()
    for k in range(60):
        assert said.reason[k] == junk[k]
        assert bool(said.analysed_by[k]) == bool(said.key_phrases[k]) == (not junk[k])


def test_a_language_without_a_list_is_empty_unless_scores_teach_it(make_file):
    comments, cues, true = make_file(500, covered=False, language="nl")
    unread = judge(comments, cues, own_scores=False)
    assert np.isnan(unread.sentiment).all()
    assert set(unread.reason) == {"no lexicon for its language"}
    assert set(unread.analysed_by) == {""}
    assert any("nl 500" in note and "could not be read" in note for note in unread.notes)
    read = judge(comments, cues)
    assert auc_of(read.sentiment[true > 0], read.sentiment[true < 0]) > 0.8
    assert any("by what scores teach alone" in note for note in read.notes)


def test_scores_that_do_not_follow_the_words_make_no_classes(make_file):
    comments, cues, _ = make_file(500)
    rng = np.random.default_rng(0)
    said = judge(replace(comments, rating=rng.integers(0, 11, 500) / 10), cues)
    assert not said.trained["classes_by_shares"]
    assert any("only loosely" in note for note in said.notes)


@pytest.mark.parametrize("size", [0, 1, 2])
def test_hardly_any_comments(make_file, size):
    comments, cues, _ = make_file(size)
    said = judge(comments, cues)
    assert len(said.sentiment) == len(said.pain_points) == size

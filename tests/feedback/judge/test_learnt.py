"""What a file teaches about its own words, without a comment being told about itself."""

from dataclasses import replace

import numpy as np
import pytest

from engine.feedback.comments.blended import blend
from engine.feedback.comments.calibrated import auc_of
from engine.feedback.comments.grams import weigh_words
from engine.feedback.comments.lesson import FOLDS, Lesson
from engine.feedback.comments.outoffold import ask_out_of_fold
from engine.feedback.comments.own import Own, own_scores
from engine.feedback.comments.selftrained import BELIEVED, belief_in, self_trained


def test_odds_are_those_of_a_model_of_the_other_folds(make_lesson):
    from sklearn.linear_model import LogisticRegression

    lesson = make_lesson(200)
    grams = weigh_words(lesson.texts)
    yes = lesson.rating > 0.5
    weight = np.linspace(0, 1, 200)
    odds = ask_out_of_fold(grams, yes, weight, lesson.fold, 2.0)
    for fold in range(FOLDS):
        others = (lesson.fold != fold) & (weight > 0)
        model = LogisticRegression(solver="liblinear", C=2.0, tol=1e-8, random_state=0)
        model.fit(grams[others], yes[others], sample_weight=weight[others])
        asked = lesson.fold == fold
        assert np.allclose(odds[asked], model.decision_function(grams[asked]), atol=0.05)


def test_an_answer_does_not_change_what_is_said_of_its_own_text(make_lesson):
    lesson = make_lesson(200)
    grams = weigh_words(lesson.texts)
    yes = lesson.rating > 0.5
    odds = ask_out_of_fold(grams, yes, np.ones(200), lesson.fold, 1.0)
    for k in (0, 77, 199):
        turned = yes.copy()
        turned[k] = not turned[k]
        again = ask_out_of_fold(grams, turned, np.ones(200), lesson.fold, 1.0)
        assert again[k] == odds[k]
        assert not np.array_equal(again, odds)


def test_too_few_of_either_answer_teach_nothing(make_lesson):
    lesson = make_lesson(100)
    grams = weigh_words(lesson.texts)
    for yeses, asked in ((9, False), (10, True), (90, True), (91, False)):
        yes = np.arange(100) < yeses
        odds = ask_out_of_fold(grams, yes, np.ones(100), lesson.fold, 1.0)
        assert (odds is not None) == asked


def test_only_so_many_texts_teach(make_lesson, monkeypatch):
    monkeypatch.setattr("engine.feedback.comments.outoffold.MOST_TAUGHT", 100)
    lesson = make_lesson(400)
    grams = weigh_words(lesson.texts)
    odds = ask_out_of_fold(grams, lesson.rating > 0.5, np.ones(400), lesson.fold, 1.0)
    assert auc_of(odds[lesson.rating > 0.7], odds[lesson.rating < 0.3]) > 0.7


@pytest.mark.parametrize(
    ("comments", "belief"), [(0, 0), (300, 0), (650, 0.35), (1000, 0.7), (100_000, 0.7)]
)
def test_the_belief_rises_with_the_comments(comments, belief):
    assert belief_in(comments) == pytest.approx(belief)


def test_words_that_no_list_holds_are_learnt_from_those_beside_them(make_file):
    comments, cues, true = make_file(1500)
    lesson = Lesson.of(comments, cues, 0, own_scores=False)
    mixed, belief = self_trained(lesson, weigh_words(lesson.texts))
    assert belief == BELIEVED
    assert np.abs(mixed).max() <= 1
    before = auc_of(lesson.lexicon[true > 0], lesson.lexicon[true < 0])
    assert auc_of(mixed[true > 0], mixed[true < 0]) > before + 0.03


def test_a_file_that_is_mostly_praise_says_nothing_of_a_plain_comment(make_file):
    comments, cues, true = make_file(1800)
    kept = np.flatnonzero((true >= 0) | (np.arange(1800) % 8 == 0))
    texts = tuple(comments.key[k] for k in kept)
    whole = Lesson.of(comments, cues, 0, own_scores=False)
    lesson = Lesson(texts, ("en",) * len(kept), whole.lexicon[kept], whole.told[kept],
                    whole.evidence[kept], whole.rating[kept], whole.fold[kept])  # fmt: skip
    mixed, _ = self_trained(lesson, weigh_words(texts))
    plain = true[kept] == 0
    assert (lesson.lexicon > 0.3).sum() > 5 * (lesson.lexicon < -0.3).sum()
    assert abs(np.median(mixed[plain])) < 0.2


def test_one_sided_and_small_files_stay_with_the_word_lists(make_lesson):
    lesson = make_lesson(1200)
    praise = replace(lesson, lexicon=np.abs(lesson.lexicon))
    small = make_lesson(290)
    for one in (praise, small):
        mixed, belief = self_trained(one, weigh_words(one.texts))
        assert belief == 0
        assert np.array_equal(mixed, one.lexicon)


def test_own_scores_read_what_word_lists_do_not_know(make_file):
    comments, cues, true = make_file(600, covered=False, language="nl")
    lesson = Lesson.of(comments, cues, 0, own_scores=True)
    own = own_scores(lesson, weigh_words(lesson.texts), lesson.lexicon)
    assert own.known.all()
    assert np.abs(own.value).max() <= 1
    assert auc_of(own.value[true > 0], own.value[true < 0]) > 0.85


def test_a_score_does_not_change_how_its_own_comment_is_read(make_lesson):
    lesson = make_lesson(300)
    grams = weigh_words(lesson.texts)
    first = own_scores(lesson, grams, lesson.lexicon)
    rating = lesson.rating.copy()
    rating[5] = 1 - rating[5] if rating[5] != 0.5 else 1.0
    again = own_scores(replace(lesson, rating=rating), grams, lesson.lexicon)
    assert again.value[5] == first.value[5]
    assert not np.array_equal(again.value, first.value)


def test_scores_of_one_language_say_nothing_of_another(make_file):
    comments, cues, _ = make_file(400, covered=False, language="nl")
    language = ("nl",) * 250 + ("fi",) * 99 + ("",) * 51
    lesson = replace(Lesson.of(comments, cues, 0, own_scores=True), language=language)
    own = own_scores(lesson, weigh_words(lesson.texts), lesson.lexicon)
    assert own.known.tolist() == [True] * 250 + [False] * 150


def test_too_few_scores_or_all_alike_teach_nothing(make_lesson):
    lesson = make_lesson(300)
    grams = weigh_words(lesson.texts)
    few = np.where(np.arange(300) < 99, lesson.rating, np.nan)
    for rating in (few, np.full(300, 0.75)):
        assert own_scores(replace(lesson, rating=rating), grams, lesson.lexicon) is None


def test_own_scores_count_by_their_number(make_lesson):
    lesson = make_lesson(500)
    prior = lesson.lexicon
    own = Own(np.linspace(-1, 1, 500), np.ones(500, bool))
    mixed = blend(lesson, prior, own)
    assert mixed.weight == 0.5
    standard = [(v - v.mean()) / v.std() for v in (prior, own.value)]
    both = sum(standard) / 2
    expected = prior.mean() + prior.std() * (both - both.mean()) / both.std()
    assert np.allclose(mixed.value, expected)
    assert np.array_equal(blend(lesson, prior, None).value, prior)


def test_own_scores_alone_read_what_word_lists_cannot(make_lesson):
    told = np.arange(500) % 5 > 0
    known = told | (np.arange(500) % 2 == 0)
    lesson = make_lesson(500, told=told)
    own = Own(np.linspace(-1, 1, 500), known)
    mixed = blend(lesson, np.where(told, lesson.lexicon, 0), own)
    alone = known & ~told
    assert np.all(np.diff(mixed.value[alone]) > 0)
    assert not mixed.value[~known].any()
    assert np.array_equal(mixed.known, known)

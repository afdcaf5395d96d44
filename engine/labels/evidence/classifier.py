"""Models of words' labels, each asked only about receipts that it never saw.

scikit-learn cannot look at a cancel: these functions are run by `engine.jobs.in_process`. Each
uses one thread, so that the same lesson has the same answer on any computer's number of cores.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, Self

import numpy as np

from engine.labels.evidence.facts import Dense
from engine.labels.evidence.features import in_few, one_thread
from engine.labels.evidence.folds import FOLDS
from engine.labels.evidence.others import Others, facts_of_others
from engine.labels.evidence.pooled import never_impossible
from engine.labels.words import Floats, Ints

TREES = 60
LEAST_LEAF = 2
FACTS_A_SPLIT = 0.06


@dataclass(frozen=True)
class Lesson:
    """What a model learns from, and what it is asked about.

    Attributes:
        features: Facts about every labelled word, (w, d).
        fold: Fold of each word's receipt, (w,).
        word: Word of each example that is learnt from, as a row of `features`, (t,).
        label: Its label, (t,).
        weight: How much it counts, (t,).
        labels: How many labels there are, K.
    """

    features: Dense = field(repr=False)
    fold: Ints = field(repr=False)
    word: Ints = field(repr=False)
    label: Ints = field(repr=False)
    weight: Floats = field(repr=False)
    labels: int

    def with_more(self, facts: Dense) -> Self:
        """The same lesson with more facts about every word."""
        return replace(self, features=np.hstack([self.features, facts]))


def ask_linear(lesson: Lesson, strength: float, others: Others | None = None) -> Floats:
    """Chances by multinomial logistic regression, (w, K).

    Args:
        lesson: What is learnt and asked.
        strength: Inverse of the regularisation, above 0.
        others: What more facts come from, which are cut into bins.
    """
    # Costly to import and needed in the worker process only.
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415

    def make() -> Any:
        return LogisticRegression(C=strength, max_iter=300, tol=1e-3)

    with one_thread():
        if others is not None:
            lesson = lesson.with_more(in_few(facts_of_others(others)))
        return _ask(lesson, make)


def ask_trees(lesson: Lesson, seed: int, others: Others | None = None) -> Floats:
    """Chances by extremely randomised trees (Geurts, Ernst and Wehenkel 2006), (w, K).

    Args:
        lesson: What is learnt and asked.
        seed: Seed of what the trees draw.
        others: What more facts come from.
    """
    # Costly to import and needed in the worker process only.
    from sklearn.ensemble import ExtraTreesClassifier  # noqa: PLC0415

    def make() -> Any:
        return ExtraTreesClassifier(
            TREES, min_samples_leaf=LEAST_LEAF, max_features=FACTS_A_SPLIT, n_jobs=1,
            random_state=seed,
        )  # fmt: skip

    with one_thread():
        if others is not None:
            lesson = lesson.with_more(facts_of_others(others))
        return _ask(lesson, make)


def _ask(lesson: Lesson, make: Callable[[], Any]) -> Floats:
    """Chances out of fold: each fold is asked about by a model of all others."""
    share = _counts(lesson.label, lesson.labels) + 0.5
    share /= share.sum()
    chances = np.tile(share, (len(lesson.features), 1))
    for fold in range(FOLDS):
        asked = np.flatnonzero(lesson.fold == fold)
        taught = np.flatnonzero(lesson.fold[lesson.word] != fold)
        if len(asked) and len(taught):
            learnt = _learn(lesson, make, taught, asked)
            seen = _counts(lesson.label[taught], lesson.labels)
            chances[asked] = never_impossible(learnt, seen, share)
    return chances


def _learn(lesson: Lesson, make: Callable[[], Any], taught: Ints, asked: Ints) -> Floats:
    label = lesson.label[taught]
    chances = np.full((len(asked), lesson.labels), 1e-6)
    known = np.unique(label)
    if len(known) == 1:
        chances[:, known] = 1.0
    else:
        model = make()
        model.fit(lesson.features[lesson.word[taught]], label, sample_weight=lesson.weight[taught])
        chances[:, model.classes_] += model.predict_proba(lesson.features[asked])
    return np.asarray(chances / chances.sum(1, keepdims=True))


def _counts(label: Ints, labels: int) -> Any:
    return np.bincount(label, minlength=labels).astype(np.float64)

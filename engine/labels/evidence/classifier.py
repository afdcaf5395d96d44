"""Models of words' labels, each asked only about receipts that it never saw.

scikit-learn cannot look at a cancel: these functions are run by `engine.jobs.in_process`. Each
uses one thread, so that the same lesson has the same answer on any computer's number of cores.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol, Self

import numpy as np

from engine.labels.evidence.facts import Dense
from engine.labels.evidence.features import in_few, one_thread
from engine.labels.evidence.folds import FOLDS
from engine.labels.evidence.others import Others, facts_of_others, votes_of_others
from engine.labels.evidence.pooled import never_impossible
from engine.labels.evidence.regression import Regression
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


def tell_others(others: Others) -> tuple[Dense, Floats]:
    """`facts_of_others` and votes with one thread, to be run in a process of its own."""
    with one_thread():
        return facts_of_others(others), votes_of_others(others)


def ask_linear(lesson: Lesson, strength: float, more: Dense | None = None) -> Floats:
    """Chances by multinomial logistic regression, (w, K).

    Args:
        lesson: What is learnt and asked.
        strength: Inverse of the regularisation, above 0.
        more: More facts about every word, which are cut into bins, (w, d).
    """

    def learn(features: Dense, label: Ints, weight: Floats, labels: int) -> Regression:
        return Regression.fit(features, label, weight, labels, strength)

    with one_thread():
        lesson = lesson if more is None else lesson.with_more(in_few(more))
        return _ask(lesson, learn, range(FOLDS))


def ask_trees(lesson: Lesson, seed: int, more: Dense, folds: Sequence[int]) -> Floats:
    """Chances by extremely randomised trees (Geurts, Ernst and Wehenkel 2006), (w, K).

    Args:
        lesson: What is learnt and asked.
        seed: Seed of what the trees draw.
        more: More facts about every word, (w, d).
        folds: Folds that are asked about; words of others get what is said of no word.
    """

    def learn(features: Dense, label: Ints, weight: Floats, labels: int) -> _Trees:
        del labels
        # Costly to import and needed in the worker process only.
        from sklearn.ensemble import ExtraTreesClassifier  # noqa: PLC0415

        model = ExtraTreesClassifier(
            TREES, min_samples_leaf=LEAST_LEAF, max_features=FACTS_A_SPLIT, n_jobs=1,
            random_state=seed,
        )  # fmt: skip
        return _Trees(model.fit(features, label, sample_weight=weight))

    with one_thread():
        return _ask(lesson.with_more(more), learn, folds)


class _Model(Protocol):
    def chances(self, features: Dense) -> Floats:
        """Chance of each label, (n, K)."""


@dataclass(frozen=True)
class _Trees:
    model: Any

    def chances(self, features: Dense) -> Floats:
        """Chance of each label, (n, K)."""
        return np.asarray(self.model.predict_proba(features))


_Learns = Callable[[Dense, Ints, Floats, int], _Model]


def _ask(lesson: Lesson, learn: _Learns, folds: Sequence[int]) -> Floats:
    """Chances out of fold: each fold is asked about by a model of all others."""
    share = _counts(lesson.label, lesson.labels) + 0.5
    share /= share.sum()
    chances = np.tile(share, (len(lesson.features), 1))
    for fold in folds:
        asked = np.flatnonzero(lesson.fold == fold)
        taught = np.flatnonzero(lesson.fold[lesson.word] != fold)
        if len(asked) and len(taught):
            learnt = _learn(lesson, learn, taught, asked)
            seen = _counts(lesson.label[taught], lesson.labels)
            chances[asked] = never_impossible(learnt, seen, share)
    return chances


def _learn(lesson: Lesson, learn: _Learns, taught: Ints, asked: Ints) -> Floats:
    known, label = np.unique(lesson.label[taught], return_inverse=True)
    chances = np.full((len(asked), lesson.labels), 1e-6)
    if len(known) == 1:
        chances[:, known] = 1.0
    else:
        features, weight = lesson.features[lesson.word[taught]], lesson.weight[taught]
        model = learn(features, label, weight, len(known))
        chances[:, known] += model.chances(lesson.features[asked])
    return np.asarray(chances / chances.sum(1, keepdims=True))


def _counts(label: Ints, labels: int) -> Any:
    return np.bincount(label, minlength=labels).astype(np.float64)

"""Other ways to rank labels, on the same words: cleanlab's scores, and the rule of document 002."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from benchmarks.label_figures import Figures, best_other
from engine.labels.evidence.classifier import ask_linear, ask_trees
from engine.labels.evidence.examples import Examples
from engine.labels.evidence.facts import Dense, WordFacts
from engine.labels.evidence.features import learn_basis, texts_of
from engine.labels.evidence.folds import FOLDS, fold_of_receipts
from engine.labels.evidence.ngrams import Kind, Ngrams
from engine.labels.evidence.rounds import FIRST_STRENGTH, pooled
from engine.labels.evidence.seen import Seen
from engine.labels.words import Floats, Given, Ints, Mask, Words

ALIKE = 0.4
"""Cosine from which the rule counts a match: its .7 is of a likeness of (1 + cosine) / 2."""
CLEANLAB = (("self-confidence", "self_confidence"), ("normalized margin", "normalized_margin"))
MISSING = "cleanlab is not installed, so its lines are left out: pip install cleanlab"


@dataclass(frozen=True)
class Described:
    """Words as all ways see them, which no label enters."""

    words: Words = field(repr=False)
    fold: Ints = field(repr=False)
    linear: Dense = field(repr=False)
    plain: Dense = field(repr=False)
    similar: Mask = field(repr=False)


def describe(words: Words, given: Given, facts: WordFacts) -> Described:
    """Describe the labelled words of a file once for all draws."""
    chosen = Examples.of(given).chosen
    texts = texts_of(words, facts, chosen)
    _, linear, plain = learn_basis(texts, facts.dense[chosen], keep=False)
    receipts = words.receipt[chosen]
    own = Ngrams.learn(texts["own"], Kind(4)).weigh(texts["own"])
    similar = (own @ own.T).toarray() >= ALIKE
    similar &= receipts[:, None] != receipts
    return Described(words, fold_of_receipts(words, 0)[receipts], linear, plain, similar)


def peers(seen: Described, noisy: Given, wrong: Mask, true: Ints) -> dict[str, Figures]:
    """Figures of all other ways, by name."""
    found = {}
    for name, chances in _chances(seen, noisy).items():
        suggested = best_other(chances, noisy.label)
        for title, method in CLEANLAB:
            score = cleanlab_score(chances, noisy.label, method)
            if score is not None:
                found[f"cleanlab, {title}, {name}"] = Figures.of(score, wrong, suggested, true)
    found["rule: fewest similar texts"] = Figures.of(-matches(seen, noisy), wrong, None, true)
    return found


def matches(seen: Described, noisy: Given) -> Floats:
    """How many similar texts of other receipts have the same label, (m,)."""
    at = Examples.of(noisy).at
    same = noisy.label[:, None] == noisy.label
    return np.asarray((seen.similar[at][:, at] & same).sum(1), dtype=np.float64)


def cleanlab_score(chances: Floats, label: Ints, method: str) -> Floats | None:
    """cleanlab's score, turned so that larger is more suspicious; None where it is missing."""
    try:
        from cleanlab.rank import get_label_quality_scores
    except ImportError:
        return None
    return np.asarray(1 - get_label_quality_scores(label, chances, method=method))


def _chances(seen: Described, noisy: Given) -> dict[str, Floats]:
    """Chances out of fold on our features of words, (m, K), by model."""
    examples = Examples.of(noisy)
    both = Seen(examples, seen.fold, seen.linear, seen.plain)
    all_of_them = np.ones(len(noisy), dtype=np.bool_)
    linear = ask_linear(both.lesson(seen.linear, all_of_them), FIRST_STRENGTH)
    nothing_more = np.empty((len(seen.plain), 0), dtype=seen.plain.dtype)
    lesson = both.lesson(seen.plain, all_of_them)
    trees = ask_trees(lesson, 0, nothing_more, range(FOLDS))
    return {
        "regression": linear[examples.at],
        "regression and trees": pooled([linear, trees], (1.0, 1.0), examples),
    }

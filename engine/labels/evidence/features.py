"""Words in context as numbers, without looking at any label: texts around them and their place.

What is learnt here (which runs of characters occur, which directions tell most) is learnt from
texts alone, so that words it was learnt from are no more known to it than others. It is run by
`engine.jobs.in_process`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any, Self

import numpy as np

from engine.labels.evidence.directions import main_directions
from engine.labels.evidence.facts import SIDES, Dense, WordFacts
from engine.labels.evidence.ngrams import Kind, Ngrams
from engine.labels.evidence.quantiles import Quantiles
from engine.labels.words import Ints, Words

Texts = Mapping[str, Sequence[str]]

DIRECTIONS = 300
FEW = 120
BIN_WEIGHT = 0.3
_NONE = "<none>"
_NEAR = ("left", "right", "above", "below")
_KINDS = {
    "own": Kind(4),
    "shape": Kind(5, by_word=False),
    "before": Kind(4, 2, least=3),
    "left": Kind(4, least=3),
    **{side: Kind(3, least=3) for side in _NEAR[1:]},
    **{f"shape_{side}": Kind(3, least=3, by_word=False) for side in _NEAR},
}
_IN_FEW = {"own": 40, "shape": 15, "before": 20, "right": 10, "above": 10}
_SHAPES = ((re.compile(r"\d"), "9"), (re.compile("[a-z]"), "a"), (re.compile("[A-Z]"), "A"))


def texts_of(words: Words, facts: WordFacts, chosen: Ints) -> Texts:
    """What stands in and around some words: name of the place → texts, one for each word.

    Args:
        words: All words.
        facts: Facts about them.
        chosen: Numbers of the words that are asked for, (w,).
    """
    every = (*words.texts, _NONE)
    near = {
        side: [every[j] for j in facts.neighbours[chosen, SIDES.index(side)].tolist()]
        for side in _NEAR
    }
    own = [words.texts[i] for i in chosen.tolist()]
    return {
        "own": own,
        "shape": _shapes(own),
        "before": [facts.left_texts[i] for i in chosen.tolist()],
        **near,
        **{f"shape_{side}": _shapes(texts) for side, texts in near.items()},
    }


def _shapes(texts: Sequence[str]) -> list[str]:
    """Texts with each digit and letter replaced by its kind, between a beginning and an end."""
    known: dict[str, str] = {}
    for text in set(texts):
        shape = text
        for pattern, sign in _SHAPES:
            shape = pattern.sub(sign, shape)
        known[text] = f"^{shape}$"
    return [known[text] for text in texts]


@dataclass(frozen=True)
class Basis:
    """What words are described by; see `learn`."""

    ngrams: Mapping[str, Ngrams] = field(repr=False)
    bins: Quantiles = field(repr=False)
    directions: Any = field(repr=False)
    few: Mapping[str, Any] = field(repr=False)

    @classmethod
    def learn(cls, texts: Texts, dense: Dense) -> tuple[Self, Dense, Dense]:
        """Learn it from some words; returns it with what `describe` says of them.

        Args:
            texts: See `texts_of`, w of each.
            dense: Facts about the same words, (w, d).
        """
        learnt = {name: Ngrams.learn_and_weigh(texts[name], kind) for name, kind in _KINDS.items()}
        ngrams = {name: known for name, (known, _) in learnt.items()}
        weights = {name: weight for name, (_, weight) in learnt.items()}
        bins = Quantiles.learn(dense)
        few = {name: main_directions(weights[name], k) for name, k in _IN_FEW.items()}
        directions = main_directions(_beside(weights, bins, dense), DIRECTIONS)
        basis = cls(ngrams, bins, directions, few)
        return basis, *basis._described(weights, dense)

    def describe(self, texts: Texts, dense: Dense) -> tuple[Dense, Dense]:
        """Words for the linear model, (w, up to `DIRECTIONS`), and for trees, (w, d and more)."""
        weights = {name: known.weigh(texts[name]) for name, known in self.ngrams.items()}
        return self._described(weights, dense)

    def _described(self, weights: Mapping[str, Any], dense: Dense) -> tuple[Dense, Dense]:
        linear = np.asarray(_beside(weights, self.bins, dense) @ self.directions)
        few = [np.asarray(weights[name] @ along) for name, along in self.few.items()]
        return linear.astype(np.float32), np.hstack([dense, *few]).astype(np.float32)


def _beside(weights: Mapping[str, Any], bins: Quantiles, dense: Dense) -> Any:
    from scipy import sparse  # noqa: PLC0415 - costly

    return sparse.hstack([*weights.values(), BIN_WEIGHT * bins.of(dense)]).tocsr()


def in_few(dense: Dense) -> Dense:
    """Numbers cut into bins and told in at most `FEW` directions, (w, `FEW` or fewer)."""
    matrix = BIN_WEIGHT * Quantiles.learn(dense).of(dense)
    return np.asarray(matrix @ main_directions(matrix, FEW), dtype=np.float32)


def learn_basis(texts: Texts, dense: Dense, *, keep: bool) -> tuple[Basis | None, Dense, Dense]:
    """`Basis.learn` with one thread, to be run in a process of its own.

    Args:
        texts: As there.
        dense: As there.
        keep: Whether the basis itself is wanted, which is large.
    """
    with one_thread():
        basis, linear, plain = Basis.learn(texts, dense)
    return basis if keep else None, linear, plain


def use_basis(basis: Basis, texts: Texts, dense: Dense) -> tuple[Dense, Dense]:
    """`Basis.describe` likewise."""
    with one_thread():
        return basis.describe(texts, dense)


def one_thread() -> AbstractContextManager[Any]:
    """Let libraries of linear algebra use one thread: sums then round alike on any computer."""
    from threadpoolctl import threadpool_limits  # noqa: PLC0415 - costly

    limits: AbstractContextManager[Any] = threadpool_limits(1)
    return limits

"""What models of a file's own comments learn from, and what they say of them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from engine.feedback.comments.comments import Comments, Cues
from engine.feedback.responses import Floats, Ints, Mask

FOLDS = 5
LOW, HIGH = 0.6, 0.75
"""Rating up to which a score is low (6 of 10, 3 of 5) and from which it is high (8 of 10, 4 of 5).

Some scales have a score between, such as 7 of 10."""


@dataclass(frozen=True)
class Lesson:
    """The comments of a file that are worth reading, m of them in the order of their texts.

    Attributes:
        texts: Folded; m.
        language: ISO code of each, empty where it cannot be told; m.
        lexicon: What the dictionaries say, -1..1, 0 where they say nothing, (m,).
        told: Whether dictionaries can say anything: there is one for its language, or it holds an
            emoji that has a value, (m,).
        evidence: Further columns of about 0..1 that own scores are learnt on, (m, 5).
        rating: Mean score of its responses on 0..1, NaN where there is none or where scores are
            not to be looked at, (m,).
        fold: Comments of one fold are judged by models that saw none of them, (m,).
    """

    texts: tuple[str, ...] = field(repr=False)
    language: tuple[str, ...] = field(repr=False)
    lexicon: Floats = field(repr=False)
    told: Mask = field(repr=False)
    evidence: Floats = field(repr=False)
    rating: Floats = field(repr=False)
    fold: Ints = field(repr=False)

    def __len__(self) -> int:
        return len(self.texts)

    @property
    def rated(self) -> Mask:
        """Which have a score, (m,)."""
        return ~np.isnan(self.rating)

    @classmethod
    def of(cls, comments: Comments, cues: Cues, seed: int, *, own_scores: bool) -> Lesson:
        """The lesson of a file.

        Args:
            comments: Its distinct comments.
            cues: What dictionaries find in them.
            seed: Another one deals comments out to other folds.
            own_scores: Whether scores are looked at.
        """
        at = np.flatnonzero(comments.worth)
        texts = tuple(comments.key[k] for k in at.tolist())
        told = cues.covered[at] | (cues.hits[at] > 0)
        nothing = np.full(len(at), np.nan)
        return cls(
            texts,
            tuple(comments.language[k] for k in at.tolist()),
            np.where(told, cues.lexicon[at], 0.0),
            told,
            _evidence(cues, at),
            comments.rating[at].astype(np.float64) if own_scores else nothing,
            fold_of(texts, seed),
        )


def fold_of(texts: Sequence[str], seed: int) -> Ints:
    """The fold of each text, 0..`FOLDS` - 1, dealt out in the order of a hash, (m,).

    Folds differ by one text at most; neither the order of the texts nor their scores decide.
    """
    hashes = [hashlib.sha256(f"{seed} {text}".encode()).digest() for text in texts]
    order = sorted(range(len(texts)), key=hashes.__getitem__)
    folds = np.empty(len(texts), dtype=np.int64)
    folds[order] = np.arange(len(texts)) % FOLDS
    return folds


def _evidence(cues: Cues, at: Ints) -> Floats:
    return np.column_stack([
        cues.hits[at] == 0,
        cues.positive[at] / 5,
        cues.negative[at] / 5,
        cues.questions[at] > 0,
        np.log1p(cues.tokens[at]) / 3,
    ]).astype(np.float64)  # fmt: skip

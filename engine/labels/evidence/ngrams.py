"""Texts → weights of their runs of characters, each distinct text counted once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Self

import numpy as np

from engine.labels.words import Floats, Ints

_SPACES = re.compile(r"\s\s+")
_ROOM = 2.0**63


@dataclass(frozen=True)
class Kind:
    """How texts are cut.

    Attributes:
        longest: Longest run, up to 5.
        shortest: Shortest run.
        least: Texts that a run must occur in.
        by_word: Whether runs stay within words; else they cross them, and capitals count.
    """

    longest: int
    shortest: int = 1
    least: int = 2
    by_word: bool = True


@dataclass(frozen=True)
class Ngrams:
    """Runs of characters that were learnt; see `learn`.

    Attributes:
        kind: How texts are cut.
        letters: Characters that are told apart, as code points, ascending.
        runs: The runs as numbers whose digits are places of their characters, ascending, (r,).
        rarity: How rare each is, 1 or more, (r,).
    """

    kind: Kind
    letters: Ints = field(repr=False)
    runs: Ints = field(repr=False)
    rarity: Floats = field(repr=False)

    @classmethod
    def learn(cls, texts: Sequence[str], kind: Kind) -> Self:
        """Learn which runs occur and how rare each is; see `learn_and_weigh`."""
        return cls.learn_and_weigh(texts, kind)[0]

    @classmethod
    def learn_and_weigh(cls, texts: Sequence[str], kind: Kind) -> tuple[Self, Any]:
        """Learn which runs occur and how rare each is; returns it with what `weigh` says.

        The weight of a run in a text is (1 + ln count) · (1 + ln((1 + n) / (1 + texts that hold
        it))), as scikit-learn's TfidfVectorizer has it, rows of length 1.

        Args:
            texts: As they occur, n.
            kind: How they are cut.
        """
        distinct, place, times = np.unique(
            np.array(texts, dtype=object), return_inverse=True, return_counts=True
        )
        cut = _cut(distinct.tolist(), kind)
        letters = _letters(cut.letters, kind.longest)
        counted = _count(cut, letters, kind)
        holding = np.bincount(counted.run, times[counted.text], len(counted.runs))
        often = np.flatnonzero(holding >= kind.least)
        rarity = 1 + np.log((1 + len(texts)) / (1 + holding[often]))
        known = cls(kind, letters, counted.runs[often], rarity)
        return known, known._weighed(counted, len(distinct))[place]

    def weigh(self, texts: Sequence[str]) -> Any:
        """Weights of the learnt runs as a sparse matrix of float32, (n, runs)."""
        distinct, place = np.unique(np.array(texts, dtype=object), return_inverse=True)
        counted = _count(_cut(distinct.tolist(), self.kind), self.letters, self.kind)
        return self._weighed(counted, len(distinct))[place]

    def _weighed(self, counted: _Counted, texts: int) -> Any:
        from scipy import sparse  # noqa: PLC0415 - costly

        place = np.searchsorted(self.runs, counted.runs)
        known = np.append(self.runs, -1)[place] == counted.runs
        kept = known[counted.run]
        column, text = place[counted.run[kept]], counted.text[kept]
        weight = ((1 + np.log(counted.times[kept])) * self.rarity[column]).astype(np.float32)
        length = np.sqrt(np.bincount(text, np.square(weight), texts)).astype(np.float32)
        weight /= length[text]
        return sparse.csr_matrix((weight, (text, column)), (texts, len(self.runs)))


@dataclass(frozen=True)
class _Cut:
    """All pieces of texts that runs stay within, one after the other.

    Attributes:
        letters: Their characters as code points, (c,).
        piece: The piece of each, (c,).
        text: The text of each, (c,).
    """

    letters: Ints
    piece: Ints
    text: Ints


@dataclass(frozen=True)
class _Counted:
    """How often which run occurs in which text.

    Attributes:
        runs: Runs as numbers, ascending.
        run: A place among them, (p,).
        text: A text that holds it, (p,).
        times: How often it does, (p,).
    """

    runs: Ints
    run: Ints
    text: Ints
    times: Ints


def _cut(texts: Sequence[str], kind: Kind) -> _Cut:
    if kind.by_word:
        pieces = [[f" {word} " for word in text.lower().split()] for text in texts]
    else:
        pieces = [[_SPACES.sub(" ", text)] for text in texts]
    flat = [piece for several in pieces for piece in several]
    encoded = "".join(flat).encode("utf-32-le", "surrogatepass")
    lengths = [len(piece) for piece in flat]
    text = np.repeat(np.arange(len(texts)), [len(several) for several in pieces])
    return _Cut(
        np.frombuffer(encoded, dtype=np.uint32).astype(np.int64),
        np.repeat(np.arange(len(flat)), lengths),
        np.repeat(text, lengths),
    )


def _letters(letters: Ints, longest: int) -> Ints:
    """Characters that are told apart: all, or the commonest of more than a number has room for."""
    known, times = np.unique(letters, return_counts=True)
    most = int(_ROOM ** (1 / longest)) - 2
    return np.sort(known[np.argsort(-times, kind="stable")[:most]])


def _count(cut: _Cut, letters: Ints, kind: Kind) -> _Counted:
    """Count all runs; one is a number with a digit a character, 0 where it has no more."""
    place = np.searchsorted(letters, cut.letters)
    known = np.append(letters, -1)[place] == cut.letters
    digit, base = np.where(known, place, len(letters)) + 1, len(letters) + 2
    found, text = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)]
    run = np.zeros(len(digit), dtype=np.int64)
    for length in range(1, min(kind.longest, len(digit)) + 1):
        starts = len(digit) - length + 1
        run = run[:starts] * base + digit[length - 1 :]
        within = cut.piece[:starts] == cut.piece[length - 1 :]
        if length >= kind.shortest:
            found.append(run[within] * base ** (kind.longest - length))
            text.append(cut.text[:starts][within])
    texts = int(cut.text[-1]) + 1 if len(cut.text) else 1
    runs, number = np.unique(np.concatenate(found), return_inverse=True)
    pairs, times = np.unique(number * texts + np.concatenate(text), return_counts=True)
    return _Counted(runs, pairs // texts, pairs % texts, times)

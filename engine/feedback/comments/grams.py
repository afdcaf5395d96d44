"""Texts → weights of their words and pairs of words, for linear models."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any

import numpy as np

LEAST_TEXTS = 2
# Scripts without spaces between words (Thai, Lao, kana, Han) and Hangul, whose words are long, are
# cut into signs, so that pairs of them do for words; an emoji is a word.
_SIGNS = "\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\u2600-\u27bf\U0001f300-\U0001faff"
_WORD = re.compile(rf"[{_SIGNS}]|[^\W_{_SIGNS}]+")
_ACCENTS = re.compile("[\u0300-\u036f]")


def words_of(text: str) -> list[str]:
    """The words of a folded text without accents; an apostrophe parts them, as in l'accueil."""
    if not text.isascii():
        bare = _ACCENTS.sub("", unicodedata.normalize("NFD", text))
        text = unicodedata.normalize("NFC", bare)
    return _WORD.findall(text)


def weigh_words(texts: Sequence[str]) -> Any:
    """Weights of words and pairs that at least two texts hold, as a sparse matrix, (m, words).

    The weight of a word in a text is (1 + ln count) · (1 + ln((1 + m) / (1 + texts that hold
    it))), rows of length 1, as scikit-learn's TfidfVectorizer has it.

    Args:
        texts: Folded, m; their order decides that of the columns.
    """
    # Costly to import and needed in the worker process only.
    from sklearn.preprocessing import normalize  # noqa: PLC0415

    counts = _count(texts)
    holding = np.bincount(counts.indices, minlength=counts.shape[1])
    often = np.flatnonzero(holding >= LEAST_TEXTS)
    rarity = 1 + np.log((1 + len(texts)) / (1 + holding[often]))
    kept = counts[:, often]
    if not kept.nnz:
        return kept
    kept.data = (1 + np.log(kept.data)) * rarity[kept.indices]
    return normalize(kept, copy=False)


def _count(texts: Sequence[str]) -> Any:
    """How often each text holds each word and pair, a sparse matrix."""
    from scipy import sparse  # noqa: PLC0415 - costly

    place: dict[str, int] = {}
    columns: list[int] = []
    starts = [0]
    for text in texts:
        columns.extend(place.setdefault(word, len(place)) for word in _words_and_pairs(text))
        starts.append(len(columns))
    at = np.array(columns, dtype=np.int32)
    held = sparse.csr_matrix(
        (np.ones(len(at)), at, np.array(starts)), shape=(len(texts), len(place))
    )
    held.sum_duplicates()
    return held


def _words_and_pairs(text: str) -> Iterator[str]:
    words = words_of(text)
    yield from words
    for first, second in itertools.pairwise(words):
        yield f"{first} {second}"


def one_thread() -> AbstractContextManager[Any]:
    """Let libraries of linear algebra use one thread: sums then round alike on any computer."""
    from threadpoolctl import threadpool_limits  # noqa: PLC0415 - costly

    limits: AbstractContextManager[Any] = threadpool_limits(1)
    return limits

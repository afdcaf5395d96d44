"""The words' vectors that the `wordllama` package brings along, loaded once in a process.

A text's vector is the mean of its tokens' vectors. The package's own way pads the texts of a
batch to the longest one, so that one long text costs memory for all; here each text stands alone.
"""

from __future__ import annotations

import contextlib
import functools
import logging
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from engine.errors import EngineError
from engine.models.protocols import Vectors
from engine.models.vectors import unit

DIMS = 256
PIECE = 4096
_LOCK = threading.Lock()
_LOADED: list[Weights] = []


@dataclass(frozen=True)
class Weights:
    """A tokenizer and one vector a token; safe to use from several threads.

    Attributes:
        tokenizer: Splits texts into token numbers, without padding.
        table: float32 (tokens, DIMS).
    """

    tokenizer: Any
    table: Vectors

    def vectors(self, texts: Sequence[str]) -> list[Vectors | None]:
        """Each text's direction, None where it has none; neighbours change nothing."""
        encoded = self.tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
        return [self._direction(np.asarray(tokens.ids, dtype=np.int64)) for tokens in encoded]

    def _direction(self, tokens: np.ndarray[Any, np.dtype[np.int64]]) -> Vectors | None:
        # In pieces: a text of a million tokens must not take a gigabyte.
        total = np.zeros(DIMS)
        for first in range(0, len(tokens), PIECE):
            total += self.table[tokens[first : first + PIECE]].sum(axis=0, dtype=np.float64)
        return unit(total)


@functools.cache
def identity() -> str:
    """Which model this is, without loading it; the package's files are looked at once."""
    return f"local:wordllama-{version('wordllama')}"


def load_weights() -> Weights:
    """The weights, loaded by the first call; safe from any thread.

    Raises:
        EngineError: The package's files are not there.
    """
    with _LOCK:
        if not _LOADED:
            _LOADED.append(_load())
        return _LOADED[0]


def _load() -> Weights:
    with _logging_as_it_was():
        import wordllama  # noqa: PLC0415 - costly
    # The folder is named because the package looks for its own tokenizer in one that is missing.
    folder = Path(wordllama.__file__).parent
    try:
        model = wordllama.WordLlama.load(cache_dir=folder, dim=DIMS, disable_download=True)
    except FileNotFoundError as error:
        raise EngineError(
            "The local language model's files are missing; install wordllama again: "
            "pip install --force-reinstall wordllama."
        ) from error
    model.tokenizer.no_padding()
    model.tokenizer.no_truncation()
    return Weights(model.tokenizer, model.embedding)


@contextlib.contextmanager
def _logging_as_it_was() -> Iterator[None]:
    """Undo the root logger's handler and level that importing the package sets."""
    root = logging.getLogger()
    level, handlers = root.level, list(root.handlers)
    try:
        yield
    finally:
        root.setLevel(level)
        for handler in [handler for handler in root.handlers if handler not in handlers]:
            root.removeHandler(handler)

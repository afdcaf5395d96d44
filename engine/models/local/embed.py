"""Texts as vectors by the model of this computer."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence

import numpy as np

from engine.models.local.weights import DIMS, identity, load_weights
from engine.models.protocols import Embedded, Vectors
from engine.models.vectors import stacked, unfit
from engine.steps import Progress

# What a worker thread takes at once: some 20 ms, so that a cancel is noticed.
TEXTS = 256
CHARACTERS = 100_000


class LocalEmbed:
    """Embeds with wordllama's English words: `engine.models.Embed`.

    Good at texts that share a subject, poor at telling opposites apart and at other languages.
    """

    @property
    def identity(self) -> str:
        """Which model embeds."""
        return identity()

    async def embed(self, texts: Sequence[str], progress: Progress) -> Embedded:
        """A vector for each text that has one, float32 (n, 256); progress counts texts.

        The same text gives the same bytes whatever stands beside it.

        Raises:
            Cancelled: The run was cancelled.
            EngineError: The model's files are missing.
        """
        progress.expect(len(texts))
        failed: dict[int, str] = {}
        rows: list[int] = []
        vectors: list[Vectors] = []
        for chunk in _chunks(texts):
            progress.check()
            found = await asyncio.to_thread(_embed, [texts[row] for row in chunk])
            for row, vector in zip(chunk, found, strict=True):
                if isinstance(vector, str):
                    failed[row] = vector
                else:
                    rows.append(row)
                    vectors.append(vector)
            progress.advance(len(chunk))
        numbers = np.array(rows, dtype=np.int64)
        return Embedded(numbers, stacked(vectors, DIMS), failed, self.identity)


def _chunks(texts: Sequence[str]) -> Iterator[range]:
    """Neighbouring positions, few enough to be quick; a long text stands alone."""
    first = characters = 0
    for row, text in enumerate(texts):
        if row > first and (row - first >= TEXTS or characters + len(text) > CHARACTERS):
            yield range(first, row)
            first, characters = row, 0
        characters += len(text)
    if first < len(texts):
        yield range(first, len(texts))


def _embed(texts: Sequence[str]) -> list[Vectors | str]:
    """Each text's vector, or why it has none."""
    reasons = [unfit(text) for text in texts]
    fit = [text for text, reason in zip(texts, reasons, strict=True) if not reason]
    vectors = iter(load_weights().vectors(fit) if fit else ())
    found: list[Vectors | str] = []
    for reason in reasons:
        vector = None if reason else next(vectors)
        found.append(reason or "the model knows no word of the text" if vector is None else vector)
    return found

"""Texts as vectors by an OpenAI-compatible server: batched, remembered, asked again where unsure.

A vector belongs to the text whose position it came under; a reply that speaks of positions that
were not asked is trusted for none. What fails stays without a vector: vectors of another model
live in another space and never stand in.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol

import numpy as np

from engine.models.asked import ODD, Asked
from engine.models.keeping import keep_to_the_end
from engine.models.protocols import Embedded, Vectors
from engine.models.sends import Sends
from engine.models.trouble import Rejected, Trouble, Unusable
from engine.models.vectors import unfit, unit
from engine.settings import Settings
from engine.steps import Progress

KIND = "embed"
ALONE = 2
ROUNDS = 3
FRUITLESS = 64
BYTES_A_TOKEN = 3.5
_REDACTED_AT_ONCE = 1000
_LOOKED_UP_AT_ONCE = 5000


class Remembers(Protocol):
    """Where vectors are kept between runs."""

    def find(self, keys: Sequence[str]) -> Mapping[str, bytes]:
        """Those of the keys that are kept."""

    def keep(self, kind: str, model: str, values: Mapping[str, bytes]) -> None:
        """Keep values by their keys."""


class Redacted(Protocol):
    """What may be shown."""

    @property
    def shown(self) -> Mapping[str, Any]:
        """The fields with what is private replaced."""


class Redacts(Protocol):
    """Takes out of fields what must not leave this computer."""

    def redact(self, shown: Mapping[str, Any], shape_kept: Sequence[str] = ()) -> Redacted:
        """The fields with what is private replaced."""


class RemoteEmbed:
    """Embeds with the server's model: `engine.models.Embed`."""

    def __init__(
        self, sends: Sends, *, settings: Settings, redactor: Redacts, answers: Remembers | None
    ) -> None:
        self._sends, self._redactor, self._answers = sends, redactor, answers
        self._provider = settings.provider
        most = settings.max_batch_size or settings.embed_batch_size
        self._texts = min(settings.embed_batch_size, most)
        self._bytes = settings.request_tokens * BYTES_A_TOKEN
        side_by_side = settings.ml_parallel_embedding_batches
        self._at_once = settings.embed_concurrent_batches if side_by_side else 1

    @property
    def identity(self) -> str:
        """Which model embeds."""
        return f"{self._provider}:{self._sends.embedding_model}"

    async def embed(self, texts: Sequence[str], progress: Progress) -> Embedded:
        """A vector for each text that has one; progress counts texts, equal ones are asked once.

        Raises:
            ModelRefused: Nothing can be asked at all.
            Cancelled: The run was cancelled.
        """
        progress.expect(len(texts))
        asked = Asked(progress)
        await self._sort_out(texts, asked)
        await self._recall(asked)
        for _ in range(ROUNDS):
            await self._ask(asked)
            # Such as remembered vectors of the server's former model of the same name.
            if not (odd := asked.drop_odd()):
                break
        else:
            asked.fail(odd, ODD)
        return asked.embedded(self.identity)

    async def _sort_out(self, texts: Sequence[str], asked: Asked) -> None:
        """Redact the texts, some at a time in a worker thread, and find the distinct ones."""
        for first in range(0, len(texts), _REDACTED_AT_ONCE):
            asked.progress.check()
            some = texts[first : first + _REDACTED_AT_ONCE]
            for row, (sent, reason) in enumerate(await asyncio.to_thread(self._shown, some), first):
                asked.add(row, sent, reason)

    def _shown(self, texts: Sequence[str]) -> list[tuple[str, str]]:
        reasons = [unfit(text) for text in texts]
        return [
            ("" if reason else str(self._redactor.redact({"text": text}).shown["text"]), reason)
            for text, reason in zip(texts, reasons, strict=True)
        ]

    async def _recall(self, asked: Asked) -> None:
        """Take the vectors that former runs kept, some texts at a time in a worker thread."""
        if self._answers is None:
            return
        texts = asked.open_texts()
        for first in range(0, len(texts), _LOOKED_UP_AT_ONCE):
            asked.progress.check()
            some = texts[first : first + _LOOKED_UP_AT_ONCE]
            asked.take(await asyncio.to_thread(self._kept, self._answers, some))

    def _kept(self, answers: Remembers, texts: Sequence[str]) -> dict[str, Vectors]:
        """The vectors that are kept and whole."""
        keys = {self._key(text): text for text in texts}
        found: dict[str, Vectors] = {}
        for key, value in answers.find(list(keys)).items():
            vector = unit(np.frombuffer(value, dtype="<f4")) if len(value) % 4 == 0 else None
            if vector is not None:
                found[keys[key]] = vector
        return found

    async def _ask(self, asked: Asked) -> None:
        """Ask for all texts that have neither a vector nor a reason, some requests side by side."""
        batches = self._batches(asked.open_texts())

        async def work() -> None:
            for batch in batches:
                await self._ask_batch(batch, asked, 0)

        try:
            async with asyncio.TaskGroup() as group:
                for _ in range(self._at_once):
                    group.create_task(work())
        except ExceptionGroup as errors:
            raise errors.exceptions[0] from None

    def _batches(self, texts: Sequence[str]) -> Iterator[list[str]]:
        """Neighbouring texts within the limits of a request; a longer text stands alone."""
        batch: list[str] = []
        size = 0
        for text in texts:
            grown = size + len(text.encode())
            if batch and (len(batch) >= self._texts or grown > self._bytes):
                yield batch
                batch, grown = [], len(text.encode())
            batch.append(text)
            size = grown
        if batch:
            yield batch

    async def _ask_batch(self, texts: list[str], asked: Asked, times: int) -> None:
        """Ask for some texts, and again in halves for those without a good vector.

        Args:
            texts: What to ask for.
            asked: Takes the vectors and the reasons.
            times: How often the only text was asked alone before.
        """
        asked.progress.check()
        if asked.fruitless >= FRUITLESS:
            asked.fail(texts, f"{FRUITLESS} replies in a row held no usable vector")
            return
        try:
            reply = await self._sends.embed(texts)
        except (Rejected, Unusable) as trouble:
            left, reason = texts, str(trouble)
            asked.fruitless += 1
        except Trouble as trouble:
            asked.fail(texts, str(trouble))
            return
        else:
            good, reason = asked.good(texts, reply)
            asked.fruitless = 0 if good else asked.fruitless + 1
            await self._keep(good)
            asked.take(good)
            left = [text for text in texts if text not in good]
        if len(texts) == 1 and left and times + 1 >= ALONE:
            asked.fail(left, reason)
        elif left:
            await self._ask_halves(left, asked, times + 1 if len(texts) == 1 else 0)

    async def _ask_halves(self, texts: list[str], asked: Asked, times: int) -> None:
        middle = len(texts) // 2
        for half in (texts[:middle], texts[middle:]):
            if half:
                await self._ask_batch(half, asked, times)

    async def _keep(self, good: Mapping[str, Vectors]) -> None:
        """Remember vectors at once, to the end even on a cancel: they are paid for."""
        if self._answers is not None and good:
            values = {
                self._key(text): vector.astype("<f4").tobytes() for text, vector in good.items()
            }
            await keep_to_the_end(self._answers, KIND, self.identity, values)

    def _key(self, text: str) -> str:
        question = json.dumps([KIND, self.identity, text])
        return hashlib.sha256(question.encode()).hexdigest()

"""A server of vectors in memory, and the check that every text has its own vector or a reason."""

import asyncio
import hashlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np

from engine.models import Embedded
from engine.models.embedding import RemoteEmbed
from engine.models.protocols import Vectors
from engine.models.replies import EmbedReply, Reply, Usage
from engine.settings import Settings
from engine.steps import Steps

DIMS = 4
Came = dict[int, list[Vectors]]
Twist = Callable[[list[str], Came], Came]


def truth(text: str, dims: int = DIMS) -> Vectors:
    """The vector that belongs to a text; a shorter one is the beginning of a longer."""
    seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:4])
    return np.random.default_rng(seed).normal(size=dims).astype(np.float32) * 3


def as_unit(vector: Vectors) -> Vectors:
    wide = vector.astype(np.float64)
    return (wide / np.linalg.norm(wide)).astype(np.float32)


@dataclass
class Server:
    """`Sends` that answers truly, twisted as a test wants; counts what it was asked."""

    twist: Twist = lambda texts, came: came  # noqa: ARG005
    dims: int = DIMS
    embedding_model: str = "embedder"
    model: str = "none"
    requests: list[list[str]] = field(default_factory=list)
    in_flight: int = 0
    most_in_flight: int = 0

    async def embed(self, texts: Sequence[str]) -> EmbedReply:
        self.requests.append(list(texts))
        self.in_flight += 1
        self.most_in_flight = max(self.most_in_flight, self.in_flight)
        try:
            for _ in range(5):
                await asyncio.sleep(0)
            came = {row: [truth(text, self.dims)] for row, text in enumerate(texts)}
            return EmbedReply(self.twist(list(texts), came), Usage(1, 1, None, None, 0.1))
        finally:
            self.in_flight -= 1

    async def complete(self, *_: Any, **__: Any) -> Reply:
        raise AssertionError("no chat model was wanted")


class Memory:
    """Answers kept in a dictionary."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}
        self.told: Counter[tuple[str, str]] = Counter()

    def find(self, keys: Sequence[str]) -> dict[str, bytes]:
        return {key: self.kept[key] for key in keys if key in self.kept}

    def keep(self, kind: str, model: str, values: Mapping[str, bytes]) -> None:
        self.kept.update(values)
        self.told[kind, model] += len(values)


class Hides:
    """A redactor that knows one secret."""

    def redact(self, shown: Mapping[str, Any], shape_kept: Sequence[str] = ()) -> Any:
        assert not shape_kept
        return SimpleNamespace(shown={k: v.replace("0171", "[phone]") for k, v in shown.items()})


def embedding(server: Server, memory: Memory | None = None, **knobs: Any) -> RemoteEmbed:
    chosen = Settings(home=Path("none"), **knobs)
    return RemoteEmbed(server, settings=chosen, redactor=Hides(), answers=memory)


def vectors_of(embed: RemoteEmbed, texts: Sequence[str], steps: Steps | None = None) -> Embedded:
    return asyncio.run(embed.embed(texts, steps or Steps()))


def check(found: Embedded, texts: Sequence[str]) -> None:
    """All texts accounted for, each vector its own text's."""
    assert sorted([*found.rows.tolist(), *found.failed]) == list(range(len(texts)))
    assert found.rows.tolist() == sorted(found.rows.tolist())
    assert all(found.failed.values())
    for row, vector in zip(found.rows.tolist(), found.vectors, strict=True):
        mine = as_unit(truth(texts[row], found.vectors.shape[1]))
        np.testing.assert_allclose(vector, mine, atol=1e-6)


TEXTS = [f"text {number}" for number in range(25)]

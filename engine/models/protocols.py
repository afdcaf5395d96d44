"""What a model is to a tool: something that answers about items, something that embeds texts.

Both never raise for a single item: what could not be answered is an answer that says why. They
raise only what ends the whole run (`ModelRefused`, `Cancelled`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from engine.steps import Progress

Vectors = npt.NDArray[np.float32]
Schema = Mapping[str, Any]


@dataclass(frozen=True)
class Item:
    """One thing that is asked about.

    Attributes:
        id: The caller's own name for it, unique in the call; it is never sent.
        shown: All that the model sees of it: field name → plain JSON value.
    """

    id: str
    shown: Mapping[str, Any]


@dataclass(frozen=True)
class Task:
    """What is asked of every item.

    Attributes:
        kind: What the answers are for, such as `ask`; part of what an answer is remembered by.
        version: Version of the prompt's wording, changed whenever the wording is.
        instructions: What to do, in words; never holds text from a file.
        schema: JSON schema of one item's answer: an object with `properties`.
        per_call: Most items in one request.
        answer_tokens: Most tokens one item's answer needs; bounds what a request can cost.
        folds: Whether items that differ only in case and white space are the same item.
        columns: What the shown fields are in the user's file, for the account of what was sent.
        shape_kept: Fields in which private numbers keep their shape instead of being named
            (words of receipts).
    """

    kind: str
    version: str
    instructions: str
    schema: Schema
    per_call: int
    answer_tokens: int = 60
    folds: bool = False
    columns: tuple[str, ...] = ()
    shape_kept: tuple[str, ...] = ()


@dataclass(frozen=True)
class Answer:
    """What is known about one item.

    Attributes:
        id: The item's id.
        value: The answer, valid against the task's schema; None where there is none.
        made_by: Identity of the model that made it; empty where there is no answer.
        reason: Why there is no answer, or why the local model gave it; empty where all is well.
        remembered: Whether it was known from before, so that nothing was asked; of two answers
            that say the same, one may have been.
    """

    id: str
    value: Mapping[str, Any] | None
    made_by: str = ""
    reason: str = ""
    remembered: bool = field(default=False, compare=False)


@dataclass(frozen=True)
class Embedded:
    """Texts as vectors.

    Attributes:
        rows: Positions in the given texts that have a vector, ascending, int64 (n,).
        vectors: Their vectors, float32 (n, d), each of length 1.
        failed: Position → why that text has no vector.
        made_by: Identity of the model.
    """

    rows: npt.NDArray[np.int64]
    vectors: Vectors
    failed: Mapping[int, str] = field(default_factory=dict)
    made_by: str = ""


class Chat(Protocol):
    """Answers about many items."""

    @property
    def identity(self) -> str:
        """Which model answers, such as `openai:gpt-4o-mini` or `local:wordllama`."""

    async def answer(self, task: Task, items: Sequence[Item], progress: Progress) -> list[Answer]:
        """One answer for each item, in the items' order; progress counts items.

        Raises:
            ModelRefused: Nothing can be asked at all: key, right or model is wrong.
            Cancelled: The run was cancelled.
        """


class Embed(Protocol):
    """Turns texts into vectors whose inner product is their likeness, -1..1."""

    @property
    def identity(self) -> str:
        """Which model embeds."""

    async def embed(self, texts: Sequence[str], progress: Progress) -> Embedded:
        """A vector for each text that has one; progress counts texts.

        Raises:
            ModelRefused: Nothing can be asked at all.
            Cancelled: The run was cancelled.
        """


@dataclass(frozen=True)
class Models:
    """The models of a run."""

    chat: Chat
    embed: Embed

    @property
    def identities(self) -> dict[str, str]:
        """Which models these are, for a run's id and manifest."""
        return {"chat": self.chat.identity, "embed": self.embed.identity}


def is_local(chat: Chat) -> bool:
    """Whether this is the model of this computer, which only chooses among given words."""
    return chat.identity.startswith("local:")

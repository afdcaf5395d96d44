"""A chat that answers by rule, and a question for it."""

import asyncio
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import polars as pl
import pytest

from engine.asking import AskOptions, AskResult, AskTables, ask
from engine.models import Answer, Embedded, Item, Models, Task
from engine.steps import Progress, Steps

SCHEMA = {
    "type": "object",
    "properties": {"mood": {"enum": ["good", "bad"]}, "stars": {"type": "integer"}},
}


@dataclass
class FakeChat:
    """Answers by the hash of what is shown; `fails` says for which texts it does not."""

    fails: Callable[[str], str] = lambda _: ""
    stands_in: Callable[[str], str] = lambda _: ""
    value: Callable[[str], Any] | None = None
    identity: str = "openai:fake"
    asked: list[Item] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)

    async def answer(self, task: Task, items: Sequence[Item], progress: Progress) -> list[Answer]:
        self.tasks.append(task)
        self.asked += items
        progress.advance(len(items))
        return [self._one(item) for item in items]

    def _one(self, item: Item) -> Answer:
        text = item.shown["text"]
        if reason := self.fails(text):
            return Answer(item.id, None, reason=reason)
        value = self.value(text) if self.value else answer_about(text)
        if reason := self.stands_in(text):
            return Answer(item.id, value, "local:fake", reason)
        return Answer(item.id, value, self.identity)


class NoEmbed:
    """Asking never embeds."""

    identity = "local:none"

    async def embed(self, texts: Sequence[str], progress: Progress) -> Embedded:
        raise AssertionError((texts, progress, np.float32))


def answer_about(text: str) -> dict[str, Any]:
    """What the fake says about a text, whatever its case and white space."""
    digest = hashlib.sha256(" ".join(text.casefold().split()).encode()).digest()
    return {"mood": ("good", "bad")[digest[0] % 2], "stars": digest[1] % 5}


@pytest.fixture(scope="session")
def expected() -> Callable[[str], dict[str, Any]]:
    """What the fake says about a text."""
    return answer_about


@pytest.fixture(scope="session")
def fake_chat() -> type[FakeChat]:
    """The fake's class."""
    return FakeChat


@pytest.fixture(scope="session")
def no_embed() -> type[NoEmbed]:
    """An Embed that must not be used."""
    return NoEmbed


@pytest.fixture(scope="session")
def question() -> Callable[..., AskOptions]:
    """A question, any part of which may be another."""

    def make(**told: Any) -> AskOptions:
        return AskOptions(**({"question": "How is the mood?", "schema": SCHEMA} | told))

    return make


@pytest.fixture(scope="session")
def asked(question: Callable[..., AskOptions]) -> Callable[..., AskResult]:
    """Ask a chat about some texts."""

    def run(
        texts: Sequence[str | None],
        chat: FakeChat | None = None,
        *,
        steps: Steps | None = None,
        per_call: int = 120,
        **told: Any,
    ) -> AskResult:
        frame = pl.DataFrame(
            {"row": range(1, len(texts) + 1), "text": texts},
            schema={"row": pl.Int64, "text": pl.String},
        )
        models = Models(chat or FakeChat(), NoEmbed())
        options = question(**told)
        work = ask(AskTables(frame, "comment"), options, models=models, steps=steps or Steps(),
                   per_call=per_call)  # fmt: skip
        return asyncio.run(work)

    return run

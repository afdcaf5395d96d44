"""Choices by the model of this computer: the choice whose words are nearest in meaning.

It does not follow instructions and does not write; what it cannot do it says.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.models.protocols import Answer, Embed, Item, Schema, Task, Vectors
from engine.models.vectors import likenesses
from engine.steps import Progress

CANNOT = "the local model can only choose from given words"
_AROUND = {"type", "properties", "required", "additionalProperties", "title", "description"}
_ONE = {"type", "enum", "title", "description"}


class LocalChat:
    """Answers tasks whose every property is one of some words: `engine.models.Chat`."""

    def __init__(self, embed: Embed) -> None:
        self._embed = embed

    @property
    def identity(self) -> str:
        """Which model answers."""
        return self._embed.identity

    async def answer(self, task: Task, items: Sequence[Item], progress: Progress) -> list[Answer]:
        """For each item the choice nearest in meaning to the text of its shown fields.

        Nearest is the largest inner product, rounded to 6 digits; of equals the first. An item
        without text, and any item of a task that asks for more than choices, has no answer.

        Raises:
            Cancelled: The run was cancelled.
        """
        choices = choices_of(task.schema) or {}
        words = [choice.replace("_", " ") for some in choices.values() for choice in some]
        known = await self._embed.embed(words, _Silent(progress))
        if not choices or known.failed:
            progress.expect(len(items))
            progress.advance(len(items))
            return [Answer(item.id, None, reason=CANNOT) for item in items]
        read = await self._embed.embed([_text(item) for item in items], progress)
        nearest = await asyncio.to_thread(_nearest, choices, known.vectors, read.vectors)
        values = dict(zip(read.rows.tolist(), nearest, strict=True))
        return [
            Answer(item.id, values[row], self.identity)
            if row in values
            else Answer(item.id, None, reason=read.failed[row])
            for row, item in enumerate(items)
        ]


def choices_of(schema: Schema) -> dict[str, tuple[str, ...]] | None:
    """Property → its choices, where the schema asks for nothing but choices; None else."""
    properties = schema.get("properties")
    if not isinstance(properties, Mapping) or set(schema) - _AROUND:
        return None
    if schema.get("type", "object") != "object":
        return None
    if not set(schema.get("required", ())) <= set(properties):
        return None
    choices: dict[str, tuple[str, ...]] = {}
    for name, one in properties.items():
        words = one.get("enum") if isinstance(one, Mapping) and not set(one) - _ONE else None
        if not words or not all(isinstance(word, str) for word in words):
            return None
        if one.get("type", "string") != "string":
            return None
        choices[name] = tuple(words)
    return choices


def _text(item: Item) -> str:
    return " ".join(value for value in item.shown.values() if isinstance(value, str))


def _nearest(
    choices: Mapping[str, tuple[str, ...]], known: Vectors, read: Vectors
) -> list[dict[str, str]]:
    """One value for each text that was read; `known` holds all choices' vectors in order."""
    values: list[dict[str, str]] = [{} for _ in read]
    first = 0
    for name, words in choices.items():
        likeness = likenesses(read, known[first : first + len(words)])
        for value, choice in zip(values, likeness.argmax(axis=1).tolist(), strict=True):
            value[name] = words[choice]
        first += len(words)
    return values


@dataclass(frozen=True)
class _Silent:
    """Progress that only notices a cancel."""

    progress: Progress

    def check(self) -> None:
        """Raise Cancelled if the run was cancelled."""
        self.progress.check()

    def expect(self, total: int) -> None:
        """Nothing is counted."""

    def advance(self, units: int = 1) -> None:  # noqa: ARG002 - the Protocol's shape
        """Nothing is counted."""
        self.progress.check()

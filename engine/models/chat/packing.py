"""Distinct items → requests, by count and by tokens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self

from engine.models.chat.distinct import Distinct
from engine.models.chat.prompt import short_ids
from engine.models.protocols import Task
from engine.settings import Settings

# The least of what models in common use may write in one reply; more is rejected by servers.
REPLY_TOKENS = 16_000
# What an answer takes besides itself: its id, the names, brackets.
ENTRY_TOKENS = 24
FRAME_TOKENS = 64
ALONE_TIMES = 4
MOST_ROOM = 8


@dataclass(frozen=True)
class Batch:
    """The items of one request.

    Attributes:
        items: The items.
        alone: How often its item was asked about alone before, where it is one.
        room: How many times the usual tokens its reply may have, 1..8.
    """

    items: tuple[Distinct, ...]
    alone: int = 0
    room: int = 1

    @cached_property
    def named(self) -> dict[str, Distinct]:
        """Id in the request → item."""
        return dict(zip(short_ids([item.key for item in self.items]), self.items, strict=True))

    @property
    def shown(self) -> dict[str, Mapping[str, Any]]:
        """Id in the request → what is shown of the item."""
        return {name: item.shown for name, item in self.named.items()}

    def most_tokens(self, task: Task) -> int:
        """Most tokens the reply may have."""
        entries = len(self.items) * (task.answer_tokens + ENTRY_TOKENS)
        return min(REPLY_TOKENS, self.room * (FRAME_TOKENS + entries))

    def again(self, items: tuple[Distinct, ...], *, more_room: bool) -> list[Self]:
        """The requests in which some of its items are asked about once more: halves of them.

        Args:
            items: Those without a usable answer.
            more_room: Whether the reply was of no use at all, perhaps for want of room.
        """
        room = min(self.room * 2, MOST_ROOM) if more_room else self.room
        middle = (len(items) + 1) // 2
        halves = [half for half in (items[:middle], items[middle:]) if half]
        alone = self.alone + 1 if len(self.items) == 1 else 0
        return [type(self)(half, alone, room) for half in halves]


@dataclass(frozen=True)
class Sizes:
    """What one request may hold.

    Attributes:
        items: Most items.
        tokens: Most tokens of items; a single item may have four times that.
    """

    items: int
    tokens: int

    @classmethod
    def of(cls, settings: Settings, task: Task) -> Self:
        """The sizes for a task under the settings."""
        most = min(task.per_call, settings.max_batch_size or task.per_call)
        return cls(max(1, most), settings.request_tokens)

    def too_large(self, item: Distinct) -> bool:
        """Whether an item is too large even for a request of its own."""
        return item.tokens > ALONE_TIMES * self.tokens


def pack(items: Iterable[Distinct], sizes: Sizes) -> Iterator[Batch]:
    """Requests for some items, none of which is too large, in their order.

    Each request is filled until the next item would not fit by count or by tokens; an item that
    does not fit into a request with others gets one of its own.
    """
    held: list[Distinct] = []
    tokens = 0
    for item in items:
        if held and (len(held) == sizes.items or tokens + item.tokens > sizes.tokens):
            yield Batch(tuple(held))
            held, tokens = [], 0
        held.append(item)
        tokens += item.tokens
    if held:
        yield Batch(tuple(held))

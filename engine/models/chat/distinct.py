"""The distinct items of a task: redacted, keyed, each with the rows that share it."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from engine.models.chat.keys import Keys, clean
from engine.models.protocols import Item, Task

BYTES_PER_TOKEN = 3.5


class Redacted(Protocol):
    """What is shown of an item after redaction, and what was hidden."""

    @property
    def shown(self) -> Mapping[str, Any]:
        """Field name → plain value, private data replaced."""

    @property
    def hidden(self) -> Mapping[str, str]:
        """Placeholder → what it stands for."""

    @property
    def counts(self) -> Mapping[str, int]:
        """Kind of private data → how many places were replaced."""


class Redacts(Protocol):
    """Takes private data out before anything leaves, and puts it back."""

    def redact(self, shown: Mapping[str, Any], shape_kept: Sequence[str] = ...) -> Redacted:
        """What may be shown."""

    def restore(self, value: Any, hidden: Mapping[str, str]) -> Any:
        """A value with what was hidden put back into its strings."""


@dataclass
class Distinct:
    """An item as it is asked about, once.

    Attributes:
        key: What its answer is remembered by.
        shown: What is shown of it, clean and after redaction.
        written: The same as it is sent, JSON.
        rows: Positions of the items that are this one, ascending.
    """

    key: str
    shown: Mapping[str, Any]
    written: str
    rows: list[int] = field(default_factory=list)

    @property
    def tokens(self) -> int:
        """About how many tokens it takes in a request."""
        return math.ceil(len(self.written.encode()) / BYTES_PER_TOKEN)


@dataclass(frozen=True)
class Gathered:
    """All items of a task.

    Attributes:
        distinct: Key → distinct item, in the order of the keys, whatever order items came in.
        hidden: Row → what redaction hid of that item; rows without any are absent.
        replaced: Kind of private data → how many places were replaced, over all items.
    """

    distinct: Mapping[str, Distinct]
    hidden: Mapping[int, Mapping[str, str]]
    replaced: Counter[str]


def gather(
    task: Task, items: Sequence[Item], model: str, redactor: Redacts, check: Callable[[], None]
) -> Gathered:
    """Redact and key all items.

    Args:
        task: What is asked.
        items: About what.
        model: Identity of the model that is asked.
        redactor: Takes private data out.
        check: Called for every item; raises on a cancel.
    """
    keys = Keys(task, model)
    found: dict[str, Distinct] = {}
    hidden: dict[int, Mapping[str, str]] = {}
    replaced: Counter[str] = Counter()
    for row, item in enumerate(items):
        check()
        redacted = redactor.redact(clean(item.shown), task.shape_kept)
        written = json.dumps(redacted.shown, ensure_ascii=False)
        key = keys.of(redacted.shown)
        one = found.setdefault(key, Distinct(key, redacted.shown, written))
        one.rows.append(row)
        # Of items that are the same but for case, the first in writing stands for all of them.
        if written < one.written:
            one.shown, one.written = redacted.shown, written
        if redacted.hidden:
            hidden[row] = redacted.hidden
            replaced.update(redacted.counts)
    return Gathered({key: found[key] for key in sorted(found)}, hidden, replaced)

"""What would be sent about some items, shown before anything is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from engine.models.privacy.redactor import Redactor
from engine.models.protocols import Item, Task


@dataclass(frozen=True)
class Preview:
    """One item as a server would see it.

    Attributes:
        shown: Field → value, exactly as it would be sent; the item's id is never sent.
        counts: Kind → how many places were replaced in it.
    """

    shown: Mapping[str, Any]
    counts: Mapping[str, int]


def preview(
    redactor: Redactor, task: Task, items: Iterable[Item], at_most: int = 5
) -> list[Preview]:
    """The first items as they would be sent.

    Args:
        redactor: The run's own.
        task: What would be asked.
        items: The run's items in their order.
        at_most: How many are wanted.
    """
    redacted = (redactor.redact(item.shown, task.shape_kept) for item in items)
    return [Preview(one.shown, one.counts) for one in islice(redacted, at_most)]

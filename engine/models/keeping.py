"""Keeping what was paid for, whatever happens meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Protocol


class Keeps(Protocol):
    """Where answers are kept between runs."""

    def keep(self, kind: str, model: str, values: Mapping[str, bytes]) -> None:
        """Keep values under their keys, told apart by kind and by model."""


async def keep_to_the_end(store: Keeps, kind: str, model: str, values: Mapping[str, bytes]) -> None:
    """Keep values in a thread, to the end even where a cancel comes meanwhile.

    Args:
        store: Where they are kept.
        kind: What was asked.
        model: Who answered.
        values: What came, by key.

    Raises:
        CancelledError: A cancel came; the values are kept all the same.
    """
    keeping = asyncio.ensure_future(asyncio.to_thread(store.keep, kind, model, values))
    try:
        await asyncio.shield(keeping)
    except asyncio.CancelledError:
        await asyncio.wait({keeping})
        keeping.exception()
        raise

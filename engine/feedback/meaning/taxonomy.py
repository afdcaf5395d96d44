"""Themes that a user keeps for the next file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self


@dataclass(frozen=True)
class Pinned:
    """A theme that is looked for in every file.

    Attributes:
        name: What the user calls it.
        words: Words that tell it, as written; comments that have one of them hold it where it
            names no aspect.
        aspects: Aspects it stands for; comments that name one of them hold it.
    """

    name: str
    words: tuple[str, ...] = ()
    aspects: tuple[str, ...] = ()

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Self:
        """A theme from what `as_dict` told."""
        return cls(str(told["name"]), tuple(told.get("words", ())), tuple(told.get("aspects", ())))

    def as_dict(self) -> dict[str, Any]:
        """The theme as plain values."""
        return {**asdict(self), "words": list(self.words), "aspects": list(self.aspects)}

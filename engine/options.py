"""What the options of all tools have alike: ranges, and how they are read from written words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, ClassVar, Self

from engine.errors import OptionRefused

_YES = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}


@dataclass(frozen=True)
class Options:
    """Base of a tool's options: a frozen dataclass whose every field has a default.

    A field that is a tuple is written as words with commas between them, a yes-or-no as yes, no,
    true, false, 1 or 0; one whose default is None keeps the word as it is written.

    Attributes:
        RANGES: Name, least and most of each field that is a number; both ends are allowed.
    """

    RANGES: ClassVar[tuple[tuple[str, float, float], ...]] = ()

    def __post_init__(self) -> None:
        """Refuse numbers that are out of range; a tool's own checks follow after this.

        Raises:
            OptionRefused: One is, or it is no number at all.
        """
        for name, low, high in self.RANGES:
            value = getattr(self, name)
            if not low <= value <= high:
                raise OptionRefused(f"{name} must be between {low:g} and {high:g}, not {value:g}.")

    @classmethod
    def from_words(cls, words: Mapping[str, str]) -> Self:
        """Options from name → written value, as on the command line.

        Raises:
            OptionRefused: A name is unknown, a value cannot be read or is out of range.
        """
        known = {field.name: type(field.default) for field in fields(cls)}
        for name in words:
            if name not in known:
                raise OptionRefused(
                    f"There is no option {name!r}; options are {', '.join(sorted(known))}."
                )
        return cls(**{name: _read(name, word, known[name]) for name, word in words.items()})

    def as_dict(self) -> dict[str, Any]:
        """The options as plain values."""
        return asdict(self)


def _read(name: str, word: str, kind: type) -> object:
    if kind is tuple:
        return tuple(part.strip() for part in word.split(",") if part.strip())
    if kind not in _WANTED:
        return word
    try:
        return _YES[word.strip().lower()] if kind is bool else kind(word)
    except (KeyError, ValueError):
        raise OptionRefused(f"{name} must be {_WANTED[kind]}, not {word!r}.") from None


_WANTED = {bool: "yes or no", int: "a whole number", float: "a number"}

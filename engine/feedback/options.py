"""What a user may choose for a run of Feedback."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Self

from engine.errors import OptionRefused
from engine.feedback.scores.nps import METHODS


@dataclass(frozen=True)
class FeedbackOptions:
    """The options of a run; each has a default that suits most files.

    Attributes:
        headline: Which score stands above the others: standard, shifted, absolute or weighted;
            empty for that of the settings.
        map_scores: Whether scores on 1-5 or 1-7 are mapped to promoters, passives and detractors;
            without it such scales give a mean and the share of satisfied responses.
        weight: Heading of a kept column with the weight of each response; empty for none.
        segments: Headings of the columns that are compared; empty for all the file has.
        own_scores: Whether the file's own scores teach how its comments are read; they never
            tell a comment's own reading.
        themes: Most themes, 2 to 30; 0 for as many as the comments hold, at most 14.
        sure: Confidence of intervals and tests, .8 to .99.
        ask: Whether the language model analyses the comments, where there is one.
        per_call: Most comments in one request, 10 to 200; 0 for that of the settings.
        seed: Seed of what draws at random (folds, bootstraps).
    """

    headline: str = ""
    map_scores: bool = False
    weight: str = ""
    segments: tuple[str, ...] = ()
    own_scores: bool = True
    themes: int = 0
    sure: float = 0.95
    ask: bool = True
    per_call: int = 0
    seed: int = 0

    def __post_init__(self) -> None:
        if self.headline and self.headline not in METHODS:
            known = ", ".join(METHODS)
            raise OptionRefused(f"headline must be one of {known}, not {self.headline!r}.")
        for name, low, high, or_none in _RANGES:
            value = getattr(self, name)
            if not (low <= value <= high or (or_none and value == 0)) or not math.isfinite(value):
                beside = "0, or " if or_none else ""
                raise OptionRefused(
                    f"{name} must be {beside}between {low:g} and {high:g}, not {value:g}."
                )

    @classmethod
    def from_words(cls, words: Mapping[str, str]) -> Self:
        """Options from name → written value, as on the command line.

        Raises:
            OptionRefused: A name is unknown or a value cannot be read.
        """
        known = {field.name: type(field.default) for field in fields(cls)}
        values: dict[str, Any] = {}
        for name, word in words.items():
            if name not in known:
                raise OptionRefused(
                    f"There is no option {name!r}; options are {', '.join(sorted(known))}."
                )
            values[name] = _read(name, word, known[name])
        return cls(**values)

    def as_dict(self) -> dict[str, Any]:
        """The options as plain values."""
        return asdict(self)


_RANGES = (
    ("themes", 2, 30, True),
    ("sure", 0.8, 0.99, False),
    ("per_call", 10, 200, True),
)
_YES = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}


def _read(name: str, word: str, kind: type) -> Any:
    try:
        if kind is bool:
            return _YES[word.strip().lower()]
        if kind is tuple:
            return tuple(part.strip() for part in word.split(",") if part.strip())
        return kind(word)
    except (KeyError, ValueError):
        wanted = {bool: "yes or no", int: "a whole number", float: "a number"}[kind]
        raise OptionRefused(f"{name} must be {wanted}, not {word!r}.") from None

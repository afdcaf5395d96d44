"""What a user may choose for a run of Labels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Self

from engine.errors import OptionRefused


@dataclass(frozen=True)
class LabelOptions:
    """The options of a run; each has a default that suits most files.

    Attributes:
        labels: Label types that are judged; empty for all. Words under other labels are evidence
            all the same.
        thorough: Whether trees are pooled with the linear model: better at labels that are easily
            taken for one another, at several times the work.
        promised: Share of words called clearly wrong that are to be wrong indeed, .5 to .99; the
            self-test picks the threshold that keeps it.
        min_group: Labels of one type at one merchant below which a group is too small to judge
            by itself, 2 to 100.
        min_confidence: Least confidence of a suggestion that is applied without a person, 0..1.
        similar_at: Least likeness of a similar match, 0..1.
        ask: Whether the language model is asked about what is unclear, where there is one.
        per_call: Most words in one request, 10 to 50.
        most_asked: Most of the labelled words that are sent, as a share, 0..1.
        seed: Seed of what draws at random (folds, the self-test, the blind recheck).
    """

    labels: tuple[str, ...] = ()
    thorough: bool = True
    promised: float = 0.9
    min_group: int = 3
    min_confidence: float = 0.7
    similar_at: float = 0.7
    ask: bool = True
    per_call: int = 25
    most_asked: float = 0.15
    seed: int = 0

    def __post_init__(self) -> None:
        for name, low, high in _RANGES:
            value = getattr(self, name)
            if not low <= value <= high:
                raise OptionRefused(f"{name} must be between {low:g} and {high:g}, not {value:g}.")

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
    ("promised", 0.5, 0.99),
    ("min_group", 2, 100),
    ("min_confidence", 0, 1),
    ("similar_at", 0, 1),
    ("per_call", 10, 50),
    ("most_asked", 0, 1),
)
_YES = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}


def _read(name: str, word: str, kind: type) -> Any:
    try:
        if kind is bool:
            return _YES[word.strip().lower()]
        if kind is tuple:
            return tuple(part.strip().upper() for part in word.split(",") if part.strip())
        return kind(word)
    except (KeyError, ValueError):
        wanted = {bool: "yes or no", int: "a whole number", float: "a number"}[kind]
        raise OptionRefused(f"{name} must be {wanted}, not {word!r}.") from None

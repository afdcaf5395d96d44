"""What a user may choose for a run of Bundles."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, Self

from engine.errors import OptionRefused

OBJECTIVES = ("increase_aov",)
MINERS = ("bitset", "mlxtend")
TWIN_RULES = ("exclude", "allow")


@dataclass(frozen=True)
class BundleOptions:
    """The options of a run; each has a default that suits most shops.

    Attributes:
        objective: What the bundles are for.
        bundles: Pairs in the portfolio, 1 to 500.
        larger_sets: Sets of three or four products listed after the pairs, 0 to 100.
        until: Last day whose orders count, or None for all of the file.
        min_support: Least share of orders a set must be in, 0..1; 0 chooses it from the data.
        max_items: Largest set that is mined, 2 to 4.
        itemset_limit: Sets beyond which the least support is raised, 1,000 to 2,000,000.
        wholesale_items: Baskets with more distinct products than this are kept out of mining.
        false_discovery: Share of false sets accepted among those called significant, 0..1.
        half_life_days: Days after which an order counts half; 0 counts all alike.
        season: Extra weight of last year's coming four months, 0..2, relative to all orders.
        twins: Whether two colours or sizes of one product may form a bundle.
        miner: `bitset` (ours), `mlxtend` (the plain way, slower, same sets), or `auto` for what the
            settings say.
    """

    objective: str = "increase_aov"
    bundles: int = 50
    larger_sets: int = 10
    until: str | None = None
    min_support: float = 0.0
    max_items: int = 4
    itemset_limit: int = 200_000
    wholesale_items: int = 100
    false_discovery: float = 0.05
    half_life_days: int = 60
    season: float = 0.33
    twins: str = "exclude"
    miner: str = "auto"

    def __post_init__(self) -> None:
        for name, low, high in _RANGES:
            value = getattr(self, name)
            if not low <= value <= high:
                raise OptionRefused(f"{name} must be between {low:g} and {high:g}, not {value:g}.")
        for name, known in _CHOICES:
            if getattr(self, name) not in known:
                raise OptionRefused(
                    f"{name} must be one of {', '.join(known)}, not {getattr(self, name)!r}."
                )
        if self.until is not None:
            _day(self.until)

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

    def settled(self, *, fast_itemsets: bool = True) -> Self:
        """These options with `auto` replaced by what the flag `ml.fast_itemsets` says."""
        if self.miner != "auto":
            return self
        return replace(self, miner="bitset" if fast_itemsets else "mlxtend")

    @property
    def last_day(self) -> dt.date | None:
        """`until` as a date."""
        return _day(self.until) if self.until else None


_RANGES = (
    ("bundles", 1, 500),
    ("larger_sets", 0, 100),
    ("min_support", 0, 1),
    ("max_items", 2, 4),
    ("itemset_limit", 1_000, 2_000_000),
    ("wholesale_items", 2, 10_000),
    ("false_discovery", 0, 1),
    ("half_life_days", 0, 10_000),
    ("season", 0, 2),
)
_CHOICES = (("objective", OBJECTIVES), ("miner", (*MINERS, "auto")), ("twins", TWIN_RULES))


def _read(name: str, word: str, kind: type) -> object:
    if kind not in (int, float):
        return word
    try:
        return kind(word)
    except ValueError as error:
        raise OptionRefused(f"{name} must be a number, not {word!r}.") from error


def _day(word: str) -> dt.date:
    try:
        return dt.date.fromisoformat(word)
    except ValueError as error:
        raise OptionRefused(f"until must be a day such as 2011-08-31, not {word!r}.") from error

"""What a user may choose for a run of Bundles."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Self

from engine.bundles.objectives import OBJECTIVES, TYPES
from engine.bundles.say.voice import LANGUAGES, TONES
from engine.errors import OptionRefused
from engine.options import Options

MINERS = ("bitset", "mlxtend")
TWIN_RULES = ("exclude", "allow")


@dataclass(frozen=True)
class BundleOptions(Options):
    """The options of a run; each has a default that suits most shops.

    Attributes:
        objectives: What offers are made for, names of `OBJECTIVES`; the portfolio is made always.
        types: Kinds of offers, names of `TYPES`.
        offers: Offers for each objective and type that is possible, 1 to 10.
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
        margin_floor_pct: Least margin on cost that is left in the worst case, 0 to 90.
        stacked_code_pct: Site-wide code that may come on top, 0 to 90.
        most_value: Most a bundle may cost in major units; 0 for the 95th percentile of orders.
        semantic: Weight of meaning (α) in the hybrid score, 0..1, or -1 to choose by the volume of
            orders; the other two likewise, and all three or none are chosen by hand.
        transactional: Weight of orders (β).
        business: Weight of business signals (γ).
        appeal: Whether the language model rates each bundle's appeal.
        tone: How copy is written.
        language: Its language.
        seed: Seed of what draws at random (the search of trade-offs, intervals).
    """

    objectives: tuple[str, ...] = tuple(OBJECTIVES)
    types: tuple[str, ...] = TYPES
    offers: int = 1
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
    margin_floor_pct: float = 15.0
    stacked_code_pct: float = 10.0
    most_value: float = 0.0
    semantic: float = -1.0
    transactional: float = -1.0
    business: float = -1.0
    appeal: bool = False
    tone: str = "friendly"
    language: str = "en"
    seed: int = 0

    RANGES = (
        ("bundles", 1, 500),
        ("larger_sets", 0, 100),
        ("min_support", 0, 1),
        ("max_items", 2, 4),
        ("itemset_limit", 1_000, 2_000_000),
        ("wholesale_items", 2, 10_000),
        ("false_discovery", 0, 1),
        ("half_life_days", 0, 10_000),
        ("season", 0, 2),
        ("offers", 1, 10),
        ("margin_floor_pct", 0, 90),
        ("stacked_code_pct", 0, 90),
        ("most_value", 0, 1e9),
        ("semantic", -1, 1),
        ("transactional", -1, 1),
        ("business", -1, 1),
        ("seed", 0, 2**31 - 1),
    )

    def __post_init__(self) -> None:
        super().__post_init__()
        for name, known in _CHOICES:
            if getattr(self, name) not in known:
                raise OptionRefused(
                    f"{name} must be one of {', '.join(known)}, not {getattr(self, name)!r}."
                )
        for name, allowed in (("objectives", tuple(OBJECTIVES)), ("types", TYPES)):
            _refuse_unknown(name, getattr(self, name), allowed)
        given = [weight >= 0 for weight in self.signal_weights]
        if any(given) and (not all(given) or not sum(self.signal_weights)):
            raise OptionRefused(
                "semantic, transactional and business are chosen by hand together, and not all 0."
            )
        if self.until is not None:
            _day(self.until)

    def settled(self, *, fast_itemsets: bool = True) -> Self:
        """These options with `auto` replaced by what the flag `ml.fast_itemsets` says."""
        if self.miner != "auto":
            return self
        return replace(self, miner="bitset" if fast_itemsets else "mlxtend")

    @property
    def signal_weights(self) -> tuple[float, float, float]:
        """α, β and γ as they were asked for; -1 where the volume of orders chooses them."""
        return self.semantic, self.transactional, self.business

    @property
    def last_day(self) -> dt.date | None:
        """`until` as a date."""
        return _day(self.until) if self.until else None


_CHOICES = (
    ("tone", TONES),
    ("language", LANGUAGES),
    ("miner", (*MINERS, "auto")),
    ("twins", TWIN_RULES),
)


def _refuse_unknown(name: str, chosen: tuple[str, ...], known: tuple[str, ...]) -> None:
    unknown = [word for word in chosen if word not in known]
    if unknown or not chosen:
        told = repr(unknown[0]) if unknown else "nothing"
        raise OptionRefused(f"{name} must be among {', '.join(known)}, not {told}.")


def _day(word: str) -> dt.date:
    try:
        return dt.date.fromisoformat(word)
    except ValueError as error:
        raise OptionRefused(f"until must be a day such as 2011-08-31, not {word!r}.") from error

"""Who or what gets the bundles and who does not, drawn by us: the arms of a test.

Three ways, after what a shop can do. `date_blocks`: the bundles are on in some weeks and off in
others, drawn within each pair of neighbouring blocks. `discount_code`: a list of people is cut in
two by the draw, and each half gets a code of its own. `bundle_sku`: some of the bundles are
offered, each with a code of its own as a product, and others like them are held back.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Self

import numpy as np

from engine.errors import OptionRefused

WAYS = ("date_blocks", "discount_code", "bundle_sku")
TREATED, CONTROL = "bundle", "control"
MOST_PEOPLE, MOST_BLOCKS, LEAST_BUNDLES = 1_000_000, 400, 6
# No letter or digit that is taken for another when it is typed.
_LETTERS = "ACDEFGHJKLMNPQRTUVWXY34679"
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class ExperimentPlan:
    """What is asked for.

    Attributes:
        way: One of `WAYS`.
        bundles: `bundle_id`, `skus` and `orders_together` of the bundles it is about.
        begins: The first day, ISO.
        days: date_blocks: days in a block, 1 to 56; bundle_sku: days of the test, 1 to 730.
        pairs: date_blocks: how many pairs of blocks, 3 to 200.
        people: discount_code: how many are on the list, 20 to 1,000,000.
        seed: Of the draw.
    """

    way: str
    bundles: tuple[Mapping[str, Any], ...]
    begins: str
    days: int = 7
    pairs: int = 6
    people: int = 0
    seed: int = 0

    def __post_init__(self) -> None:
        if self.way not in WAYS:
            raise OptionRefused(f"way must be one of {', '.join(WAYS)}, not {self.way!r}.")
        if not self.bundles:
            raise OptionRefused("A test is about one bundle or more; none was named.")
        most_days = 56 if self.way == "date_blocks" else 730
        _refuse_outside("days", self.days, 1, most_days)
        if self.way == "date_blocks":
            _refuse_outside("pairs", self.pairs, 3, MOST_BLOCKS // 2)
        if self.way == "discount_code":
            _refuse_outside("people", self.people, 20, MOST_PEOPLE)
        if self.way == "bundle_sku":
            _refuse_few(self.bundles)
        _day(self.begins)


@dataclass(frozen=True)
class Experiment:
    """A test with its arms as they were drawn.

    Attributes:
        id: Made of the plan.
        plan: What was asked for.
        arms: date_blocks: pair, arm, begins, ends (the last day) of each block, in order.
            discount_code: arm, code, people. bundle_sku: pair, arm, bundle_id, skus, sku (the code
            of the bundle as a product; empty for those held back).
    """

    id: str
    plan: ExperimentPlan
    arms: tuple[Mapping[str, Any], ...]

    def as_dict(self) -> dict[str, Any]:
        """The experiment as plain values, as it is kept."""
        return json.loads(json.dumps(asdict(self)))  # type: ignore[no-any-return]

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Self:
        """The experiment that `as_dict` gave."""
        plan = ExperimentPlan(**kept["plan"] | {"bundles": tuple(kept["plan"]["bundles"])})
        return cls(kept["id"], plan, tuple(kept["arms"]))

    @property
    def ends(self) -> str:
        """The last day of the test, ISO; empty where that is up to the shop."""
        if self.plan.way == "date_blocks":
            return str(self.arms[-1]["ends"])
        if self.plan.way == "bundle_sku":
            return (_day(self.plan.begins) + (self.plan.days - 1) * _DAY).isoformat()
        return ""


def draw(plan: ExperimentPlan) -> Experiment:
    """Draw the arms; the same plan gives the same arms."""
    what = json.dumps(asdict(plan), sort_keys=True)
    luck = np.random.default_rng(plan.seed)
    drawn = {"date_blocks": _blocks, "discount_code": _codes, "bundle_sku": _products}[plan.way]
    name = hashlib.sha256(what.encode()).hexdigest()[:12]
    return Experiment(name, plan, tuple(drawn(plan, luck)))


def draw_people(plan: ExperimentPlan) -> tuple[str, ...]:
    """The arm of each place on the list: half of them each, the odd one in the control group."""
    luck = np.random.default_rng([plan.seed, 1])
    arms = np.array([TREATED] * (plan.people // 2) + [CONTROL] * (plan.people - plan.people // 2))
    return tuple(luck.permutation(arms).tolist())


def _blocks(plan: ExperimentPlan, luck: np.random.Generator) -> list[dict[str, Any]]:
    arms: list[dict[str, Any]] = []
    begins = _day(plan.begins)
    for pair, treated_first in enumerate(luck.permuted(_halves(plan.pairs)).tolist(), start=1):
        for arm in (TREATED, CONTROL) if treated_first else (CONTROL, TREATED):
            ends = begins + (plan.days - 1) * _DAY
            days = {"begins": begins.isoformat(), "ends": ends.isoformat()}
            arms.append({"pair": pair, "arm": arm, **days})
            begins = ends + _DAY
    return arms


def _halves(pairs: int) -> list[bool]:
    """Treated first in half of the pairs, so that a trend within pairs cancels."""
    return [pair % 2 == 0 for pair in range(pairs)]


def _codes(plan: ExperimentPlan, luck: np.random.Generator) -> list[dict[str, Any]]:
    people = draw_people(plan)
    return [
        {"arm": arm, "code": _code(luck), "people": people.count(arm)} for arm in (TREATED, CONTROL)
    ]


def _products(plan: ExperimentPlan, luck: np.random.Generator) -> list[dict[str, Any]]:
    """Bundles of about the same sales are paired; one of each is offered. An odd one is left."""
    ranked, arms = _apart(plan.bundles), []
    for place in range(0, len(ranked) - 1, 2):
        offered = int(luck.integers(2))
        for which, bundle in enumerate(ranked[place : place + 2]):
            arm = TREATED if which == offered else CONTROL
            sku = f"BNDL-{_code(luck)}" if arm == TREATED else ""
            named = {"bundle_id": bundle["bundle_id"], "skus": list(bundle["skus"]), "sku": sku}
            arms.append({"pair": place // 2 + 1, "arm": arm, **named})
    return arms


def _apart(bundles: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The bundles that share no product with one that sells better, those that sell most first.

    Offering one would change what the other sells.
    """
    ranked = sorted(bundles, key=lambda one: (-one["orders_together"], one["bundle_id"]))
    used: set[str] = set()
    kept = []
    for bundle in ranked:
        if used.isdisjoint(bundle["skus"]):
            used.update(bundle["skus"])
            kept.append(bundle)
    return kept


def _code(luck: np.random.Generator, letters: int = 7) -> str:
    return "".join(_LETTERS[place] for place in luck.integers(len(_LETTERS), size=letters).tolist())


def _day(word: str) -> dt.date:
    try:
        day = dt.date.fromisoformat(word)
    except ValueError as error:
        raise OptionRefused(f"begins must be a day such as 2026-03-02, not {word!r}.") from error
    if not 1970 <= day.year < 3000:
        raise OptionRefused(f"begins must be a day between 1970 and 2999, not {word!r}.")
    return day


def _refuse_few(bundles: Sequence[Mapping[str, Any]]) -> None:
    apart = len(_apart(bundles))
    if apart < LEAST_BUNDLES:
        raise OptionRefused(
            f"Holding bundles back needs {LEAST_BUNDLES} of them or more that share no product, to "
            f"be paired with ones like them; of the {len(bundles):,} chosen, {apart} can be used. "
            "Choose more bundles where there are more, or tell the arms apart by weeks or by "
            "codes: one bundle is enough for these."
        )


def _refuse_outside(name: str, value: int, low: int, high: int) -> None:
    if not low <= value <= high:
        raise OptionRefused(f"{name} must be between {low:,} and {high:,}, not {value:,}.")

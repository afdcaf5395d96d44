"""Who is bought and who is given, and what the other types keep apart."""

import math
from typing import Any

import pytest

from engine.bundles.candidates.candidate import Candidate
from engine.bundles.candidates.prepared import Prepared
from engine.bundles.candidates.units import make_unit
from engine.bundles.options import BundleOptions
from tests.bundles.units.makers import facts_of, filled_pool, prepared_of, tags_of

ORDERS = [{0: 1, 1: 1}, {0: 1, 1: 1, 2: 1}, {2: 1}, {3: 1}] * 10
PAIR = (0, 1, -1, -1)
# Buyers of 0 take 1: the rule would give 1.
SEEN: dict[str, Any] = {
    "together": [20], "either": [20], "chance": [10.0], "lift": [2.0], "confidence": [1.0],
    "to": [1], "alive": [1.0],
}  # fmt: skip


def known(row: tuple[int, ...] = PAIR, pool: Any = None, **said: Any) -> Prepared:
    facts = said.pop("facts", {})
    options = said.pop("options", BundleOptions())
    return prepared_of(
        ORDERS,
        4,
        pool=filled_pool([row], **{**SEEN, **(pool or {})}),
        facts=facts_of(4, ORDERS, **{"categories": ("A", "B", "A", "C"), **facts}),
        tags=tags_of(4, **said),
        options=options,
    )


def only(objective: str, kind: str, on: Prepared) -> Candidate:
    (candidate,) = make_unit(objective, kind, on).candidates
    return candidate


@pytest.mark.parametrize(
    ("objective", "tag", "given"),
    [
        ("clear_slow_movers", "slow_mover", 0),
        ("new_launch", "new_launch", 0),
        ("seasonal_promo", "seasonal", 1),
        ("gift_box", "gift_worthy", 1),
        ("subscription_push", "replenishable", 1),
    ],
)
def test_slow_and_new_products_are_given_what_customers_come_for_is_bought(
    objective: str, tag: str, given: int
) -> None:
    # Product 0 carries the tag, whatever the rule would give.
    for to in (0, 1):
        candidate = only(objective, "BXGY", known(pool={"to": [to]}, **{tag: (0,)}))
        assert (candidate.buy, candidate.get) == ((1 - given,), (given,))


@pytest.mark.parametrize("objective", ["clear_slow_movers", "gift_box"])
def test_the_rule_decides_where_both_would_do(objective: str) -> None:
    both = {"slow_mover": (0, 1), "gift_worthy": (0, 1)}
    for to in (0, 1):
        assert only(objective, "BXGY", known(pool={"to": [to]}, **both)).get == (to,)


def test_what_is_given_costs_no_more_than_what_is_bought() -> None:
    # The slow one is dearer: it is bought, and what goes with it is given.
    dear = known(slow_mover=(0,), facts={"price": (900, 500, 1, 1)})
    assert only("clear_slow_movers", "BXGY", dear).get == (1,)
    assert only("increase_aov", "BXGY", known(facts={"price": (900, 500, 1, 1)})).get == (1,)
    assert only("increase_aov", "BXGY", known(facts={"price": (500, 900, 1, 1)})).get == (0,)
    alike = known(facts={"price": (500, 500, 1, 1)})
    assert only("increase_aov", "BXGY", alike).get == (1,)


def test_a_missing_price_gives_nothing_but_a_file_without_prices_goes_by_the_rule() -> None:
    missing = known(facts={"price": (500, -1, 1, 1)})
    assert make_unit("increase_aov", "BXGY", missing).considered == 0
    none = {"price": (-1,) * 4, "has": frozenset()}
    assert only("increase_aov", "BXGY", known(facts=none)).get == (1,)


def test_margin_guard_gives_where_a_reduction_costs_least() -> None:
    costly = {"price": (1000, 1000, 1000, 10), "cost": (100, 500, 900, 9)}
    on = known(facts=costly, high_margin=(0, 1))
    assert only("margin_guard", "BXGY", on).get == (0,)


def test_of_three_products_the_one_of_another_category_is_given() -> None:
    on = known((0, 1, 2, -1), pool={"to": [2]})
    candidate = only("category_bundle", "BXGY", on)
    assert (candidate.buy, candidate.get) == ((0, 2), (1,))


@pytest.mark.parametrize("kind", ["FBT", "BXGY", "FIXED"])
def test_twins_and_substitutes_are_no_complements(kind: str) -> None:
    assert only("increase_aov", kind, known(pool={"likeness": [0.89]})).items == (0, 1)
    for apart in ({"likeness": [0.9]}, {"twins": [True]}):
        assert make_unit("increase_aov", kind, known(pool=apart)).considered == 0
    allowed = BundleOptions(twins="allow")
    twins = known(pool={"twins": [True], "likeness": [0.99]}, options=allowed)
    assert only("increase_aov", kind, twins).items == (0, 1)
    alike = known(pool={"likeness": [0.99]}, options=allowed)
    assert make_unit("increase_aov", kind, alike).considered == 0


@pytest.mark.parametrize("weak", [{"lift": [1.0]}, {"together": [0]}, {"tier": [4]}, {"tier": [6]}])
def test_bought_together_means_bought_together(weak: dict[str, Any]) -> None:
    on = known(pool=weak)
    assert make_unit("increase_aov", "FBT", on).considered == 0
    assert make_unit("increase_aov", "FIXED", on).considered == 1


def test_a_gift_box_holds_gifts_alone() -> None:
    assert make_unit("gift_box", "FIXED", known(gift_worthy=(0,))).considered == 0
    assert only("gift_box", "FIXED", known(gift_worthy=(0, 1))).fit == 1
    assert only("gift_box", "FBT", known(gift_worthy=(0,))).fit == 0.5


def test_what_no_order_holds_keeps_its_measures_unknown() -> None:
    unseen = {name: [float("nan")] for name in ("chance", "lift", "confidence", "alive")}
    on = known(pool={**unseen, "together": [0], "to": [-1], "tier": [6], "likeness": [0.5]})
    seen = only("increase_aov", "FIXED", on).seen
    assert (seen.together, seen.chance, seen.lift, seen.confidence) == (0, None, None, None)
    assert (seen.from_, seen.to, seen.likeness) == ((), -1, 0.5)


def test_what_carries_no_tag_is_given_before_what_the_rule_would_give() -> None:
    # 0 and 2 are seasonal; giving 0 would leave one of them bought, giving 1 leaves both.
    on = known((0, 1, 2, -1), pool={"to": [0]}, seasonal=(0, 2))
    assert only("seasonal_promo", "BXGY", on).get == (1,)


def two_sets(first: tuple[int, ...], second: tuple[int, ...], **said: Any) -> Prepared:
    """Two sets of the same evidence; the second is the stronger."""
    seen = {name: values * 2 for name, values in SEEN.items()}
    return prepared_of(
        ORDERS,
        4,
        pool=filled_pool([first, second], **{**seen, "confidence": [0.5, 1.0], "to": [1, 3]}),
        facts=facts_of(4, ORDERS, price=(900, 500, 500, 900)),
        tags=tags_of(4, **said),
    )


def test_a_set_with_the_wanted_roles_comes_before_a_stronger_one_with_turned_roles() -> None:
    # Slow are 1, cheap enough to be given, and 3, which is too dear for it.
    on = two_sets((0, 1, -1, -1), (2, 3, -1, -1), slow_mover=(1, 3))
    first, second = make_unit("clear_slow_movers", "BXGY", on).candidates
    assert (first.buy, first.get) == ((0,), (1,))
    assert (second.buy, second.get) == ((3,), (2,))


def test_a_curated_set_of_three_comes_before_a_stronger_pair() -> None:
    on = two_sets((0, 1, 2, -1), (0, 3, -1, -1))
    first, second = make_unit("increase_aov", "FIXED", on).candidates
    assert (first.items, second.items) == ((0, 1, 2), (0, 3))
    bought = make_unit("increase_aov", "FBT", on).candidates
    assert [candidate.items for candidate in bought] == [(0, 3), (0, 1, 2)]


@pytest.mark.parametrize(
    ("lift", "confidence", "ruled"),
    [(1.05, 0.15, True), (1.049, 0.15, False), (1.05, 0.149, False), (9.0, math.nan, False)],
)
def test_what_is_bought_together_passes_the_gates_of_a_rule(
    lift: float, confidence: float, ruled: bool
) -> None:
    pool = {"lift": [lift], "confidence": [confidence]}
    assert make_unit("increase_aov", "FBT", known(pool=pool)).considered == ruled
    assert make_unit("increase_aov", "FIXED", known(pool=pool)).considered == 1

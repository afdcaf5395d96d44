"""Every constraint, kept, broken and not to be told."""

import math
from typing import Any

import numpy as np
import pytest

from engine.bundles import BundleOptions
from engine.bundles.candidates.candidate import Candidate
from engine.bundles.context.facts import ProductFacts
from engine.bundles.context.tags.tag import Tag
from engine.bundles.decide.constraints import broken, check_constraints, softness
from engine.bundles.decide.price.pricing import Pricing
from engine.bundles.decide.verdict import Constraint
from engine.bundles.objectives import OBJECTIVES
from tests.bundles.decide_scores.makers import candidate_of, facts_of

PRICE = Pricing(list_price=1000, bundle_price=900, discount_pct=10.0, cap_pct=20, reasoning="")


def price_of(**known: Any) -> Pricing:
    return Pricing(**vars(PRICE) | known)


def found(
    candidate: Candidate,
    facts: ProductFacts | None = None,
    pricing: Pricing | None = PRICE,
    *,
    seasonal: tuple[int, ...] = (),
    basis: str = "data",
    most: float = 5000,
) -> dict[str, Constraint]:
    carried = np.isin(np.arange(6), seasonal)
    tags = {"seasonal": Tag("seasonal", carried, basis, "The file has no dates.", {})}
    checked = check_constraints(
        candidate, pricing, facts or facts_of(6), tags, BundleOptions(), most
    )
    assert [c.hard for c in checked] == sorted((c.hard for c in checked), reverse=True)
    assert all(c.says.endswith(".") for c in checked)
    return {c.name: c for c in checked}


def test_each_objective_has_the_constraints_that_suit_it() -> None:
    always = {
        "max_bundle_size", "min_inventory_level", "discount_limit", "min_margin_requirement",
        "stock_for_a_while",
    }  # fmt: skip
    for objective in OBJECTIVES:
        names = set(found(candidate_of(0, 1, objective=objective)))
        expected = always | {"max_bundle_value", "inventory_turnover"}
        if objective == "margin_guard":
            expected -= {"max_bundle_value"}
        if objective == "clear_slow_movers":
            expected -= {"inventory_turnover"}
        if objective in ("increase_aov", "new_launch", "category_bundle"):
            expected |= {"category_diversity"}
        if objective == "seasonal_promo":
            expected |= {"seasonal_alignment"}
        assert names == expected


@pytest.mark.parametrize(
    ("stock", "choose", "quantities", "kept"),
    [
        ([3, 1, 9], 0, (1, 1, 1), True),
        ([3, 0, 9], 0, (1, 1, 1), False),
        ([3, math.nan, 9], 0, (1, 1, 1), None),
        ([0, math.nan, 9], 0, (1, 1, 1), False),
        ([3, 1, 9], 0, (1, 2, 1), False),
        ([3, 0, 9], 2, (1, 1, 1), True),
        ([3, 0, 0], 2, (1, 1, 1), False),
        ([3, 0, math.nan], 2, (1, 1, 1), None),
    ],
)
def test_what_is_not_there_cannot_be_sold(
    stock: list[float], choose: int, quantities: tuple[int, ...], kept: bool | None
) -> None:
    candidate = candidate_of(0, 1, 2, choose=choose, quantities=quantities)
    level = found(candidate, facts_of(3, stock=stock))["min_inventory_level"]
    assert (level.kept, level.hard) == (kept, True)


SHORT = "Stock is short: it is gone after {}."
PLENTY, UNKNOWN = "Stock is there for 5 sales or more.", "The file does not say how much is in "


@pytest.mark.parametrize(
    ("stock", "choose", "quantities", "kept", "says"),
    [
        ([5, 80, 9], 0, (1, 1, 1), True, PLENTY),
        ([5, 4, 9], 0, (1, 1, 1), False, SHORT.format("4 sales")),
        ([5, 19, 9], 0, (1, 4, 1), False, SHORT.format("4 sales")),
        ([5, 20, 9], 0, (1, 4, 1), True, PLENTY),
        ([5, math.nan, 1], 0, (1, 1, 1), False, SHORT.format("1 sale")),
        ([5, math.nan, 9], 0, (1, 1, 1), None, UNKNOWN),
        ([5, 1, 9], 2, (1, 1, 1), True, PLENTY),
        ([4, 1, 9], 2, (1, 1, 1), False, SHORT.format("4 sales")),
        ([4, math.nan, 9], 2, (1, 1, 1), None, UNKNOWN),
        ([5, math.nan, 9], 2, (1, 1, 1), True, PLENTY),
    ],
)
def test_stock_that_is_soon_gone_speaks_against_an_offer(
    stock: list[float], choose: int, quantities: tuple[int, ...], kept: bool | None, says: str
) -> None:
    candidate = candidate_of(0, 1, 2, choose=choose, quantities=quantities)
    told = found(candidate, facts_of(3, stock=stock))["stock_for_a_while"]
    assert (told.kept, told.hard) == (kept, False)
    assert told.says.startswith(says)


def test_four_products_are_the_most_and_of_a_mix_those_that_are_picked() -> None:
    assert found(candidate_of(0, 1, 2, 3))["max_bundle_size"].kept is True
    assert found(candidate_of(0, 1, 2, 3, 4))["max_bundle_size"].kept is False
    assert found(candidate_of(0, 1, 2, 3, 4, choose=3))["max_bundle_size"].kept is True


def test_a_discount_stays_under_the_cap_in_every_tier() -> None:
    pair = candidate_of(0, 1)
    assert found(pair)["discount_limit"].kept is True
    assert found(pair, pricing=price_of(discount_pct=20.0))["discount_limit"].kept is True
    assert found(pair, pricing=price_of(discount_pct=20.1))["discount_limit"].kept is False
    tiers = price_of(discount_pct=10.0, tier_discounts=(5.0, 10.0, 25.0))
    assert found(pair, pricing=tiers)["discount_limit"].kept is False
    assert found(pair, pricing=None)["discount_limit"].kept is None


def test_a_price_is_between_the_floor_and_what_orders_come_to() -> None:
    pair = candidate_of(0, 1)
    assert found(pair)["min_margin_requirement"].kept is None
    assert found(pair, pricing=price_of(floor=900))["min_margin_requirement"].kept is True
    assert found(pair, pricing=price_of(floor=901))["min_margin_requirement"].kept is False
    assert found(pair, most=900)["max_bundle_value"].kept is True
    assert found(pair, most=899)["max_bundle_value"].kept is False
    assert found(pair, most=0)["max_bundle_value"].kept is None
    assert found(pair, pricing=None)["max_bundle_value"].kept is None


def test_parts_with_prices_that_have_none_together_cannot_keep_the_floor() -> None:
    facts = facts_of(6, price=[100, 200, -1, -1, -1, -1], list_price=[-1, -1, 50, -1, -1, -1])
    for items, kept in (((0, 1), False), ((0, 2), False), ((0, 3), None)):
        told = found(candidate_of(*items), facts, None)["min_margin_requirement"]
        assert (told.kept, told.hard) == (kept, True)


def test_two_categories_are_a_wish_and_across_categories_a_must() -> None:
    facts = facts_of(6, categories=("tea", "tea", "ink", None, None, None))
    for objective, hard in (("increase_aov", False), ("category_bundle", True)):
        told = [
            found(candidate_of(*items, objective=objective), facts)["category_diversity"]
            for items in ((0, 1), (0, 2), (0, 3), (0, 2, 3))
        ]
        assert [one.kept for one in told] == [False, True, None, True]
        assert {one.hard for one in told} == {hard}


def test_turnover_and_season_are_wishes() -> None:
    facts = facts_of(6, velocity=[0.05, 0.2, math.nan, 0, 0, 0])
    wish = found(candidate_of(0, 1), facts)["inventory_turnover"]
    assert (wish.kept, wish.hard) == (True, False)
    assert found(candidate_of(0, 3), facts)["inventory_turnover"].kept is False
    assert found(candidate_of(0, 2), facts)["inventory_turnover"].kept is None
    season = candidate_of(0, 1, objective="seasonal_promo")
    assert found(season, seasonal=(1,))["seasonal_alignment"].kept is True
    assert found(season, seasonal=(2,))["seasonal_alignment"].kept is False
    untold = found(season, basis="none")["seasonal_alignment"]
    assert (untold.kept, untold.says, untold.hard) == (None, "The file has no dates.", False)


def test_only_hard_ones_rule_out_and_only_soft_ones_weigh() -> None:
    facts = facts_of(6, categories=("a", "a", *[None] * 4), velocity=[1, 1, 0, 0, 0, 0])
    checked = list(found(candidate_of(0, 1), facts).values())
    assert broken(checked) == []
    # Diversity, .4, is broken and turnover, .3, is kept.
    assert softness(checked) == pytest.approx(0.3 / 0.7)
    assert softness([c for c in checked if c.hard]) == 1
    short = facts_of(6, stock=[9, 2, *[math.nan] * 4])
    assert softness(list(found(candidate_of(0, 1), short).values())) == 0
    dear = list(found(candidate_of(0, 1), facts, most=1).values())
    assert [c.name for c in broken(dear)] == ["max_bundle_value"]


@pytest.mark.parametrize(
    ("stock", "says"),
    [
        ([3, 1], "2 of its 2 products are in stock; 2 must be."),
        ([3, 0], "1 of its 2 products is in stock; 2 must be."),
        ([3, math.nan], "1 of its 2 products is in stock; 2 must be. The file does not say how "
         "many there are of 1."),
        ([math.nan, math.nan], "The file does not say what is in stock."),
        ([1], "It is in stock."),
        ([0], "There is not enough of it in stock."),
    ],
)  # fmt: skip
def test_stock_is_said_as_it_is_known(stock: list[float], says: str) -> None:
    candidate = candidate_of(*range(len(stock)), quantities=(1,) * len(stock))
    assert found(candidate, facts_of(len(stock), stock=stock))["min_inventory_level"].says == says


@pytest.mark.parametrize(("most", "kept"), [(900, True), (899, False)])
def test_the_value_is_said_beside_its_limit(most: float, kept: bool) -> None:
    value = found(candidate_of(0, 1), most=most)["max_bundle_value"]
    assert value.kept is kept
    assert value.says == f"It costs 9.00; a bundle may cost {most / 100:.2f} at most."

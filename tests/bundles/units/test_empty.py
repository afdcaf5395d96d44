"""A unit that cannot exist says what is missing."""

from typing import Any

import pytest

from engine.bundles.candidates.units import make_unit
from engine.bundles.objectives import OBJECTIVES
from tests.bundles.units.makers import facts_of, filled_pool, groups_of_items, prepared_of, tags_of

# Every order is one piece of one product.
APART = [{item: 1} for item in range(6)] * 8


def reason(objective: str, kind: str, **said: Any) -> str:
    known = prepared_of(APART, 6, **{"pool": filled_pool([]), **said})
    unit = make_unit(objective, kind, known)
    assert not unit.candidates
    assert unit.considered == 0
    return unit.empty


@pytest.mark.parametrize("objective", [name for name, one in OBJECTIVES.items() if one.tag])
@pytest.mark.parametrize("kind", ["FBT", "VOLUME_DISCOUNT", "MIX_MATCH", "BXGY", "FIXED"])
def test_without_its_tag_the_tag_says_why(objective: str, kind: str) -> None:
    tag = OBJECTIVES[objective].tag
    assert reason(objective, kind) == f"The file tells none on {tag}."


def test_a_tag_that_nothing_carries_is_said() -> None:
    said = reason("clear_slow_movers", "FBT", tags=tags_of(6, slow_mover=()))
    assert said == "Nothing sells slowly: the file tells data on slow_mover."


def test_what_is_out_of_stock_is_said() -> None:
    facts = facts_of(6, APART, stock=[9.0, 0.0, 9.0, 9.0, 9.0, 9.0])
    said = reason("gift_box", "FIXED", tags=tags_of(6, gift_worthy=(1,)), facts=facts)
    assert said == "All that makes a gift is out of stock."


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        (
            "FBT",
            "No set is bought together 5 % more often than by chance, by 15 % or more of those "
            "who buy the rest of it.",
        ),
        ("FIXED", "No set serves the objective as a whole."),
        ("BXGY", "No set has a product that costs no more than those to be bought with it."),
        ("MIX_MATCH", "No three products are alike enough to choose from."),
        ("VOLUME_DISCOUNT", "No product is bought several at a time."),
    ],
)
def test_each_type_says_what_it_lacks(kind: str, says: str) -> None:
    assert reason("increase_aov", kind) == says


def test_the_objective_is_named_where_it_asks_for_something() -> None:
    tags = tags_of(6, seasonal=(1,))
    assert reason("seasonal_promo", "FBT", tags=tags) == (
        "No set that holds a seasonal product is bought together 5 % more often than by chance, by "
        "15 % or more of those who buy the rest of it."
    )
    assert reason("seasonal_promo", "VOLUME_DISCOUNT", tags=tags) == (
        "No seasonal product is bought several at a time."
    )


@pytest.mark.parametrize(
    ("objective", "groups", "says"),
    [
        ("increase_aov", ((0, 1, 2),), "Customers take one at a time of a family of similar "
         "products, not several."),
        ("gift_box", ((0, 1, 2),), "No family of similar products has three products that make "
         "a gift."),
        ("clear_slow_movers", ((0, 1, 2),), "No family of similar products holds a slow mover."),
        ("gift_box", ((0, 1),), "No three products are alike enough to choose from."),
    ],
)  # fmt: skip
def test_mixes_tell_what_families_lack(objective: str, groups: Any, says: str) -> None:
    assert (
        reason(
            objective,
            "MIX_MATCH",
            groups=groups_of_items(*groups),
            tags=tags_of(6, gift_worthy=(1,), slow_mover=(5,)),
        )
        == says
    )


@pytest.mark.parametrize(
    ("categories", "kind", "says"),
    [
        ((None,) * 6, "FBT", "The file has no two categories of products."),
        (("Tea",) * 6, "FIXED", "The file has no two categories of products."),
        (("Tea",) * 3 + ("Cups",) * 3, "MIX_MATCH", "No three products of two categories go "
         "together often enough to choose from."),
        (("Tea",) * 3 + ("Cups",) * 3, "VOLUME_DISCOUNT", "A volume discount is for one product, "
         "which is of one category."),
    ],
)  # fmt: skip
def test_categories_are_what_a_bundle_across_them_lacks(
    categories: Any, kind: str, says: str
) -> None:
    assert reason("category_bundle", kind, facts=facts_of(6, APART, categories=categories)) == says

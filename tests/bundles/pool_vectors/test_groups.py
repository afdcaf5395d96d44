"""Families of products that can stand in for one another, and how they were found."""

from engine.bundles.candidates.groups import Group, groups_of
from engine.bundles.candidates.likeness import compare_products
from engine.bundles.context.facts import ProductFacts
from tests.bundles.pool_makers import facts_of, near_of


def found(facts: ProductFacts, near: list[tuple[int, int, float]] | None = None) -> list[Group]:
    neighbours = near_of(near) if near is not None else None
    return list(groups_of(facts, compare_products(facts), neighbours))


def test_colours_are_twins_and_a_design_is_a_family() -> None:
    facts = facts_of(
        ["Jumbo bag red", "Jumbo bag blue", "Jumbo bag paisley", "Jumbo bag woodland", "Clock"],
        orders=[1, 2, 3, 4, 5],
    )
    assert found(facts) == [
        Group((0, 1), "twins", "jumbo bag"),
        Group((0, 1, 2, 3), "family", "jumbo bag"),
    ]


def test_a_group_is_named_once_as_the_strongest_kind() -> None:
    facts = facts_of(["Jumbo bag red", "Jumbo bag blue", "Clock"])
    near = [(0, 1, 0.99), (1, 0, 0.99)]
    assert found(facts, near) == [Group((0, 1), "twins", "jumbo bag")]


def test_twins_join_through_others() -> None:
    """0 and 1 share a name, 1 and 2 a code: one group."""
    facts = facts_of(["Mug red", "Mug blue", "Cup with handle", "Clock"])
    object.__setattr__(facts, "skus", ("10001A", "20002A", "20002B", "30003"))
    assert found(facts)[0] == Group((0, 1, 2), "twins", "")


def test_a_family_shares_its_head_its_tail_or_what_stands_before_the_dash() -> None:
    facts = facts_of(
        [
            "Woodland paper napkin", "Skull paper napkin",
            "Hearts of oak tray", "Hearts of oak bowl",
            "Ripple - Walnut", "Ripple - Ash wood",
            "Salt", "Salt shaker",
        ]
    )  # fmt: skip
    assert [(group.items, group.found, group.name) for group in found(facts)] == [
        ((0, 1), "family", "paper napkin"),
        ((2, 3), "family", "hearts oak"),
        ((4, 5), "family", "Ripple"),
    ]


def test_like_texts_are_grouped_around_the_best_seller_within_category_and_price() -> None:
    facts = facts_of(
        ["qa", "qb", "qc", "qd", "qe", "qf"],
        orders=[1, 9, 5, 5, 5, 8],
        categories=["x", "x", "x", "y", None, "x"],
        prices=[100, 100, 201, 100, 200, -1],
    )
    near = [
        (0, 1, 0.9),
        (1, 0, 0.9), (1, 2, 0.9), (1, 3, 0.9), (1, 4, 0.7), (1, 5, 0.69),
        (5, 1, 0.8), (5, 2, 0.8),
    ]  # fmt: skip
    # 2 costs more than twice as much, 3 is of another category, 5 is not near enough to 1.
    assert [(group.items, group.found) for group in found(facts, near)] == [
        ((0, 1, 4), "likeness"), ((2, 5), "likeness"),
    ]  # fmt: skip


def test_the_most_sold_group_of_a_kind_comes_first() -> None:
    titles = ["Ruled book red", "Ruled book blue", "Tin soldier red", "Tin soldier blue"]
    assert [group.items for group in found(facts_of(titles, orders=[1, 1, 9, 9]))] == [
        (2, 3), (0, 1),
    ]  # fmt: skip
    assert [group.items for group in found(facts_of(titles))] == [(0, 1), (2, 3)]


def test_nothing_alike_is_no_group() -> None:
    assert found(facts_of(["Clock", "Spade"]), []) == []
    assert found(facts_of([])) == []

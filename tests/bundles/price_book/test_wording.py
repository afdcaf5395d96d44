"""The reasoning is a merchant's, true to the numbers, and written with the currency's digits."""

import re

import pytest

from engine.bundles.decide.price.wording import percent
from engine.bundles.objectives import OBJECTIVES, TYPES
from tests.bundles.price_book.shops import book_of, candidate_of, facts_of


def test_a_whole_reasoning_reads_well() -> None:
    lines = [{"item": k % 2, "paid": 901 + 98 * (k % 4 > 1), "order": k} for k in range(1200)]
    book = book_of(facts_of([999, 999], [300, 280]), lines)
    pricing = book.price(candidate_of("FBT", [0, 1], together=12), 15)
    assert pricing is not None
    assert pricing.reasoning == (
        "Customers have paid 5 % below today's prices on average (1,200 order lines; where they "
        "are few, the category and the shop count more). The language model suggests 15 %; it "
        "counts 40 %, the orders 60 %. “Raise the order value” allows 5 to 20 %; the price takes "
        "10 % off. It never goes below 7.42, which leaves 15 % on cost, even with a 10 % code on "
        "top. Nothing would be earned at 71 % off. It takes at least 16.3 % more joint orders to "
        "earn as much as today. 12 orders of this file already hold it without this discount, "
        "which would have given away 23.88. What it earns in addition cannot be told from this "
        "file: the prices of these products hardly varied."
    )


def test_a_currency_without_cents_is_written_without() -> None:
    book = book_of(facts_of([120_000, 98_000, 154_300], [40_000, 30_000, 50_000]))
    pricing = book.price(candidate_of("FBT", [0, 1], together=3))
    assert pricing is not None
    assert pricing.bundle_price % 100 == 0
    assert "It never goes below 894," in pricing.reasoning


@pytest.mark.parametrize(
    ("currency", "floor"), [("JPY", "89,445"), ("EUR", "894.45"), ("KWD", "89.445"), ("", "894.45")]
)
def test_amounts_have_the_digits_of_their_currency(currency: str, floor: str) -> None:
    book = book_of(facts_of([120_005, 98_001], [40_000, 30_000], currency=currency))
    pricing = book.price(candidate_of("FBT", [0, 1], together=3))
    assert pricing is not None
    assert f"It never goes below {floor}," in pricing.reasoning


@pytest.mark.parametrize(
    ("currency", "price"), [("JPY", 4400), ("EUR", 4400), ("KWD", 4400), ("", 4400)]
)
def test_what_is_given_is_rounded_to_amounts_there_are(currency: str, price: int) -> None:
    book = book_of(facts_of([3000, 2500], currency=currency))
    pricing = book.price(candidate_of("BXGY", [0, 1], buy=(0,), get=(1,)))
    assert pricing is not None
    assert (pricing.get_discount_pct, pricing.bundle_price) == (44, price)


@pytest.mark.parametrize("bundle_type", TYPES)
@pytest.mark.parametrize("objective", sorted(OBJECTIVES))
def test_every_type_and_objective_is_explained(bundle_type: str, objective: str) -> None:
    items = [0] if bundle_type == "VOLUME_DISCOUNT" else [0, 1]
    quantities, tiers = ((3,), (2, 3, 4)) if len(items) == 1 else ((1, 1), ())
    candidate = candidate_of(
        bundle_type, items, quantities=quantities, tiers=tiers, objective=objective, choose=1,
        buy=(0,), get=(1,),
    )  # fmt: skip
    lines = [{"item": 0, "paid": 1000, "order": 1}, {"item": 1, "paid": 500, "order": 2}]
    for costs in (None, [700, 300], [0, 0]):
        pricing = book_of(facts_of([1000, 500], costs), lines).price(candidate)
        assert pricing is not None
        text = pricing.reasoning
        assert text.endswith(".")
        assert not re.search(r"  |\.\.|None|nan|<|\{", text)
        assert ("no margin floor is claimed" in text) == (costs is None)
        told = OBJECTIVES[objective].title if bundle_type != "BXGY" else "What is given"
        assert told in text or "Nothing can be given" in text


def test_nothing_to_give_says_what_leaves_no_room() -> None:
    book = book_of(facts_of([1000, 10], [700, 80]), stacked_code_pct=0, margin_floor_pct=29.4)
    pricing = book.price(candidate_of("BXGY", [0, 1], buy=(0,), get=(1,)))
    assert pricing is not None
    assert pricing.get_discount_pct == 6
    assert "the margin floor (10.10) allows no more" in pricing.reasoning


@pytest.mark.parametrize(
    ("value", "text"),
    [(5, "5 %"), (5.04, "5 %"), (12.34, "12.3 %"), (1234.5, "1,234 %"), (0.05, "0.1 %")],
)
def test_percentages_have_the_digits_that_matter(value: float, text: str) -> None:
    assert percent(value) == text

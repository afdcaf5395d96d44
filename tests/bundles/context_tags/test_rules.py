"""Slow movers, new launches, margins and what is bought again: the limits of each rule."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.bundles.context.tags.launch import new_launch
from engine.bundles.context.tags.margin import high_margin, margins
from engine.bundles.context.tags.replenish import replenishable, shrunk
from engine.bundles.context.tags.slow import slow_mover
from tests.bundles.context_tags.makers import ALL, LAST, carriers, facts_of, past_of


def test_slow_is_under_a_tenth_a_day_with_more_than_ten_in_stock() -> None:
    facts = facts_of(
        6, velocity=[0.09, 0.1, 0.0, 0.05, 0.05, 0.0], stock=[11, 500, 10, math.nan, 11, 50]
    )
    tag = slow_mover(facts, past_of())
    assert (tag.basis, carriers(tag)) == ("data", [0, 4, 5])
    assert tag.reasons[0] == "0.09 sold a day in the last 60 days, 11 in stock."


def test_what_is_new_is_not_slow() -> None:
    created = [LAST - 30, LAST - 31, -1]
    facts = facts_of(3, velocity=0.0, stock=50, created=created, first_sold=-1)
    assert carriers(slow_mover(facts, past_of())) == [1, 2]


def test_without_stock_slow_is_the_slowest_quarter_and_says_so() -> None:
    facts = facts_of(8, velocity=[0.0, 0.05, 0.08, 1, 1, 1, 1, 1], has=ALL - {"stock"},
                     last_sold=[LAST - 181, LAST - 180, *[LAST] * 6])  # fmt: skip
    tag = slow_mover(facts, past_of())
    assert (tag.basis, carriers(tag)) == ("data", [1, 2])
    assert tag.reason.startswith("No stock is known")


def test_what_never_sells_is_said_without_zeros() -> None:
    facts = facts_of(8, velocity=[0.0, 0.0, 0.0, 1, 1, 1, 1, 1], has=ALL - {"stock"})
    assert slow_mover(facts, past_of()).reasons[0] == (
        "None sold in the last 60 days; the shop's slowest quarter sells none."
    )


def test_without_stock_nothing_that_sells_every_tenth_day_is_slow() -> None:
    facts = facts_of(8, velocity=0.1, has=ALL - {"stock"})
    assert carriers(slow_mover(facts, past_of())) == []


@pytest.mark.parametrize(("covered", "word"), [(0, "no dates"), (29, "shorter than 30 days")])
def test_a_short_file_calls_nothing_slow(covered: int, word: str) -> None:
    tag = slow_mover(facts_of(2, velocity=0.0, stock=50), past_of(covered))
    assert (tag.basis, carriers(tag)) == ("none", [])
    assert word in tag.reason


def test_new_is_thirty_days_or_less_in_the_catalog() -> None:
    facts = facts_of(4, created=[LAST - 30, LAST - 31, LAST + 3, LAST],
                     first_sold=[-1, -1, -1, LAST - 90])  # fmt: skip
    tag = new_launch(facts, past_of())
    assert (tag.basis, carriers(tag)) == ("data", [0, 2])
    assert tag.reasons[0] == "In the shop 30 days before the file's last day."
    yesterday = new_launch(facts_of(1, created=[LAST - 1], first_sold=-1), past_of())
    assert yesterday.reasons[0] == "In the shop 1 day before the file's last day."


def test_without_a_catalog_new_is_first_sold_of_late_and_more_than_by_chance() -> None:
    # (31 / 120) ** 3 is 0.017, squared only 0.067.
    facts = facts_of(4, first_sold=[LAST - 30, LAST - 31, LAST - 10, LAST], orders=[3, 9, 2, 40])
    tag = new_launch(facts, past_of(120))
    assert carriers(tag) == [0, 3]
    assert tag.reasons[3] == "First sold on the file's last day."
    short = new_launch(facts, past_of(119))
    assert (short.basis, carriers(short)) == ("none", [])


def test_without_dates_nothing_is_new() -> None:
    assert new_launch(facts_of(2, last_day=-1, created=LAST), past_of(0)).basis == "none"


def test_high_is_the_best_third_of_what_has_costs() -> None:
    facts = facts_of(7, price=1000, cost=[900, 800, 700, 600, 500, 400, -1])
    tag = high_margin(facts, past_of())
    assert (tag.basis, carriers(tag)) == ("data", [4, 5])
    assert tag.reasons[5] == "60% of its price is left after its cost."


@pytest.mark.parametrize(
    ("cost", "word"),
    [([-1] * 4, "no costs"), ([100, 200, -1, -1], "2 products only"), ([400] * 4, "same margin")],
)
def test_without_differences_no_margin_is_high(cost: list[int], word: str) -> None:
    tag = high_margin(facts_of(4, cost=cost), past_of())
    assert (tag.basis, carriers(tag)) == ("none", [])
    assert word in tag.reason


def test_what_leaves_nothing_has_no_high_margin() -> None:
    facts = facts_of(4, cost=[1000, 1200, 1300, 1500])
    assert carriers(high_margin(facts, past_of())) == []


@settings(max_examples=30)
@given(
    st.lists(st.tuples(st.integers(-1, 5000), st.integers(-1, 6000)), min_size=3, max_size=30),
    st.integers(1, 100),
)
def test_margins_are_shares_whatever_the_currency(told: list[tuple[int, int]], rate: int) -> None:
    price, cost = zip(*told, strict=True)
    facts = facts_of(len(told), price=list(price), cost=list(cost))
    other = facts_of(
        len(told),
        price=[p * rate if p > 0 else p for p in price],
        cost=[c * rate if c > 0 else c for c in cost],
    )
    for item, (p, c) in enumerate(told):
        expected = (p - c) / p if p > 0 and c >= 0 else math.nan
        assert margins(facts)[item] == pytest.approx(expected, nan_ok=True)
    assert carriers(high_margin(facts, past_of())) == carriers(high_margin(other, past_of()))


def test_bought_again_is_a_quarter_of_many_buyers() -> None:
    buyers, returning = [200, 200, 8, 1000, 0], [80, 20, 3, 30, 0]
    facts = facts_of(5, buyers=buyers, returning=returning)
    tag = replenishable(facts, past_of())
    # Three of eight are a quarter too, but the shop's usual share could bring them about.
    assert (tag.basis, carriers(tag)) == ("data", [0])
    assert tag.reasons[0].startswith("80 of its 200 known buyers")


def test_where_everything_is_used_up_everything_may_be_bought_again() -> None:
    facts = facts_of(3, buyers=[300, 300, 300], returning=[180, 170, 175])
    assert carriers(replenishable(facts, past_of())) == [0, 1, 2]


@pytest.mark.parametrize(
    ("told", "covered"),
    [
        ({"has": ALL - {"customers"}}, 365),
        ({"has": ALL - {"dates"}}, 365),
        ({"buyers": 16}, 365),
        ({}, 59),
    ],
    ids=["no customers", "no dates", "few buyers", "a short file"],
)
def test_where_buyers_are_not_known_nothing_is_said(told: dict[str, object], covered: int) -> None:
    facts = facts_of(3, **({"buyers": 200, "returning": 10} | told))
    tag = replenishable(facts, past_of(covered))
    assert (tag.basis, carriers(tag)) == ("none", [])


def test_a_share_is_drawn_to_the_shops_the_more_the_fewer_buyers() -> None:
    facts = facts_of(5, buyers=[4, 40, 400, 1000, 0], returning=[2, 20, 200, 50, 0])
    share = shrunk(facts)
    usual = 272 / 1444
    assert usual < share[0] < share[1] < share[2] < 0.5
    assert share[3] > 0.05
    assert np.isnan(share[4])


def test_shares_that_differ_by_chance_only_are_the_shops() -> None:
    facts = facts_of(4, buyers=[100] * 4, returning=[20, 19, 21, 20])
    assert shrunk(facts) == pytest.approx([0.2] * 4)


def test_the_strength_of_the_prior_is_that_of_the_draws() -> None:
    """Shares drawn from a known beta distribution: the estimate comes near its mean and size."""
    draw = np.random.default_rng(3)
    buyers = np.full(4000, 40)
    returning = draw.binomial(buyers, draw.beta(4, 16, size=4000))
    share = shrunk(facts_of(4000, buyers=buyers, returning=returning))
    # (hits + strength · mean) / (tries + strength) is a line in hits: its slope tells the strength.
    slope = np.polyfit(returning, share, 1)[0]
    assert 1 / slope - 40 == pytest.approx(20, rel=0.15)

"""Seasons and gifts: by last year's sales, by words, and why."""

import datetime as dt
import random
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.bundles.context.tags.gift import gift_worthy
from engine.bundles.context.tags.past import look_back
from engine.bundles.context.tags.season import coming_months, seasonal, share_in
from engine.bundles.context.tags.tag import Tag
from engine.bundles.context.weights import weigh_orders
from tests.bundles.context_tags.makers import LAST, carriers, facts_of, past_of, sales_of
from tests.bundles.makers import baskets_of, day_number

EVEN = [10] * 12
# 120 orders, 80 of them from November to February.
WINTER = [20, 20, 5, 5, 5, 5, 5, 5, 5, 5, 20, 20]
# 120 orders, 60 of them in November and December.
GIFTED = [6, 6, 6, 6, 6, 6, 6, 6, 6, 6, 30, 30]


def titled(*titles: str, last_day: int = LAST) -> Tag:
    """The seasons of products in a file of half a year."""
    return seasonal(facts_of(len(titles), titles=titles, last_day=last_day), past_of(180))


@pytest.mark.parametrize("month", range(1, 13))
def test_the_coming_months_are_those_that_orders_are_weighed_by(month: int) -> None:
    last = day_number(f"2025-{month:02}-15")
    days = [day_number(f"2024-{k:02}-15") for k in range(1, 13)]
    baskets = baskets_of([{0}] * 13, days=[*days, last])
    weights, plain = weigh_orders(baskets, 60, 0.5), weigh_orders(baskets, 60, 0.0)
    raised = weights.order / weights.order[-1] > plain.order / plain.order[-1] * 1.0001
    assert set(coming_months(last)) == {k for k in range(1, 13) if raised[k - 1]}


def test_seasonal_is_well_above_its_share_in_the_coming_months() -> None:
    few = [1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 2, 2]
    tag = seasonal(facts_of(9), past_of(by_month=[EVEN, WINTER, few, [0] * 12, *[EVEN] * 5]))
    assert (tag.basis, carriers(tag)) == ("data", [1])
    assert tag.reasons[1].startswith("67% of its 120 orders in a year fell into November to Feb")


def test_products_that_did_not_see_the_season_go_by_their_words() -> None:
    titles = ("Christmas star", "Christmas bell", "Summer hat", "Winter coat", "Bowl")
    seen = [LAST - 300, LAST - 299, LAST - 10, -1, LAST - 299]
    facts = facts_of(5, titles=titles, first_sold=seen)
    tag = seasonal(facts, past_of(by_month=[EVEN, EVEN, EVEN, [0] * 12, WINTER]))
    assert carriers(tag) == [1, 3]
    assert tag.reasons[1] == "Its title, category or tags name a season: Christmas."


def test_a_shop_that_lives_off_christmas_calls_only_more_than_its_own_share_seasonal() -> None:
    most = [30, 30, 5, 5, 5, 5, 5, 5, 5, 5, 30, 30]
    assert carriers(seasonal(facts_of(4), past_of(by_month=[most] * 4))) == []


@pytest.mark.parametrize(
    ("title", "season"),
    [
        ("CHRISTMAS TREE", True), ("Xmas lights", True), ("Weihnachtskugel", True),
        ("Decoración de Navidad", True), ("Boule de Noël", True), ("Presépio de Natal", True),
        ("Adventskalender", True), ("Advent candle", True), ("Halloween mask", False),
        ("Winterjacke", True), ("Silvesterdeko", True), ("St Valentin", True),
        ("Adventure book", False), ("Beach towel", False), ("Springform tin", False),
        ("Ostern", False), ("Prenatal vitamins", False), ("Unchristmassy", False), ("", False),
    ],
)  # fmt: skip
def test_words_of_five_languages_name_the_coming_season(title: str, season: bool) -> None:
    assert titled(title, "Bowl").carried.tolist() == [season, False]


@pytest.mark.parametrize(
    ("last", "found"),
    [("2025-04-30", ["Beach towel"]), ("2025-01-15", ["Easter egg"]), ("2025-08-15", ["Advent"])],
)
def test_only_seasons_to_come_count(last: str, found: list[str]) -> None:
    titles = ("Beach towel", "Easter egg", "Advent")
    tag = titled(*titles, last_day=day_number(last))
    assert [titles[item] for item in carriers(tag)] == found
    assert tag.basis == "words"


def test_without_dates_every_season_counts() -> None:
    tag = seasonal(facts_of(2, titles=("Beach towel", "Advent"), last_day=-1), past_of(0))
    assert (tag.basis, carriers(tag)) == ("words", [0, 1])
    nothing = seasonal(facts_of(2, last_day=-1), past_of(0))
    assert (nothing.basis, carriers(nothing)) == ("none", [])


def test_catalog_tags_and_categories_name_a_season_too() -> None:
    facts = facts_of(3, words=("red, winter", None, None), categories=(None, "Christmas", None))
    assert carriers(seasonal(facts, past_of(100))) == [0, 1]


def test_gifts_are_what_is_tagged_or_named_or_sold_so() -> None:
    facts = facts_of(
        5,
        titles=("Mug", "Baby gift set", "Gift wrap roll", "Scarf", "Geschenkpapier"),
        words=("red, gift", None, "gift", None, "gift"),
    )
    tag = gift_worthy(facts, past_of(by_month=[EVEN, EVEN, GIFTED, GIFTED, EVEN]))
    assert (tag.basis, carriers(tag)) == ("data", [0, 1, 3])
    assert tag.reasons[0] == "The catalog tags it as a gift."
    assert tag.reasons[3].startswith("50% of its 120 orders in a year fell into November and Dec")
    short = gift_worthy(facts, past_of(100))
    assert (short.basis, carriers(short)) == ("words", [0, 1])


@pytest.mark.parametrize(
    ("title", "gift"),
    [
        ("GIFT SET FOR HER", True), ("Geschenkset", True), ("Caja regalo", True),
        ("Coffret cadeau", True), ("Cesta de presente", True), ("Tea in gift box", True),
        ("PACK OF 6 GIFT TAGS", False), ("Gift card", False), ("Papier cadeau", False),
        ("Gifted", False), ("Wrapping paper", False), ("Bowl", False),
    ],
)  # fmt: skip
def test_words_of_five_languages_name_a_gift(title: str, gift: bool) -> None:
    found = gift_worthy(facts_of(2, titles=(title, "Plate")), past_of(100))
    assert found.carried.tolist() == [gift, False]
    assert found.basis == ("words" if gift else "none")


def by_month_by_loop(rows: Sequence[tuple[int, int, int]], products: int) -> list[list[int]]:
    table = [[0] * 12 for _ in range(products)]
    for _, item, day in sorted(set(rows)):
        if LAST - 365 < day <= LAST:
            table[item][(dt.date(1970, 1, 1) + dt.timedelta(days=day)).month - 1] += 1
    return table


@settings(max_examples=30)
@given(seed=st.integers(0, 100_000), back=st.integers(300, 800))
def test_the_year_is_counted_order_by_order(seed: int, back: int) -> None:
    draw = random.Random(seed)
    days = [LAST - back + 1, LAST, *(LAST - draw.randrange(back) for _ in range(60))]
    rows = [(order, draw.randrange(4), day) for order, day in enumerate(days) for _ in range(2)]
    past = look_back(facts_of(4), sales_of(rows))
    assert past.covered == back
    assert past.days.sum() == 365
    if back < 360:
        assert past.by_month is None
        return
    assert past.by_month is not None
    assert past.by_month.tolist() == by_month_by_loop(rows, 4)
    shares = share_in(past, (11, 12))
    assert shares is not None
    assert shares.hits.tolist() == [sum(row[10:]) for row in past.by_month.tolist()]
    assert shares.tries.tolist() == [sum(row) for row in past.by_month.tolist()]
    assert shares.base >= 61 / 365


def test_a_file_without_dates_has_no_past() -> None:
    past = look_back(facts_of(2, last_day=-1), sales_of([(0, 0, -1), (1, 1, -1)]))
    assert (past.covered, past.by_month) == (0, None)
    assert share_in(past_of(by_month=[EVEN]), ()) is None
    assert np.array(past.days).sum() == 365

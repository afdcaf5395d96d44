"""For whom a bundle is: from counts of the file, unknown where they do not tell."""

import datetime as dt
from typing import Any

import numpy as np
import pytest

from engine.bundles.say.audience import Audience, audiences_of
from tests.bundles.say_words.makers import candidate_of, facts_of


def audience(**facts: Any) -> Audience:
    return audiences_of([candidate_of()], facts_of(**facts))[0]


def test_a_file_that_tells_nothing_leaves_all_unknown() -> None:
    assert audience(price=np.full(6, -1)) == Audience("unknown", "unknown", "unknown")


@pytest.mark.parametrize(
    ("buyers", "returning", "said"),
    [(14, 14, "unknown"), (15, 8, "mostly regulars who buy it again and again"),
     (15, 3, "mostly people who buy it once"), (15, 4, "new customers and regulars")],
)  # fmt: skip
def test_customers_by_how_many_came_back(buyers: int, returning: int, said: str) -> None:
    found = audience(buyers=np.full(6, buyers), returning=np.full(6, returning))
    assert found.customers == said


@pytest.mark.parametrize(
    ("day", "said"),
    [("2011-08-31", "September to November"), ("2011-12-01", "January to March"),
     ("2011-09-30", "October to December"), ("2011-10-01", "November to January")],
)  # fmt: skip
def test_the_season_is_the_three_months_after_the_file(day: str, said: str) -> None:
    last = (dt.date.fromisoformat(day) - dt.date(1970, 1, 1)).days
    assert audience(last_day=last).season == said


@pytest.mark.parametrize(
    ("prices", "said"),
    [((1, 1, 5, 5, 9, 9), "among the cheaper products of the shop"),
     ((9, 9, 5, 5, 1, 1), "among the dearer products of the shop"),
     ((5, 5, 1, 1, 9, 9), "in the middle of the shop"),
     ((5, -1, 1, 1, 9, 9), "unknown"), ((5, 6, -1, -1, -1, -1), "unknown")],
)  # fmt: skip
def test_the_price_band_is_beside_the_shops_own_prices(prices: Any, said: str) -> None:
    assert audience(price=np.array(prices) * 100).price_band == said

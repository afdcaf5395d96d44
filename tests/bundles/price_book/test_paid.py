"""What was paid of the list price, line by line."""

import math
from collections import defaultdict

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.bundles.decide.price.paid import HISTORY_DAYS, gather_paid
from engine.bundles.decide.price.pooling import pool_means
from tests.bundles.price_book.shops import LAST_DAY, facts_of, sales_of

LINES = st.lists(
    st.fixed_dictionaries(
        {
            "item": st.integers(0, 3),
            "paid": st.one_of(st.just(math.nan), st.floats(0, 3000)),
            "day": st.one_of(st.just(-1), st.integers(LAST_DAY - 300, LAST_DAY)),
        }
    ),
    min_size=1,
    max_size=30,
)
LISTED = [1000, 400, -1, 2500]
CATEGORIES = ["cups", None, "cups", "plates"]


@settings(deadline=None, max_examples=30)
@given(lines=LINES)
def test_the_posterior_stands_on_the_logs_of_the_lines_that_tell(
    lines: list[dict[str, float]],
) -> None:
    logs = defaultdict(list)
    for line in lines:
        listed = LISTED[int(line["item"])]
        late = line["day"] < 0 or line["day"] > LAST_DAY - HISTORY_DAYS
        if line["paid"] > 0 and listed > 0 and late:
            share = min(2.0, max(0.1, line["paid"] / listed))
            logs[int(line["item"])].append(math.log(share))
    facts = facts_of([1000, 400, 700, 2500], listed=LISTED, categories=CATEGORIES)
    paid = gather_paid(sales_of(lines), facts)
    if not logs:
        assert paid is None
        return
    assert paid is not None
    squares = [(log - np.mean(own)) ** 2 for own in logs.values() for log in own]
    free = sum(len(own) - 1 for own in logs.values())
    noise = max(1e-8, sum(squares) / free if free else 0)
    assert paid.noise == pytest.approx(noise, abs=1e-12)
    assert paid.lines.tolist() == [len(logs[item]) for item in range(4)]
    expected = pool_means(
        np.array([np.mean(logs[item] or [0.0]) for item in range(4)]),
        np.array([noise / len(logs[item]) if logs[item] else np.inf for item in range(4)]),
        np.array([1, 0, 1, 2]),
    )
    assert paid.pooled.mean == pytest.approx(expected.mean, abs=1e-6)
    assert paid.pooled.spread == pytest.approx(expected.spread, rel=1e-3, abs=1e-6)


def test_prices_of_the_last_180_days_count() -> None:
    lines = [{"item": 0, "paid": 500, "day": LAST_DAY - age} for age in (0, 179, 180, 400)]
    paid = gather_paid(sales_of(lines), facts_of([1000]))
    assert paid is not None
    assert paid.lines.tolist() == [2]


def test_a_shop_without_prices_tells_nothing() -> None:
    assert gather_paid(sales_of([{"item": 0}]), facts_of([500])) is None
    assert gather_paid(sales_of([]), facts_of([500])) is None


def test_a_new_product_takes_what_its_category_is_paid() -> None:
    draw = np.random.default_rng(5)
    lines = [
        {"item": item, "paid": 1000 * share * math.exp(draw.normal(0, 0.02))}
        for item, share in enumerate([0.8, 0.82, 0.79, 1.0, 0.99, 1.0])
        for _ in range(40)
    ]
    cups_then_plates = ["cups"] * 3 + ["plates"] * 3 + ["cups", "plates"]
    paid = gather_paid(sales_of(lines), facts_of([1000] * 8, categories=cups_then_plates))
    assert paid is not None
    share = np.exp(paid.pooled.mean)
    assert share[6] == pytest.approx(0.80, abs=0.02)
    assert share[7] == pytest.approx(1.0, abs=0.02)
    assert share[0] == pytest.approx(0.80, abs=0.01)

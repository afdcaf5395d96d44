"""How large a test must be, against textbook numbers and against tests that are simulated."""

import datetime as dt

import numpy as np
import polars as pl
import pytest
from scipy import stats

from engine.bundles.prove.experiment.past import orders_of, past_of
from engine.bundles.prove.experiment.size import (
    days_for,
    orders_for_value,
    paired_power,
    pairs_for_blocks,
    visitors_for_rate,
)
from engine.errors import OptionRefused
from tests.bundles.makers import line, lines_of


def test_orders_by_the_usual_formula() -> None:
    """Lehr's rule of thumb: 16 σ²/δ² for a power of .8."""
    assert orders_for_value(10, 10) == 16
    assert orders_for_value(100, 5) == pytest.approx(16 * 400, rel=0.02)


def test_so_many_orders_see_the_difference_four_times_of_five() -> None:
    each, luck = orders_for_value(10, 3), np.random.default_rng(0)
    control, treated = luck.normal(50, 10, (2000, each)), luck.normal(53, 10, (2000, each))
    seen = stats.ttest_ind(treated, control, axis=1).pvalue < 0.05
    assert seen.mean() == pytest.approx(0.8, abs=0.03)


def test_visitors_equal_the_textbook() -> None:
    """Fleiss, uncorrected: .5 against .75 at power .9 needs 76.7 in each group."""
    assert visitors_for_rate(0.5, 0.25, power=0.9) == 77


def test_so_many_visitors_see_the_rise_four_times_of_five() -> None:
    each, luck = visitors_for_rate(0.03, 0.01), np.random.default_rng(1)
    a, b = luck.binomial(each, 0.03, 3000), luck.binomial(each, 0.04, 3000)
    middle = (a + b) / (2 * each)
    z = (b - a) / each / np.sqrt(2 * middle * (1 - middle) / each)
    assert (np.abs(z) > 1.96).mean() == pytest.approx(0.8, abs=0.03)


def test_power_of_paired_blocks_equals_simulation() -> None:
    luck = np.random.default_rng(2)
    for pairs, difference in ((4, 2.0), (9, 1.0), (20, 0.5)):
        differences = luck.normal(difference, 1, (4000, pairs))
        seen = stats.ttest_1samp(differences, 0, axis=1).pvalue < 0.05
        assert paired_power(pairs, 1.0, difference) == pytest.approx(seen.mean(), abs=0.025)


def test_pairs_are_the_fewest_that_reach_the_power() -> None:
    for ratio in (0.2, 0.5, 1.0, 3.0):
        pairs = pairs_for_blocks(1.0, ratio)
        assert paired_power(pairs, 1.0, ratio) >= 0.8
        assert pairs == 3 or paired_power(pairs - 1, 1.0, ratio) < 0.8
    assert pairs_for_blocks(0.0, 1.0) == 3
    assert pairs_for_blocks(1e9, 1.0) == 5000


def test_days_are_whole_weeks() -> None:
    assert days_for(100, 2, 30) == 7
    assert days_for(106, 2, 30) == 14
    assert days_for(100, 2, 0) is None


@pytest.mark.parametrize("least", [0.0, -1.0, float("nan")])
def test_nothing_cannot_be_sought(least: float) -> None:
    with pytest.raises(OptionRefused, match="above 0"):
        orders_for_value(1, least)
    with pytest.raises(OptionRefused, match="above 0"):
        pairs_for_blocks(1, least)
    with pytest.raises(OptionRefused, match="Rates"):
        visitors_for_rate(0.1, least)


FIRST = dt.datetime.fromisoformat("2026-01-01")


def some_lines(days: int = 60) -> pl.DataFrame:
    luck = np.random.default_rng(3)
    return lines_of(
        line(f"O{day:03}-{k}", sku, quantity=float(luck.integers(1, 4)),
             unit_price=float(luck.integers(100, 900)) / 100,
             moment=FIRST + dt.timedelta(days=day))
        for day in range(days) if day % 7 != 3
        for k in range(3)
        for sku in ("A", "B")[: 1 + (day + k) % 2]
    )  # fmt: skip


@pytest.mark.parametrize("days", [60, 67])
def test_the_past_in_numbers_equals_adding_up_by_hand(days: int) -> None:
    lines = some_lines(days)
    values: dict[str, float] = {}
    day_of: dict[str, int] = {}
    for row in lines.iter_rows(named=True):
        value = round(row["unit_price"] * 100 * row["quantity"])
        values[row["order_id"]] = values.get(row["order_id"], 0) + value
        day_of[row["order_id"]] = (row["moment"].date() - lines["moment"].min().date()).days
    most = sorted(values.values())[round(0.99 * (len(values) - 1) - 0.5)]
    cut = [min(value, most) for value in values.values()]
    past = past_of(lines)
    assert past.orders == len(values)
    assert past.days == max(day_of.values()) + 1
    assert past.a_day == pytest.approx(past.orders / past.days)
    assert past.value == pytest.approx(np.mean(cut))
    assert past.value_sd == pytest.approx(np.std(cut, ddof=1))
    assert past.by_day[:, 0].sum() == past.orders
    assert past.by_day[:, 1].sum() == pytest.approx(sum(cut))
    assert past.by_day[3].tolist() == [0, 0]
    spread = past.block_sd(7)
    means = []
    for block in range(past.days // 7):
        begins = past.days - (past.days // 7 - block) * 7
        some = [min(values[o], most) for o, day in day_of.items() if begins <= day < begins + 7]
        means.append(np.mean(some))
    differences = [means[k + 1] - means[k] for k in range(len(means) % 2, len(means) - 1, 2)]
    assert spread == pytest.approx(np.std(differences, ddof=1))
    yen = past_of(lines.with_columns((pl.col("unit_price") * 100).round()), "JPY")
    assert (yen.value, yen.value_sd) == (past.value, past.value_sd)


def test_a_file_without_prices_or_dates_says_what_it_cannot() -> None:
    past = past_of(lines_of(line(f"O{k}", "A", unit_price=None) for k in range(9)))
    assert (past.orders, past.days, past.value, past.value_sd) == (0, 0, None, None)
    assert past.block_sd(7) is None


def test_an_order_holds_a_bundle_only_where_it_has_all_of_it() -> None:
    rows = [("1", "A"), ("1", "B"), ("2", "A"), ("2", "A"), ("3", "B"), ("3", "C"), ("3", "A")]
    orders = orders_of(lines_of(line(o, sku) for o, sku in rows), [["A", "B"], ["C", "D"]])
    assert dict(zip(orders["order_id"], orders["holds"], strict=True)) == {
        "1": True, "2": False, "3": True,
    }  # fmt: skip


def test_the_order_of_lines_changes_nothing() -> None:
    lines = some_lines()
    one, other = past_of(lines), past_of(lines.sample(fraction=1, shuffle=True, seed=4))
    assert (one.value, one.value_sd) == (other.value, other.value_sd)
    assert np.array_equal(one.by_day, other.by_day)

"""Arms: drawn by lot, the same for the same seed, balanced as they should be."""

import datetime as dt
import json
from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.bundles.prove.experiment.arms import (
    CONTROL,
    TREATED,
    Experiment,
    ExperimentPlan,
    draw,
    draw_people,
)
from engine.errors import OptionRefused

BUNDLES = tuple(
    {"bundle_id": f"b{k}", "skus": [f"S{2 * k}", f"S{2 * k + 1}"], "orders_together": 100 - k}
    for k in range(9)
)


def plan(way: str, **values: Any) -> ExperimentPlan:
    return ExperimentPlan(way, **({"bundles": BUNDLES, "begins": "2026-03-02"} | values))


@given(st.integers(1, 56), st.integers(3, 40), st.integers(0, 2**31 - 1))
def test_blocks_follow_one_another_and_every_pair_has_both(
    days: int, pairs: int, seed: int
) -> None:
    drawn = draw(plan("date_blocks", days=days, pairs=pairs, seed=seed))
    expected = dt.date(2026, 3, 2)
    by_pair: dict[int, list[str]] = {}
    for block in drawn.arms:
        assert block["begins"] == expected.isoformat()
        ends = dt.date.fromisoformat(block["ends"])
        assert (ends - expected).days + 1 == days
        expected = ends + dt.timedelta(1)
        by_pair.setdefault(block["pair"], []).append(block["arm"])
    assert list(by_pair) == list(range(1, pairs + 1))
    assert all(sorted(arms) == [TREATED, CONTROL] for arms in by_pair.values())
    first = sum(arms[0] == TREATED for arms in by_pair.values())
    assert first in (pairs // 2, pairs - pairs // 2)
    assert drawn.ends == (expected - dt.timedelta(1)).isoformat()


def test_every_pair_is_as_likely_to_begin_with_either() -> None:
    begun = Counter(
        place
        for seed in range(400)
        for place, block in enumerate(draw(plan("date_blocks", seed=seed)).arms[::2])
        if block["arm"] == TREATED
    )
    assert all(140 <= begun[place] <= 260 for place in range(6))


@given(st.integers(20, 3000), st.integers(0, 2**31 - 1))
def test_a_list_is_cut_in_halves(people: int, seed: int) -> None:
    asked = plan("discount_code", people=people, seed=seed)
    places = draw_people(asked)
    assert Counter(places) == {TREATED: people // 2, CONTROL: people - people // 2}
    arms = {arm["arm"]: arm for arm in draw(asked).arms}
    assert arms[TREATED]["people"] == people // 2
    assert arms[TREATED]["code"] != arms[CONTROL]["code"]


def test_both_halves_of_a_list_are_spread_over_it() -> None:
    places = draw_people(plan("discount_code", people=2000, seed=1))
    assert 430 <= places[:1000].count(TREATED) <= 570


def test_bundles_like_each_other_are_paired_and_one_of_each_is_offered() -> None:
    drawn = draw(plan("bundle_sku", seed=3, days=28))
    assert len(drawn.arms) == 8  # nine bundles: the odd one is left out
    for pair in range(1, 5):
        both = [arm for arm in drawn.arms if arm["pair"] == pair]
        assert {arm["arm"] for arm in both} == {TREATED, CONTROL}
        assert {arm["bundle_id"] for arm in both} == {f"b{2 * pair - 2}", f"b{2 * pair - 1}"}
        assert all(bool(arm["sku"]) == (arm["arm"] == TREATED) for arm in both)
    assert drawn.ends == "2026-03-29"


def test_bundles_that_share_a_product_are_not_set_against_each_other() -> None:
    shared = ({"bundle_id": "bx", "skus": ["S0", "X"], "orders_together": 99.5}, *BUNDLES)
    drawn = draw(plan("bundle_sku", bundles=shared))
    assert "bx" not in {arm["bundle_id"] for arm in drawn.arms}


@pytest.mark.parametrize("way", ["date_blocks", "discount_code", "bundle_sku"])
def test_the_same_plan_gives_the_same_arms_and_another_seed_others(way: str) -> None:
    drawn = draw(plan(way, people=40, seed=8))
    assert draw(plan(way, people=40, seed=8)) == drawn
    others = [draw(plan(way, people=40, seed=seed)) for seed in range(9, 14)]
    assert all(other.id != drawn.id for other in others)
    assert any(other.arms != drawn.arms for other in others)


@pytest.mark.parametrize("way", ["date_blocks", "discount_code", "bundle_sku"])
def test_what_is_kept_is_what_was_drawn(way: str) -> None:
    drawn = draw(plan(way, people=40, seed=8))
    kept = Experiment.of(json.loads(json.dumps(drawn.as_dict())))
    assert kept == drawn
    assert draw(kept.plan) == drawn


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"way": "by_feeling"}, "way must be one of"),
        ({"way": "date_blocks", "bundles": ()}, "none was named"),
        ({"way": "date_blocks", "begins": "soon"}, "begins must be a day"),
        ({"way": "date_blocks", "days": 57}, "days must be between 1 and 56"),
        ({"way": "date_blocks", "pairs": 2}, "pairs must be between 3 and 200"),
        ({"way": "discount_code", "people": 19}, "people must be between 20"),
        ({"way": "bundle_sku", "bundles": BUNDLES[:5]}, "5 can be used"),
        ({"way": "bundle_sku", "bundles": BUNDLES[:1] * 8}, "1 can be used"),
    ],
)
def test_refuses_what_cannot_be_drawn(values: dict[str, Any], sentence: str) -> None:
    way = values.pop("way")
    with pytest.raises(OptionRefused, match=sentence):
        plan(way, **values)

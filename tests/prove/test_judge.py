"""The card: planted habits are found and judged, and nothing of the later orders leaks into it."""

import asyncio
import dataclasses
import json
import random
from pathlib import Path

import numpy as np
import pytest

from engine import BundleOptions, BundleTables, Cancelled, Steps, find_bundles
from engine.bundles.context.transactions import Baskets, gather_baskets
from engine.bundles.prove.card import BASELINES, OURS, Card, Way
from engine.bundles.prove.judge import judge_file, prove_card
from engine.bundles.prove.split import split_by_time
from engine.bundles.prove.verdicts import says_of
from engine.files import ReadingRoom, read_table
from engine.models import Embedded
from tests.bundles.makers import baskets_of, lines_of, products_of

NAMES = [f"{word} {kind}" for word in ("fern", "gull", "harp", "iris", "jade", "kelp", "lark")
         for kind in ("jug", "mat", "pin")]  # fmt: skip


def some_orders(days: int = 200, seed: int = 0) -> tuple[list[set[int]], list[int]]:
    """Ten orders a day; products 2k and 2k+1 go together in the orders of their own, for good."""
    luck = random.Random(seed)
    orders, dates = [], []
    for day in range(days):
        for _ in range(10):
            order = {luck.randrange(21) for _ in range(luck.randint(1, 2))}
            if luck.random() < 0.5:
                first = 2 * luck.randrange(5)
                order |= {first, first + 1}
            orders.append(order)
            dates.append(day)
    return orders, dates


def some_baskets(seed: int = 0) -> Baskets:
    orders, days = some_orders(seed=seed)
    return baskets_of(orders, days=days, products=products_of(NAMES))


def some_vectors() -> Embedded:
    vectors = np.random.default_rng(1).normal(size=(21, 8))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return Embedded(np.arange(21), vectors.astype(np.float32))


def judged(baskets: Baskets, **options: int) -> Card:
    return judge_file(baskets, BundleOptions(**options), some_vectors(), Steps())


@pytest.fixture(scope="module")
def card() -> Card:
    return judged(some_baskets())


def test_planted_pairs_hold_and_beat_pairs_of_texts(card: Card) -> None:
    ours, *others = card.ways
    assert (ours.name, ours.pairs, ours.held) == (OURS, 5, 5)
    assert [way.name for way in others] == list(BASELINES)
    assert [way.name for way in card.groups] == ["A", "B", "C", "D", "E"]
    verdicts = {way.name: way.verdict for way in (*others, *card.groups)}
    assert verdicts["Text only"] == verdicts["A"] == "better"
    # The planted pairs are also those most often together: no way of counting can beat that.
    assert verdicts["Co-purchase"] == "too small to tell"


def test_every_way_gets_as_many_pairs_and_lies_within_its_interval(card: Card) -> None:
    for way in (*card.ways, *card.groups):
        assert way.pairs == 5
        assert 0 <= way.low <= way.reach <= way.high <= 1
        assert 0 <= way.held <= way.pairs
        if way.name != OURS:
            assert way.ahead == pytest.approx(card.ways[0].reach - way.reach)
            assert way.ahead_low is not None
            assert way.ahead_high is not None
            assert way.ahead_low <= way.ahead <= way.ahead_high


def test_reach_is_what_set_arithmetic_says(card: Card) -> None:
    orders, days = some_orders()
    later = [order for order, day in zip(orders, days, strict=True) if day > 139]
    several = [order for order in later if len(order) > 1]
    planted = [{2 * k, 2 * k + 1} for k in range(5)]
    assert card.judged == len(several)
    assert card.mined == 1400
    assert card.until == "1970-05-20"
    reached = sum(any(pair <= order for pair in planted) for order in several)
    assert card.ways[0].reach == pytest.approx(reached / len(several))


def test_the_order_of_orders_changes_nothing(card: Card) -> None:
    orders, days = some_orders()
    place = list(range(len(orders)))
    random.Random(3).shuffle(place)
    shuffled = baskets_of([orders[k] for k in place], days=[days[k] for k in place],
                          products=products_of(NAMES))  # fmt: skip
    assert judged(shuffled) == card


def test_another_seed_moves_only_the_intervals(card: Card) -> None:
    other = judged(some_baskets(), seed=5)
    still = [(w.name, w.pairs, w.held, w.products, w.reach, w.ahead) for w in other.ways]
    assert still == [(w.name, w.pairs, w.held, w.products, w.reach, w.ahead) for w in card.ways]
    assert [way.low for way in other.ways] != [way.low for way in card.ways]


def test_nothing_of_the_later_orders_leaks_into_the_choice() -> None:
    """Later orders in which other pairs go together are judged by the pairs mined before."""
    orders, days = some_orders()
    turned = [order if day <= 139 else {(item + 1) % 10 if item < 10 else item for item in order}
              for order, day in zip(orders, days, strict=True)]  # fmt: skip
    card = judged(baskets_of(turned, days=days, products=products_of(NAMES)))
    assert card.ways[0].pairs == 5
    assert card.ways[0].held == 0
    assert card.ways[0].reach < 0.2


def test_pairs_that_part_no_longer_hold() -> None:
    """After the cut nobody buys products 0 and 2 any more: two of five pairs are gone."""
    orders, days = some_orders()
    parted = [order if day <= 139 else (order - {0, 2} or {20})
              for order, day in zip(orders, days, strict=True)]  # fmt: skip
    card = judged(baskets_of(parted, days=days, products=products_of(NAMES)))
    assert (card.ways[0].held, card.ways[0].pairs) == (3, 5)
    assert card.says[0].startswith("3 of 5 pairs found")


def test_ours_are_the_pairs_a_run_up_to_that_day_finds(root: Path, tmp_path: Path) -> None:
    import duckdb

    room = ReadingRoom(tmp_path, duckdb.connect().cursor(), b"salt", 256)
    lines = read_table(root / "sample_data" / "orders.csv", room, Steps()).table
    options = BundleOptions()
    baskets = gather_baskets(lines, options, Steps())
    split = split_by_time(baskets)
    assert split is not None
    early = dataclasses.replace(options, until=split.until.isoformat())
    found = asyncio.run(find_bundles(BundleTables(lines), early, steps=Steps()))
    pairs = [bundle for bundle in found.bundles if bundle.portfolio and len(bundle.items) == 2]
    card = judge_file(baskets, options, None, Steps())
    assert card.ways[0].pairs == len(pairs) > 5
    products = {item.sku for bundle in pairs for item in bundle.items}
    assert card.ways[0].products == len(products)
    assert card.groups == ()


def test_without_dates_it_says_so() -> None:
    card = judged(baskets_of([{0, 1}] * 50, products=products_of(NAMES)))
    assert card.ways == ()
    assert "no dates" in card.says[0]


def test_too_few_orders_to_find_anything_is_said() -> None:
    card = judged(baskets_of([{0, 1}, {2}, {3}] * 2, days=range(6), products=products_of(NAMES)))
    assert card.ways == ()
    assert (
        card.says[0]
        == "Too small to tell. In the first 70 % of the period no pair stands out from chance."
    )


def test_no_later_order_with_two_products_is_said() -> None:
    orders, days = some_orders(100)
    later = [order if day < 70 else {min(order)} for order, day in zip(orders, days, strict=True)]
    card = judged(baskets_of(later, days=days, products=products_of(NAMES)))
    assert card.says == ("Too small to tell. No later order holds two products, so there is "
                         "nothing to judge by.",)  # fmt: skip
    assert card.mined > 0


def test_a_small_file_cannot_tell_ways_apart() -> None:
    orders, days = some_orders(20)
    card = judged(baskets_of(orders, days=days, products=products_of(NAMES)))
    assert {way.verdict for way in card.ways[1:]} == {"too small to tell"}
    assert any("too small to tell it from" in sentence for sentence in card.says)


def test_it_is_plain_values_for_the_manifest(card: Card) -> None:
    plain = card.as_dict()
    assert json.loads(json.dumps(plain)) == plain
    assert plain["ways"][0]["name"] == OURS
    assert plain["ways"][0]["ahead"] is None


def test_its_step_counts_the_ways_that_are_judged() -> None:
    steps = Steps()
    with steps("Does it hold?", unit="ways") as step:
        asyncio.run(prove_card(some_baskets(), BundleOptions(), some_vectors(), step=step))
    [view] = steps.view().children
    assert (view.done, view.total) == (9, 9)


def test_it_can_be_cancelled() -> None:
    steps = Steps()
    steps.cancel()
    with pytest.raises(Cancelled):
        asyncio.run(prove_card(some_baskets(), BundleOptions(), None, step=steps))


def test_what_it_says_when_ours_is_worse() -> None:
    ours = Way(OURS, 5, 4, 9, 0.2, 0.18, 0.22)
    others = [
        Way(name, 5, 5, 9, 0.3, 0.28, 0.32, -0.1, -0.12, -0.08, "worse") for name in BASELINES
    ]
    groups = [Way(name, 5, 5, 9, reach, reach - 0.01, reach + 0.01, 0, 0, 0, "better")
              for name, reach in (("A", 0.1), ("B", 0.4))]  # fmt: skip
    says = says_of([ours, *others, *groups], 2000)
    assert says[0].startswith("4 of 5 pairs found in the first 70 % of the period went on")
    assert says[1].startswith(
        "That is less than pairs chosen by popularity (30.0 %, 28.0 to 32.0 %; 5"
    )
    assert says[2].startswith("Of five ways to weigh")
    assert "B (orders alone) reaches most: 40.0 %, 39.0 to 41.0 %, and more than each" in says[2]
    assert "control group" in says[-1]


def test_lines_of_a_file_after_the_last_day_asked_for_are_no_judge() -> None:
    """`until` cuts the file before it is split: what comes after it is not looked at."""
    orders, days = some_orders(100)
    rows = [{"order_id": f"{number:05}", "sku": f"S{item:02}", "title": NAMES[item],
             "quantity": 1.0, "unit_price": 2.0,
             "moment": np.datetime64(day, "D").astype("datetime64[us]").item()}
            for number, (order, day) in enumerate(zip(orders, days, strict=True))
            for item in sorted(order)]  # fmt: skip
    options = BundleOptions(until="1970-03-01")
    card = judge_file(gather_baskets(lines_of(rows), options, Steps()), options, None, Steps())
    assert card.ends == "1970-03-01"


def test_a_way_that_found_no_pair_is_no_comparison() -> None:
    ours = Way(OURS, 5, 4, 9, 0.2, 0.18, 0.22)
    empty = [Way(name, 0, 0, 0, 0.0, 0.0, 0.0, 0.2, 0.18, 0.22, "better") for name in BASELINES[:1]]
    others = [Way(name, 5, 5, 9, 0.1, 0.08, 0.12, 0.1, 0.08, 0.12, "better")
              for name in BASELINES[1:]]  # fmt: skip
    says = says_of([ours, *empty, *others], 2000)
    assert BASELINES[0].lower() not in says[1]
    assert says[2] == f"By {BASELINES[0].lower()} no pair was found to compare with."

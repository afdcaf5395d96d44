"""The whole pipeline: same input same bundles, a preview on the way, small files, both miners."""

import asyncio
import random
import weakref
from dataclasses import replace
from typing import Any

import polars as pl
import pytest

from engine.bundles import Bundle, BundleOptions, BundleResult, BundleTables, find_bundles, pipeline
from engine.bundles.candidates.pool import TIERS
from engine.bundles.context import context
from engine.bundles.context.context import Context, gather_context
from engine.bundles.context.vectors import ProductVectors, embed_products
from engine.bundles.pipeline import STEPS
from engine.bundles.say.documents import as_documents
from engine.errors import TooSmall
from engine.steps import Steps
from tests.bundles.makers import lines_of_orders

WEAK = set(TIERS[2:])


def shop(seed: int = 1, orders: int = 150) -> pl.DataFrame:
    """A small shop of twelve products of which some are bought together."""
    draw = random.Random(seed)
    bought = []
    for _ in range(orders):
        basket = {f"p{draw.randrange(12):02}" for _ in range(draw.randint(1, 3))}
        for first, second in (("p00", "p01"), ("p02", "p03"), ("p04", "p05"), ("p05", "p06")):
            if first in basket and draw.random() < 0.8:
                basket.add(second)
        bought.append(sorted(basket))
    days = [f"2021-{1 + number * 6 // orders:02}-{1 + draw.randrange(28):02}"
            for number in range(orders)]  # fmt: skip
    return lines_of_orders(bought, days=days).with_columns(
        title=pl.lit("thing ") + pl.col("sku").replace_strict(_NAMES)
    )


_NAMES = {f"p{number:02}": chr(97 + number) * 4 for number in range(12)}


def find(lines: pl.DataFrame, steps: Steps | None = None, **options: Any) -> BundleResult:
    tables = BundleTables(lines)
    return asyncio.run(find_bundles(tables, BundleOptions(**options), steps=steps or Steps()))


def portfolio(result: BundleResult) -> list[Bundle]:
    """The portfolio's bundles, without the offers."""
    return [bundle for bundle in result.bundles if bundle.portfolio]


def same(one: BundleResult, other: BundleResult) -> bool:
    """Whether two results are equal in all their parts."""
    return (
        one.bundles == other.bundles
        and one.mining == other.mining
        and one.rules.equals(other.rules)
        and one.products.equals(other.products)
        and one.told == other.told
        and one.choices.equals(other.choices)
        and one.holds.equals(other.holds)
    )


def test_planted_pairs_are_found_with_their_evidence_and_price() -> None:
    result = find(shop())
    by_items = {tuple(item.sku for item in b.items): b for b in portfolio(result)}
    assert {("p00", "p01"), ("p02", "p03"), ("p04", "p05")} <= by_items.keys()
    first = by_items["p00", "p01"]
    assert (first.status, first.portfolio, first.bundle_type) == ("final", True, "FBT")
    assert first.pricing is not None
    assert (first.pricing.list_price, first.pricing.bundle_price) == (1000, 950)
    assert first.evidence.q_value < 0.05
    assert first.made_by == "template"
    assert first.scores is not None
    assert first.copy is not None


@pytest.mark.parametrize("seed", [3, 4, 5])
def test_the_order_of_rows_changes_nothing(seed: int) -> None:
    lines = shop()
    shuffled = lines.sample(fraction=1, shuffle=True, seed=seed)
    assert same(find(lines), find(shuffled))


def test_two_runs_are_equal() -> None:
    assert same(find(shop(2)), find(shop(2)))


def test_both_miners_give_the_same_result() -> None:
    lines = shop()
    assert same(find(lines), find(lines, miner="mlxtend"))


class Watched(Steps):
    """Steps that remember every preview and what was running when it was shown."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[tuple[list[str], Any]] = []

    def show(self, preview: object) -> None:
        running = [child.name for child in self.view().children if child.status == "running"]
        self.shown.append((running, preview))
        super().show(preview)


def test_preliminary_bundles_are_shown_before_the_end() -> None:
    steps = Watched()
    result = find(shop(), steps)
    assert len(steps.shown) == 2
    assert "Weigh the evidence" in steps.shown[0][0]
    preview: tuple[Bundle, ...] = steps.shown[0][1]
    assert steps.preview is steps.shown[1][1]
    assert steps.preview == result.bundles
    assert [bundle.rank for bundle in preview] == list(range(1, len(preview) + 1))
    assert {(b.status, b.portfolio) for b in preview} == {("preliminary", False)}
    assert {b.bundle_id for b in preview} & {b.bundle_id for b in result.bundles}
    assert len(preview) <= 12
    beyond = [b.evidence.orders_together - b.evidence.expected_by_chance for b in preview]
    assert beyond == sorted(beyond, reverse=True)
    assert all(bundle.evidence.q_value <= 0.05 for bundle in preview)


def test_every_planned_step_is_done_at_the_end() -> None:
    steps = Steps()
    find(shop(), steps)
    children = steps.view().children
    assert tuple(child.name for child in children) == STEPS
    assert {child.status for child in children} == {"done"}


def test_pairs_come_first_and_as_many_as_asked_for() -> None:
    result = find(shop(), bundles=2, larger_sets=0)
    assert [len(bundle.items) for bundle in portfolio(result)] == [2, 2]
    assert find(shop(), max_items=2).mining["itemsets"].keys() == {"1", "2"}


def test_fewer_bundles_than_asked_for_are_said() -> None:
    steps = Steps()
    result = find(shop(), steps, bundles=50)
    pairs = sum(len(bundle.items) == 2 for bundle in portfolio(result))
    assert any(sentence.startswith(f"{pairs} pairs hold up") for sentence in steps.warnings)


@pytest.mark.parametrize("miner", ["bitset", "mlxtend"])
def test_a_file_in_which_nothing_is_frequent_gives_no_bundles(miner: str) -> None:
    steps = Watched()
    lines = lines_of_orders([[f"a{number}", f"b{number}"] for number in range(15)])
    result = find(lines, steps, miner=miner)
    assert portfolio(result) == []
    assert result.rules.height == 0
    assert steps.shown[0][1] == ()
    assert any("No bundles for the portfolio: 0 pairs" in said for said in steps.warnings)
    assert {bundle.evidence.tier for bundle in result.bundles} <= WEAK


def test_independent_products_give_no_bundles() -> None:
    draw = random.Random(7)
    bought = [[f"p{k}" for k in range(12) if draw.random() < 0.25] or ["p0"] for _ in range(300)]
    assert portfolio(find(lines_of_orders(bought))) == []


def test_a_file_without_dates_or_prices_has_bundles_without_prices() -> None:
    bare = shop().with_columns(
        moment=pl.lit(None, pl.Datetime("us")), unit_price=pl.lit(None, pl.Float64)
    )
    result = find(bare)
    assert len(result.bundles) >= 3
    assert {bundle.pricing for bundle in result.bundles} == {None}
    assert {item.unit_price for bundle in result.bundles for item in bundle.items} == {None}
    assert result.mining["last_day"] is None


def test_a_file_that_is_too_small_fails_in_its_first_step() -> None:
    steps = Steps()
    with pytest.raises(TooSmall):
        find(lines_of_orders([["a", "b"]] * 5), steps)
    assert [child.status for child in steps.view().children] == ["failed"] + ["waiting"] * (
        len(STEPS) - 1
    )


def test_ids_name_the_products_and_not_the_rank() -> None:
    many, few = find(shop(), bundles=50), find(shop(), bundles=1, season=0.0)
    ids = {bundle.bundle_id: bundle.items for bundle in many.bundles}
    assert len(ids) == len(many.bundles)
    assert ids[few.bundles[0].bundle_id] == few.bundles[0].items


def test_counts_of_orders_stand_in_the_result() -> None:
    result = find(shop())
    mining = result.mining
    dropped, kept = mining["candidates"]["dropped"], mining["candidates"]["by_size"]
    sets = sum(count for size, count in mining["itemsets"].items() if size != "1")
    assert sum(dropped.values()) + sum(kept.values()) == sets
    assert mining["bundles"] == len(portfolio(result))
    assert mining["bundles"] + mining["offers"] == len(result.bundles)
    pairs = [bundle for bundle in portfolio(result) if len(bundle.items) == 2]
    assert sum(bundle.new_orders for bundle in pairs) == pairs[-1].reached_orders


def test_documents_have_the_files_field_names() -> None:
    document = as_documents([replace(find(shop()).bundles[0], rank=3)])[0]
    assert document["rank"] == 3
    assert {"from", "to", "p_value", "q_value", "expected_by_chance"} <= document["evidence"].keys()
    assert document["offer"] == {}


def test_order_lines_are_given_up_once_they_are_mapped(monkeypatch: pytest.MonkeyPatch) -> None:
    held: list[weakref.ref[pl.DataFrame]] = []
    alive = []

    def opened() -> BundleTables:
        lines = shop()
        held.append(weakref.ref(lines))
        return BundleTables(lines)

    async def gather(*given: Any) -> Context:
        for _ in range(200):  # the worker thread lets go a moment after it answered
            if held[0]() is None:
                break
            await asyncio.sleep(0.01)
        alive.append(held[0]() is not None)
        return await gather_context(*given)

    monkeypatch.setattr(pipeline, "gather_context", gather)
    asyncio.run(find_bundles(opened(), BundleOptions(), steps=Steps()))
    assert alive == [False]


def test_embedding_begins_when_there_is_something_to_see(monkeypatch: pytest.MonkeyPatch) -> None:
    steps, seen = Steps(), []

    async def embed(*given: Any) -> ProductVectors:
        seen.append(steps.preview)
        return await embed_products(*given)

    monkeypatch.setattr(context, "embed_products", embed)
    find(shop(), steps)
    [preview] = seen
    assert preview
